#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets the pages of the paper from the results that `zutuan paper` left: sh docs/paper/build.sh RESULTS [FOLDER].
# The PDF and what LaTeX needs on the way go to FOLDER (RESULTS/pages). Needs latexmk and LaTeX (Debian:
# texlive-latex-recommended, lmodern, latexmk).
set -eu
[ $# -ge 1 ] && [ -r "$1/numbers.tex" ] || {
    echo "usage: build.sh RESULTS [FOLDER]; RESULTS is what zutuan paper docs/paper/paper.cfg --out RESULTS left" >&2
    exit 2
}
command -v latexmk >/dev/null || {
    echo "build.sh: latexmk is missing (Debian: apt-get install texlive-latex-recommended lmodern latexmk)" >&2
    exit 1
}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
results=$(CDPATH='' cd -- "$1" && pwd)
mkdir -p "${2:-$1/pages}/paper"
cd "${2:-$1/pages}"
cp "$here/../references.bib" .
cp "$here/paper.tex" "$here/paper.bib" paper
cd paper
rm -f results
ln -s "$results" results
# the day of the page is the paper's, so that the same results give the same file
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1795478400} FORCE_SOURCE_DATE=1 \
    latexmk -pdf -interaction=nonstopmode -halt-on-error -no-shell-escape -quiet paper.tex
cp paper.pdf ..
