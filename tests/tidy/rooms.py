# SPDX-License-Identifier: Apache-2.0
"""Who may know whom: the rooms of the core, the other houses, and the only places for each outside library."""
import re

from tree import line_of

_LAYERS = ({"base"}, {"taxonomy", "record"}, {"access", "facts"}, {"mix", "rules"})


def _map_of_rooms():
    may, below = {}, set()
    for layer in _LAYERS:
        for room in layer:
            may[room] = set(below)
        below |= layer
    may["audit"] = {"base"}
    may["store"] = {"base", "record", "audit"}
    may["app"] = below | {"audit", "store"}
    may["rpc"] = {"base", "record", "access", "mix", "app"}  # never the store
    may["server"] = set(may)
    return may


MAY_INCLUDE = _map_of_rooms()

# An outside header, and the only folders that may name it. A test may do what the room it tests may.
FOREIGN = (
    (r".*\.grpc\.pb\.h$", ("clients", "tests")),
    (r"grpc(pp)?/", ("core/rpc", "core/server", "clients/cpp", "clients/cli", "tests")),
    (r"sqlite3\.h$", ("core/store/sqlite", "tests/store")),
    (r"libpq-fe\.h$", ("core/store/postgres", "tests/store")),
    (r"boost/dll", ("core/rules/worker",)),
    (r"dlfcn\.h$", ("core/rules/worker", "plugins/sdk/check", "tests/rules", "tests/plugins", "tests/bench")),
    # Deliveries are known by their digest before they are sent, hence the exchange.
    (r"openssl/", ("core/base", "core/audit", "core/access", "clients/exchange", "tests/base", "tests/audit", "tests/access", "tests/rules")),
    (r"(libxml/|libxml2/|pugixml)", ("clients/exchange", "tests/exchange", "tests/taxonomy")),
    (r"CLI/", ("core/server", "core/rules/author", "clients/cli")),
    (r"nlohmann/", ("tests",)),
)
FAN_OUT = {".h": 8, ".hpp": 8}
FAN_OUT_OF_SOURCES = 15

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"\n]+)[>"]', re.M)
LINKED = re.compile(r"\bcaseload::(\w+)")


def _within(path, folders):
    return any(path.startswith(folder + "/") for folder in folders)


def _room(path):
    """core/store/sqlite/x.cpp -> store"""
    parts = path.split("/")
    return parts[1] if parts[0] == "core" and len(parts) > 2 else None


def _resolve(tree, path, target):
    """The project's file that an include means; nothing for generated and outside headers."""
    folder = path.rsplit("/", 1)[0] if "/" in path else ""
    client = "/".join(path.split("/")[:2])
    for base in (folder, "core", "clients", client, "plugins/sdk/include", "plugins", "tests"):
        candidate = f"{base}/{target}" if base else target
        if candidate in tree.known:
            return candidate
    return None


def _not_allowed(path, target, file):
    """Why this file may not include the target; nothing when it may."""
    house = path.split("/")[0]
    first = target.split("/")[0]
    target_room = _room(file) if file else first if first in MAY_INCLUDE and "/" in target else None
    if house == "core":
        here = _room(path)
        if target_room and target_room != here and target_room not in MAY_INCLUDE[here]:
            return f"{here} may not include {target_room}"
        if file and file.startswith(("clients/", "tests/")):
            return f"the core may not include {file.split('/')[0]}"
        if file and file.startswith("plugins/") and here != "rules":
            return "only rules may know the plugin contract"
    if house == "clients" and (target_room or (file and not file.startswith("clients/"))):
        return "clients may use the API and other clients only"
    if house == "plugins":
        own = "/".join(path.split("/")[:2]) + "/"
        outside = file and not file.startswith(("plugins/sdk/", own))
        if target_room or outside or target.endswith(".pb.h"):
            return "plugins may use the SDK only"
    return None


def _problems_of_file(tree, path):
    text, ours = tree.text(path), 0
    for match in INCLUDE.finditer(text):
        target, line = match[1], line_of(text, match.start())
        file = _resolve(tree, path, target)
        ours += file is not None
        why = _not_allowed(path, target, file)
        if why:
            yield path, line, f"{why} ({target})"
        for pattern, folders in FOREIGN:
            if not file and re.match(pattern, target) and not _within(path, folders):
                yield path, line, f"{target} belongs in {', '.join(folders)} only"
                break
    limit = FAN_OUT.get(path[path.rfind("."):], FAN_OUT_OF_SOURCES)
    if ours > limit and not path.startswith("core/server/"):
        yield path, 1, f"includes {ours} of our headers, limit {limit}: is this a hall?"


def _problems_of_links(tree):
    """A room links what it may include, and nothing else."""
    for path in tree.named("CMakeLists.txt"):
        room = _room(path)
        if room not in MAY_INCLUDE:
            continue
        for match in LINKED.finditer(tree.text(path)):
            linked = match[1].split("_")[0]
            if linked == "stubs" or (linked in MAY_INCLUDE and linked != room and linked not in MAY_INCLUDE[room]):
                yield path, line_of(tree.text(path), match.start()), f"{room} may not link {match[0]}"


def _problems_of_protos(tree):
    for path in tree.named(".proto"):
        for number, line in enumerate(tree.lines(path), 1):
            found = re.match(r'import "([^"]+)"', line)
            if found and not found[1].startswith(("caseload/v1/", "google/")):
                yield path, number, f"the API uses nobody ({found[1]})"


def problems(tree):
    for path in tree.cpp():
        room = _room(path)
        if room is not None and room not in MAY_INCLUDE:
            yield path, 1, f"room '{room}' is not in the map of rooms"
            continue
        yield from _problems_of_file(tree, path)
    yield from _problems_of_links(tree)
    yield from _problems_of_protos(tree)
