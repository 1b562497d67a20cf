#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016
# Mistakes on the command line: the exact message, exit code 2, nothing done.
. tests/cli/checks

usage() {
    name=$1
    message=$2
    shift 2
    run_as "$name" 2 "$@"
    only "$name: message" "$work/err" "zutuan: $message"
    check_not "$name: nothing on standard output" test -s "$work/out"
}

run_as "no command" 2
check "shows the commands" grep -q '^  compare BASE OTHER\.\.\.' "$work/err"
usage "a command's slip of the pen" "comapre: unknown command; did you mean compare?" comapre solo 16+1
usage "a command out of the blue" 'frobnicate: unknown command; `zutuan --help` lists them' frobnicate
usage "an option's slip of the pen" "--replicatoins: unknown option; did you mean --replications?" \
    run solo --replicatoins 4
usage "an option that the command does not take" "--equal-budget: unknown option" run solo --equal-budget
usage "a letter that is none" "-x: unknown option" run solo -x
usage "a value that is missing" "--seed: a value must follow" run solo --seed
usage "too few files" 'usage: zutuan compare [OPTIONS] BASE OTHER...; `zutuan compare --help` says more' compare solo
usage "too many files" 'usage: zutuan run [OPTIONS] FILE; `zutuan run --help` says more' run solo 16+1
usage "no replications" "--replications 0: expected a whole number from 1 to 16777215" run solo -n 0
usage "half a replication" "--replications 1.5: expected a whole number from 1 to 16777215" run solo -n 1.5
usage "a seed that is no number" "--seed x: expected a whole number below 2^64" run solo --seed x
usage "a seed that is too large" "--seed 18446744073709551616: expected a whole number below 2^64" \
    run solo --seed 18446744073709551616
usage "a seed below zero" "--seed -1: expected a whole number below 2^64" run solo --seed -1
usage "no threads" "--jobs 0: expected a whole number from 1 to 4096" run solo -j0
usage "too much confidence" "--confidence 1: expected a number between 0 and 1, such as 0.95" run solo --confidence 1
usage "percent of confidence" "--confidence 95%: expected a number between 0 and 1, such as 0.95" \
    run solo --confidence 95%
usage "a progress that is none" "--progress loud: expected auto, bar, json or none" run solo --progress loud
usage "a format that is none" "--format html: expected text, md, csv or tex" params --format html
usage "a target without a width" \
    "--target: wait_mean names no width above 0; write wait_mean:rel=2% (of the mean) or wait_mean:abs=0.5 (in the unit of the measure)" \
    run solo --target wait_mean
usage "a target's slip of the pen" "--target: wait_maen is not a measure; did you mean wait_mean?" \
    run solo --target wait_maen:rel=2%
usage "a target and a number" \
    "--target and --replications exclude each other; --min and --max bound a target" \
    run solo -n 10 --target wait_mean:rel=2%
usage "bounds without a target" "--min and --max belong to --target; --replications sets a fixed number" \
    run solo --max 10
usage "bounds upside down" "--min 200 is above --max 100" run solo --target wait_mean:rel=2% --min 200 --max 100
usage "a first look that is too early" "--min 10: expected a whole number from 50 to 16777215" \
    run solo --target wait_mean:rel=2% --min 10
usage "a replication before the first" "--replication 0: expected a whole number from 1 to 16777215" \
    trace solo --replication 0
usage "a pattern that matches nothing" "patiense: no parameter matches; did you mean demand.patience?" params patiense
usage "one scenario twice" "two scenarios are called solo; give one file another name" compare solo solo

run_as "several mistakes" 2 run solo -n 0 --seed x --confidence 2
only "are told at once" "$work/err" "zutuan: --replications 0: expected a whole number from 1 to 16777215
zutuan: --seed x: expected a whole number below 2^64
zutuan: --confidence 2: expected a number between 0 and 1, such as 0.95"

run_as "--version" 0 --version
check "names the program" grep -Eqx 'zutuan [0-9]+\.[0-9]+\.[0-9]+' "$work/out"
run_as "--help" 0 --help
check "goes to standard output" grep -q '^  trace FILE' "$work/out"
for command in params check diff run compare trace plot; do
    run_as "$command --help" 0 "$command" --help
    check "$command --help: usage" grep -q "^Usage: zutuan $command " "$work/out"
    check "$command --help: examples" grep -q "^  zutuan $command " "$work/out"
    cp "$work/out" "$work/help"
    run_as "help $command" 0 help "$command"
    check "help $command: the same" cmp "$work/help" "$work/out"
done
finish
