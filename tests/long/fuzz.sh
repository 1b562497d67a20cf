#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every input of the program is given bytes that nobody wrote, by libFuzzer (docs/fuzzing.md): no crash, no finding of a
# sanitizer, no input that takes more than a second (5 s under sanitizers), none that takes more than 2 GB.
# sh tests/long/fuzz.sh [BINARY [SECONDS [INPUT...]]]: SECONDS for each input (20), only these inputs. What is found
# stays in build/fuzz/found, what is new to the corpus in build/fuzz/corpus, the logs in build/fuzz/log.
. tests/cli/checks
seconds=${2:-20}
[ $# -lt 2 ] || shift
[ $# -lt 1 ] || shift
inputs=${*:-$(find tests/fuzz/corpus -mindepth 1 -maxdepth 1 | sed 's|.*/||' | sort)}

# Folders of the sources that hold inputs of this kind, besides the corpus.
more() {
    case $1 in
    scenario) echo "scenarios scenarios/counter scenarios/oracles tests/cli/bad" ;;
    design) echo "scenarios/designs" ;;
    targets) echo "scenarios/targets" ;;
    paper) echo "docs/paper" ;;
    points) echo "scenarios/designs" ;;
    table) echo "tests/fuzz/results" ;;
    esac
}

# The words of the inputs: keys, choices and units of the parameter table, and what files are made of.
words() {
    "$binary" params --format csv | tail -n +2 | cut -d, -f1 | tr '.' '\n' | sort -u
    "$binary" params --format csv | tail -n +2 | cut -d, -f1
    sed -n 's/^ *{"\([a-z_]*\)", .*/\1/p' sim/experiment/scenario_design.c sim/experiment/scenario_paper_keys.c
    "$binary" run --help >/dev/null 2>&1
    printf '%s\n' extends description solo 16+1 true false inf nan unlimited 4w '= ' '{ }' '( )' '[ ]' ';' '@include' \
        '\"' '0x1' 1e308 -0.0 10k '%' sha256 outputs options arguments environment command subject scenarios \
        replications/done request_arrives session_starts uniform log-uniform normal seen once
}

build() {
    targets=
    for input in $inputs; do
        targets="$targets fuzz_$input"
    done
    # shellcheck disable=SC2086
    cmake --preset fuzz && cmake --build build/fuzz --target $targets
}

mkdir -p build/fuzz/log
check "the programs can be built with clang" eval 'build >build/fuzz/log/build.log 2>&1'
words | sort -u | sed 's/.*/"&"/' >build/fuzz/zutuan.dict
for input in $inputs; do
    mkdir -p "build/fuzz/corpus/$input" "build/fuzz/found"
    # shellcheck disable=SC2046
    check "$input: nothing is found in $seconds s" eval "$(printf '%s ' build/fuzz/tests/fuzz_"$input" \
        -max_total_time="$seconds" -timeout=5 -report_slow_units=2 -rss_limit_mb=2048 -max_len=4096 -dict=build/fuzz/zutuan.dict \
        -artifact_prefix=build/fuzz/found/"$input"- -print_final_stats=1 build/fuzz/corpus/"$input" \
        tests/fuzz/corpus/"$input" $(more "$input"))" '2>build/fuzz/log/$input.log'
    grep -E '^(Done|stat::number_of|==.*ERROR|SUMMARY|not as it)' "build/fuzz/log/$input.log" | sed 's/^/    /'
done
finish
