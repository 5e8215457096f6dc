#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# rule_verbs.sh BUILD: every verb of a rule's life and of findings, from the command line, on a made-up authority. Each is held to what it must have done.
set -euo pipefail

build=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/caseload-verbs.XXXXXX")
export HOME=$work CASELOAD_SERVER=unix:$work/socket
export PATH=$build/bin:$PATH
caseloadd --data "$work/records" --listen "$CASELOAD_SERVER" >"$work/log" 2>&1 </dev/null &
server=$!
clean_up() {
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT
fail() {
  echo "rule_verbs.sh: $*" >&2
  tail -n 5 "$work/log" >&2
  exit 1
}
# Tries again what the rules bring about by themselves, for a minute.
until_it_is() {
  local what=$1
  for _ in $(seq 600); do
    if "${@:2}" >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  fail "$what: never came"
}
rows() { caseload -o csv "$@" </dev/null | tail -n +2; }
until_it_is "the server" caseload --timeout 1 health

caseload make-authority --children 150 --seed 1 --out "$work/authority" >/dev/null
caseload import ssd "$work/authority/ssd" --history-complete-from 2020-01-01 >/dev/null
because=(--because "For a trial")
packages=$build/lib/caseload/rules

caseload rule upload "$packages/recurrence.clrule" "$packages/timescale-clocks.clrule" "${because[@]}" >/dev/null
caseload rule validate caseload.recurrence caseload.timescale-clocks "${because[@]}" >/dev/null

# In shadow it is asked, and nobody is shown what it says.
caseload rule shadow caseload.timescale-clocks "${because[@]}" >/dev/null
speaks_in_shadow() { caseload -o json rule shadow-report caseload.timescale-clocks | grep -q '"only_in_shadow"'; }
until_it_is "a report of a rule in shadow" speaks_in_shadow
spoken=$(caseload -o json rule shadow-report caseload.timescale-clocks | grep -A1 '"differing_case_ids"' | grep -oE '[0-9a-z]{13}' | head -n 1)
[ -n "$spoken" ] || fail "the report names no case"
[ -z "$(rows finding list --case "$spoken")" ] || fail "somebody was shown what a rule in shadow says"

# Before it is in force it can be asked about days that have passed.
caseload -o csv rule backtest caseload.timescale-clocks --from 2026-06-30 --until 2026-08-31 --every month --known now </dev/null | grep -q '[1-9]' ||
  fail "the back-test asked nobody"

caseload rule activate caseload.recurrence caseload.timescale-clocks "${because[@]}" >/dev/null
has_findings() { [ -n "$(rows finding list --case "$spoken")" ]; }
until_it_is "a finding about the case that the report named" has_findings
finding=$(rows finding list --case "$spoken" | head -n 1 | cut -d, -f1)
caseload finding show "$finding" | grep -qi open || fail "the finding is not open"
caseload finding snooze "$finding" --comment "After the visit" | grep -qi snoozed || fail "it was not put off"
caseload finding override "$finding" --reason known_and_weighed | grep -qi overridden || fail "it was not overridden"
caseload finding accept "$finding" | grep -qi accepted || fail "it was not accepted"
rows finding list --case "$spoken" --state accepted | grep -q "^$finding," || fail "it is not in the list of those acted on"
caseload -o csv finding watch --case "$spoken" --until-caught-up </dev/null | grep -q "^$finding,accepted" || fail "the watch does not tell"
rows rule stats caseload.timescale-clocks | grep -q '^all,[1-9]' || fail "nothing was counted"
caseload rule replay --case "$spoken" | grep -qi same || fail "the decision does not come out the same"
caseload rule replay --all | grep -q 'all came out the same' || fail "a decision does not come out the same"

# Two versions of an author's own rule, forth and back.
printf '%s\n' 'Vignette: made up' 'Child: born 2015-05-01' 'Case this: referred 2024-01-01' 'Asked: about this, as of 2024-02-01' \
  'Finds: INFO OPEN, 31 days' '  because of case this on 2024-01-01' >"$work/steady.vignette.txt"
caseload-rule key "$work/office.pem" >"$work/office.pub"
caseload rule key add "$(cat "$work/office.pub")" --holder "The rules office" "${because[@]}" >/dev/null
for version in steady steady_later; do
  caseload rule pack "$build/tests/rules/guests/$version/guest_$version.so" --file "$work/steady.vignette.txt" --licence Apache-2.0 \
    --author "The rules office" --review-by 2027-12-31 --out "$work/$version.clrule"
  caseload rule sign "$work/$version.clrule" --key "$work/office.pem"
  caseload rule upload "$work/$version.clrule" "${because[@]}" >/dev/null
  caseload rule validate test.steady "${because[@]}" >/dev/null
  caseload rule activate test.steady "${because[@]}" >/dev/null
done
rows rule list | grep -q '^test.steady,1.1.0,active' || fail "the later version is not in force"
caseload rule rollback test.steady "${because[@]}" >/dev/null
rows rule list | grep -q '^test.steady,1.0.0,active' || fail "the former version is not in force again"
caseload rule quarantine test.steady "${because[@]}" >/dev/null
rows rule list | grep -q '^test.steady,1.0.0,refused' || fail "the rule is not stopped"

# Other values from a day on, and back to those before.
caseload rule activate caseload.recurrence --set referral_months=12 --set "referral_months=6@2026-04-01 A made-up policy" "${because[@]}" >/dev/null
kept=$(caseload -o json rule versions | tr -d ' \n')
[[ $kept == *'"value":"6","from_on":"2026-04-01","reference":"Amade-uppolicy"'* ]] || fail "the value from a day on was not kept"
if caseload rule activate caseload.recurrence --set referral_months=6@2026-02-30 "${because[@]}" 2>/dev/null; then fail "a day that is none was taken"; fi
caseload rule rollback caseload.recurrence "${because[@]}" >/dev/null
if caseload -o json rule versions | grep -q '"from_on"'; then fail "the former values are not back"; fi
caseload rule retire caseload.recurrence "${because[@]}" >/dev/null
if rows rule list | grep -q '^caseload.recurrence,'; then fail "the rule is still in force"; fi
caseload rule versions >/dev/null
