#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Parameters at the ends of what is legal, one after another and several together: each run ends well, with its identities
# kept and no number that is none in a table, or it is refused in words that name the parameter. A development build
# checks the identities after every event: sh tests/cli/extremes.sh build/debug/zutuan.
. tests/cli/checks

# numbers NAME FILE...: a cell is a number, or empty, or a word of ours.
numbers() {
    numbers_name=$1
    shift
    check_not "$numbers_name: no cell is nan or inf" grep -Eiq '(^|,)"?[+-]?(nan|inf|infinity)"?(,|$)' "$@"
}

# ends SCENARIO: each parameter's lowest and highest value, each choice and switch, with all else as in the scenario. As
# a table of points, so that one process runs them all; programme.horizon and providers.count have tests of their own.
ends() {
    "$binary" params --format csv | awk -F, '
        NR == 1 || $1 == "programme.horizon" || $1 == "providers.count" { next }
        {
            if ($4 == "true or false") {
                count = split("true false", levels, " ")
            } else if ($4 ~ /^[-+0-9.e]+\.\.[-+0-9.einf]+$/) {
                count = split($4, levels, /\.\./)
            } else { # a choice: its default and then its range in quotes
                split($0, quoted, /,"|",/)
                count = split(quoted[4], levels, /, /)
            }
            keys[++n] = $1
            for (i = 1; i <= count; i++)
                if (levels[i] != "inf") {
                    at[++points] = n
                    value[points] = levels[i]
                }
        }
        END {
            for (i = 1; i <= n; i++)
                printf "%s%s", keys[i], i < n ? "," : "\n"
            for (p = 1; p <= points; p++)
                for (i = 1; i <= n; i++)
                    printf "%s%s", i == at[p] ? value[p] : "", i < n ? "," : "\n"
        }' >"$work/$1.csv"
    cat >"$work/$1-ends.cfg" <<EOF
base = "$1"; measure = ("served", "quality_mean", "wait_mean", "cost_per_qa", "qa_per_10k_yuan"); kind = "points"; file = "$1.csv";
EOF
    all=$(sed 1d "$work/$1.csv" | wc -l)
    check "$1: there are hundreds of ends" test "$all" -gt 250
    short="-s programme.horizon=40 -n 2"
    # what contradicts the rest is refused, one at a time and by its point (from 0), and left out then
    refused=0
    : >"$work/words"
    # shellcheck disable=SC2086
    while ! "$binary" sweep "$work/$1-ends.cfg" $short --dry-run >"$work/out" 2>"$work/err" && [ $refused -lt 40 ]; do
        point=$(sed -n 's/.*factors: .* at point \([0-9]*\): .*/\1/p' "$work/err")
        [ -n "$point" ] || break
        cat "$work/err" >>"$work/words"
        refused=$((refused + 1))
        sed "$((point + 2))d" "$work/$1.csv" >"$work/kept"
        # without the columns that have no value any more
        awk -F, 'NR == FNR { for (i = 1; i <= NF; i++) if (FNR > 1 && $i != "") used[i]; next }
            { line = ""; for (i = 1; i <= NF; i++) if (i in used) line = line "," $i; print substr(line, 2) }' \
            "$work/kept" "$work/kept" >"$work/$1.csv"
    done
    check "$1: some $refused of $all contradict the rest" test $refused -gt 10 -a $refused -lt 40
    check_not "$1: all of those are refused in words" grep -Evq \
        ': factors: .* at point [0-9]+: .*[a-z_]+\.[a-z_*]+.*(; |, so |and )' "$work/words"
    # shellcheck disable=SC2086
    run_as "$1: all others run" 0 sweep "$work/$1-ends.cfg" $short --out "$work/$1-ends"
    numbers "$1: the ends" "$work/$1-ends/cells.csv"
    check "$1: every point has its five measures" test "$(sed 1d "$work/$1-ends/cells.csv" | wc -l)" -eq \
        $((5 * $(sed 1d "$work/$1.csv" | wc -l)))
}
ends 16+1+N
ends macro

# one NAME SCENARIO ARGUMENT...: runs, and every table holds numbers.
one() {
    one_name=$1
    one_scenario=$2
    shift 2
    rm -rf "$work/one"
    run_as "$one_name" 0 run "$one_scenario" -n 2 --store none --out "$work/one" "$@"
    numbers "$one_name" "$work/one"/*.csv
}

# value MEASURE: the mean in summary.csv; empty where there is none.
value() {
    awk -F, -v measure="$1" '$2 == measure { print $5 }' "$work/one/summary.csv"
}

one "one provider" solo -s providers.count=1
one "one provider with an organisation for it" 16+1 -s providers.count=1
one "nobody on its staff" 16+1 -s support.staff=0
one "infinite patience" 16+1 -s demand.patience=inf
check "infinite patience: nobody leaves" test "$(value abandoned)" = 0
one "no demand" 16+1 -s demand.rate=0
check "no demand: nothing served" test "$(value served)" = 0
check "no demand: no mean of what is not there" test -z "$(value wait_mean)"
check "no demand: no cost of nobody" test -z "$(value cost_per_person)"
one "the smallest demand that there is" 16+1 -s demand.rate=5e-324
one "ten times more than can be served" 16+1 -s demand.rate=5 -s demand.patience=inf -s providers.capacity_scale=0.5
check "ten times more than can be served: most wait" sh -c "awk 'BEGIN { exit !($(value served) < $(value requests) / 4) }'"
one "a day" 16+1+N -s programme.horizon=1 -s programme.launch=0
one "it begins with the last instant" 16+1 -s programme.horizon=40 -s programme.launch=39.999999
one "a session without people to speak of" solo -s demand.people=1
one "all switched off" 16+1 -s referral.on=false -s training.on=false -s exchange.on=false -s monitoring.on=false \
    -s promotion.on=false
run_as "the launch on the last day" 3 run solo -s programme.horizon=40 -s cluster.form=support -s programme.launch=40
check "the launch on the last day: words" grep -q 'programme.launch 40 d is not before programme.horizon 40 d' "$work/err"
run_as "less than a day" 3 run solo -s programme.horizon=0.5
check "less than a day: words" grep -q 'programme.horizon=0.5: 0.5 is out of range; allowed: 1..10000000 d' "$work/err"
run_as "no provider" 3 run solo -s providers.count=0
check "no provider: words" grep -q 'providers.count=0: 0 is out of range; allowed: 1..100000' "$work/err"
# A hundred thousand providers for a day: memory and time are as their number.
rm -rf "$work/one"
run_as "100,000 providers" 0 run solo -n 1 -s providers.count=100000 -s programme.horizon=1 --store none --out "$work/one"
numbers "100,000 providers" "$work/one"/*.csv
check "100,000 providers: requests as their number" sh -c "awk 'BEGIN { exit !($(value requests) > 10000) }'"
one "one replication" 16+1 -n 1
check "one replication: no deviation" test -z "$(awk -F, '$2 == "served" { print $6 }' "$work/one/summary.csv")"
finish
