#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# writing_a_rule.sh SOURCE BUILD: runs every command of docs/writing-a-rule.md, in its order, as a newcomer would, beside a server of its own.
set -euo pipefail

source=$1
build=$2
HOME=$(mktemp -d "${TMPDIR:-/tmp}/caseload-newcomer.XXXXXX")
export HOME CASELOAD_SERVER=unix:$HOME/socket
"$build/bin/caseloadd" --data "$HOME/records" --listen "$CASELOAD_SERVER" >"$HOME/log" 2>&1 </dev/null &
server=$!
clean_up() {
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  rm -rf "$HOME"
}
trap clean_up EXIT
for _ in $(seq 300); do
  "$build/bin/caseload" --timeout 1 health >/dev/null 2>&1 && break
  sleep 0.1
done

# The page speaks of the tree that it lies in, and of the build people run.
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$source/docs/writing-a-rule.md" |
  sed "s|^cmake --install build/release |cmake --install '$build' |" >"$HOME/commands"
[ "$(grep -c . "$HOME/commands")" -ge 15 ]
cd "$source"
bash -euo pipefail -x "$HOME/commands" </dev/null
"$build/bin/caseload" -o csv rule list </dev/null | grep -q '^example.long-open,1.0.0,active,'
