#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# writing_a_rule.sh SOURCE BUILD: runs every command of docs/writing-a-rule.md, in its order, as a newcomer would, and holds what they print to what the page promises.
set -euo pipefail

source=$1
build=$2
HOME=$(mktemp -d "${TMPDIR:-/tmp}/caseload-newcomer.XXXXXX")
export HOME
unset CASELOAD_SERVER
page=
clean_up() {
  # The server that the page starts belongs to the page's own process group.
  [ -z "$page" ] || kill -- "-$page" 2>/dev/null || true
  rm -rf "$HOME"
}
trap clean_up EXIT
fail() {
  echo "writing_a_rule.sh: $*" >&2
  tail -n 40 "$HOME/said" >&2
  exit 1
}

# The page speaks of the tree that it lies in, and of the build people run.
awk '/^```sh$/ { on = 1; next } /^```$/ { on = 0 } on' "$source/docs/writing-a-rule.md" |
  sed "s|^cmake --install build/release |cmake --install '$build' |" >"$HOME/commands"
[ "$(grep -c . "$HOME/commands")" -ge 35 ]
cd "$source"
set -m
bash -euo pipefail -x "$HOME/commands" </dev/null >"$HOME/said" &
page=$!
set +m
wait "$page" || fail "a command of the page failed"

says() { grep -qE -- "$1" "$HOME/said" || fail "nothing that was printed says: $1"; }
says '^example\.long-open .*: asked about [1-9][0-9,]* cases .*, spoke of [1-9]'
says '^all +cases +0 +[1-9]'
says '^Asked about [1-9][0-9,]* cases, failed on 0\.'
says '^example\.long-open +1\.0\.0 +active'
says '^LONG_OPEN +[1-9]'
says '^Replayed [1-9][0-9,]* decisions; all came out the same, byte by byte\.'
