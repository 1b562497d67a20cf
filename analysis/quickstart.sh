#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# From a bare Debian system to the first results: installs what is missing, builds, compares a city that buys from
# sixteen providers alone with one that buys from them as a cluster, and draws the figures.
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

scenarios="solo 16+1"
if [ -e scenarios/16+1+N.cfg ]; then
    scenarios="$scenarios 16+1+N"
fi
out=out/quickstart
say "comparing: $scenarios"
# shellcheck disable=SC2086
build/release/zutuan compare $scenarios --equal-budget -n 200 --out "$out" --force || exit $?
sh analysis/plot.sh "$out" || exit $?
say "tables:  $out/*.csv (paired.csv: the differences; manifest.json: what was run)"
say "figures: $out/figures/*.svg, *.pdf, *.png (differences: the comparison at a glance)"
