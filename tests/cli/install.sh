#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` leaves, in a folder of its own: a program that finds its scenarios and scripts, pages, and a
# library that a C program is built with through pkg-config and through CMake. The tree may be moved.
. tests/cli/checks
build=$(dirname -- "$binary")
source=$PWD
first=$work/first
tree=$work/moved/tree
unset ZUTUAN_SCENARIOS

check "cmake --install" cmake --install "$build" --prefix "$first"
mkdir "$work/moved" && mv "$first" "$tree" || exit 1

while read -r file; do
    check "leaves $file" test -s "$tree/$file"
done <<EOF
bin/zutuan
share/zutuan/scenarios/16+1.cfg
share/zutuan/scenarios/designs/size-and-staff.cfg
share/zutuan/analysis/plot.sh
share/zutuan/analysis/style.gp
share/doc/zutuan/README.md
share/bash-completion/completions/zutuan
share/zsh/vendor-completions/_zutuan
share/fish/vendor_completions.d/zutuan.fish
share/doc/zutuan/docs/model.md
share/doc/zutuan/copyright
include/zutuan/model/world.h
include/zutuan/experiment/scenario.h
share/doc/zutuan/docs/examples/read.R
share/doc/zutuan/docs/examples/read.py
share/doc/libzutuan-dev/examples/one_world.c
EOF
check "leaves a manual" sh -c "ls '$tree'/share/man/man1/zutuan.1* '$tree'/share/man/man1/zutuan-compare.1*"
check "installs the program for MPI where it was built" sh -c "test ! -x '$build/zutuan-mpi' || test -x '$tree/bin/zutuan-mpi'"
check_not "no installed file knows where the sources were" grep -rqF "$source/" "$tree"

# away from the sources, by someone who has the installed tree only
five_lines >"$work/mine.cfg"
cd "$work" || exit 1
binary=$tree/bin/zutuan
run_as "a scenario of five lines" 0 check mine.cfg
check "extends what is installed" grep -qF "$tree/share/zutuan/scenarios/16+1.cfg" "$work/out"
run_as "designs are found" 0 sweep size-and-staff --dry-run
# shellcheck disable=SC2086
run_as "runs" 0 compare 16+1 mine.cfg $small -n 20 --out results --progress none
if command -v gnuplot >/dev/null 2>&1; then
    check "the installed script draws" sh "$tree/share/zutuan/analysis/plot.sh" results png
    check "a picture" test -s results/figures/differences.png
else
    echo "note: gnuplot is not here, so no figure was drawn"
fi

# a C program: what it prints of replication 7 is what the program has in its table
"$binary" run 16+1 -n 7 --out run --progress none >/dev/null 2>&1
tr -d '\r' <run/replications.csv | awk -F, '$2 == 7 { print $3, $4 }' | sort >wanted
check "the table has a replication 7" test -s wanted
# outcome NAME PROGRAM: its outcome is that of the table, where a missing value is empty
outcome() {
    check "$1: runs" sh -c "'$2' '$tree/share/zutuan/scenarios' 16+1 7 >found.all"
    awk '{ print $1, $2 == "nan" || $2 == "-nan" ? "" : $2 }' found.all | sort >found
    check "$1: as zutuan run" cmp wanted found
}
compiler=${CC:-cc}
examples=$tree/share/doc/libzutuan-dev/examples
sanitize=
! grep -q '^ZUTUAN_SANITIZE:BOOL=ON' "$build/CMakeCache.txt" || sanitize="-fsanitize=address,undefined"
PKG_CONFIG_PATH=$(dirname -- "$(find "$tree" -name zutuan.pc)")
export PKG_CONFIG_PATH
# shellcheck disable=SC2046,SC2086
check "with pkg-config" "$compiler" -std=c17 $sanitize "$examples/one_world.c" -o one_world \
    $(pkg-config --cflags --libs zutuan)
outcome "with pkg-config" ./one_world
check "pkg-config knows the scenarios" test -s "$(pkg-config --variable=scenarios zutuan)/16+1.cfg"
unset PKG_CONFIG_PATH
check "CMake finds it" cmake -S "$examples" -B example -DCMAKE_PREFIX_PATH="$tree" -DCMAKE_C_FLAGS="$sanitize" \
    -DCMAKE_C_COMPILER="$compiler"
check "with CMake" cmake --build example
outcome "with CMake" example/one_world
run_wrong=$(./one_world "$tree/share/zutuan/scenarios" 16+7 1 2>&1) && echo "not ok a scenario that is not there"
check "a scenario that is not there is told" test "${run_wrong#*nearest: }" != "$run_wrong"
finish
