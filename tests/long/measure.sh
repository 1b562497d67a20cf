#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Adds a measure to a copy of the sources, step by step as CONTRIBUTING.md says, and runs the checks that it names:
# sh tests/long/measure.sh SOURCES [BINARY]. With a folder as first argument it works there; tests/run.sh gives the program,
# then it makes a copy of these sources.
cd "$(dirname -- "$0")/../.." || exit 1
. tests/cli/checks
sources=${1:-}
if [ ! -d "$sources" ]; then
    sources=$work/sources
    mkdir "$sources" && tar -c --exclude=./build --exclude=./out --exclude=./.git . | tar -x -C "$sources" || exit 1
fi
cd "$sources" || exit 1

# after FILE TEXT LINE: puts the line behind the first one that holds the text.
after() {
    awk -v text="$2" -v line="$3" '{ print } !done && index($0, text) { print line; done = 1 } END { exit !done }' "$1" \
        >"$work/new" && cat "$work/new" >"$1"
}

check "the name" after include/zutuan/model/outcome.h '    OUTCOME_UNMET_SHARE,' '    OUTCOME_ABANDONED_SHARE,'
check "the row" after sim/model/outcome.c '[OUTCOME_UNMET_SHARE]' \
    '    [OUTCOME_ABANDONED_SHARE] = {"abandoned_share", "", -1, "share abandoned", "Requests that gave up waiting over requests"},'
check "the value" after sim/model/outcome_collect.c 'm[OUTCOME_UNMET_SHARE]' \
    '    m[OUTCOME_ABANDONED_SHARE] = over((double)l->abandoned, requests);'
check "the definition" after docs/model.md '- All output measures count' '- `abandoned_share` is `abandoned` over `requests`.'
check "the Chinese name" after sim/report/words_measures.c '{"unmet_share"' '    {"abandoned_share", "请求放弃率"},'
check "the test" after tests/model/test_outcome.c '#include <ctype.h>' '
static void the_share_abandoned_is_of_requests(void **state)
{
    struct params params;
    struct world *world;
    double m[OUTCOME_MEASURES];

    (void)state;
    params_defaults(&params);
    params.demand.patience = 2.0;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    fixture_run(world, FIXTURE_SEED, 1);
    world_measures(world, m);
    assert_true(m[OUTCOME_ABANDONED] > 100.0);
    assert_true(m[OUTCOME_ABANDONED_SHARE] == m[OUTCOME_ABANDONED] / m[OUTCOME_REQUESTS]);
    world_free(world);
}'
check "the test is one of its file's" after tests/model/test_outcome.c 'cmocka_unit_test(every_measure_and_series_is_described)' \
    '        cmocka_unit_test(the_share_abandoned_is_of_requests),'

check "configures" cmake --preset release
check "builds" cmake --build build/release
binary=$PWD/build/release/zutuan
check "the unit tests pass" sh -c 'ctest --preset release -j "$(getconf _NPROCESSORS_ONLN)" ||
    { ctest --preset release --rerun-failed --output-on-failure; false; }'
check "the pages are made again" sh tests/cli/tutorial.sh "$binary" --update
for script in docs man model_page tutorial completions output; do
    check "tests/cli/$script.sh passes" sh "tests/cli/$script.sh" "$binary"
done
check "the program has the measure" sh -c "'$binary' run solo -n 5 --all | grep -q '^  abandoned_share '"
check "a target on it" sh -c "'$binary' run solo --target abandoned_share:abs=5% -s demand.patience=4 >'$work/out' || grep -q abandoned_share '$work/out'"
finish
