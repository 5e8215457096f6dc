#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows that tidy.py catches what it is there to catch: each test plants one fault in a small tree and looks for its line."""
import os
import pathlib
import tempfile
import unittest

import shape
import tidy

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
HEADER = SPDX + "// Thing: what it is for.\n#pragma once\n"
UNFINISHED = "TO" + "DO"
TABLE = "| `NOT_FOUND` | `NOT_FOUND` | there is none |\n"
REASONS = 'enum ErrorReason {\n  ERROR_REASON_UNSPECIFIED = 0;\n  ERROR_REASON_NOT_FOUND = 5 [(status) = "NOT_FOUND"];\n}\n'


class Planted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def plant(self, files, scripts=()):
        for path, text in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            os.chmod(file, 0o755 if path in scripts else 0o644)
        return [f"{path}:{line}: {what}" for path, line, what in tidy.problems_in(self.root)]

    def expect(self, beginning, files, scripts=()):
        found = self.plant(files, scripts)
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(beginning), found)

    def expect_clean(self, files, scripts=()):
        self.assertEqual(self.plant(files, scripts), [])


class Rooms(Planted):
    def test_a_room_may_use_the_rooms_below_it(self):
        self.expect_clean({
            "core/base/day.h": HEADER,
            "core/record/case.h": HEADER + '#include "base/day.h"\n',
            "core/mix/count.cpp": SPDX + '#include "record/case.h"\n#include "facts/fact.h"\n#include "taxonomy/code.h"\n',
            "core/server/main.cpp": SPDX + '#include "store/sqlite/open.h"\n#include <CLI/CLI.hpp>\n',
        })

    def test_a_room_may_not_use_one_above_it(self):
        self.expect("core/base/day.cpp:2: base may not include record", {"core/base/day.cpp": SPDX + '#include "record/case.h"\n'})

    def test_the_edge_may_not_use_the_store(self):
        self.expect("core/rpc/gate.cpp:2: rpc may not include store", {"core/rpc/gate.cpp": SPDX + '#include "store/store.h"\n'})

    def test_a_room_that_is_not_in_the_map_is_refused(self):
        self.expect("core/attic/x.cpp:1: room 'attic'", {"core/attic/x.cpp": SPDX})

    def test_a_client_may_not_use_the_core(self):
        self.expect("clients/cli/x.cpp:2: clients may use", {"clients/cli/x.cpp": SPDX + '#include "base/date.h"\n'})

    def test_a_plugin_may_use_the_sdk_only(self):
        self.expect("plugins/a/rule.cpp:3: plugins may use", {
            "plugins/sdk/include/caseload/rule.h": HEADER,
            "plugins/a/rule.cpp": SPDX + "#include <caseload/rule.h>\n#include <caseload/v1/case.pb.h>\n",
        })

    def test_an_outside_header_has_its_own_place(self):
        for path, header in (
            ("core/app/x.cpp", "sqlite3.h"), ("core/rules/host/x.cpp", "boost/dll.hpp"), ("core/app/y.cpp", "grpcpp/grpcpp.h"),
            ("core/rpc/x.cpp", "caseload/v1/case_service.grpc.pb.h"), ("core/rpc/y.cpp", "openssl/evp.h"),
            ("clients/cli/x.cpp", "pugixml.hpp"),
        ):
            with self.subTest(header=header):
                self.expect(f"{path}:2: {header} belongs in", {path: SPDX + f"#include <{header}>\n"})
                (self.root / path).unlink()

    def test_a_room_may_not_link_what_it_may_not_include(self):
        self.expect("core/rpc/CMakeLists.txt:1: rpc may not link caseload::store_sqlite", {
            "core/rpc/CMakeLists.txt": "caseload_room(rpc SOURCES x.cpp USES caseload::app caseload::store_sqlite)\n"})

    def test_a_header_that_includes_nine_of_ours_is_a_hall(self):
        files = {f"core/base/part{n}.h": HEADER for n in range(9)}
        files["core/base/hall.h"] = HEADER + "".join(f'#include "base/part{n}.h"\n' for n in range(9))
        self.expect("core/base/hall.h:1: includes 9 of our headers, limit 8", files)

    def test_only_the_server_may_be_wide(self):
        files = {f"core/base/part{n}.h": HEADER for n in range(16)}
        files["core/server/main.cpp"] = SPDX + "".join(f'#include "base/part{n}.h"\n' for n in range(16))
        self.expect_clean(files)


class Shape(Planted):
    def test_the_licence_comes_first(self):
        self.expect("core/base/x.cpp:1: the first line", {"core/base/x.cpp": "int x;\n"})

    def test_a_header_says_what_it_is_for(self):
        self.expect("core/base/x.h:2: a header says", {"core/base/x.h": SPDX + "#pragma once\n"})

    def test_a_long_file_is_refused(self):
        self.expect("core/base/x.cpp:400: 401 lines", {"core/base/x.cpp": SPDX + "int x;\n" * 400})

    def test_an_empty_name_is_refused(self):
        self.expect("core/base/date_utils.cpp:1: 'utils' says nothing", {"core/base/date_utils.cpp": SPDX})
        (self.root / "core/base/date_utils.cpp").unlink()
        self.expect("tests/data/x.csv:1: 'data' says nothing", {"tests/data/x.csv": ""})

    def test_a_script_must_be_executable(self):
        self.expect("scripts/demo:1: a script must be executable", {"scripts/demo": "#!/bin/sh\n"})

    def test_a_long_function_is_found_and_others_are_not(self):
        body = "  x = '{' + \"{\" + 1'000;  // {\n" * 61
        text = (
            "#define WIDE(x) \\\n  { x\nnamespace a {\nconst int kTable[] = {\n" + "  1,\n" * 80 + "};\n"
            "class B {\n  void Short() { R\"({{{)\"; }\n  int x_ = 0;\n};\n"
            "B::B(int x)\n    : x_(x), y_{x} {\n" + body + "}\n"
            "auto f = [](int x) {\n  return x;\n};\n}\n"
        )
        self.assertEqual([(length, name) for _, length, name in shape.functions(text) if length > 60], [(61, "B::B")])


class Words(Planted):
    def test_a_path_of_somebodys_machine_is_refused(self):
        self.expect("docs/x.md:2: a path of somebody's machine", {"docs/x.md": "see\n/ro" + "ot/thing\n"})

    def test_unfinished_work_needs_a_reference(self):
        self.expect("core/base/x.cpp:2: unfinished work", {"core/base/x.cpp": SPDX + f"// {UNFINISHED} later\n"})
        self.expect_clean({"core/base/x.cpp": SPDX + f"// {UNFINISHED}(#12): later\n"})

    def test_a_test_that_is_switched_off_is_refused(self):
        self.expect("tests/base/x_test.cpp:2: a test that never runs", {
            "tests/base/CMakeLists.txt": "caseload_tests(base)\n",
            "tests/base/x_test.cpp": SPDX + "TEST(Day, DISABLE" + "D_Dawns) {}\n"})

    def test_a_field_called_case_is_refused(self):
        self.expect("api/caseload/v1/x.proto:1: 'case' is a keyword", {"api/caseload/v1/x.proto": "  Case case = 1;\n"})


class Promises(Planted):
    def test_a_reason_must_exist(self):
        self.expect("core/app/x.cpp:2: ERROR_REASON_LOST is not in", {
            "api/caseload/v1/error_reason.proto": REASONS, "core/app/x.cpp": SPDX + "auto r = v1::ERROR_REASON_LOST;\n"})

    def test_a_reason_must_be_in_the_table_with_its_status(self):
        self.expect("docs/api.md:1: the table of reasons lacks NOT_FOUND", {
            "api/caseload/v1/error_reason.proto": REASONS, "docs/api.md": TABLE.replace("| `NOT_FOUND` |", "| `ABORTED` |", 2)})
        self.expect_clean({"docs/api.md": TABLE})

    def test_a_test_that_no_list_takes_in_never_runs(self):
        self.expect("tests/base/x_test.cpp:1: never runs", {"tests/base/x_test.cpp": SPDX})
        self.expect_clean({"tests/base/CMakeLists.txt": "caseload_tests(base USES caseload::base)\n"})

    def test_a_page_may_name_only_what_is_there(self):
        self.expect("README.md:1: names scripts/demo, which is not there", {"README.md": "Run scripts/demo.\n"})
        self.expect_clean({"scripts/demo": "#!/bin/sh\n"}, scripts=("scripts/demo",))

    def test_a_link_must_lead_somewhere(self):
        self.expect("docs/a.md:1: links to b.md", {"docs/a.md": "[b](b.md#there)\n"})

    def test_a_preset_must_exist(self):
        self.expect("README.md:1: there is no preset fast", {
            "CMakePresets.json": '{"configurePresets": [{"name": "dev"}]}', "README.md": "cmake --preset fast\n"})

    def test_a_program_must_be_built(self):
        self.expect("README.md:1: starts server, which is not built", {"README.md": "build/release/bin/server\n"})

    def test_an_installed_package_must_be_explained(self):
        self.expect("scripts/deps:3: docs/dependencies.md does not say why libfoo-dev", {
            "scripts/deps": "#!/bin/sh\npackages=(\n  g++ libfoo-dev\n)\n", "docs/dependencies.md": "| `g++` | compiles |\n"},
            scripts=("scripts/deps",))


if __name__ == "__main__":
    unittest.main()
