#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# `plot` draws the figures of a results folder; tests/figures.sh looks at the figures themselves.
. tests/cli/checks

# shellcheck disable=SC2086
{
run_as "a run" 0 run solo $small -n 3 --out "$work/run"
run_as "a comparison" 0 compare solo 16+1 $small -n 3 --out "$work/-pair"
}
run_as "a format that there is not" 2 plot "$work/run" --format gif,svg,jpeg
only "every one is told" "$work/err" "zutuan: --format gif: expected svg, pdf, png or epslatex
zutuan: --format jpeg: expected svg, pdf, png or epslatex"
run_as "no folder" 2 plot
mkdir "$work/empty"
run_as "a folder without results" 4 plot "$work/empty"
check "says so" grep -q "^zutuan: $work/empty: holds no results" "$work/err"
run_as "a folder that is not there" 4 plot "$work/nowhere"
run_as "help" 0 plot --help
check "tells the formats" grep -q 'epslatex' "$work/out"
mkdir "$work/path"
for tool in dirname sh; do
    ln -s "$(command -v $tool)" "$work/path/$tool"
done
PATH=$work/path "$binary" plot "$work/run" >"$work/out" 2>"$work/err"
check "without gnuplot: exit code 4" test $? -eq 4
check "says what to install" grep -q 'apt-get install gnuplot-nox' "$work/err"
printf '#!/bin/sh\n[ "$1" = -e ] && [ $# -eq 2 ] && exit 0\necho "it is out of order" >&2\nexit 3\n' >"$work/gnuplot"
chmod +x "$work/gnuplot"
PATH=$work:$PATH "$binary" plot "$work/run" --format svg >"$work/out" 2>"$work/err"
check "a gnuplot that fails: exit code 4" test $? -eq 4
check "says which figure, and why" sh -c "grep -q '^zutuan: costs.svg could not be drawn' '$work/err' &&
    grep -q 'it is out of order' '$work/err'"
check_not "and leaves no half of one" ls "$work/run/figures/costs.svg"

if command -v gnuplot >/dev/null 2>&1; then
    run_as "plot" 0 plot "$work/run"
    check "three formats of each" test -s "$work/run/figures/costs.svg" -a -s "$work/run/figures/costs.pdf" -a \
        -s "$work/run/figures/costs.png"
    check_not "not for TeX" test -e "$work/run/figures/costs.tex"
    (cd "$work/run/figures" && sha256sum ./*) >"$work/first"
    run_as "again" 0 plot "$work/run"
    (cd "$work/run/figures" && sha256sum ./*) >"$work/second"
    check "the same bytes" cmp "$work/first" "$work/second"
    cp -r "$work/run" "$work/other"
    rm -r "$work/other/figures"
    run_as "another place" 0 plot "$work/other"
    (cd "$work/other/figures" && sha256sum ./*) >"$work/second"
    check "the same bytes" cmp "$work/first" "$work/second"
    run_as "for TeX only" 0 plot "$work/run" --format epslatex,epslatex
    check "a text and a picture" test -s "$work/run/figures/costs.tex" -a -s "$work/run/figures/costs.eps"
    cd "$work" || exit 1
    run_as "a folder that looks like an option" 0 plot --format svg -- -pair
    check "is drawn" test -s "$work/-pair/figures/differences.svg"
fi
finish
