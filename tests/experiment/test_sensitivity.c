/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sensitivity of the model: its rows are what runs of their own give; the seed's row is chance alone. */
#include "scenario_folder.h"

#include "zutuan/experiment/sensitivity.h"

#include <math.h>

#define SMALL                                                                                                \
    "programme: { horizon = 80.0; launch = 5.0; }; providers: { count = 3; popularity_cv = 0.0; };\n"

struct setting {
    struct scenario base, other;
};

static int enter(void **state)
{
    struct setting *self = calloc(1, sizeof *self);
    struct diag diag;
    if (folder_enter(state) != 0)
        return -1;
    folder_write("solo.cfg", SMALL);
    folder_write("16+1.cfg", "extends = \"solo\";\ncluster: { form = \"support\"; };\n");
    diag_init(&diag);
    assert_int_equal(scenario_load(&self->base, "solo", NULL, NULL, 0, &diag), DIAG_OK);
    assert_int_equal(scenario_load(&self->other, "16+1", NULL, NULL, 0, &diag), DIAG_OK);
    diag_free(&diag);
    *state = self;
    return 0;
}

static int leave(void **state)
{
    struct setting *self = *state;
    scenario_free(&self->base);
    scenario_free(&self->other);
    free(self);
    return folder_leave(state);
}

/* demand.rate matters for requests, support.staff_cost for nothing but money, the horizon is no factor. */
static void make(const struct setting *self, struct design *design, enum design_kind kind, size_t size,
                 bool two, enum outcome_measure measure)
{
    const struct design_factor factors[] = {
        {.row = params_find("demand.rate"), .low = 0.2, .high = 0.8},
        {.row = params_find("support.staff_cost"), .low = 1e4, .high = 2e5},
        {.row = params_find("phases.apply"), .low = 75, .high = 75 + 1e-10},
    };
    struct diag diag;
    diag_init(&diag);
    assert_int_equal(design_make(design, &self->base, two ? &self->other : NULL, measure, kind, size, 0,
                                 factors, 3, &diag),
                     DIAG_OK);
    diag_free(&diag);
}

/* The mean over the replications at a point, from worlds of its own. */
static double run_point(const struct design *design, size_t point, uint64_t seed, size_t replications,
                        enum outcome_measure measure)
{
    double sum = 0.0;
    for (int side = 0; side < (design->compares ? 2 : 1); side++) {
        struct params params;
        struct world *world;
        design_params_at(design, point, side ? &design->other : &design->base, &params);
        assert_int_equal(world_alloc(&world, &params), DIAG_OK);
        for (size_t r = 0; r < replications; r++) {
            double measures[OUTCOME_MEASURES];
            world_reset(world, design_point_seed(design, point, seed), replicate_number(r));
            assert_int_equal(world_run(world), DIAG_OK);
            world_measures(world, measures);
            sum += (side || !design->compares ? 1 : -1) * measures[measure] / (double)replications;
        }
        world_free(world);
    }
    return sum;
}

static void near(double found, double expected)
{
    assert_true(fabs(found - expected) <= 1e-9 * (1 + fabs(expected)));
}

static void effects_are_changes_over_the_whole_range(void **state)
{
    enum { TRAJECTORIES = 6, REPLICATIONS = 2 };
    const struct replicate_how how = {.threads = 2};
    double mu[4] = {0}, mu_star[4] = {0};
    struct design design;
    struct sweep sweep;
    struct sensitivity self;

    make(*state, &design, DESIGN_MORRIS, TRAJECTORIES, true, OUTCOME_COST_TOTAL);
    assert_int_equal(sweep_alloc(&sweep, &design, 11), DIAG_OK);
    assert_int_equal(sweep_extend(&sweep, REPLICATIONS, &how), DIAG_OK);
    assert_int_equal(sensitivity_alloc(&self, &sweep, OUTCOME_COST_TOTAL, 0.95), DIAG_OK);
    for (size_t t = 0; t < TRAJECTORIES; t++)
        for (size_t step = 1; step <= 4; step++) {
            const size_t point = t * 5 + step, from = step == 4 ? t * 5 : point - 1;
            const size_t row = step == 4 ? 3 : design.changed[point];
            double change = run_point(&design, point, 11, REPLICATIONS, OUTCOME_COST_TOTAL) -
                            run_point(&design, from, 11, REPLICATIONS, OUTCOME_COST_TOTAL);
            if (step < 4)
                change /= (design_value(&design, point, row) - design_value(&design, from, row)) /
                          (design.factors[row].high - design.factors[row].low);
            mu[row] += change / TRAJECTORIES;
            mu_star[row] += fabs(change) / TRAJECTORIES;
        }
    assert_int_equal(self.row_count, 4);
    for (size_t row = 0; row < 4; row++) {
        assert_int_equal(sensitivity_rows(&self)[row].n, TRAJECTORIES);
        near(sensitivity_rows(&self)[row].mu.value, mu[row]);
        near(sensitivity_rows(&self)[row].mu_star.value, mu_star[row]);
    }
    /* the fee of three servers for 75 of 365 days, for 190,000 yuan more; the calendar is standing */
    near(mu[1], 3 * 1.9e5 * 75 / 365);
    assert_int_equal(sensitivity_judge(&self, 1), SENSITIVITY_CLEAR);
    assert_int_equal(sensitivity_judge(&self, 2), SENSITIVITY_NOTHING);
    assert_int_equal(self.look_count, 2);
    assert_int_equal(self.looks[0], 4);
    assert_int_equal(self.looks[1], TRAJECTORIES);
    sensitivity_free(&self);
    sensitivity_free(&self);
    sweep_free(&sweep);
    design_free(&design);
}

/* Requests vary with the rate and with chance; both shares sum to one, up to what the two do together. */
static void shares_of_variance_have_a_row_for_chance(void **state)
{
    enum { ROWS = 256 };
    const struct replicate_how how = {.threads = 2};
    struct design design;
    struct sweep sweep;
    struct sensitivity self;
    size_t order[3];

    make(*state, &design, DESIGN_SALTELLI, ROWS, false, OUTCOME_REQUESTS);
    assert_int_equal(sweep_alloc(&sweep, &design, 5), DIAG_OK);
    assert_int_equal(sweep_extend(&sweep, 1, &how), DIAG_OK);
    assert_int_equal(sensitivity_alloc(&self, &sweep, OUTCOME_REQUESTS, 0.95), DIAG_OK);
    const struct sensitivity_row *rows = sensitivity_rows(&self);
    assert_int_equal(self.row_count, 4);
    assert_int_equal(rows[0].n, ROWS);
    assert_true(rows[1].total.value == 0.0 && rows[2].total.value == 0.0);
    assert_int_equal(sensitivity_judge(&self, 1), SENSITIVITY_NOTHING);
    assert_int_equal(sensitivity_judge(&self, 0), SENSITIVITY_CLEAR);
    /* each index within its interval of what is left by the other */
    assert_true(rows[0].first.low <= 1 - rows[3].total.value &&
                1 - rows[3].total.value <= rows[0].first.high);
    assert_true(rows[3].first.low <= 1 - rows[0].total.value &&
                1 - rows[0].total.value <= rows[3].first.high);
    assert_true(rows[3].total.low > 0.0);
    sensitivity_order(&self, order);
    assert_int_equal(order[0], 0);
    assert_int_equal(order[1], 1); /* equal ones as they are */
    /*
     * Requests at rate l are a Poisson number with mean m = c l, c = 3 x 80 x season: of all variance the
     * part within a rate is E m / (E m + var m). The season's mean over the first 80 days is found from the
     * runs.
     */
    const double c = self.mean / 0.5, within = c * 0.5, between = c * c * 0.6 * 0.6 / 12;
    assert_true(rows[3].total.low < within / (within + between));
    assert_true(rows[3].total.high > within / (within + between));
    sensitivity_free(&self);
    sweep_free(&sweep);
    design_free(&design);
}

static void what_is_interrupted_counts_whole_rows_only(void **state)
{
    struct design design;
    struct sweep sweep;
    struct sensitivity self;
    const struct replicate_how how = {.threads = 1};
    const atomic_bool stop = true;
    const struct replicate_how stopped = {.threads = 1, .interrupted = &stop};

    make(*state, &design, DESIGN_MORRIS, 5, true, OUTCOME_REQUESTS);
    assert_int_equal(sweep_alloc(&sweep, &design, 5), DIAG_OK);
    assert_int_equal(sweep_extend(&sweep, 1, &stopped), DIAG_INTERRUPTED);
    assert_int_equal(sensitivity_alloc(&self, &sweep, OUTCOME_REQUESTS, 0.95), DIAG_OK);
    assert_int_equal(sensitivity_rows(&self)[0].n, 0);
    assert_true(isnan(sensitivity_rows(&self)[0].mu.value));
    assert_int_equal(sensitivity_judge(&self, 0), SENSITIVITY_UNKNOWN);
    sensitivity_free(&self);
    sweep.block_count = 5; /* two trajectories with their seeds' points, and half of a third */
    sweep.points = 14;
    assert_int_equal(sweep_extend(&sweep, 1, &how), DIAG_OK);
    sweep.block_count = 10;
    sweep.points = 25;
    assert_int_equal(sensitivity_alloc(&self, &sweep, OUTCOME_REQUESTS, 0.95), DIAG_OK);
    assert_int_equal(sensitivity_rows(&self)[0].n, 2);
    sensitivity_free(&self);
    sweep_free(&sweep);
    design_free(&design);
}

/* Closed blocks keep what is asked of them; a replication that fails at a point is left out there. */
static void a_sweep_that_must_save_memory_gives_the_same(void **state)
{
    const struct replicate_how how = {.threads = 2};
    struct design design;
    struct sweep one, two;

    make(*state, &design, DESIGN_MORRIS, 3, true, OUTCOME_COST_TOTAL);
    assert_int_equal(sweep_alloc(&one, &design, 11), DIAG_OK);
    assert_int_equal(sweep_alloc(&two, &design, 11), DIAG_OK);
    two.memory = 0;
    assert_int_equal(sweep_extend(&one, 3, &how), DIAG_OK);
    assert_int_equal(sweep_extend(&two, 3, &how), DIAG_OK);
    assert_non_null(two.blocks[0].kept);
    assert_null(two.blocks[0].scenarios);
    for (size_t point = 0; point < one.points; point++) {
        struct estimate_pair a, b;
        struct estimate c, d;
        assert_int_equal(sweep_done(&two, point), 3);
        assert_int_equal(sweep_pair(&one, point, OUTCOME_COST_TOTAL, 0.9, &a), DIAG_OK);
        assert_int_equal(sweep_pair(&two, point, OUTCOME_COST_TOTAL, 0.9, &b), DIAG_OK);
        assert_true(a.difference == b.difference && a.low == b.low && a.n == 3 && b.n == 3);
        assert_int_equal(sweep_mean(&one, point, OUTCOME_COST_TOTAL, 0.9, &c), DIAG_OK);
        assert_int_equal(sweep_mean(&two, point, OUTCOME_COST_TOTAL, 0.9, &d), DIAG_OK);
        assert_true(c.mean == d.mean && c.mean == a.base_mean && c.low == d.low);
    }
    sweep_free(&one);
    sweep_free(&two);
    design_free(&design);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(effects_are_changes_over_the_whole_range),
        IN_FOLDER(shares_of_variance_have_a_row_for_chance),
        IN_FOLDER(what_is_interrupted_counts_whole_rows_only),
        IN_FOLDER(a_sweep_that_must_save_memory_gives_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
