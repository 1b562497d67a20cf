#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The paper of docs/paper, from nothing, reproduced from its own folder, and as pages where LaTeX is.
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
finish
