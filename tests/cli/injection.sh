#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Texts of someone else do nothing where they are shown: on a terminal, in a spreadsheet, on a page, in LaTeX, in gnuplot;
# and a results folder of someone else changes nothing outside it.
. tests/cli/checks
escape=$(printf '\033')
control=$(printf '\302\233') # U+009B, which some terminals obey as well
same="-s programme.horizon=30 -s providers.count=3 -n 2"

tame() { # NAME FILE...: no control that a terminal obeys
    tame_name=$1
    shift
    check_not "$tame_name" grep -aq "[$escape]\|$control" "$@"
}

# A terminal

printf 'description = "\\x1b[31mred\033[0m\302\233\351";\n' >"$work/red.cfg"
run_as "a description with controls" 0 check "$work/red.cfg"
tame "check shows none" "$work/out"
cp "$work/out" "$work/again.cfg"
run_as "what check printed" 0 check "$work/again.cfg"
check "has the same description" test "$(sed -n 2p "$work/out")" = "$(sed -n 2p "$work/again.cfg")"
# shellcheck disable=SC2086
run_as "run" 0 run "$work/red.cfg" $same --out "$work/red"
tame "run shows none" "$work/out" "$work/err" "$work/red/resolved/red.cfg" "$work/red/manifest.json"
run_as "report" 0 report "$work/red"
tame "report holds none" "$work/red/report.html"
printf 'demand: { rate = "\033[31m\302\2331m"; };\n' >"$work/bad.cfg"
run_as "a value with controls" 3 check "$work/bad.cfg"
tame "the message has none" "$work/err"
run_as "a key with controls" 3 check solo -s "${escape}]0;x$control=1"
tame "nor this one" "$work/err"
run_as "a name with controls" 4 run "$work/${escape}[31m.cfg"
tame "nor this" "$work/err"
run_as "an option with controls" 2 run solo "--${escape}[31m"
tame "nor that" "$work/err"

# A spreadsheet

cp "$work/red.cfg" "$work/=1+1.cfg"
# shellcheck disable=SC2086
run_as "a name like a formula" 0 compare solo "$work/=1+1.cfg" $same --out "$work/sum"
check_not "no cell of it begins a formula" grep -rEq '(^|,)"?[=+@]' --include='*.csv' "$work/sum"
check "it is guarded" grep -q "^'=1+1," "$work/sum/summary.csv"

# A page, LaTeX and gnuplot, from a folder of someone else

# shellcheck disable=SC2086
run_as "two scenarios" 0 compare solo 16+1 $same --out "$work/good"
cp -R "$work/good" "$work/evil"
name='<script>alert(1)</script>`touch PWNED`$(touch PWNED)\\input{PWNED}'
for file in "$work/evil"/*.csv; do
    sed "s|^solo,|$name,|; s|,solo,|,$name,|" "$file" >"$work/changed" && cp "$work/changed" "$file"
done
mkdir "$work/evil/figures"
cat >"$work/evil/figures/costs.svg" <<'EOF'
<svg viewBox="0 0 9 9" onload="alert(1)"><script>alert(2)</script><a href="javascript:alert(3)"><rect width="9"/></a>
<foreignObject><iframe src="http://example.org"/></foreignObject><use href="http://example.org/x.svg#y"/>
<text style="background:url(http://example.org)" onclick="alert(4)">good</text></svg>
EOF
run_as "report of it" 0 report "$work/evil"
check "the page names it harmlessly" grep -q '&lt;script&gt;alert(1)' "$work/evil/report.html"
check_not "the page runs nothing of it" grep -q '<script>alert\|onload=\|onclick=\|javascript:\|<iframe\|<foreignObject' \
    "$work/evil/report.html"
check_not "and fetches nothing" grep -q 'example.org' "$work/evil/report.html"
if command -v gnuplot >/dev/null 2>&1; then
    (cd "$work/evil" && "$binary" plot . --format svg,epslatex) >"$work/out" 2>"$work/err"
    check "its figures are drawn" test -s "$work/evil/figures/differences.tex"
    check_not "nothing in them is carried out" sh -c "find '$work' '$work/..' -maxdepth 3 -name PWNED 2>/dev/null | grep ."
    check_not "SVG holds no element of it" grep -rq '<script' --include='*.svg' "$work/evil/figures/differences.svg" \
        "$work/evil/figures/pareto.svg"
    check_not "TeX holds no command of it" grep -rq '\\input{PWNED' --include='*.tex' "$work/evil/figures"
    cp -R "$work/good" "$work/n=5"
    (cd "$work" && timeout 120 "$binary" plot n=5 --format svg </dev/null) >"$work/out" 2>"$work/err"
    check "a folder with = in its name" test -s "$work/n=5/figures/differences.svg"
fi

# A manifest of someone else

manifest() { # NAME CODE PATTERN SED
    rm -rf "$work/doctored"
    cp -R "$work/good" "$work/doctored"
    sed "$4" "$work/good/manifest.json" >"$work/doctored/manifest.json"
    run_as "$1" "$2" reproduce "$work/doctored"
    check "$1: is told" grep -q "$3" "$work/err"
    tame "$1: without controls" "$work/out" "$work/err"
}
manifest "an option that writes elsewhere" 4 'is damaged: --out=' 's|"--seed=1"|"--seed=1", "--out='"$work"'/stolen"|'
check_not "nothing is there" test -e "$work/stolen"
manifest "an option that is a file" 4 'is damaged: /etc/passwd' 's|"--seed=1"|"--seed=1", "/etc/passwd"|'
manifest "an option that lets files lead out" 4 'is damaged: --allow-outside' 's|"--seed=1"|"--seed=1", "--allow-outside"|'
manifest "an output elsewhere" 4 'is no file of a results folder' 's|"summary.csv"|"../../summary.csv"|'
manifest "an output with controls" 4 'is no file of a results folder' 's|"summary.csv"|"\\u001b[31m.csv"|'
manifest "a version with controls" 0 'made by zutuan' 's|"version": "|"version": "\\u001b[31m|'
manifest "no JSON" 4 'holds no results of zutuan.*line 3' '3s/.*/{{/'
manifest "a key twice" 4 'line [0-9]*: duplicate object key' 's|"command":|"tool":|'
awk 'BEGIN { for (i = 0; i < 17; i++) { for (k = 0; k < 1048576 / 64; k++) printf "%64s", "" } }' >"$work/doctored/manifest.json"
run_as "a large manifest" 4 reproduce "$work/doctored"
check "a large manifest: the most is told" grep -q 'larger than 16 MiB, the most that it may be' "$work/err"
awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "[" }' >"$work/doctored/manifest.json"
run_as "a deep manifest" 4 report "$work/doctored"
check "a deep manifest: is told" grep -q 'maximum parsing depth reached' "$work/err"
finish
