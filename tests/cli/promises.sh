#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# docs/promises.md: every test that it names is there, and holds the check that it names.
. tests/cli/checks
page=docs/promises.md

grep '^| ' "$page" | grep -o '`tests/[a-zA-Z0-9_/]*\.\(sh\|c\)`' | tr -d '`' | sort -u >"$work/tests"
check "the page names tests" test "$(wc -l <"$work/tests")" -gt 20
while read -r file; do
    check "$file is there" test -s "$file"
done <"$work/tests"

# every test by a shell is one that tests/run.sh runs
grep '\.sh$' "$work/tests" | grep -v '^tests/\(cli\|long\)/[a-z_]*\.sh$' >"$work/elsewhere"
check_not "all of them are run" test -s "$work/elsewhere"

# a promise without a test is none
awk -F'|' '/^\|---/ { rows = 1; next } !/^\|/ { rows = 0 } rows && limits == 0 && $3 !~ /tests\// { print }
    /^## Limits/ { limits = 1 }' "$page" >"$work/bare"
check_not "every promise has a test" test -s "$work/bare"

# after a test, in brackets: the checks of it, in quotes as they are printed, or the function of it
grep '^| ' "$page" | grep -o '`tests/[a-zA-Z0-9_/]*\.[a-z]*` ([^)]*)' | while IFS= read -r line; do
    file=$(printf '%s' "$line" | sed 's/^`\([^`]*\)`.*/\1/')
    printf '%s\n' "$line" | sed 's/^[^(]*(//; s/)$//' | grep -o '"[^"]*"\|`[^`]*`' | tr -d '"`' | while IFS= read -r name; do
        grep -Fq -- "$name" "$file" && echo "ok $file: $name" || echo "not ok $file: $name"
    done
done >"$work/named"
cat "$work/named"
check "the page names checks" test "$(wc -l <"$work/named")" -gt 20
check_not "each of them is there" grep -q '^not ok' "$work/named"

# What is computed depends on no clock. That of the store says when to commit, not what, and is a monotonic one.
grep -nE '\b(time|clock|gettimeofday|clock_gettime|localtime|gmtime)\(' -r sim/core sim/model sim/experiment |
    grep -v 'CLOCK_MONOTONIC' >"$work/clocks"
check_not "no clock below the command line but a monotonic one" test -s "$work/clocks"

# every limit that the page states is one of the sources
while read -r file text; do
    check "$file says $text" grep -Fq -- "$text" "$file"
done <<'EOF'
sim/experiment/scenario_parts.h SCENARIO_BYTES_MOST (1 << 20)
sim/experiment/scenario_parts.h SCENARIO_FILES_MOST 64
sim/experiment/scenario_text.c SETTINGS_MOST 10000
sim/experiment/scenario_text.c DEPTH_MOST    64
sim/experiment/design_table.c TABLE_MEBIBYTES_MOST 64
sim/report/manifest_read.c MANIFEST_BYTES_MOST = 16 << 20
sim/report/csv_read.c CSV_READ_MEBIBYTES_MOST = 1024
sim/report/page_figures.c PAGE_FIGURES_BYTES_MOST = 8 << 20
EOF

# the sources change, and the mutants that are to be noticed have to keep up; all of them are in their list
for mutant in tests/mutants/*.patch; do
    name=$(basename "$mutant" .patch)
    grep -Fq -- "| \`$name\` |" docs/mutations.md || echo "$name is not in docs/mutations.md"
    if command -v patch >/dev/null 2>&1; then
        patch -p1 --dry-run -s -f <"$mutant" >/dev/null 2>&1 || echo "$mutant does not apply"
    fi
done >"$work/found"
rule "every mutant applies, and is in the list"
finish
