#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# From a bare Debian system to the first results: installs what is missing, builds, compares a city that buys from
# sixteen providers alone with one that buys from them as a cluster, draws the figures and makes a page of it.
set -u
cd "$(dirname -- "$0")/.." || exit 1
. analysis/packages.sh

say() {
    printf '%s\n' "$*" >&2
}

# shellcheck disable=SC2086
packages_need $packages_build $packages_figures || exit 1

say "building build/release/zutuan"
mkdir -p build
{ cmake --preset release && cmake --build build/release --target zutuan; } >build/quickstart.log 2>&1 || {
    tail -n 30 build/quickstart.log >&2
    say "the build failed; all of it is in build/quickstart.log"
    exit 1
}

# compare FOLDER BASE OTHER... [OPTION]: tables, figures and page of one comparison.
compare() {
    out=$1
    shift
    build/release/zutuan compare "$@" -n 200 --out "$out" --force || exit $?
    sh analysis/plot.sh "$out" || exit $?
    build/release/zutuan report "$out" >/dev/null || exit $?
}

say "sixteen providers: alone, and with a support organisation"
compare out/quickstart solo 16+1 --equal-budget
say "forty providers: alone, sixteen of them in a closed cluster, and in one that is open to the others"
compare out/quickstart-open solo-40 16+1-of-40 16+1+N
say "tables:  out/quickstart/*.csv and out/quickstart-open/*.csv (paired.csv: the differences; manifest.json: what was run)"
say "figures: the same folders, figures/*.svg, *.pdf, *.png (differences: the comparison at a glance)"
say "to read: $PWD/out/quickstart/report.html and $PWD/out/quickstart-open/report.html (open in a browser; English, 中文)"
