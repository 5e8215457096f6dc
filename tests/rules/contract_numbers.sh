#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# contract_numbers.sh TABLE HEADER…: fails when a header names a number that is not in the table.
set -euo pipefail

table=$1
shift
missing=$(grep -ohE '^( |enum).*' "$@" | grep -oE '\bCASELOAD_[A-Z0-9_]+ *=' | grep -oE 'CASELOAD_[A-Z0-9_]+' | sort -u |
  while read -r name; do grep -qF "IS($name," "$table" || echo "$name"; done)
count=$(grep -c '^IS(' "$table")
if [ -n "$missing" ] || [ "$count" -lt 100 ]; then
  echo "not in $table: $missing ($count are)"
  exit 1
fi
