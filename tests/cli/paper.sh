#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016
# A paper is made from one file: the same bytes always, no run twice, every mistake told, nothing but text in LaTeX.
. tests/cli/checks
paper=$work/tiny.cfg
nasty='100% & $x_1$ #1 {a}\\\\input{/etc/passwd} ~^ <b> |'
cat >"$paper" <<EOF
title = "Small & smaller: $nasty";
description = "A paper to try $nasty";
date = "2026-11-24";
licence = "CC-BY-4.0";
source = "https://example.org/zutuan";
keywords = ("simulation", "clusters");
authors = ({ name = "A. Author"; orcid = "0000-0002-1825-0097"; affiliation = "Somewhere"; }, { name = "B. Other"; });
experiments = (
    { name = "main"; command = "compare"; options = ("-s programme.horizon=90", "-s", "providers.count=5", "-n 6");
      files = ("solo", "own"); },
    { name = "more"; command = "run"; options = ("-s programme.horizon=90", "-s", "providers.count=5", "-n 8");
      files = "solo"; },
    { name = "grid"; command = "sweep"; options = "-s programme.horizon=90"; files = "grid"; },
    { name = "parts"; command = "attribute"; options = ("-s programme.horizon=90", "-s providers.count=5", "-n 3",
      "--players=training,fee", "--measure=qa_output"); files = ("solo", "16+1"); }
);
tables = (
    { name = "paired"; experiment = "main"; from = "paired.csv"; where = ("measure=qa_output"); columns = (
        { column = "scenario"; head = "$nasty"; }, { column = "measure"; style = "label"; },
        { column = "base_mean"; style = "value"; }, { column = "difference"; style = "difference"; },
        { column = "difference"; style = "interval"; }, { column = "relative"; decimals = 3; }); },
    { name = "parts"; experiment = "parts"; from = "attribution.csv"; columns = (
        { column = "label"; }, { column = "relative"; style = "relative"; }); }
);
numbers = (
    { name = "Gain"; experiment = "main"; from = "paired.csv"; where = ("measure=qa_output", "base=solo");
      column = "difference"; style = "difference"; },
    { name = "GainPlain"; experiment = "main"; from = "paired.csv"; where = "measure=qa_output"; column = "difference";
      decimals = 1; },
    { name = "Runs"; experiment = "more"; from = "summary.csv"; where = "measure=qa_output"; column = "n"; },
    { name = "Measures"; experiment = "more"; from = "summary.csv"; style = "rows"; },
    { name = "Arms"; experiment = "main"; from = "summary.csv"; column = "scenario"; style = "distinct"; },
    { name = "Nothing"; experiment = "main"; from = "summary.csv"; where = "scenario=nobody"; style = "rows"; },
    { name = "Whole"; experiment = "parts"; from = "attribution.csv"; where = "kind=whole"; column = "relative"; },
    { name = "Points"; experiment = "grid"; from = "cells.csv"; where = "measure=qa_output"; style = "rows"; }
);
parameters = ({ name = "demand"; keys = ("demand.*", "learning"); });
stress = ({ item = "1.1"; text = "To try $nasty"; });
odd = ({ item = "4.4"; text = "Nobody wants anything."; });
EOF
# found beside the paper, not beside the caller
cat >"$work/own.cfg" <<'EOF'
description = "A scenario \\input{/etc/passwd} of one's own & more";
extends = "16+1";
support: { staff = 2; };
EOF
cat >"$work/grid.cfg" <<'EOF'
base = "solo";
other = "own";
measure = "qa_output";
replications = 2;
factors = ( { key = "support.staff"; values = [1, 2]; } );
EOF

# same NAME A B: two folders of papers, all that is promised to be equal.
same() {
    check "$1" diff -r -x manifest.json -x store.sqlite "$2" "$3"
    sed '/^  "environment": {/,$d' "$2/manifest.json" >"$work/first"
    sed '/^  "environment": {/,$d' "$3/manifest.json" >"$work/second"
    check "$1: its manifest too" cmp "$work/first" "$work/second"
}

# found: how many finished runs each experiment took from the store, when the paper was made last.
found() {
    sed -n 's/ runs were in the store already//p' "$work/err" | tr '\n' ' '
}

run_as "a paper" 0 paper "$paper" --out "$work/one" -j1
check "every experiment has its folder" test -s "$work/one/experiments/parts/attribution.csv"
check "and none a store of its own" test "$(find "$work/one" -name 'store.sqlite' | wc -l)" -eq 1
run_as "elsewhere, on two threads" 0 paper "$paper" --out "$work/two" -j2
same "the same bytes" "$work/one" "$work/two"
run_as "again there" 0 paper "$paper" --out "$work/two"
all=$(found)
same "changes nothing" "$work/one" "$work/two"
sed 's/"-n 6")/"-n 7")/' "$paper" >"$work/seven.cfg"
cp -r "$work/two" "$work/more"
sed 's/^title/name = "tiny"; title/' "$work/seven.cfg" >"$work/tiny7.cfg"
run_as "a replication more" 0 paper "$work/tiny7.cfg" --out "$work/more"
check "is the only one that is run: of solo it was there" test "$(found)" = "13 ${all#* }"

# Numbers are those of the tables.
value() { # FILE MEASURE COLUMN
    awk -F, -v m="$2" -v c="$3" 'NR == 1 { for (i = 1; i <= NF; i++) { if ($i == c) k = i; if ($i == "measure") j = i } }
        NR > 1 && $j == m { printf "%.1f", $k }' "$1"
}
gain=$(value "$work/one/experiments/main/paired.csv" qa_output difference)
written=$(sed -n 's/.newcommand{.ztGainPlain}{\(.*\)}/\1/p' "$work/one/numbers.tex" | tr -d ',$')
check "a number is the table's" test "$gain" = "$written"
check "with its interval" grep -q '^.newcommand{.ztGainInterval}{\[.*, .*\]}$' "$work/one/numbers.tex"
has "a count" "$work/one/numbers.tex" '\newcommand{\ztRuns}{8}'
has "of scenarios" "$work/one/numbers.tex" '\newcommand{\ztArms}{2}'
has "of points" "$work/one/numbers.tex" '\newcommand{\ztPoints}{2}'
has "of nothing" "$work/one/numbers.tex" '\newcommand{\ztNothing}{0}'
parameters=$("$binary" params --format csv | tail -n +2 | wc -l)
has "parameters are counted" "$work/one/numbers.tex" "\\newcommand{\\ztParameters}{$parameters}"
check "each mechanism has its row" test "$(grep -c '^{}' "$work/one/tables/parts.tex")" -eq 4

# LaTeX: what a user writes is shown and does nothing. No backslash is left but those of our own commands.
for file in "$work/one"/tables/*.tex "$work/one"/*.tex; do
    sed '/^%/d; s/\\\\$//
         s/\\\(begin\|end\){\(tabular\|longtable\)}//g; s/\\newcommand{\\zt[A-Za-z]*}//
         s/\\\(sub\)*section\*{[^}]*}//; s/\\paragraph{[^}]*}//; s/\\,//g
         s/\\\(toprule\|midrule\|bottomrule\|endfirsthead\|endhead\|endlastfoot\|linewidth\)//g
         s/\\text\(backslash\|asciitilde\|asciicircum\|less\|greater\|bar\|quotedbl\){}//g; s/\\texttt{//g
         s/\\[&%$#_{}]//g; s/\$[+-]\$//g' "$file"
done >"$work/left"
check "something was looked at" test "$(wc -l <"$work/left")" -gt 100
check_not "no command gets into LaTeX" grep -n '[\\$#_%~^]' "$work/left"
check "what was written is shown" grep -q 'textbackslash{}input.{/etc/passwd.}' "$work/one/tables/paired.tex"
check "a scenario's words too" grep -q 'textbackslash{}input.{/etc/passwd.}' "$work/one/stress-des.tex"
check_not "Markdown is not HTML" grep -q '[^\\]<b>' "$work/one/stress-des.md"

# The checklists: every item has an answer; the author's comes first.
check "STRESS-DES is whole" test "$(grep -c '^\*\*[0-9.]* .*\.\*\* [^ ]' "$work/one/stress-des.md")" -eq 24
check "ODD too" test "$(grep -c '^\*\*[0-9.]* .*\.\*\* [^ ]' "$work/one/odd.md")" -eq 17
check "in LaTeX as well" test "$(grep -c '^.paragraph{' "$work/one/stress-des.tex")" -eq 24
check "the author's words come first" grep -q '^\*\*4.4 Objectives.\*\* Nobody wants anything.$' "$work/one/odd.md"
check "replications are told" grep -q 'Experiment more: 8 replications' "$work/one/stress-des.md"

# What is in the crate is in the folder, with this SHA-256; and the other way round.
crate=$work/one/ro-crate-metadata.json
awk '/^      "@id": / { id = $2 } /"sha256": "[0-9a-f]*"/ && length($2) > 60 { gsub(/[",]/, "", id); gsub(/[",]/, "", $2); print $2 "  " id }' \
    "$crate" >"$work/sums"
check "the crate has right sums" sh -c "cd '$work/one' && test -s '$work/sums' && sha256sum -c --quiet '$work/sums'"
(cd "$work/one" && find . -type f ! -name manifest.json ! -name store.sqlite ! -name ro-crate-metadata.json |
    sed 's|^\./||' | sort) >"$work/there"
sed 's/^[0-9a-f]*  //' "$work/sums" | sort >"$work/listed"
check "and every file" diff "$work/there" "$work/listed"
for needed in '"conformsTo"' '"datePublished": "2026-11-24"' '"@type": "CreateAction"' '"@type": "SoftwareApplication"' \
    '"@id": "https://spdx.org/licenses/CC-BY-4.0"' '"@type": "Person"' '"https://w3id.org/ro/crate/1.1/context"' \
    '"@id": "https://orcid.org/0000-0002-1825-0097"' '"softwareVersion"'; do
    check "the crate has $needed" grep -Fq "$needed" "$crate"
done

# From the folder alone.
mkdir "$work/elsewhere"
mv "$paper" "$work/own.cfg" "$work/grid.cfg" "$work/elsewhere"
run_as "reproduce" 0 reproduce "$work/one"
check "says so" grep -q '^paper tiny was run again: all [0-9]* files are the same, byte by byte$' "$work/out"
run_as "an experiment by itself" 0 reproduce "$work/one/experiments/grid"
mv "$work/elsewhere"/* "$work"

# A kill: what is finished stays, half a folder is no hindrance, the bytes are the same.
sed 's/-n 6/-n 3000/; s/^title/name = "tiny"; title/' "$paper" >"$work/long.cfg"
interrupted KILL '[1-9]' paper "$work/long.cfg" --out "$work/killed"
check_not "killed" test -e "$work/killed/manifest.json"
run_as "goes on" 0 paper "$paper" --out "$work/killed"
same "to the same bytes" "$work/one" "$work/killed"
mkdir -p "$work/half/experiments/main"
run_as "a folder that is not ours" 4 paper "$paper" --out "$work/half"
cp "$work/one/store.sqlite" "$work/half"
printf 'scenario,mea' >"$work/half/experiments/main/summary.csv"
run_as "half a folder and its store" 0 paper "$paper" --out "$work/half"
same "become the paper" "$work/one" "$work/half"
sed '/^parameters/d' "$paper" >"$work/less.cfg"
run_as "another paper in the folder" 4 paper "$work/less.cfg" --out "$work/half"
run_as "with --force" 0 paper "$work/less.cfg" --out "$work/half" --force
check "leaves nothing of the other behind" test ! -e "$work/half/tables/demand.tex"

# An experiment that the paper has no more: its folder goes, unless something of the user's is in it.
cp -r "$work/one" "$work/renamed"
sed 's/^title/name = "tiny"; title/; s/"grid"; command/"raster"; command/; s/experiment = "grid"/experiment = "raster"/' "$paper" \
    >"$work/raster.cfg"
run_as "an experiment with another name" 0 paper "$work/raster.cfg" --out "$work/renamed"
check_not "leaves nothing of the old one" test -e "$work/renamed/experiments/grid"
check_not "and tells nothing" grep -q '^note: ' "$work/err"
echo mine >"$work/renamed/experiments/raster/notes.txt"
run_as "and back" 0 paper "$paper" --out "$work/renamed"
check "what is the user's stays" grep -qx mine "$work/renamed/experiments/raster/notes.txt"
check "alone" test "$(find "$work/renamed/experiments/raster" | wc -l)" -eq 2
check "and is told" grep -q '^note: .*/experiments/raster is of no experiment of this paper' "$work/err"
check_not "it is not in the crate" grep -q raster "$work/renamed/ro-crate-metadata.json"

# The day.
sed '/^date/d' "$paper" >"$work/undated.cfg"
run_as "without a day" 3 paper "$work/undated.cfg" --out "$work/dated"
check "is told" grep -q 'undated.cfg: date: is missing; give the day of publication' "$work/err"
SOURCE_DATE_EPOCH=1000000000 "$binary" paper "$work/undated.cfg" --out "$work/dated" >"$work/out" 2>"$work/err"
check "SOURCE_DATE_EPOCH says it" grep -q '"datePublished": "2001-09-09"' "$work/dated/ro-crate-metadata.json"

# Mistakes, all at once.
cat >"$work/bad.cfg" <<'EOF'
title = "x";
descripion = "y";
date = "2026-02-30";
licence = "no such licence";
authors = ({ name = "A"; orcid = "0000-0002-1825-0098"; }, { nam = "B"; });
experiments = (
    { name = "main"; command = "comapre"; files = ("solo", "16+1"); },
    { name = "Two"; command = "compare"; files = ("solo", "16+1"); options = "-s demand.rat=1"; },
    { name = "main"; command = "run"; files = "solo"; options = ("--out=x", "--replicatons=3"); },
    { name = "none"; command = "compare"; files = "solo"; }
);
figures = ({ name = "f"; experiment = "mian"; formats = ("pdff"); });
tables = ({ name = "t"; experiment = "none"; from = "pairde.csv"; where = ("measure"); columns = ({ column = "x"; style = "perc"; decimals = 33; }); },
    { name = "u"; experiment = "none"; from = "paired.csv"; where = ("measure=qa_outptu"); columns = ({ column = "diference"; }); });
numbers = ({ name = "gain2"; experiment = "none"; from = "paired.csv"; });
parameters = ({ name = "t"; keys = "demnd.rate"; });
stress = ({ item = "9.1"; text = "x"; });
EOF
run_as "many mistakes" 3 paper "$work/bad.cfg" --out "$work/bad"
check_not "nothing is done" test -e "$work/bad"
bad=$work/bad.cfg
grep -v -e 'figure: ' -e 'gnuplot' "$work/err" >"$work/told"
only "are told at once" "$work/told" "$bad:2: descripion: unknown key of the file; did you mean description?
$bad:5: nam: unknown key of authors; did you mean name?
$bad:5: authors: name is missing
$bad:13: decimals: expected a whole number from 0 to 12, found 33
$bad: the file: description is missing
$bad:3: date: 2026-02-30: expected a day, such as 2026-11-24
$bad:4: licence: no such licence: expected an SPDX name, such as CC-BY-4.0
$bad:5: orcid: 0000-0002-1825-0098: is none; expected one such as 0000-0002-1825-0097
$bad:8: name: Two: expected 1 to 40 lower-case letters, digits and hyphens, such as main-effect
$bad:9: name: main: is there already; names must differ
$bad:12: experiment: mian: no such experiment; did you mean main?
$bad:12: formats: pdff: unknown format; did you mean pdf?
$bad:13: where: measure: expected column=value, such as measure=qa_output
$bad:13: style: perc: unknown style; did you mean text?
$bad:16: name: t: is there already; names must differ
$bad:15: name: gain2: expected letters only, a capital first, such as QaGain: it becomes \\ztQaGain
$bad:15: numbers: gain2: column is missing
$bad:7: experiments: main: command: comapre: is no command that leaves tables; did you mean compare?
$bad:8: experiments: Two: -s demand.rat=1: unknown key; did you mean demand.rate [/d, 0..5]?
$bad:9: experiments: main: --replicatons: unknown option; did you mean --replications?
$bad:9: experiments: main: options: --out is for the paper as a whole, on the command line
$bad:10: experiments: none: files: 1 given; compare takes BASE OTHER...
$bad:13: experiments: none: from: pairde.csv: compare leaves no such table; did you mean paired.csv?
$bad:14: where: measure=qa_outptu: is not a measure; did you mean qa_output?
$bad:14: column: diference: no table has such a column; did you mean difference?
$bad:16: keys: demnd.rate: no parameter matches; did you mean demand.rate?
$bad:17: item: 9.1: STRESS-DES has no such item; did you mean 1.1?"
sed 's/scenario=nobody"; style = "rows"/scenario=solp"; column = "n"/; s/where = "kind=whole"/where = "kind=mechanism"/' \
    "$paper" >"$work/rows.cfg"
run_as "rows that there are not" 3 paper "$work/rows.cfg" --out "$work/two" --force
check "the nearest is named" grep -Eq 'rows.cfg:[0-9]+: where: scenario=solp: no row has this value; did you mean solo\?$' "$work/err"
check "too many are counted" grep -Eq 'rows.cfg:[0-9]+: numbers: Whole: 2 rows of attribution.csv fit' "$work/err"
run_as "no file" 4 paper "$work/nowhere.cfg"
run_as "no paper" 3 paper "$work/own.cfg"
run_as "a dry run" 0 paper "$paper" --out "$work/dry" --dry-run
check "counts what there would be" grep -qx "4 experiments, 0 figures, 3 tables and 8 numbers would be in $work/dry" "$work/out"
check_not "and leaves nothing" test -e "$work/dry"

# Figures, where they can be drawn.
sed 's/^parameters/figures = ({ name = "gains"; experiment = "main"; figure = "differences"; formats = ("svg", "pdf"); });\n&/' \
    "$paper" >"$work/drawn.cfg"
if command -v gnuplot >/dev/null 2>&1; then
    run_as "with a figure" 0 paper "$work/drawn.cfg" --out "$work/drawn" --store "$work/one/store.sqlite"
    for format in svg pdf csv; do
        check "there is the $format" test -s "$work/drawn/figures/gains.$format"
        check "and the crate has it" grep -q "\"@id\": \"figures/gains.$format\"" "$work/drawn/ro-crate-metadata.json"
    done
    sed 's/figure = "differences"/figure = "diferences"/' "$work/drawn.cfg" >"$work/wrong.cfg"
    run_as "a figure that there is not" 3 paper "$work/wrong.cfg" --out "$work/wrong"
    check "is told before anything is run" grep -q 'did you mean differences?' "$work/err"
fi
mkdir "$work/bin"
PATH=$work/bin "$binary" paper "$work/drawn.cfg" --out "$work/undrawn" >"$work/out" 2>"$work/err"
check "without gnuplot: exit code 4" test $? -eq 4
check "and what to do" grep -q 'gnuplot is missing' "$work/err"
finish
