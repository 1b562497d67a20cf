#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `check` prints a scenario in full, with the origin of every value, so that it can be loaded again.
. tests/cli/checks

run_as "check" 0 check 16+1 -s demand.patience=4w -s support.staff=4
cp "$work/out" "$work/full.cfg"
check "an override is named as the origin" grep -q '    patience = 28.0; # d; -s:1$' "$work/full.cfg"
check "in its turn" grep -q '    staff = 4; # servers; -s:2$' "$work/full.cfg"
check "a file and line too" grep -Eq '    form = "support"; # .*16\+1\.cfg:[0-9]+$' "$work/full.cfg"
check "and a default" grep -q '    rate = 0.55; # /d; default$' "$work/full.cfg"
run_as "every parameter" 0 params --format csv
check "is there" test "$(grep -c '^    ' "$work/full.cfg")" -eq $(($(wc -l <"$work/out") - 1))

run_as "what it prints loads again" 0 check "$work/full.cfg"
sed 's/#.*//' "$work/full.cfg" >"$work/a"
sed 's/#.*//' "$work/out" >"$work/b"
check "to the same" cmp "$work/a" "$work/b"
run_as "and does not differ" 0 diff 16+1 "$work/full.cfg" -s demand.patience=4w -s support.staff=4
only "as diff says" "$work/out" "16+1 and full have the same parameters"
run_as "it runs" 0 run "$work/full.cfg" -s programme.horizon=60 -n 3 --out "$work/one"
run_as "as the original does" 0 run 16+1 -s demand.patience=4w -s support.staff=4 -s programme.horizon=60 -n 3 \
    --out "$work/two"
sed 's/^full,//' "$work/one/replications.csv" >"$work/a"
sed 's/^16+1,//' "$work/two/replications.csv" >"$work/b"
check "to the same numbers" cmp "$work/a" "$work/b"
run_as "a scenario left by a run loads too" 0 diff "$work/one/resolved/full.cfg" "$work/two/resolved/16+1.cfg"
only "without a difference" "$work/out" "full and 16+1 have the same parameters"

run_as "all scenarios are valid" 0 check scenarios/*.cfg
finish
