#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Control variates beside the plain estimates: in words, in controls.csv, and only when asked for.
. tests/cli/checks
small="-s programme.horizon=365"

# field FILE COLUMN SCENARIO BASE MEASURE
field() {
    awk -F, -v name="$2" -v scenario="$3" -v base="$4" -v measure="$5" '
        NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
        $at["scenario"] == scenario && $at["base"] == base && $at["measure"] == measure { print $at[name] }' "$1"
}

# shellcheck disable=SC2086
{
run_as "without" 0 compare solo 16+1 $small -n 60 --out "$work/plain"
check_not "there is no such table" test -e "$work/plain/controls.csv"
run_as "with" 0 compare solo 16+1 $small -n 60 --control-variates --out "$work/with"
check "it is shown" grep -q 'control variate: demand drawn against its expectation' "$work/out"
check "plain tables stay as they are" cmp "$work/plain/paired.csv" "$work/with/paired.csv"
run_as "a run" 0 run solo $small -n 60 --control-variates
check "shows it too" grep -q 'control variate: demand drawn against its expectation' "$work/out"
}
table=$work/with/controls.csv
check "output of a scenario gains much" \
    awk -v gain="$(field "$table" variance_ratio solo "" cost_per_person)" 'BEGIN { exit !(gain > 2) }'
check "the plain difference is that of paired.csv" test "$(field "$table" plain 16+1 solo qa_output)" = \
    "$(awk -F, 'NR > 1 && $3 == "qa_output" { print $6 }' "$work/with/paired.csv")"
check "demand itself is known" awk -v low="$(field "$table" ci_low solo "" demand)" \
    -v high="$(field "$table" ci_high solo "" demand)" 'BEGIN { exit !(high - low < 1e-6) }'
check "and equal in both, so no difference has a control" test "$(field "$table" plain 16+1 solo demand)" = 0
finish
