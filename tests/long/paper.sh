#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The paper of docs/paper, from nothing, reproduced from its own folder, and as pages where LaTeX is.
# shellcheck disable=SC2086,SC2154 # $launch is several words, and of tests/cli/checks
. tests/cli/checks
run_as "the paper" 0 paper docs/paper/paper.cfg --out "$work/paper"
for macro in $(grep -o '\\zt[A-Z][A-Za-z]*' docs/paper/paper.tex | sort -u); do
    check "$macro is made" grep -Fq "{$macro}" "$work/paper/numbers.tex"
done
run_as "from its own folder" 0 reproduce "$work/paper"
check "is the same" grep -q 'files are the same, byte by byte' "$work/out"
if command -v latexmk >/dev/null 2>&1 && kpsewhich booktabs.sty >/dev/null 2>&1; then
    check "its pages" sh docs/paper/build.sh "$work/paper" "$work/pages"
    check_not "nothing is undefined" grep -q 'undefined' "$work/pages/paper/paper.log"
    cp "$work/pages/paper.pdf" "$work/first.pdf"
    rm -r "$work/pages"
    check "again" sh docs/paper/build.sh "$work/paper" "$work/pages"
    check "pages that differ by no byte" cmp "$work/first.pdf" "$work/pages/paper.pdf"
else
    echo "ok there is no LaTeX here: no pages to make"
fi
# Spread over processes, with figures for TeX.
cat >"$work/spread.cfg" <<'EOT'
title = "A paper"; description = "To be spread"; date = "2026-11-24"; licence = "CC-BY-4.0"; authors = ({ name = "A"; });
experiments = ({ name = "main"; command = "compare"; options = ("-n 6", "-s programme.horizon=90"); files = ("solo", "16+1"); },
    { name = "grid"; command = "sweep"; options = ("-n 2", "-s programme.horizon=90"); files = "forms"; });
figures = ({ name = "gains"; experiment = "main"; figure = "differences"; formats = ("epslatex", "pdf"); },
    { name = "front"; experiment = "grid"; figure = "pareto"; formats = ("epslatex", "svg"); });
numbers = ({ name = "Runs"; experiment = "main"; from = "paired.csv"; style = "rows"; });
EOT
run_as "a paper with figures for TeX" 0 paper "$work/spread.cfg" --out "$work/alone"
if [ -n "$launch" ]; then
    check "on four processes" $launch 4 "$binary-mpi" paper "$work/spread.cfg" --out "$work/spread"
    check "the same bytes" diff -r -x manifest.json -x store.sqlite "$work/alone" "$work/spread"
fi
if command -v latex >/dev/null 2>&1; then
    printf '\\documentclass{article}\n\\usepackage{graphicx,color}\n\\begin{document}\n\\input{gains}\n\\input{front}\n%s\n' \
        '\end{document}' >"$work/alone/figures/all.tex"
    check "LaTeX sets them" sh -c "cd '$work/alone/figures' && latex -halt-on-error -interaction=nonstopmode all.tex"
fi
finish
