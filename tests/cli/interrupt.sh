#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Ctrl-C and SIGTERM: what is finished is written, whole replications of every scenario, exit code 130.
. tests/cli/checks

rows() {
    grep -c "^$1,[0-9]*,served," "$2/replications.csv"
}

for signal in INT TERM; do
    interrupted "$signal" '[1-9]' compare solo 16+1 -n 1000000 --out "$work/$signal"
    check "$signal: exit code 130" test $code -eq 130
    check "$signal: says how many are finished" \
        grep -Eq '^zutuan: interrupted; [1-9][0-9]* replications are finished in every scenario$' "$work/err"
    has "$signal: and how to go on" "$work/err" 'zutuan: the same command goes on from there'
    done_now=$(sed -n 's/^zutuan: interrupted; \([0-9]*\) .*/\1/p' "$work/err")
    check "$signal: so many of solo" test "$(rows solo "$work/$signal")" = "$done_now"
    check "$signal: and of 16+1" test "$(rows 16+1 "$work/$signal")" = "$done_now"
    check "$signal: the manifest says so" grep -q '"interrupted": true' "$work/$signal/manifest.json"
    check "$signal: a table is printed" grep -q '^  served\|^  people_served' "$work/out"
    check_not "$signal: no file half done" sh -c "find '$work/$signal' -name '*.tmp*' -o -name '*partial*' | grep ."

    # What is kept is the beginning of the whole.
    run_as "$signal: as many without interruption" 0 compare solo 16+1 -n "$done_now" --out "$work/$signal-whole"
    check "$signal: have the same bytes" cmp "$work/$signal/replications.csv" "$work/$signal-whole/replications.csv"
    check "$signal: referrals too" cmp "$work/$signal/referrals.csv" "$work/$signal-whole/referrals.csv"
done
finish
