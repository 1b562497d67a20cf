#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2086
# A gain split over its mechanisms.
. tests/cli/checks

few="--players referral,training,fee,steering+branch"

run_as "attribute" 0 attribute solo 16+1 $small $few -n 6 --out "$work/a"
tr -s ' \n' ' ' <"$work/out" | sed 's/  *$//' >"$work/flat" # sentences without the ends of lines
has "says what was run" "$work/out" '16+1 against solo: 6 replications of each of 16 variants, seed 1'
for measure in 'qa_per_10k_yuan (people)' 'qa_output (people)' 'cost_total (yuan)'; do
    check "a table of $measure" grep -Fq "  $measure " "$work/out"
done
check "a fee changes no output" grep -Eq '^    fee +0\.00 % +\[0\.00, 0\.00\]$' "$work/out"
check "and is said to" grep -Fq 'Changes nothing: fee.' "$work/out"
check "the rest is explained" grep -Fq 'whatever else differs (cluster.form)' "$work/out"
check "the parts add up to the whole" awk -F, '
    $3 == "whole" { whole[$1] = $7; size[$1] = $16 }
    $3 == "rest" || $3 == "mechanism" { sum[$1] += $7; rows++ }
    END {
        if (rows != 15) exit 1
        for (m in whole) if ((whole[m] - sum[m]) ^ 2 > (1e-12 * size[m]) ^ 2) exit 1
    }' "$work/a/attribution.csv"
check "the whole is what compare finds" sh -c '
    "$1" compare solo 16+1 $2 -n 6 --out "$3/c" >/dev/null 2>&1
    awk -F, "
        FNR == 1 { next }
        FNR == NR && \$3 == \"whole\" && \$1 == \"cost_total\" { whole = \$7 }
        FNR != NR && \$3 == \"cost_total\" { found = \$6 }
        END { exit !((whole - found) ^ 2 < 1e-6 && found != 0) }" "$3/a/attribution.csv" "$3/c/paired.csv"
    ' sh "$binary" "$small" "$work"
check "every variant is listed" test "$(grep -c '^cost_total,' "$work/a/variants.csv")" -eq 17
check "every pair" test "$(grep -c '^cost_total,' "$work/a/interactions.csv")" -eq 6
check "what a fee cannot change it changes not" grep -q 'Changes nothing: fee\.' "$work/flat"
check "what it costs is told" grep -q 'Worse through: fee (+' "$work/flat"
check "what is too small to matter is no gain" sh -c '
    sed -n "s/.*Practically nothing: \([^.]*\)\..*/\1/p" "$1" | grep -q . && ! grep -Eq "[(][+-]0[.]0+ %[)]" "$1"' sh "$work/flat"
run_as "on one thread" 0 attribute solo 16+1 $small $few -n 6 -j 1 --out "$work/b"
for table in attribution interactions variants; do
    check "the same bytes: $table.csv" cmp "$work/a/$table.csv" "$work/b/$table.csv"
done
check "the figure is drawn" sh analysis/plot.sh "$work/a" svg
check "with its data" test "$(grep -c '^[0-9]*,1,' "$work/a/figures/waterfall.csv")" -eq 15

run_as "more replications in the same folder" 0 attribute solo 16+1 $small $few -n 8 --out "$work/a2"
run_as "and more still" 0 attribute solo 16+1 $small $few -n 9 --out "$work/a2"
check "go on from there" grep -q '^136 runs were in the store already' "$work/err"
for part in 1 2; do
    run_as "part $part of two" 0 attribute solo 16+1 $small $few -n 6 --shard $part/2 --store "$work/$part.sqlite"
    check_not "part $part shows nothing" test -s "$work/out"
done
run_as "merged" 0 merge "$work/both.sqlite" "$work/1.sqlite" "$work/2.sqlite"
run_as "the whole from the parts" 0 attribute solo 16+1 $small $few -n 6 --store "$work/both.sqlite" --out "$work/d"
check "the same bytes" cmp "$work/a/attribution.csv" "$work/d/attribution.csv"

run_as "one measure, all pairs" 0 attribute solo 16+1 $small $few -n 4 --measure wait_mean --all
check "is the only one" test "$(grep -c '95 % interval' "$work/out")" -eq 2
check "pairs have a table" grep -q '^  both on, beyond the sum of each' "$work/out"
run_as "measures with commas and again" 0 attribute solo 16+1 $small --players fee -n 2 \
    --measure cost_fee,cost_total --measure qa_output,cost_fee
check "each once" test "$(grep -c '95 % interval' "$work/out")" -eq 3
run_as "a measure that solo has not" 0 attribute solo 16+1 $small --players fee -n 2 --measure hub_utilisation
has "is said to be none" "$work/out" \
    '  hub_utilisation (%): there is a scenario or a variant that has no value of it'
run_as "a target" 0 attribute solo 16+1 $small --players training,fee --target qa_output:rel=5%
has "is met with those after the first look" "$work/out" '16+1 against solo: 100 replications of each of 4 variants, seed 1'
run_as "a target that is too hard" 6 attribute solo 16+1 $small --players fee --target cost_total:rel=0.001% --max 60
has "says so" "$work/err" 'zutuan: cost_total:rel=0.001% is not met after 60 replications; --max allows more'
run_as "a dry run" 0 attribute solo 16+1 --dry-run $small
check "names the mechanisms" grep -Fqx '16+1 against solo, 9 mechanisms: referral training exchange promotion monitoring steering+branch government fee time' "$work/out"
has "and what their switches set" "$work/out" '    fee              off: support.staff_cost = 0'
check "counts the runs" grep -q '40 replications: 20520 runs' "$work/out"

run_as "bad mechanisms" 3 attribute solo 16+1 --players trainig,joining,fee,fee
only "are told at once" "$work/err" "zutuan: --players: trainig is no mechanism; did you mean training?
zutuan: --players: joining is not at work in 16+1
zutuan: --players: fee is named twice"
run_as "nothing to split" 3 attribute 16+1 solo
only "says so" "$work/err" \
    "zutuan: solo has no mechanism that 16+1 lacks: there is nothing to split the difference over"
run_as "a measure that is none" 2 attribute solo 16+1 --measure qa_outptu
only "and the nearest" "$work/err" "zutuan: --measure: qa_outptu is not a measure; did you mean qa_output?"
run_as "other players in the same folder" 4 attribute solo 16+1 $small --players fee -n 2 --out "$work/a"
check "are refused" grep -q 'the folder holds results of' "$work/err"
run_as "attribute --help" 0 attribute --help
check "names the mechanisms" grep -q 'referral training exchange' "$work/out"
finish
