#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The parameter table in each format.
. tests/cli/checks

run_as "text" 0 params
check "has a head" sh -c "head -1 '$work/out' | grep -q '^key  *default  *unit  *range  *basis  *meaning  *source$'"
rows=$(($(wc -l <"$work/out") - 1))
check "has every parameter of a scenario in full" \
    test "$rows" -eq "$("$binary" check solo | grep -c '^    ')"
check "a row" grep -Eq '^support.staff +3  servers +0\.\.1000 +A +.* \(S\)' "$work/out"
run_as "csv" 0 params --format csv
check "as many rows" test $(($(wc -l <"$work/out") - 1)) -eq "$rows"
check "a head" sh -c "head -1 '$work/out' | tr -d '\r' | grep -qx 'key,default,unit,range,basis,meaning,source,symbol,type'"
check "quotes what has a comma" grep -q '^cluster.form,"\{3\}solo"\{3\},,"solo, shared, lead, support",' "$work/out"
run_as "Markdown" 0 params --format md
check "as many rows and two" test $(($(wc -l <"$work/out") - 2)) -eq "$rows"
check_not "no row of another width" sh -c "sed 's/\\\\\\\\|//g' '$work/out' | grep -v '^|.*|\$'"
run_as "LaTeX" 0 params --format tex
check "as many rows" test "$(grep -c '\\\\$' "$work/out")" -eq $((rows + 1))
check "escapes" grep -q '^demand.walk\\_in & ' "$work/out"

run_as "a part of a key" 0 params patience
check "finds it" test "$(wc -l <"$work/out")" -eq 2
run_as "a pattern" 0 params '*.on'
check "finds the switches" test "$(wc -l <"$work/out")" -ge 5
check_not "and nothing else" sh -c "tail -n +2 '$work/out' | grep -v '^[a-z]*\.on '"
finish
