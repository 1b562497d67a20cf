/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "zutuan/core/tournament.h"

enum { MOST = 70 };

static uint32_t chance(uint64_t *state, uint32_t below)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return (uint32_t)((*state * UINT64_C(2685821657736338717)) >> 33) % below;
}

static struct tournament new_tournament(uint32_t count)
{
    struct tournament tree;
    assert_int_equal(tournament_alloc(&tree, count), DIAG_OK);
    return tree;
}

static uint32_t brute_min(const double *keys, uint32_t first, uint32_t end, uint32_t except)
{
    uint32_t best = TOURNAMENT_NONE;
    for (uint32_t place = first; place < end; place++) {
        if (place != except && keys[place] < INFINITY &&
            (best == TOURNAMENT_NONE || keys[place] < keys[best])) {
            best = place;
        }
    }
    return best;
}

static void assert_all_ranges_agree(const struct tournament *tree, const double *keys, uint64_t *state)
{
    for (uint32_t first = 0; first <= tree->count; first++) {
        for (uint32_t end = first; end <= tree->count; end++) {
            assert_int_equal(tournament_min(tree, first, end, TOURNAMENT_NONE),
                             brute_min(keys, first, end, TOURNAMENT_NONE));
            const uint32_t except = chance(state, tree->count + 1); /* inside, outside, one beyond */
            assert_int_equal(tournament_min(tree, first, end, except), brute_min(keys, first, end, except));
        }
    }
}

static void test_every_range_agrees_with_a_search_from_end_to_end(void **unused)
{
    (void)unused;
    static const uint32_t counts[] = {1, 2, 3, 5, 8, 13, 16, 17, 33, 64, MOST};
    uint64_t state = 5;
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        struct tournament tree = new_tournament(counts[c]);
        double keys[MOST];
        for (uint32_t place = 0; place < counts[c]; place++) {
            keys[place] = INFINITY;
        }
        assert_all_ranges_agree(&tree, keys, &state);
        for (uint32_t step = 0; step < 400; step++) {
            /* few distinct keys, a third of them absent: ties and empty ranges are common */
            const uint32_t place = chance(&state, counts[c]);
            keys[place] = chance(&state, 3) == 0 ? INFINITY : (double)chance(&state, 6) - 3.0;
            tournament_set(&tree, place, keys[place]);
            assert_true(tournament_key(&tree, place) == keys[place]);
            const uint32_t except = chance(&state, counts[c]);
            assert_int_equal(tournament_min(&tree, 0, counts[c], except),
                             brute_min(keys, 0, counts[c], except));
            if (step % 20 == 0) {
                assert_all_ranges_agree(&tree, keys, &state);
            }
        }
        tournament_free(&tree);
    }
}

/* Three levels of nodes, of which most are stale or not at any time. */
static void test_a_large_tree_agrees_with_a_search_from_end_to_end(void **unused)
{
    (void)unused;
    enum { COUNT = 5000 };
    struct tournament tree = new_tournament(COUNT);
    static double keys[COUNT];
    uint64_t state = 6;
    for (uint32_t place = 0; place < COUNT; place++) {
        keys[place] = INFINITY;
    }
    for (uint32_t step = 0; step < 60000; step++) {
        /* in turn among few places, so that winners change, and among all */
        const uint32_t place = chance(&state, step / 1000 % 2 == 0 ? COUNT : 40);
        keys[place] = chance(&state, 5) == 0 ? INFINITY : (double)chance(&state, 50);
        tournament_set(&tree, place, keys[place]);
        if (step % 7 == 0) {
            const uint32_t first = chance(&state, 3) == 0 ? 0 : chance(&state, COUNT);
            const uint32_t end = first + chance(&state, COUNT - first + 1);
            const uint32_t best = brute_min(keys, first, end, TOURNAMENT_NONE);
            assert_int_equal(tournament_min(&tree, first, end, TOURNAMENT_NONE), best);
            assert_int_equal(tournament_min(&tree, first, end, best), brute_min(keys, first, end, best));
        }
    }
    tournament_free(&tree);
}

static void test_ties_go_to_the_lowest_place(void **unused)
{
    (void)unused;
    struct tournament tree = new_tournament(11);
    for (uint32_t place = 11; place-- > 0;) {
        tournament_set(&tree, place, 1.5);
    }
    for (uint32_t first = 0; first < 11; first++) {
        assert_int_equal(tournament_min(&tree, first, 11, TOURNAMENT_NONE), first);
        assert_int_equal(tournament_min(&tree, first, 11, first), first == 10 ? TOURNAMENT_NONE : first + 1);
    }
    tournament_free(&tree);
}

static void test_a_place_whose_key_grows_loses(void **unused)
{
    (void)unused;
    struct tournament tree = new_tournament(6);
    tournament_set(&tree, 4, 1.0);
    tournament_set(&tree, 2, 2.0);
    assert_int_equal(tournament_min(&tree, 0, 6, TOURNAMENT_NONE), 4);
    tournament_set(&tree, 4, 3.0);
    assert_int_equal(tournament_min(&tree, 0, 6, TOURNAMENT_NONE), 2);
    tournament_set(&tree, 2, INFINITY);
    assert_int_equal(tournament_min(&tree, 0, 6, TOURNAMENT_NONE), 4);
    tournament_set(&tree, 4, INFINITY);
    assert_int_equal(tournament_min(&tree, 0, 6, TOURNAMENT_NONE), TOURNAMENT_NONE);
    tournament_free(&tree);
}

static void test_zeros_of_either_sign_tie(void **unused)
{
    (void)unused;
    struct tournament tree = new_tournament(2);
    tournament_set(&tree, 0, 0.0);
    tournament_set(&tree, 1, -0.0);
    assert_int_equal(tournament_min(&tree, 0, 2, TOURNAMENT_NONE), 0);
    tournament_free(&tree);
}

static void test_a_reset_makes_all_places_absent(void **unused)
{
    (void)unused;
    struct tournament tree = new_tournament(9);
    for (uint32_t place = 0; place < 9; place++) {
        tournament_set(&tree, place, 1.0 + place);
    }
    tournament_reset(&tree);
    for (uint32_t place = 0; place < 9; place++) {
        assert_true(isinf(tournament_key(&tree, place)));
    }
    assert_int_equal(tournament_min(&tree, 0, 9, TOURNAMENT_NONE), TOURNAMENT_NONE);
    tournament_set(&tree, 8, 5.0);
    assert_int_equal(tournament_min(&tree, 0, 9, TOURNAMENT_NONE), 8);
    tournament_free(&tree);
}

static void test_no_places_have_no_winner(void **unused)
{
    (void)unused;
    struct tournament tree = new_tournament(0);
    assert_int_equal(tournament_min(&tree, 0, 0, TOURNAMENT_NONE), TOURNAMENT_NONE);
    tournament_free(&tree);
    tournament_free(&tree); /* a freed tree is a zeroed one */
    assert_null(tree.keys);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_range_agrees_with_a_search_from_end_to_end),
        cmocka_unit_test(test_a_large_tree_agrees_with_a_search_from_end_to_end),
        cmocka_unit_test(test_ties_go_to_the_lowest_place),
        cmocka_unit_test(test_a_place_whose_key_grows_loses),
        cmocka_unit_test(test_zeros_of_either_sign_tie),
        cmocka_unit_test(test_a_reset_makes_all_places_absent),
        cmocka_unit_test(test_no_places_have_no_winner),
    };
    return cmocka_run_group_tests_name("tournament", tests, NULL, NULL);
}
