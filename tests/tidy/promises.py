# SPDX-License-Identifier: Apache-2.0
"""What one file promises about another: reasons that exist, tests that run, commands and pages that are there."""
import json
import re

from tree import line_of

REASONS = "api/caseload/v1/error_reason.proto"
REASON_TABLE = "docs/api.md"
PACKAGES = "scripts/deps"
PACKAGE_TABLE = "docs/dependencies.md"
PRESETS = "CMakePresets.json"


def _reasons(tree):
    if REASONS not in tree.known:
        return
    text = tree.text(REASONS)
    status_of = dict(re.findall(r'^\s*(ERROR_REASON_\w+) = \d+ \[\(status\) = "(\w+)"\]', text, re.M))
    known = set(re.findall(r"^\s*(ERROR_REASON_\w+) =", text, re.M))
    for path in tree.paths:
        if path == REASONS or not path.endswith((".h", ".cpp", ".proto", ".md", ".ts")):
            continue
        body = tree.text(path)
        for match in re.finditer(r"\bERROR_REASON_[A-Z0-9_]+\b", body):
            if match[0] not in known and not match[0].endswith("_"):
                yield path, line_of(body, match.start()), f"{match[0]} is not in {REASONS}"
    if REASON_TABLE in tree.known:
        table = tree.text(REASON_TABLE)
        for reason, status in sorted(status_of.items()):
            short = reason.removeprefix("ERROR_REASON_")
            if not re.search(rf"^\| `{short}` \| `{status}` \|", table, re.M):
                yield REASON_TABLE, 1, f"the table of reasons lacks {short} with {status}"


def _tests(tree):
    """Every *_test.cpp runs because it is there."""
    for path in tree.named("_test.cpp"):
        folder, _, name = path.rpartition("/")
        lists = f"{folder}/CMakeLists.txt"
        text = tree.text(lists) if lists in tree.known else ""
        if not ("caseload_tests(" in text or "*_test.cpp" in text or name in text):
            yield path, 1, f"never runs: {lists} neither calls caseload_tests nor names it"
        parent, _, own = folder.rpartition("/")
        while parent and parent not in ("tests", "clients", "plugins", "core"):
            above = f"{parent}/CMakeLists.txt"
            if above in tree.known and not re.search(rf"add_subdirectory\({own}|\*/CMakeLists", tree.text(above)):
                yield path, 1, f"never runs: {above} does not add {own}"
            parent, _, own = parent.rpartition("/")


def _pages(tree):
    presets = set()
    if PRESETS in tree.known:
        presets = {preset["name"] for preset in json.loads(tree.text(PRESETS)).get("configurePresets", ())}
    for path in tree.named(".md"):
        text = tree.text(path)
        folder = path.rpartition("/")[0]
        for match in re.finditer(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)", text):
            target = f"{folder}/{match[1]}" if folder else match[1]
            if not tree.exists(target):
                yield path, line_of(text, match.start()), f"links to {match[1]}, which is not there"
        for match in re.finditer(r"(?<![\w/.])(scripts/[a-z][\w-]*|\.ci/[a-z][\w-]*)", text):
            if match[1] not in tree.known:
                yield path, line_of(text, match.start()), f"names {match[1]}, which is not there"
            elif not tree.executable(match[1]):
                yield path, line_of(text, match.start()), f"names {match[1]}, which cannot be run"
        for match in re.finditer(r"--preset[ =]([a-z]+)", text):
            if presets and match[1] not in presets:
                yield path, line_of(text, match.start()), f"there is no preset {match[1]}"


def _programs(tree):
    """A program that a page starts from build/…/bin is one that CMake builds."""
    built = set()
    for path in tree.named("CMakeLists.txt", ".cmake"):
        built |= set(re.findall(r"add_executable\(\s*([\w-]+)", tree.text(path)))
        built |= set(re.findall(r"OUTPUT_NAME\s+\"?([\w-]+)", tree.text(path)))
    for path in tree.named(".md"):
        text = tree.text(path)
        for match in re.finditer(r"build/[a-z]+/bin/([\w-]+)", text):
            if match[1] not in built:
                yield path, line_of(text, match.start()), f"starts {match[1]}, which is not built"


def _packages(tree):
    """Each package that is installed is explained."""
    if PACKAGES not in tree.known or PACKAGE_TABLE not in tree.known:
        return
    explained = set(re.findall(r"`([a-z0-9.+-]+)`", tree.text(PACKAGE_TABLE)))
    text = tree.text(PACKAGES)
    for group in re.finditer(r"^\s*\w*packages\+?=\((.*?)\)", text, re.M | re.S):
        for match in re.finditer(r"^\s*([^#\n]+)", group[1], re.M):
            for name in match[1].split():
                if re.fullmatch(r"[a-z0-9][a-z0-9.+-]+", name) and name not in explained:
                    yield PACKAGES, line_of(text, group.start(1) + match.start(1)), f"{PACKAGE_TABLE} does not say why {name}"


def problems(tree):
    for check in (_reasons, _tests, _pages, _programs, _packages):
        yield from check(tree)
