# SPDX-License-Identifier: Apache-2.0
"""The files of the project: those git tracks or would track, or, without git, everything but what is built."""
import functools
import os
import pathlib
import subprocess

NOT_OURS = {".git", "build", "node_modules", "__pycache__"}
CPP = {".h", ".hpp", ".cpp", ".cc", ".c"}


class Tree:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.paths = sorted(p for p in self._list() if (self.root / p).is_file())
        self.known = set(self.paths)

    def _list(self):
        if (self.root / ".git").exists():
            asked = ["git", "-c", "safe.directory=*", "-C", str(self.root), "ls-files", "-z", "--cached", "--others",
                     "--exclude-standard"]
            try:
                answer = subprocess.run(asked, capture_output=True, check=True).stdout.decode()
                return {path for path in answer.split("\0") if path}
            except (OSError, subprocess.CalledProcessError):
                pass  # no git on this machine: look for ourselves
        return set(self._walk())

    def _walk(self):
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name not in NOT_OURS]
            for name in files:
                yield (pathlib.Path(folder) / name).relative_to(self.root).as_posix()

    @functools.lru_cache(maxsize=None)
    def text(self, path):
        """The text of a file; empty for one that is not text."""
        raw = (self.root / path).read_bytes()
        return "" if b"\0" in raw[:4096] else raw.decode("utf-8", errors="replace")

    @functools.lru_cache(maxsize=None)
    def lines(self, path):
        return self.text(path).splitlines()

    def executable(self, path):
        return os.access(self.root / path, os.X_OK)

    def exists(self, path):
        return (self.root / path).exists()

    def cpp(self):
        return [path for path in self.paths if pathlib.PurePosixPath(path).suffix in CPP]

    def named(self, *suffixes):
        return [path for path in self.paths if path.endswith(suffixes)]


def line_of(text, position):
    return text.count("\n", 0, position) + 1
