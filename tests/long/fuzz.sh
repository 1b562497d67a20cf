#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every input of the program is given bytes that nobody wrote, by libFuzzer (docs/fuzzing.md): no crash, no finding of a
# sanitizer, no input that takes more than 20 s under sanitizers (about a second without), or more than 2 GB.
# sh tests/long/fuzz.sh [BINARY [SECONDS [INPUT...]]]: SECONDS for each input (20), only these inputs. What is found
# stays in build/fuzz/found, what is new to the corpus in build/fuzz/corpus, the logs in build/fuzz/log.
. tests/cli/checks
seconds=${2:-20}
[ $# -lt 2 ] || shift
[ $# -lt 1 ] || shift
here=$PWD
inputs=${*:-$(find tests/fuzz/corpus -mindepth 1 -maxdepth 1 | sed 's|.*/||' | sort)}

# Folders of the sources that hold inputs of this kind, besides the corpus.
more() {
    case $1 in
    scenario) echo "$here/scenarios $here/scenarios/counter $here/scenarios/oracles $here/tests/cli/bad" ;;
    targets) echo "$here/scenarios/targets" ;;
    paper) echo "$here/docs/paper" ;;
    points) echo "$here/scenarios/designs" ;;
    table) echo "$here/tests/fuzz/results" ;;
    esac
}

# The words of the inputs: keys and choices of the parameter table, and what files are made of.
words() {
    "$binary" params --format csv | tail -n +2 | cut -d, -f1
    "$binary" params --format csv | tail -n +2 | cut -d, -f1 | tr '.' '\n'
    sed -n 's/^ *{"\([a-z_]*\)", .*/\1/p' sim/experiment/scenario_design.c sim/experiment/scenario_paper_keys.c
    printf '%s\n' extends description solo 16+1 true false inf nan unlimited 4w '= ' '{ }' '( )' '[ ]' ';' @include \
        '\"' 0x1 1e308 -0.0 10k '%' sha256 outputs options arguments environment command subject scenarios 'done' \
        request_arrives session_starts session_ends uniform log-uniform normal seen once
}

build() {
    targets=
    for input in $inputs; do
        targets="$targets fuzz_$input"
    done
    # shellcheck disable=SC2086
    { cmake --preset fuzz && cmake --build build/fuzz --target $targets; } >build/fuzz/log/build.log 2>&1
}

# A program goes to a folder of its own: it is given whole paths.
fuzz() { # INPUT
    # shellcheck disable=SC2046
    "$here/build/fuzz/tests/fuzz_$1" -max_total_time="$seconds" -timeout=20 -report_slow_units=5 -rss_limit_mb=2048 \
        -max_len=4096 -dict="$here/build/fuzz/zutuan.dict" -artifact_prefix="$here/build/fuzz/found/$1-" \
        -print_final_stats=1 "$here/build/fuzz/corpus/$1" "$here/tests/fuzz/corpus/$1" $(more "$1") \
        2>"build/fuzz/log/$1.log"
}

mkdir -p build/fuzz/log build/fuzz/found
check "the programs can be built with clang" build
words | sort -u | sed 's/.*/"&"/' >build/fuzz/zutuan.dict
for input in $inputs; do
    mkdir -p "build/fuzz/corpus/$input"
    check "$input: nothing is found in $seconds s" fuzz "$input"
    grep -E '^(Done|stat::number_of|#[0-9]*.DONE|==.*ERROR|SUMMARY|not as it)' "build/fuzz/log/$input.log" | sed 's/^/    /'
done
finish
