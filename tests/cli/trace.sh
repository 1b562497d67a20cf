#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The event log of one replication.
. tests/cli/checks

# shellcheck disable=SC2086
run_as "trace" 0 trace 16+1 --replication 3 $small
cp "$work/out" "$work/first"
check "a head" sh -c "head -1 '$work/first' | tr -d '\r' | grep -qx 'time,activity,detail,request,actor,other,value,step,lifecycle'"
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

# For programs that mine processes: a case's steps, each with its beginning and end, in a calendar's time.
# shellcheck disable=SC2086
run_as "with a calendar" 0 trace 16+1 --replication 3 $small --epoch 2010-03-01
check "has timestamps" sh -c "head -1 '$work/out' | grep -q ',lifecycle,timestamp\$'"
check "and is otherwise the same" sh -c "sed 's/,[^,]*\$//' '$work/out' | cmp - '$work/first'"
check "of ISO 8601, in order" sh -c "tail -n +2 '$work/out' | sed 's/.*,//' | LC_ALL=C sort -c"
stamp='^20[0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]\{6\}Z$'
check_not "nothing else" sh -c "tail -n +2 '$work/out' | sed 's/.*,//' | grep -v '$stamp'"
check "day 0 is the epoch" sh -c "sed -n 2p '$work/out' | grep -q ',2010-03-01T00:00:00.000000Z\$'"
check "every session that is complete has begun" awk -F, '
    $8 == "session" && $9 == "start" { begun[$4] = 1 }
    $8 == "session" && $9 == "complete" { ended++; if (!($4 in begun)) wrong = 1 }
    END { exit wrong || ended < 100 }' "$work/first"
check "lifecycles of XES" sh -c "tail -n +2 '$work/first' | cut -d, -f9 | sort -u | tr '\n' ' ' |
    grep -qx 'complete schedule start \(withdraw \)*'"
run_as "a day that is none" 2 trace solo --epoch 2010-02-30
only "is told" "$work/err" "zutuan: --epoch 2010-02-30: expected a day such as 2010-01-01"

# A folder, for the figures of one replication.
run_as "a folder" 0 trace 16+1-annual --replication 3 -s programme.horizon=500 --gantt --out "$work/kept"
run_as "the log alone" 0 trace 16+1-annual --replication 3 -s programme.horizon=500
check "the folder has the same log" cmp "$work/out" "$work/kept/trace.csv"
only "what it is of" "$work/kept/replication.csv" "scenario,replication,seed,horizon,calendar,window_from,window_to
16+1-annual,3,1,500,annual,,"
only "the calendar of its purchase, up to the horizon" "$work/kept/phases.csv" "year,number,phase,from,to
1,1,applying,0,75
1,2,reviewing,75,135
1,3,implementing,135,315
1,4,evaluating,315,350
1,5,commending,350,365
2,1,applying,365,440
2,2,reviewing,440,500"
check "purchase begins when implementing does" test \
    "$(sed -n 's/,purchase_begins,.*//p' "$work/kept/trace.csv" | head -n 1)" = 135
check "a manifest with a hash of the log" grep -q "$(sha256sum "$work/kept/trace.csv" | cut -d' ' -f1)" "$work/kept/manifest.json"
check_not "every column is described" grep -q '"any"' "$work/kept/datapackage.json"
run_as "it is reproduced" 0 reproduce "$work/kept"
run_as "another replication is another experiment" 4 trace 16+1-annual --replication 4 -s programme.horizon=500 --gantt \
    --out "$work/kept"
run_as "--gantt without a folder" 2 trace solo --gantt
only "is told" "$work/err" "zutuan: --gantt needs --out DIR, a folder"
run_as "--days without --gantt" 2 trace solo --days 1:2
only "is told, too" "$work/err" "zutuan: --days belongs to --gantt"
run_as "days upside down" 2 trace solo --gantt --out "$work/days" --days 9:2
only "are told" "$work/err" "zutuan: --days 9:2: expected two days, such as 120:134"
if command -v gnuplot >/dev/null 2>&1; then
    run_as "its figures" 0 plot "$work/kept" --format svg
    check "the tasks and the phases" test -s "$work/kept/figures/gantt.svg" -a -s "$work/kept/figures/phases.svg"
    # 16+1 has three staff: as many lines at most, no two tasks on one at a time, and hours as in the log
    check "no two tasks on one of the staff at a time" sh -c "awk -F, '\$1 == \"task\"' '$work/kept/figures/gantt.csv' |
        sort -t, -k4,4n -k5,5g | awk -F, '\$4 > 3 || (\$4 == server && \$5 < end - 1e-6) { wrong = 1 }
            { server = \$4; end = \$6; n++ } END { exit wrong || n < 10 }'"
    run_as "some days" 0 trace 16+1 --replication 3 -s programme.horizon=500 --gantt --days 100:500 --out "$work/days"
    run_as "their figures" 0 plot "$work/days" --format svg
    check "every task that the log has in them" test \
        "$(awk -F, '$1 >= 100 && $2 == "task_begins" && $5 == "hub"' "$work/days/trace.csv" | wc -l)" -eq \
        "$(awk -F, '$1 == "task" && $5 >= 100' "$work/days/figures/gantt.csv" | wc -l)"
    check "as many wait at the end as were raised and neither begun nor withdrawn" test "$(awk -F, '
        $5 == "hub" && $2 == "task_raised" { n++; wait[$3, $4, $6]++ }
        $5 == "hub" && $2 == "task_begins" { n--; wait[$3, $4, $6]-- }
        $5 == "hub" && $2 == "task_withdrawn" && wait[$3, $4, $6] > 0 { n--; wait[$3, $4, $6]-- }
        END { print n }' "$work/days/trace.csv")" -eq "$(awk -F, '$1 == "waiting" { n = $7 } END { print n }' \
        "$work/days/figures/gantt.csv")"
fi

# The measures from the log alone.
for scenario in solo 16+1 16+1+N lead-organisation macro exit-early mixed-types; do
    run_as "$scenario by its log" 0 trace "$scenario" --verify -s programme.horizon=800 --replication 2
    check "says so" grep -q "^$scenario: [0-9]* events give the same 3[0-9] measures\$" "$work/out"
    check_not "without a difference" grep -q DIFFERENT "$work/out"
done
# shellcheck disable=SC2086
run_as "verified and kept" 0 trace 16+1 --replication 3 $small --verify --out "$work/verified.csv"
check "the same bytes" cmp "$work/first" "$work/verified.csv"
run_as "a folder that is not there" 4 trace solo --out "$work/nowhere/log.csv"
check_not "nothing half done" sh -c "ls '$work' | grep partial"
finish
