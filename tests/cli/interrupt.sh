#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Ctrl-C and SIGTERM: what is finished is written, whole replications of every scenario, exit code 130; a replication
# under way is abandoned, and goes on from its beginning to the same bytes.
. tests/cli/checks

rows() {
    grep -c "^$1,[0-9]*,served," "$2/replications.csv"
}

# begun PATTERN FILE COMMAND...: starts it, and waits until the file has a line like this; leaves $process.
begun() {
    pattern=$1
    file=$2
    shift 2
    : >"$file"
    "$@" >"$work/out" 2>"$work/err" &
    process=$!
    wait_for "$pattern" "$file"
}

# ended: its exit code in $code; what does not end is killed.
ended() {
    (sleep 60 && kill -9 $process) >/dev/null 2>&1 &
    watchdog=$!
    wait $process
    code=$?
    kill $watchdog 2>/dev/null
}

for signal in INT TERM; do
    interrupted "$signal" '[1-9]' compare solo 16+1 -n 1000000 --out "$work/$signal"
    check "$signal: exit code 130" test $code -eq 130
    check "$signal: says how many are finished" \
        grep -Eq '^zutuan: interrupted; [1-9][0-9]* replications are finished in every scenario$' "$work/err"
    has "$signal: and how to go on" "$work/err" 'zutuan: the same command goes on from there'
    done_now=$(sed -n 's/^zutuan: interrupted; \([0-9]*\) .*/\1/p' "$work/err")
    check "$signal: so many of solo" test "$(rows solo "$work/$signal")" -eq "${done_now:-none}"
    check "$signal: and of 16+1" test "$(rows 16+1 "$work/$signal")" -eq "${done_now:-none}"
    check "$signal: the manifest says so" grep -q '"interrupted": true' "$work/$signal/manifest.json"
    check "$signal: a table is printed" grep -q '^  served\|^  people_served' "$work/out"
    check "$signal: no file half done" \
        test -z "$(find "$work/$signal" -name '*.tmp*' -o -name '*partial*' || echo none looked for)"

    # What is kept is the beginning of the whole.
    run_as "$signal: as many without interruption" 0 compare solo 16+1 -n "${done_now:-1}" --out "$work/$signal-whole"
    check "$signal: have the same bytes" cmp "$work/$signal/replications.csv" "$work/$signal-whole/replications.csv"
    check "$signal: referrals too" cmp "$work/$signal/referrals.csv" "$work/$signal-whole/referrals.csv"
done

# A world of which no machine sees the end: a program that waited for it would be killed after a minute.
printf 'extends = "16+1";\nprogramme: { horizon = 10000000; };\nproviders: { count = 20000; };\n' >"$work/endless.cfg"
printf 'extends = "solo";\nprogramme: { horizon = 90; };\nproviders: { count = 5; };\n' >"$work/short.cfg"
printf 'extends = "16+1";\nproviders: { count = 64; };\n' >"$work/long.cfg"

# cut SIGNAL ARGUMENT...: the program, told to stop when its first cell is finished and the next is an endless one.
cut() {
    sent=$1
    shift
    begun '"finished": ' "$work/err" "$binary" "$@" -j 1 --progress json
    sleep 1
    kill -s "$sent" $process
    ended
}

cut TERM compare "$work/short.cfg" "$work/endless.cfg" -n 1 --out "$work/cut"
check "within a replication: exit code 130" test $code -eq 130
has "no row is whole" "$work/err" 'zutuan: interrupted; 0 replications are finished in every scenario'
has "and how to go on is told" "$work/err" 'zutuan: the same command goes on from there'
check "no table is printed" test ! -s "$work/out"
check "there is a store" test -e "$work/cut/store.sqlite"
check "and no table" test ! -e "$work/cut/replications.csv"
run_as "what was finished is read from it" 0 run "$work/short.cfg" --store "$work/cut/store.sqlite" -n 1
has "as it was kept" "$work/err" '1 runs were in the store already'

# What was abandoned begins anew; at any moment replications are under way.
interrupted INT '[1-9]' compare "$work/short.cfg" "$work/long.cfg" -n 1000000 --out "$work/resumed"
check "again: exit code 130" test $code -eq 130
done_now=$(sed -n 's/^zutuan: interrupted; \([0-9]*\) .*/\1/p' "$work/err")
set -- compare "$work/short.cfg" "$work/long.cfg" -n $((${done_now:-0} + 1))
run_as "the same experiment goes on" 0 "$@" --out "$work/resumed"
run_as "and without interruption" 0 "$@" --out "$work/calm"
for table in replications referrals series summary paired; do
    check "gives the same $table.csv" cmp "$work/calm/$table.csv" "$work/resumed/$table.csv"
done

# Other commands
cat >"$work/paper.cfg" <<EOF
title = "A paper without an end"; description = "None"; date = "2026-11-24"; licence = "CC-BY-4.0";
source = "https://example.org/zutuan"; keywords = ("clusters"); authors = ({ name = "A. Author"; });
experiments = ({ name = "main"; command = "compare"; files = ("short", "endless"); options = ("-n 2"); });
EOF
cat >"$work/grid.cfg" <<EOF
base = "short"; other = "endless"; measure = "qa_output"; replications = 2;
factors = ({ key = "demand.rate"; values = [0.4, 0.5]; });
EOF
while IFS='|' read -r name words; do
    # shellcheck disable=SC2086
    cut INT $words
    check "$name: exit code 130" test $code -eq 130
    check "$name: says so" grep -q '^zutuan: interrupted' "$work/err"
done <<EOF
paper|paper $work/paper.cfg --out $work/paper
sweep|sweep $work/grid.cfg
attribute|attribute $work/short.cfg $work/endless.cfg
select|select $work/short.cfg $work/endless.cfg
EOF
begun session_starts "$work/out" "$binary" trace "$work/endless.cfg"
kill -s INT $process
ended
check "trace: exit code 130" test $code -eq 130
has "trace: says so" "$work/err" 'zutuan: interrupted; nothing is kept'

# Any one of several processes that is told ends all of them.
for rank in ${launch:+first last}; do
    # shellcheck disable=SC2086
    begun '"finished": ' "$work/err" $launch 3 "$binary" compare "$work/short.cfg" "$work/endless.cfg" -n 2 \
        --progress json --out "$work/mpi-$rank"
    sleep 1
    victims=$(pgrep -f "^$binary compare .* --out $work/mpi-$rank")
    case $rank in
    first) kill -s INT "$(echo "$victims" | head -n 1)" ;;
    last) kill -s INT "$(echo "$victims" | tail -n 1)" ;;
    esac
    ended
    check "$rank process: exit code 130" test $code -eq 130
    check "$rank process: all end" grep -q '^zutuan: interrupted; 0 replications' "$work/err"
done
finish
