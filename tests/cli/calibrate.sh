#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `calibrate`: the same bytes on any number of threads, its words, mistakes and exit codes.
. tests/cli/checks

cat >"$work/s.cfg" <<'EOT'
programme: { horizon = 200.0; launch = 0.0; };
providers: { count = 5; };
EOT
cat >"$work/t.cfg" <<'EOT'
scenario = "s";
parameters = ({ key = "demand.rate"; from = 0.1; to = 0.7; }, { key = "learning.cv"; });
targets = ({ measure = "sessions_per_provider_year"; value = 130; tolerance = 20; seen = "mean"; source = "x"; });
points = 40; replications = 10; waves = 6;
EOT

for jobs in 1 3; do
    run_as "calibrate on $jobs threads" 0 calibrate "$work/t.cfg" -j $jobs --out "$work/now"
    if [ -d "$work/first" ]; then
        check "the same files" diff -r -x manifest.json -x store.sqlite -x 'store.sqlite-*' "$work/first" "$work/now"
        check "the same words" cmp "$work/first.txt" "$work/out"
    else
        mv "$work/now" "$work/first"
        cp "$work/out" "$work/first.txt"
    fi
done
for table in posterior parameters ties targets waves points; do
    check "$table.csv" test -s "$work/first/$table.csv"
done
check "what is fitted" grep -q 'The targets narrow demand.rate' "$work/first.txt"
check "and what is not" grep -q 'They cannot identify learning.cv' "$work/first.txt"
check "and how much in all" grep -q 'fix 1 of 2$\|fix 1 of 2 ' "$work/first.txt"
run_as "the same again goes on in its folder" 0 calibrate "$work/t.cfg" --out "$work/first"

run_as "too few waves" 6 calibrate "$work/t.cfg" --waves 1 --points 20 -s learning.half=100
check "is told" grep -Fqx 'zutuan: the posterior is not reached; more --waves or --points bring it nearer' "$work/err"

sed 's/value = 130; tolerance = 20/value = 900; tolerance = 1/' "$work/t.cfg" >"$work/far.cfg"
"$binary" calibrate "$work/far.cfg" --waves 1 >"$work/out" 2>/dev/null
check "what is out of reach is told" grep -q 'No values within the priors come near all targets' "$work/out"
sed 's/sessions_per_provider_year/hub_delay/' "$work/t.cfg" >"$work/none.cfg"
run_as "a measure that the scenario has not" 3 calibrate "$work/none.cfg" --waves 1
check "is named" grep -q 'none.cfg:3: hub_delay: s has no values of it, whatever the parameters' "$work/err"
run_as "a mistake in the file" 3 calibrate "$work/s.cfg"
check "with what is missing" grep -q 'targets: is missing; list what is known' "$work/err"
run_as "a dry run" 0 calibrate "$work/t.cfg" --dry-run
check "says how much" grep -q 'a wave: 40 points, 10 replications, 400 runs' "$work/out"
run_as "no file" 2 calibrate
run_as "points out of range" 2 calibrate "$work/t.cfg" --points 3
finish
