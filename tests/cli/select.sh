#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2086
# `select`: the same bytes on any number of threads, its words and exit codes.
. tests/cli/checks

steady_manifest() {
    sed '/^  "environment": {/,/^  }/d' "$1/manifest.json"
}

for jobs in 1 3; do
    run_as "select on $jobs threads" 0 select solo 16+0 16+1 $small -n 15 --delta 2% -j $jobs --out "$work/now"
    if [ -d "$work/first" ]; then
        check "the same files" diff -r -x manifest.json -x store.sqlite -x 'store.sqlite-*' "$work/first" "$work/now"
        steady_manifest "$work/first" >"$work/a"
        steady_manifest "$work/now" >"$work/b"
        check "the same manifest but for its environment" cmp "$work/a" "$work/b"
        check "the same words" cmp "$work/first.txt" "$work/out"
    else
        mv "$work/now" "$work/first"
        cp "$work/out" "$work/first.txt"
    fi
done
check "a line for each alternative" test "$(wc -l <"$work/first/select.csv")" -eq 4
check "its measure is that of all measures" awk -F, '
    FNR == NR { if (FNR > 1) { mean[$1] = $5; n[$1] = $4 } next }
    $2 == "qa_per_10k_yuan" { seen++; wrong += $5 != mean[$1] || $4 != n[$1] }
    END { exit seen != 3 || wrong }' "$work/first/select.csv" "$work/first/measures.csv"
check "each has what it costs" test "$(grep -c '^[^,]*,cost_total,yuan,' "$work/first/measures.csv")" -eq 3
check "one is chosen" test "$(grep -c ',chosen,' "$work/first/select.csv")" -eq 1
check "in words" grep -q 'is the best by quality-adjusted output per 10,000 yuan' "$work/first.txt"
check "with the confidence" grep -q '95 %' "$work/first.txt"
check "and the runs" grep -q '^  ([0-9]* runs, [0-9]* look' "$work/first.txt"
run_as "the same again goes on in its folder" 0 select solo 16+0 16+1 $small -n 15 --delta 2% --out "$work/first"
run_as "another measure does not" 4 select solo 16+0 16+1 $small --measure wait_mean --out "$work/first"

run_as "less is better for a wait" 0 select solo over-intervention $small --measure wait_mean --delta 5
check "so that the shorter is chosen" grep -q '^  [a-z-]* .*chosen' "$work/out"
echo 'extends = "16+1"; training: { effect = 4.2; };' >"$work/near.cfg"
run_as "what cannot be settled" 6 select "$work/near.cfg" 16+1 $small --delta 0.001% -n 10 --max 12 --out "$work/open"
check "is told" grep -Fqx 'zutuan: not settled; --max allows more, a larger --delta needs less' "$work/err"
check "and who may be the best" grep -q '^  Not settled after 12 replications' "$work/out"
check "and written" test -s "$work/open/select.csv"
run_as "a measure that none has" 6 select solo buy-and-let-go $small --measure hub_delay
check "no scenario has values" grep -q 'No scenario has values of hub_delay' "$work/out"
run_as "two that are the same" 0 select 16+1 mixed-types -s programme.horizon=90 --delta 1%
check "are both good" grep -q 'any of these is within delta of the best' "$work/out"

run_as "a dry run" 0 select solo 16+1 $small --dry-run --out "$work/dry"
check_not "leaves nothing" test -e "$work/dry"

cat >"$work/points.cfg" <<'EOT'
base = "solo"; other = "16+1"; measure = "qa_output";
factors = ({ key = "providers.count"; values = [2, 4]; }, { key = "support.staff"; values = [1, 2, 3]; });
EOT
sed 's/measure = /kind = "morris"; measure = /; s/values = .2, 4.;/from = 2; to = 8;/; s/values = .1, 2, 3.;/from = 1; to = 9;/' \
    "$work/points.cfg" >"$work/morris.cfg"
run_as "points of a design" 0 select solo --design "$work/points.cfg" -s programme.horizon=90 --delta 5% -n 10 \
    --out "$work/points"
check "are alternatives beside files" test "$(wc -l <"$work/points/select.csv")" -eq 8
check "with what they set" grep -q '^point-6,.*"providers.count = 4, support.staff = 3"$' "$work/points/select.csv"
run_as "points under other random numbers" 3 select --design "$work/morris.cfg"
has "are refused" "$work/err" \
    "$work/morris.cfg: kind: morris draws points that do not share their random numbers; choose among those of another kind"

run_as "one scenario is too few" 2 select solo
run_as "a measure that is neither" 2 select solo 16+1 --measure exit_day
has "says so" "$work/err" \
    'zutuan: --measure exit_day: more of it is neither better nor worse, so that there is no best'
run_as "two measures" 2 select solo 16+1 --measure wait_mean,qa_output
has "one at a time" "$work/err" 'zutuan: --measure: the best is chosen by one measure, not 2'
run_as "no width" 2 select solo 16+1 --delta 0
has "what is expected" "$work/err" \
    'zutuan: --delta 0: expected a width above 0: 1% (of the best mean) or 0.5 (in the unit of the measure)'
run_as "more at first than at most" 2 select solo 16+1 -n 50 --max 20
has "which is which" "$work/err" 'zutuan: --replications 50 is above --max 20'
run_as "the same twice" 2 select solo solo
finish
