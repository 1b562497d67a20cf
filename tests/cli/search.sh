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
ZUTUAN_SCENARIOS=$work/own
export ZUTUAN_SCENARIOS
run_as "with a folder of one's own" 0 check solo
check "that one first" grep -q 'rate = 2.0; ' "$work/out"
run_as "others still" 0 check 16+1
cd here || exit 1
run_as "in a folder that has one" 0 check solo
check "it comes before all" grep -q 'rate = 1.0; ' "$work/out"
finish
