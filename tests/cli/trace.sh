#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The event log of one replication.
. tests/cli/checks

# shellcheck disable=SC2086
run_as "trace" 0 trace 16+1 --replication 3 $small
cp "$work/out" "$work/first"
check "a head" sh -c "head -1 '$work/first' | tr -d '\r' | grep -qx 'time,activity,detail,request,actor,other,value'"
check "events" test "$(wc -l <"$work/first")" -gt 100
check "in the order of time" sh -c "tail -n +2 '$work/first' | cut -d, -f1 | sort -gc"
# shellcheck disable=SC2086
run_as "again" 0 trace 16+1 --replication 3 $small
check "the same bytes" cmp "$work/first" "$work/out"
# shellcheck disable=SC2086
run_as "another replication" 0 trace 16+1 --replication 4 $small
check_not "other events" cmp "$work/first" "$work/out"
# shellcheck disable=SC2086
run_as "another seed" 0 trace 16+1 --replication 3 --seed 2 $small
check_not "other events still" cmp "$work/first" "$work/out"

# It is the replication of that number in replications.csv.
# shellcheck disable=SC2086
run_as "run" 0 run 16+1 $small -n 4 --out "$work/run"
served=$(sed -n 's/^16+1,3,requests,//p' "$work/run/replications.csv" | tr -d '\r')
check "as many requests as replication 3 has in replications.csv" \
    test "$(grep -c ',request_arrives,' "$work/first")" = "$served"

# shellcheck disable=SC2086
run_as "to a file" 0 trace 16+1 --replication 3 $small --out "$work/log.csv"
check "the same bytes" cmp "$work/first" "$work/log.csv"
check_not "nothing on standard output" test -s "$work/out"
run_as "a file that is there" 4 trace solo --out "$work/log.csv"
only "is told" "$work/err" "$work/log.csv: exists; --force replaces it"
check "and left alone" cmp "$work/first" "$work/log.csv"
# shellcheck disable=SC2086
run_as "--force" 0 trace solo $small --out "$work/log.csv" --force
check_not "replaces it" cmp "$work/first" "$work/log.csv"
run_as "a folder that is not there" 4 trace solo --out "$work/nowhere/log.csv"
check_not "nothing half done" sh -c "ls '$work' | grep partial"
finish
