#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Where a scenario is looked for: the caller's folder, then $ZUTUAN_SCENARIOS, then where the program's stand.
. tests/cli/checks

mkdir "$work/here" "$work/own"
printf 'demand: { rate = 1.0; };\n' >"$work/here/solo.cfg"
printf 'demand: { rate = 2.0; };\n' >"$work/own/solo.cfg"
cd "$work" || exit 1
run_as "from anywhere" 0 check solo
check "the program's own" grep -q 'rate = 0.55; # /d; default' "$work/out"
run_as "a counter scenario" 0 check hc06-member-burden
check "is itself" grep -q 'member_hours = 10' "$work/out"
cp "$work/out" "$work/bare"
run_as "and its folder may be named" 0 check counter/hc06-member-burden
check "the same scenario" cmp -s "$work/out" "$work/bare"
run_as "a run of one" 0 run hc06-member-burden -n 2 -s programme.horizon=60 --progress none
run_as "one that is misspelt" 4 check hc06-member-burdens
check "has a nearest" grep -q 'no scenario "hc06-member-burdens" in .*; nearest: hc06-member-burden,' "$work/err"
run_as "one that is misspelt in its folder" 4 check counter/hc07-captur
check "has a nearest there" grep -q 'counter/hc07-captur: no such file; nearest: hc07-capture,' "$work/err"
run_as "a path is a path" 4 check ./counter/hc07-capture
mkdir "$work/counter"
printf 'extends = "hc06-member-burden";\ndemand: { rate = 3.0; };\n' >"$work/counter/hc07-capture.cfg"
run_as "one's own folder of that name" 0 check counter/hc07-capture
check "comes first, and what it extends is found" sh -c 'grep -q "rate = 3.0; " "$1" && grep -q "member_hours = 10" "$1"' - "$work/out"
ZUTUAN_SCENARIOS=$work/own
export ZUTUAN_SCENARIOS
run_as "with a folder of one's own" 0 check solo
check "that one first" grep -q 'rate = 2.0; ' "$work/out"
run_as "others still" 0 check 16+1
cd here || exit 1
run_as "in a folder that has one" 0 check solo
check "it comes before all" grep -q 'rate = 1.0; ' "$work/out"
finish
