#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# contract_shape.sh PUBLISHED BUILT: fails when the contract no longer has the binary shape that was published.
set -euo pipefail

if ! command -v abidiff >/dev/null; then
  echo "skipped: abidiff (Debian: abigail-tools) is not installed"
  exit 77
fi
abidiff --no-show-locs "$1" "$2"
