#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the house rules that no compiler checks: tidy.py [ROOT]. Every problem is one line, FILE:LINE: what is wrong."""
import pathlib
import sys

import promises
import rooms
import shape
import words
from tree import Tree

CHECKS = (rooms, shape, words, promises)


def problems_in(root):
    """All problems below root, in the order of files and lines."""
    tree = Tree(root)
    found = [problem for check in CHECKS for problem in check.problems(tree)]
    return sorted(set(found))


def main(arguments):
    here = pathlib.Path(__file__).resolve().parents[2]
    root = pathlib.Path(arguments[0]).resolve() if arguments else here
    found = problems_in(root)
    for path, line, what in found:
        print(f"{path}:{line}: {what}")
    if found:
        print(f"{len(found)} problems; the rules and their reasons are in docs/style.md")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
