#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The pages that are written from the program say what the program says. Renew docs/parameters.md with
#     { sed '/^| key/,$d' docs/parameters.md; build/release/zutuan params --format md; } >new && mv new docs/parameters.md
. tests/cli/checks

"$binary" params --format md >"$work/table"
sed -n '/^| key/,$p' docs/parameters.md >"$work/page"
check "docs/parameters.md is the parameter table" cmp "$work/table" "$work/page"

# every scenario of scenarios/README.md exists, and the other way round
find scenarios scenarios/counter -maxdepth 1 -name '*.cfg' | sed 's|.*/||; s|\.cfg$||' | sort -u >"$work/files"
sed -n 's/^| `\([^`]*\)` |.*/\1/p' scenarios/README.md | sort -u >"$work/listed"
check "scenarios/README.md lists the scenarios" diff "$work/files" "$work/listed"

# What the pages name between backticks and in blocks of commands, held against the program and the sources.
pages="README.md README.zh-CN.md CONTRIBUTING.md scenarios/README.md $(find docs -name '*.md' | sort | tr '\n' ' ')"
# shellcheck disable=SC2086
LC_ALL=C awk -f tests/cli/docs.awk $pages >"$work/named"
of_kind() {
    awk -F '\t' -v kind="$1" '$2 == kind { print $1 "\t" $3 }' "$work/named"
}
check "there is something to hold against the program" test "$(wc -l <"$work/named")" -ge 500

# the program's own words: `command option` for each option that a command takes, and what it knows by name
"$binary" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | sort -u >"$work/commands"
while read -r command; do
    "$binary" "$command" --help | sed -n '/^Options:$/,/^$/s/^ *\(-[a-z]\)*,* *\(--[a-z-]*\).*/\1 \2/p' | tr ' ' '\n' |
        sed -n "s/^-/$command -/p"
done <"$work/commands" >"$work/options"
"$binary" params --format csv | tr -d '\r' | sed '1d; s/,.*//' | sort >"$work/keys"
"$binary" help --format man | sed -n 's/^\.B \([0-9][0-9]*\)$/\1/p' | sort -u >"$work/codes"
check "the program has options, keys and exit codes" sh -c "test \$(wc -l <'$work/options') -ge 100 &&
    test \$(wc -l <'$work/keys') -ge 100 && test \$(wc -l <'$work/codes') -ge 8"

# command lines: those of blocks, and those between backticks that begin with the program's name
{
    of_kind line
    of_kind span | awk -F '\t' '$2 ~ /^zutuan [a-z]/'
} | LC_ALL=C awk -F '\t' -v commands="$work/commands" -v options="$work/options" '
    BEGIN {
        while ((getline line < commands) > 0) known[line] = 1
        while ((getline line < options) > 0) takes[line] = 1
    }
    {
        text = $2
        sub(/ #.*/, "", text)
        count = split(text, part, /[|;&]+ */)
        for (i = 1; i <= count; i++) {
            words = split(part[i], word, / +/)
            for (at = 1; at <= words && word[at] !~ /(^|\/)zutuan$/; at++) { }
            command = word[at + 1]
            if (at > words || command == "" || command == "COMMAND" || command ~ /^--(version|help)$/) continue
            if (!(command in known)) { print $1 ": zutuan " command ": no such command"; continue }
            for (j = at + 2; j <= words; j++) {
                if (word[j] ~ /^[>\\]/) break
                option = word[j]
                gsub(/[\[\]]/, "", option)
                sub(/=.*/, "", option)
                if (option ~ /^-[a-z][0-9]+$/) option = substr(option, 1, 2)
                if (option ~ /^--?[a-z]/ && !((command " " option) in takes))
                    print $1 ": zutuan " command " does not take " option
            }
        }
    }' >"$work/found"
rule "the pages use only commands and options that there are"

# options by themselves: of any command
of_kind span | LC_ALL=C awk -F '\t' -v options="$work/options" '
    BEGIN { while ((getline line < options) > 0) { split(line, half, " "); takes[half[2]] = 1 } }
    $2 ~ /^--[a-z]/ {
        option = $2
        sub(/[ =].*/, "", option)
        if (!(option in takes) && option !~ /^--(full|update|version|mpi|oversubscribe|preset)$/) print $1 ": " option ": no such option"
    }' >"$work/found"
rule "the pages name only options that there are"

# keys: a word with a point whose first half is a group of parameters
of_kind span | LC_ALL=C awk -F '\t' -v keys="$work/keys" '
    BEGIN { while ((getline line < keys) > 0) { known[line] = 1; sub(/\..*/, "", line); group[line] = 1 } }
    {
        rest = $2
        while (match(rest, /[a-z0-9_\/.-]*[a-z_]+\.[a-z0-9_]+/)) {
            word = substr(rest, RSTART, RLENGTH)
            rest = substr(rest, RSTART + RLENGTH)
            first = word
            sub(/\..*/, "", first)
            if (first in group && !(word in known) && word !~ /\.(c|h|md|csv|cfg|sh|bib|awk|gp)$/)
                print $1 ": " word ": no such parameter"
        }
    }' >"$work/found"
rule "the pages name only parameters that there are"

# measures, columns, functions, fields: a word with an underscore stands somewhere in the sources
{
    grep -rhoIE '[A-Za-z0-9]+(_[A-Za-z0-9]+)+' sim include scenarios analysis tests CMakeLists.txt
    find sim include scenarios analysis tests | sed 's|.*/||; s|\.[a-z]*$||'
} | sed 'p; s/^test_//' | sort -u >"$work/words"
of_kind span | LC_ALL=C awk -F '\t' -v words="$work/words" '
    BEGIN { while ((getline line < words) > 0) known[line] = 1 }
    {
        rest = $2
        while (match(rest, /[A-Za-z0-9]+(_[A-Za-z0-9]+)+/)) {
            word = substr(rest, RSTART, RLENGTH)
            rest = substr(rest, RSTART + RLENGTH)
            sub(/^D/, "", word) # of cmake -DNAME=...
            if (!(word in known) && !(("D" word) in known) && word !~ /_NAME$/) print $1 ": " word ": nothing is called so"
        }
    }' | grep -v ': SLURM_' >"$work/found"
rule "the pages name only measures, columns and functions that there are"

# files: what links and paths between backticks name, from the root or from beside the page; not what commands make
{
    of_kind link | grep -Ev '	(https?:|#)' | sed 's/#.*//'
    of_kind span | LC_ALL=C awk -F '\t' '$2 ~ /^(\.?[a-z0-9_]+\/)[A-Za-z0-9_.+\/-]*$/ || $2 ~ /^[A-Za-z0-9_-]+\.(md|sh|awk|gp|cff)$/'
    of_kind line | sed -n 's/^\([^	]*\)	sh \([^ ]*\).*/\1	\2/p'
} | sort -u | while IFS='	' read -r where path; do
    case $path in
    out/* | build/* | watch/* | small/* | staff/* | figures/* | resolved/* | share/* | include/ | *NAME* | *FLOOR* | *INPUT* | DIR/*) continue ;;
    esac
    page=${where%:*}
    for root in . "$(dirname "$page")" sim tests sim/core sim/model sim/experiment sim/report sim/cli tests/core tests/model \
        tests/experiment tests/report tests/cli include/zutuan/model scenarios docs analysis; do
        # shellcheck disable=SC2144
        test -e "$root/$path" -o -e "$root/$path.cfg" -o -e "$root/$path.c" && continue 2
    done
    echo "$where: $path: no such file"
done >"$work/found"
rule "the pages name only files that there are"

# presets, and the scenarios and designs that commands name
of_kind line | sed -n 's/^\([^	]*\)	.*--preset[ =]\([a-z]*\).*/\1 \2/p' | while read -r where preset; do
    grep -q "\"name\": \"$preset\"" CMakePresets.json || echo "$where: $preset: no such preset"
done >"$work/found"
rule "the pages use only presets that there are"
{
    find scenarios -name '*.cfg' | sed 's|.*/||; s|\.cfg$||'
    of_kind file | cut -f 2
    sed -n 's/.*存为 `\([^`]*\)`.*/\1/p' README.zh-CN.md
} | sort -u >"$work/scenarios"
of_kind line | LC_ALL=C awk -F '\t' -v scenarios="$work/scenarios" '
    BEGIN {
        while ((getline line < scenarios) > 0) known[line] = 1
        takes = "^(check|diff|run|compare|trace|sweep|sensitivity|attribute|breakeven|select|calibrate)$"
    }
    {
        text = $2
        sub(/ #.*/, "", text)
        sub(/ [|>;&].*/, "", text)
        words = split(text, word, / +/)
        if (word[1] !~ /(^|\/)zutuan$/ || word[2] !~ takes) next
        for (i = 3; i <= words; i++) {
            if (word[i] ~ /^-/) {
                if (word[i] !~ /^(--all|--equal-budget|--gantt|--verify|--dry-run|--force|--control-variates|-.*=.*|-[a-z][0-9]+)$/) i++
                continue
            }
            sub(/^\.\.\//, "", word[i]) # from a folder beside
            if (word[i] ~ /^[A-Z]+\.*$|[$\\]/ || word[i] == "" || word[i] in known) continue
            if (system("test -e " word[i]) != 0) print $1 ": " word[i] ": no such scenario"
        }
    }' >"$work/found"
rule "the pages use only scenarios that there are"

# exit codes
# shellcheck disable=SC2086
grep -noiE 'exit codes? [0-9]+' $pages | sed 's/:[^:]* \([0-9]*\)$/ \1/' | while read -r where code; do
    grep -qx "$code" "$work/codes" || echo "$where: $code: no such exit code"
done >"$work/found"
rule "the pages name only exit codes that there are"

# what the program's own help names
while read -r command; do
    "$binary" "$command" --help | grep -oE -- '--[a-z][a-z-]+' | sort -u | while read -r option; do
        grep -q -- " $option\$" "$work/options" || echo "$command: $option: no such option"
    done
done <"$work/commands" >"$work/found"
rule "help names only options that there are"

# docs/mutations.md lists every mutant with the test that it names
for patch in tests/mutants/*.patch; do
    test=$(sed -n 's|^# Test: unit \(.*\)|tests/\1.c|p; s/^# Test: cli //p' "$patch")
    echo "$(basename "$patch" .patch) $test"
done | sort >"$work/patches"
sed -n 's/^| `\([^`]*\)` | `[^`]*` | [^|]* | `\([^`]*\)` | `[^`]*` |$/\1 \2/p' docs/mutations.md | sort >"$work/listed"
check "docs/mutations.md lists the mutants" diff "$work/patches" "$work/listed"
finish
