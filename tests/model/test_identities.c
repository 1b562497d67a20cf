/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The identities of docs/model.md section 9 hold whatever the parameters; and the check of them notices when
 * they do not.
 */
#include "finance.h"
#include "fixture.h"
#include "knowledge.h"

#define SETS          300
#define MOST_REQUESTS 1500.0 /* expected in one run, so that hundreds of runs take seconds */
#define MOST_VISITS   3000.0

/* A value from the row's range: its ends now and then, the lower part of a wide one more often. */
static double draw_value(const struct params_row *row, uint32_t set, uint32_t index)
{
    const double u = fixture_uniform(100 + index, 2 * set), how = fixture_uniform(100 + index, 2 * set + 1);
    const double top = fmin(row->maximum, fmax(100.0, 10.0 * fabs(row->fallback)));
    const double low = row->minimum, high = isfinite(top) ? top : 100.0;
    double value;

    if (how < 0.4)
        return row->fallback;
    if (how < 0.5)
        return low;
    if (how < 0.6)
        return row->maximum < 1e4 || isinf(row->maximum) ? row->maximum : high;
    value = low + (high - low) * u * u;
    return row->type == PARAMS_REAL ? value : floor(low + (high - low + 1.0) * u * u * (1.0 - 1e-12));
}

static void fit_shares(struct params *params)
{
    const double sum = params->demand.share[0] + params->demand.share[1] + 1e-9;

    if (sum > 1.0) {
        params->demand.share[0] /= sum;
        params->demand.share[1] /= sum;
    }
    params->demand.share[2] = 1.0 - params->demand.share[0] - params->demand.share[1];
}

/* Runs stay short: few requests and visits, by number of providers, horizon and then rates. */
static void fit_size(struct params *params, uint32_t set)
{
    const double days = 20.0 + 400.0 * fixture_uniform(2, set);
    const int count = 1 + (int)(24.0 * fixture_uniform(3, set) * fixture_uniform(4, set));

    params->programme.horizon = days;
    params->programme.launch = fixture_uniform(5, set) < 0.3 ? 0.0 : days * 0.5 * fixture_uniform(6, set);
    params->providers.count = count;
    params->demand.rate = fmin(params->demand.rate, MOST_REQUESTS / (count * days));
    params->monitoring.visits = fmin(params->monitoring.visits, MOST_VISITS * 365.0 / (count * days));
    if (fixture_uniform(7, set) < 0.7) {
        params->support.closed_from = params->support.closed_until = INFINITY;
    } else {
        params->support.closed_from = days * fixture_uniform(8, set);
        params->support.closed_until = params->support.closed_from + days * fixture_uniform(9, set);
    }
}

/* What contradicts is set right. */
static void fit_calendar(struct params *params, uint32_t set)
{
    const double fallback[PARAMS_PHASES] = {75.0, 60.0, 180.0, 35.0, 15.0};

    memcpy(params->phases.days, fallback, sizeof fallback);
    if (params->purchase.calendar == PARAMS_CALENDAR_STANDING)
        params->purchase.budget = INFINITY;
    params->conference.intend = fmin(params->conference.intend, 1.0 - params->conference.sign);
    params->exit.time = fmax(params->exit.time, params->programme.launch);
    if (fixture_uniform(10, set) < 0.3) { /* within the run, and most keep some staff */
        params->exit.time = params->programme.launch +
                            (params->programme.horizon - params->programme.launch) * fixture_uniform(11, set);
        params->exit.dues = params->support.staff_cost * fixture_uniform(12, set);
    }
    params->macro.clusters = 1 + params->macro.clusters % params->providers.count;
    if (params->training.gate == PARAMS_GATE_TRAIN_FIRST && params->programme.horizon <= 365.0)
        params->training.gate = PARAMS_GATE_DELIVER;
    if (params->training.gate == PARAMS_GATE_BUILD_THEN_BUY && params->training.gate_capability >= 1.0)
        params->training.gate_capability = 0.5;
}

/* A legal set of parameters, by number. */
static struct params draw_set(uint32_t set)
{
    struct params_conflict conflict;
    struct params params;
    size_t rows;
    const struct params_row *const row = params_rows(&rows);

    params_defaults(&params);
    for (uint32_t i = 0; i < rows; i++)
        params_set(&params, &row[i], draw_value(&row[i], set, i));
    params.cluster.form = (int)(set % 4);
    fit_size(&params, set);
    fit_shares(&params);
    fit_calendar(&params, set);
    assert_int_equal(params_conflicts(&params, &conflict, 1), 0);
    for (uint32_t i = 0; i < rows; i++) {
        char why[128];
        if (params_check_value(&row[i], params_get(&params, &row[i]), why, sizeof why) != DIAG_OK)
            fail_msg("set %u, %s: %s", set, row[i].key, why);
    }
    return params;
}

static void print_set(const struct params *params)
{
    size_t rows;
    const struct params_row *const row = params_rows(&rows);

    for (size_t i = 0; i < rows; i++) {
        char text[64];
        params_format(&row[i], params_get(params, &row[i]), text, sizeof text);
        if (params_get(params, &row[i]) != row[i].fallback)
            print_error("    %s = %s\n", row[i].key, text);
    }
}

/* The first measure outside of its bounds, NULL when there is none. NaN is a measure that does not exist. */
static const char *out_of_bounds(const double *m)
{
    static const int shares[] = {OUTCOME_SERVED_SHARE,
                                 OUTCOME_UNMET_SHARE,
                                 OUTCOME_QUALITY_MEAN,
                                 OUTCOME_CAPABILITY_MEAN,
                                 OUTCOME_CAPABILITY_GINI,
                                 OUTCOME_DEFICIENT_SHARE,
                                 OUTCOME_DETECTION_SHARE,
                                 OUTCOME_HUB_UTILISATION,
                                 OUTCOME_REFERRAL_SHARE,
                                 OUTCOME_REFERRAL_DENSITY,
                                 OUTCOME_REFERRAL_CENTRALISATION,
                                 OUTCOME_TRUST,
                                 OUTCOME_SURVIVAL,
                                 OUTCOME_ACCESS_GAP};

    for (int k = 0; k < OUTCOME_MEASURES; k++) {
        if (m[k] < 0.0 && k != OUTCOME_COST_TOTAL && k != OUTCOME_COST_PER_PERSON &&
            k != OUTCOME_COST_PER_QA &&
            k != OUTCOME_QA_PER_10K_YUAN) /* penalties may exceed a price of nothing */
            return outcome_measure_row((enum outcome_measure)k)->name;
    }
    for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
        if (m[shares[k]] > 1.0 + 1e-9)
            return outcome_measure_row((enum outcome_measure)shares[k])->name;
    }
    return NULL;
}

/* What the public pays is what providers, hubs, the apex and officers get, each by its own books. */
static void assert_money_balances(const struct world *w, const double *m, uint32_t set)
{
    const struct params *const p = &w->params;
    const struct finance_paid paid = finance_paid(w);
    const double contracts =
        p->purchase.price * tally_level_area(&w->purchased_level, p->programme.horizon) / 365.0;
    const double cut = p->purchase.fee_from == PARAMS_FEE_ENVELOPE ? fmin(contracts, paid.hub_fees) : 0.0;
    const double withheld =
        (double)w->ledgers[1].detected * p->monitoring.penalty * p->purchase.price / 160.0;
    const double officers =
        tally_level_area(&w->taskforces[state_officers(w)].busy_level, p->programme.horizon) *
        w->taskforces[state_officers(w)].pace * p->purchase.wage * p->purchase.overhead;
    const double received = contracts - cut - withheld + paid.hub_fees + paid.apex_fees + officers +
                            p->purchase.reinvest * p->programme.horizon / 365.0;
    const double scale = contracts + paid.hub_fees + paid.apex_fees + officers + withheld;

    if (!(fabs(received - m[OUTCOME_COST_TOTAL]) <= 1e-9 * (1.0 + scale)))
        fail_msg("set %u: the public pays %.17g, received are %.17g", set, m[OUTCOME_COST_TOTAL], received);
}

static void identities_hold_whatever_the_parameters(void **state)
{
    double requests = 0.0, referred = 0.0, walk_ins = 0.0, lost = 0.0;
    int penalties = 0, dues = 0, apex = 0, shared = 0, external = 0; /* sets with some */

    (void)state;
    for (uint32_t set = 0; set < SETS; set++) {
        const struct params params = draw_set(set);
        double m[OUTCOME_MEASURES];
        struct world *world;
        const char *wrong;

        assert_int_equal(world_alloc(&world, &params), DIAG_OK);
        world_reset(world, FIXTURE_SEED, set);
        if (world_run(world) != DIAG_OK) {
            print_set(&params);
            fail_msg("set %u: %s", set, world_complaint(world));
        }
        world_measures(world, m);
        if ((wrong = out_of_bounds(m)) != NULL) {
            print_set(&params);
            fail_msg("set %u: %s is %.17g", set, wrong, m[outcome_find(wrong)]);
        }
        assert_money_balances(world, m, set);
        penalties += m[OUTCOME_COST_PENALTIES] > 0.0;
        dues += world->dues > 0.0;
        apex += world->apex_fees > 0.0;
        shared += params.purchase.fee_from == PARAMS_FEE_ENVELOPE && world->hub_fees > 0.0;
        external += world->external > 0.0;
        requests += m[OUTCOME_REQUESTS];
        walk_ins += m[OUTCOME_WALK_INS];
        lost += m[OUTCOME_LOST];
        referred += (double)world->ledgers[1].referred_out;
        world_free(world);
    }
    /* The sets do exercise the model. */
    assert_true(penalties > 50 && dues > 10 && apex > 10 && shared > 10 && external > 20);
    assert_true(requests > 50000.0 && walk_ins > 2000.0 && lost > 500.0 && referred > 500.0);
}

/* Each does one thing that must not be. The world is in the middle of a busy run. */

static struct provider *provider_with_queue(struct world *w)
{
    for (int i = 0; i < w->params.providers.count; i++) {
        if (w->providers[i].waiting > 1)
            return &w->providers[i];
    }
    fail_msg("nobody waits");
    return NULL;
}

static void count_one_served(struct world *w)
{
    w->ledgers[1].served++;
}
static void count_one_lost_walk_in(struct world *w)
{
    w->ledgers[0].lost++;
}
static void count_one_waiting(struct world *w)
{
    w->ledgers[1].waiting++, w->ledgers[1].arrived++;
}
static void forget_a_wait(struct world *w)
{
    w->ledgers[1].waits -= 0.01;
}
static void refer_to_nowhere(struct world *w)
{
    w->ledgers[1].referred_out++;
}
static void detect_too_much(struct world *w)
{
    w->ledgers[1].detected = w->ledgers[1].deficient + 1;
}
static void serve_too_well(struct world *w)
{
    w->ledgers[1].quality_people = w->ledgers[1].people * 1.001;
}
static void drop_from_queue(struct world *w)
{
    struct provider *const p = provider_with_queue(w);
    p->head = w->requests[p->head].next;
}
static void misplace_a_request(struct world *w)
{
    struct request *const r = &w->requests[provider_with_queue(w)->head];
    r->at = r->at == 0 ? 1 : 0;
}
static void mark_as_in_session(struct world *w)
{
    w->requests[provider_with_queue(w)->head].state = REQUEST_IN_SESSION;
}
static void miss_a_deadline(struct world *w)
{
    w->requests[provider_with_queue(w)->head].deadline = state_now(w) - 0.001;
}
static void forge_a_load(struct world *w)
{
    tournament_set(&w->load, w->providers[3].place, tournament_key(&w->load, w->providers[3].place) + 1.0);
}
static void overfill_teams(struct world *w)
{
    w->providers[2].busy = w->providers[2].teams + 1;
}
static void idle_a_team(struct world *w)
{
    provider_with_queue(w)->busy = provider_with_queue(w)->in_session = 0;
}
static void unlearn(struct world *w)
{
    knowledge_now(w, 1);
    w->providers[1].knowledge = -0.5;
}
static void perceive_less_than_nothing(struct world *w)
{
    w->providers[1].oversight = -0.1;
}
static void intrude_less_than_nothing(struct world *w)
{
    w->providers[1].intrusion = -0.1;
}
static void know_no_number(struct world *w)
{
    w->providers[1].knowledge = NAN;
}
static void trust_too_much(struct world *w)
{
    w->clusters[0].trust = 1.5;
}
static void trust_less_than_nothing(struct world *w)
{
    w->clusters[0].trust = -0.1;
}
static void invent_hub_hours(struct world *w)
{
    w->taskforces[0].hours[TASK_VISIT] += 0.5;
}
static void invent_officer_hours(struct world *w)
{
    w->taskforces[state_officers(w)].hours[TASK_CONTRACTS] += 0.5;
}
static void overstaff_the_hub(struct world *w)
{
    w->taskforces[0].busy = 4;
}
static void lose_a_task(struct world *w)
{
    w->taskforces[0].waiting++;
}

static void pay_for_a_day_too_many(struct world *w)
{
    w->providers[5].purchased_days += 1.0;
}
static void purchase_unseen(struct world *w)
{
    w->providers[5].purchased = false;
}
static void withhold_too_much(struct world *w)
{
    w->penalties += 0.01;
}
static void reveal_for_nothing(struct world *w)
{
    w->ledgers[1].detected++;
}
static void give_to_nobody(struct world *w)
{
    w->external += 0.01;
}
static void receive_from_nobody(struct world *w)
{
    w->providers[5].external += 0.01;
}
static void pay_a_fee_twice(struct world *w)
{
    w->hub_fees += 0.01;
}
static void pay_dues_unasked(struct world *w)
{
    w->dues += 0.01;
}
static void work_for_no_fee(struct world *w)
{
    w->taskforces[0].paid_level.area += 0.001;
}
static void pay_an_apex_that_is_not_there(struct world *w)
{
    w->apex_fees += 0.01;
}
static void ask_one_member_for_more(struct world *w)
{
    w->providers[5].share += 0.01;
}

static void each_broken_identity_is_noticed(void **state)
{
    static const struct {
        void (*tamper)(struct world *world);
        const char *complaint;
    } cases[] = {
        {count_one_served, "accounted for"},
        {count_one_lost_walk_in, "accounted for"},
        {count_one_waiting, "in queues"},
        {forget_a_wait, "integral of the queue"},
        {refer_to_nowhere, "referred out"},
        {detect_too_much, "more detected"},
        {serve_too_well, "quality above 1"},
        {drop_from_queue, "queue holds"},
        {misplace_a_request, "in a queue where it is not"},
        {mark_as_in_session, "in a queue where it is not"},
        {miss_a_deadline, "beyond its deadline"},
        {forge_a_load, "tournament"},
        {overfill_teams, "teams busy"},
        {idle_a_team, "idles"},
        {unlearn, "knowledge"},
        {know_no_number, "knowledge"},
        {perceive_less_than_nothing, "oversight"},
        {intrude_less_than_nothing, "intrusion"},
        {trust_too_much, "trust"},
        {trust_less_than_nothing, "trust"},
        {invent_hub_hours, "hours by task"},
        {invent_officer_hours, "hours by task"},
        {overstaff_the_hub, "busy"},
        {lose_a_task, "waiting"},
        {pay_for_a_day_too_many, "purchased days"},
        {purchase_unseen, "purchased days"},
        {withhold_too_much, "penalties"},
        {reveal_for_nothing, "penalties"},
        {give_to_nobody, "external"},
        {receive_from_nobody, "external"},
        {pay_a_fee_twice, "fees and dues"},
        {pay_dues_unasked, "fees and dues"},
        {work_for_no_fee, "fees and dues"},
        {pay_an_apex_that_is_not_there, "apex"},
        {ask_one_member_for_more, "members pay"},
    };
    struct params params;
    struct world *world;

    (void)state;
    params_defaults(&params);
    params.cluster.form = PARAMS_FORM_SUPPORT;
    params.demand.rate = 0.8;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        world_reset(world, FIXTURE_SEED, 1);
        fixture_until(world, 120.0);
        assert_string_equal(world_complaint(world), "");
        cases[k].tamper(world);
        assert_int_equal(world_verify(world), DIAG_INTERNAL);
        if (strstr(world_complaint(world), cases[k].complaint) == NULL)
            fail_msg("case %zu: \"%s\" does not say \"%s\"", k, world_complaint(world), cases[k].complaint);
    }
    world_free(world);
}

static void a_run_that_breaks_an_identity_says_so(void **state)
{
    struct params params;
    struct world *world;

    (void)state;
    params_defaults(&params);
    params.programme.horizon = 100.0;
    assert_int_equal(world_alloc(&world, &params), DIAG_OK);
    world_reset(world, FIXTURE_SEED, 1);
    fixture_until(world, 50.0);
    world->ledgers[1].abandoned++;
    assert_int_equal(world_run(world), DIAG_INTERNAL);
    assert_non_null(strstr(world_complaint(world), "accounted for"));
    world_reset(world, FIXTURE_SEED, 1); /* and is forgotten */
    assert_string_equal(world_complaint(world), "");
    assert_int_equal(world_run(world), DIAG_OK);
    world_free(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identities_hold_whatever_the_parameters),
        cmocka_unit_test(each_broken_identity_is_noticed),
        cmocka_unit_test(a_run_that_breaks_an_identity_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
