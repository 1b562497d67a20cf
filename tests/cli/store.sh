#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Finished runs outlive the program: more replications, another command, kill -9, a full disk, parts and merging.
. tests/cli/checks
small="-s programme.horizon=400"
design=$work/tiny.cfg
cat >"$design" <<'EOF'
base = "solo";
other = "16+1";
measure = "qa_per_10k_yuan";
replications = 20;
factors = ( { key = "providers.count"; values = [8, 16, 24]; }, { key = "support.staff"; values = [2, 3]; } );
EOF

# same NAME A B: two folders of results, all that is promised to be equal.
same() {
    check "$1" diff -r -x manifest.json -x store.sqlite "$2" "$3"
}

# found NUMBER: what the last command took from its store.
found() {
    grep -Fqx "$1 runs were in the store already" "$work/err"
}

# shellcheck disable=SC2086
{
run_as "sixty replications" 0 compare solo 16+1 $small -n 60 --out "$work/whole"
check_not "nothing was there before" grep -q 'in the store' "$work/err"
cp "$work/out" "$work/whole.txt"
run_as "twenty" 0 compare solo 16+1 $small -n 20 --out "$work/more"
run_as "forty more" 0 compare solo 16+1 $small -n 60 --out "$work/more"
check "the first twenty are not done again" found 40
same "and nothing shows it" "$work/whole" "$work/more"
check "in words neither" cmp "$work/whole.txt" "$work/out"
run_as "the same again" 0 compare solo 16+1 $small -n 60 --out "$work/more" -j 1
check "does nothing" found 120
same "and gives the same" "$work/whole" "$work/more"
run_as "fewer" 0 compare solo 16+1 $small -n 20 --out "$work/more"
check "use what is there" found 40
run_as "another value" 0 run solo $small -s demand.rate=0.61 -n 5 --store "$work/more/store.sqlite"
check_not "uses nothing of it" grep -q 'in the store' "$work/err"
run_as "another seed" 0 run solo $small --seed 2 -n 5 --store "$work/more/store.sqlite"
check_not "uses nothing of it" grep -q 'in the store' "$work/err"
run_as "another command" 0 run solo $small -n 60 --store "$work/more/store.sqlite"
check "uses its runs" found 60
run_as "without a store" 0 compare solo 16+1 $small -n 60 --out "$work/without" --store none
check_not "leaves none" test -e "$work/without/store.sqlite"
same "and gives the same" "$work/whole" "$work/without"
run_as "a sweep keeps no series" 0 sweep "$design" -n 4 --store "$work/sweep.sqlite"
run_as "a run needs them" 0 run solo -n 4 --store "$work/sweep.sqlite" --out "$work/series"
run_as "and is right" 0 run solo -n 4 --out "$work/series-again"
same "about them" "$work/series" "$work/series-again"
}

# kill -9, at any moment, ten times; then it ends as if nothing had been
run_as "a sweep that was not killed" 0 sweep "$design" --out "$work/calm"
killed=0
for pause in 0.02 0.05 0.1 0.15 0.2 0.3 0.4 0.5 0.7 0.9; do
    "$binary" sweep "$design" --out "$work/killed" -j 1 >/dev/null 2>&1 &
    process=$!
    sleep $pause
    kill -9 $process 2>/dev/null && killed=$((killed + 1))
    wait $process 2>/dev/null
done
check "most of ten were killed" test $killed -ge 4
run_as "the same sweep goes on" 0 sweep "$design" --out "$work/killed"
check "from what was there" grep -q 'runs were in the store already' "$work/err"
same "and ends with the same bytes" "$work/calm" "$work/killed"

# a disk that is full: files may not grow beyond 100 kB
(
    trap '' XFSZ
    ulimit -f 200
    # shellcheck disable=SC2086
    "$binary" compare solo 16+1 $small -n 400 --out "$work/full" >"$work/out" 2>"$work/err"
    echo $? >"$work/code"
)
check "a full disk: exit code 4" test "$(cat "$work/code")" -eq 4
check "says that the store is full" grep -Eq 'store.sqlite: (database or disk is full|disk I/O error)' "$work/err"
# shellcheck disable=SC2086
run_as "with room again" 0 compare solo 16+1 $small -n 60 --out "$work/full"
check "what was finished is there" grep -q 'runs were in the store already' "$work/err"
same "and right" "$work/whole" "$work/full"

# parts
in_parts=0
for part in 1 2 3; do
    run_as "part $part of 3" 0 sweep "$design" --shard $part/3 --store "$work/part$part.sqlite"
    in_part=$(sed -n 's/^part .* is done, and \([0-9]*\) runs are in the store;.*/\1/p' "$work/err")
    in_parts=$((in_parts + ${in_part:-0}))
    check "part $part shows no table" test ! -s "$work/out"
done
run_as "merging" 0 merge "$work/all.sqlite" "$work/part1.sqlite" "$work/part2.sqlite" "$work/part3.sqlite"
sum=$(awk '{ n += $2 } END { print n }' "$work/out")
run_as "the whole from its parts" 0 sweep "$design" --store "$work/all.sqlite" --out "$work/merged"
same "has the same bytes" "$work/calm" "$work/merged"
runs=$(sed -n 's/ runs were in the store already//p' "$work/err")
check "and all its runs were in the parts" test "$runs" -eq "$sum"
check "each in one of them" test "$in_parts" -eq "$sum"
run_as "merging again" 0 merge "$work/all.sqlite" "$work/part1.sqlite"
check "adds nothing" grep -q ': 0 runs added, [1-9][0-9]* were there already$' "$work/out"
run_as "a part needs a store" 2 sweep "$design" --shard 1/2
only "says so" "$work/err" "zutuan: --shard needs --store FILE (or --out DIR) to put its runs in"
run_as "a part that is none" 2 sweep "$design" --shard 3/2 --store "$work/x.sqlite"
only "is told" "$work/err" "zutuan: --shard 3/2: expected I/N, such as 1/4, with I from 1 to N"
run_as "a part with a target" 2 compare solo 16+1 --shard 1/2 --store "$work/x.sqlite" --target wait_mean:rel=5%
only "is refused" "$work/err" "zutuan: --shard and --target: a part cannot know when a target is met"
run_as "a store that is not there" 4 merge "$work/all.sqlite" "$work/nowhere.sqlite"
only "is told" "$work/err" "$work/nowhere.sqlite: there is no such store"

# two commands on one store at the same time
# shellcheck disable=SC2086
{
"$binary" compare solo 16+1 $small -n 60 --store "$work/shared.sqlite" --out "$work/first" >/dev/null 2>"$work/err1" &
process=$!
run_as "beside another command" 0 compare 16+0 16+1 $small -n 60 --store "$work/shared.sqlite" --out "$work/second"
wait $process
check "which ends well, too" test $? -eq 0
same "the one is right" "$work/whole" "$work/first"
run_as "the other without company" 0 compare 16+0 16+1 $small -n 60 --store none --out "$work/alone"
same "is right, too" "$work/alone" "$work/second"
}

# files that are no store
echo "this is text, and long enough to be taken for something" >"$work/text.sqlite"
run_as "a text for a store" 4 run solo -n 1 --store "$work/text.sqlite"
only "is told" "$work/err" "zutuan: $work/text.sqlite: is not a store of zutuan"
check "and left alone" grep -q '^this is text' "$work/text.sqlite"
finish
