/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The claims of the founding paper, H1 to H13, put to the test (docs/model.md section 11).
 *
 * A claim is one or several tests. A test is a contrast of arms (scenarios) on one measure and what the paper
 * says of it: that it is positive, negative, or nearly nothing. A contrast is a weight for each arm it names;
 * in every replication those with negative weights make up its base, those with positive ones the other side,
 * and the difference of both sides is one number a replication, under common random numbers. A pair of
 * scenarios and a main effect of a factorial design are thus one mechanism, and estimate_paired serves both.
 *
 * All tests of all claims are one family: their p values (paired t tests, two-sided) are adjusted by Holm
 * (1979, Scand. J. Statist. 6, 65-70), so that the chance of even one false `supported` or `refuted` is at
 * most 1 - confidence. Intervals are plain, each for itself. What is significant and yet wholly within
 * HYPOTHESES_NIL of the base's level is practically nothing and stays undecided; it would be decided in one
 * way or the other by replicating often enough, without meaning anything.
 *
 * With a target, replications are doubled from look to look until every test is settled: decided, practically
 * nothing, or its interval narrow enough. How many looks there can be is fixed beforehand, and the p values
 * of each look are multiplied by their number (Bonferroni), whatever they have in common: the chance of even
 * one false verdict at any look is still at most 1 - confidence. Group-sequential bounds (Pocock 1977,
 * O'Brien & Fleming 1979) would cost less, but rest on normal increments with known variances.
 *
 * What a verdict hangs on is looked at by moving one assumption at a time to the ends of a plausible range,
 * in all arms of a contrast and under the same random numbers. The difference there is the main one plus its
 * change, which takes few replications where the assumption matters little (two-phase sampling, Cochran 1977,
 * chapter 12). Replications are added in looks, and only for what is not clear yet: the first look is a
 * screening. What a look settles must not hang on its random numbers: an early one settles only what lies
 * beyond doubt on one side of every threshold, and the last one leaves unresolved what lies about a
 * threshold.
 */
#ifndef ZUTUAN_EXPERIMENT_HYPOTHESES_H
#define ZUTUAN_EXPERIMENT_HYPOTHESES_H

#include "zutuan/experiment/budget.h"
#include "zutuan/experiment/estimate.h"
#include "zutuan/experiment/replicate.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    HYPOTHESES_CLAIMS = 13,
    HYPOTHESES_TESTS = 31,
    HYPOTHESES_ARMS = 16,
    HYPOTHESES_ASSUMPTIONS = 45,
    HYPOTHESES_ENDS = 2 * HYPOTHESES_ASSUMPTIONS,
    HYPOTHESES_TERMS = 4,   /* arms of a contrast at most */
    HYPOTHESES_BUDGETS = 3, /* claims that are also tested at equal public money */
    HYPOTHESES_LOOKS = 3,
};
#define HYPOTHESES_TEXT_MOST 2048 /* bytes of a text */
#define HYPOTHESES_NIL       0.01 /* of the base's level: less is practically nothing */
#define HYPOTHESES_MOST      1600 /* replications with a target, at most, where nobody says how many */

/* The tables: what is claimed, and what is assumed */

struct hypotheses_claim {
    const char *id;       /* "H1" */
    const char *title;    /* two or three words */
    const char *text;     /* one plain sentence */
    const char *items;    /* the paper's items (docs/model.md section 14) */
    const char *built_in; /* what of it holds by definition, or how it is to be read; "" for nothing */
};

struct hypotheses_term {
    size_t arm;
    double weight; /* 0: no term */
};

struct hypotheses_test {
    size_t claim;
    enum outcome_measure measure;
    int sign;         /* claimed: +1 or -1; 0: the sides differ by less than `margin` */
    double margin;    /* of the base's level; for sign 0 */
    unsigned effort;  /* replications as a multiple of the usual */
    bool followed;    /* whether assumptions are moved; else it would take too many replications */
    const char *base; /* names of the sides */
    const char *other;
    struct hypotheses_term terms[HYPOTHESES_TERMS];
};

/* Where to test the claim at equal public money: between two arms. */
struct hypotheses_purse {
    size_t claim, base, other;
};

struct hypotheses_assumption {
    const char *key;
    double low, high;   /* an end that is the default is not moved to */
    const char *claims; /* "H6 H7": the only ones that it can concern; NULL: all */
};

const struct hypotheses_claim *hypotheses_claims(void);           /* [HYPOTHESES_CLAIMS] */
const struct hypotheses_test *hypotheses_tests(void);             /* [HYPOTHESES_TESTS], by claim */
const char *const *hypotheses_arms(void);                         /* [HYPOTHESES_ARMS]: names of scenarios */
const struct hypotheses_purse *hypotheses_purses(void);           /* [HYPOTHESES_BUDGETS] */
const struct hypotheses_assumption *hypotheses_assumptions(void); /* [HYPOTHESES_ASSUMPTIONS] */
/* Whether the test is the first of its claim with its contrast. */
bool hypotheses_opens(size_t test);

/* Judging: statistics without a simulator */

enum hypotheses_verdict {
    HYPOTHESES_UNDECIDED,
    HYPOTHESES_SUPPORTED,
    HYPOTHESES_REFUTED,
    HYPOTHESES_PARTLY, /* of a claim: some of its tests support it, the others are undecided */
    HYPOTHESES_MIXED,  /* of a claim: some support it, some refute it */
};

/*
 * The sides of a contrast in each replication: columns[t][0..count) are the values of its term t, NaN where
 * they are missing, which makes both sides NaN.
 */
void hypotheses_sides(const struct hypotheses_test *test, const double *const columns[HYPOTHESES_TERMS],
                      size_t count, double *base, double *other);
/*
 * The p value of a test over pairs base[count], other[count], NaN left out: two-sided against no difference;
 * for sign 0 twice the smaller of two, against "not within the margin" (two one-sided tests, Schuirmann 1987)
 * and against "not beyond it", each on other - (1 +- margin) base. 1 for fewer than two pairs.
 * scratch[count].
 */
double hypotheses_p(const struct hypotheses_test *test, const double *base, const double *other, size_t count,
                    double *scratch);
/* Holm's step-down: adjusted[i] <= alpha controls the chance of any false rejection at alpha. */
void hypotheses_holm(const double *p, size_t count, double *adjusted);
/* The same where p are those of one of so many looks: adjusted[i] <= alpha at any of them has at most that
 * chance. */
void hypotheses_family(const double *p, size_t count, size_t looks, double *adjusted);
/* True when the interval is wholly within HYPOTHESES_NIL of the base's level. */
bool hypotheses_nil(const struct estimate_pair *pair);
enum hypotheses_verdict hypotheses_judge(const struct hypotheses_test *test, const struct estimate_pair *pair,
                                         double p_holm, double alpha);
/*
 * Of a claim: SUPPORTED when all its tests are, REFUTED when one is and none is supported, MIXED when both
 * occur, PARTLY when some are supported and none is refuted, otherwise UNDECIDED.
 */
enum hypotheses_verdict hypotheses_conclude(const enum hypotheses_verdict *verdicts, size_t count);
/* "supported" ... */
const char *hypotheses_verdict_name(enum hypotheses_verdict verdict);

enum hypotheses_status {
    HYPOTHESES_NOT_ASKED, /* nothing to follow: undecided, not followed, or the assumption does not apply */
    HYPOTHESES_PENDING,   /* not clear yet */
    HYPOTHESES_SAME,      /* the verdict's sign holds: the interval excludes 0 on its side */
    HYPOTHESES_FLIPS,     /* it excludes 0 on the other side */
    HYPOTHESES_LOST,      /* the assumption shifts the difference so that it is nil, or not clear any more; or
                           * fewer than half of the replications have the measure */
    HYPOTHESES_UNRESOLVED, /* about the edge of one of these: more replications would tell */
};

/* Sides of a contrast in replications 1 to count, NaN where they are missing. */
struct hypotheses_rows {
    double *base, *other;
    double *scratch; /* [count]: overwritten */
    size_t count;
};

/*
 * The difference under another assumption: the mean of `main` plus the mean change of the replications
 * `here`, which are its first ones. `shift` is that change; n, base_mean and other_mean of `pair` are those
 * of `here`. The interval has the parts of both samples, each with its t quantile; the relative one takes the
 * base's level as known. here->count <= main->count.
 */
void hypotheses_combine(const struct hypotheses_rows *here, const struct hypotheses_rows *main,
                        double confidence, struct estimate_pair *pair, struct estimate *shift);
/*
 * What became of a verdict under another assumption, by what hypotheses_combine says of `asked` replications.
 * Before the `last` look it is PENDING unless the whole interval is nil, or beyond it on one side, or hardly
 * any replication has the measure.
 */
enum hypotheses_status hypotheses_compare(const struct hypotheses_test *test, enum hypotheses_verdict verdict,
                                          const struct estimate_pair *pair, const struct estimate *shift,
                                          size_t asked, bool last);
/* "same" ...; "" for what was not asked. */
const char *hypotheses_status_name(enum hypotheses_status status);

/* The experiment */

struct hypotheses_result {
    struct estimate_pair pair; /* plain interval */
    double p, p_holm;
    enum hypotheses_verdict verdict;
    bool nil;        /* undecided since practically nothing */
    size_t asked;    /* replications, of which pair.n have the measure */
    size_t followed; /* ends of assumptions that were looked at */
    size_t flips, lost, unresolved;
};

/* A test at one end of an assumption. */
struct hypotheses_at {
    enum hypotheses_status status;
    struct estimate_pair pair; /* plain interval, at the last look that it took */
};

struct hypotheses_end {
    const struct hypotheses_assumption *assumption;
    bool high;
    double value;
    struct hypotheses_at at[HYPOTHESES_TESTS];
};

/* A claim at equal public money: whichever of both sides is cheaper is given the difference, in its teams. */
struct hypotheses_equal {
    bool solved;
    bool to_other; /* the other side is the cheaper one */
    struct budget budget;
};

/* Arms that are replicated together: place[arm] in `replicate`, SIZE_MAX where absent. */
struct hypotheses_set {
    struct replicate replicate;
    size_t place[HYPOTHESES_ARMS];
};

struct hypotheses {
    struct scenario scenarios[HYPOTHESES_ARMS];
    struct hypotheses_set usual; /* all arms */
    struct hypotheses_set
        more; /* the arms of tests with more effort, `effort` times as often; measures only */
    double confidence;
    size_t looks; /* at the results, at most */
    struct hypotheses_result results[HYPOTHESES_TESTS];
    enum hypotheses_verdict verdicts[HYPOTHESES_CLAIMS];
    struct hypotheses_equal equal[HYPOTHESES_BUDGETS];
    struct hypotheses_end *ends;    /* owned, [HYPOTHESES_ENDS]; NULL until hypotheses_look */
    struct hypotheses_field *field; /* owned: the arms of the last look; NULL before it and after the last */
    bool robust_known;              /* all looks are done */
};

/* Loads every arm; all mistakes go to `diag`. Errors as of scenario_load; then `self` holds nothing. */
DIAG_MUST_CHECK int hypotheses_load(struct hypotheses *self, const struct scenario_search *search,
                                    const char *const *overrides, size_t override_count, struct diag *diag);
/* Accepts a zeroed object. */
void hypotheses_free(struct hypotheses *self);
/* Looks from `first` replications to `most`, with twice as many each time. */
size_t hypotheses_looks(size_t first, size_t most);
/* Before all replications; `looks`: at most. `self` must not move from now on. Once. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int hypotheses_begin(struct hypotheses *self, uint64_t seed, double confidence, size_t looks);
/*
 * Replicates all arms, to so many replications, and judges all tests: a look. Errors as of replicate_extend;
 * after DIAG_INTERRUPTED nothing new is judged.
 */
DIAG_MUST_CHECK int hypotheses_extend(struct hypotheses *self, size_t replications,
                                      const struct replicate_how *how);
/* How many tests are not settled: neither decided, nor nil, nor with an interval of `width` of the base's
 * level to each side; look->next is twice as many replications. Hopeless when only tests without any value
 * are left. */
void hypotheses_unsettled(const struct hypotheses *self, double width, struct estimate_look *look);
/* Solves for equal public money, purse `which`; when there is no such amount, an item in `diag` says why and
 * it is DIAG_OK. Other errors as of budget_solve. */
DIAG_MUST_CHECK int hypotheses_equalise(struct hypotheses *self, size_t which,
                                        const struct replicate_how *how, struct diag *diag);
/* Look number `look` at all assumptions, in turn from 0 to HYPOTHESES_LOOKS - 1. Errors as of
 * replicate_extend. */
DIAG_MUST_CHECK int hypotheses_look(struct hypotheses *self, size_t look, const struct replicate_how *how);
/* What the looks say of a test: "robust"; "fragile", where it flips or is lost somewhere; "unclear", where
 * some ends are unresolved and none is against it; "" when nothing was looked at. */
const char *hypotheses_robustness(const struct hypotheses *self, size_t test);
/* The ends at which a test has the status: `key value, key value`, "" for none. */
void hypotheses_ends_at(const struct hypotheses *self, size_t test, enum hypotheses_status status,
                        char *buffer, size_t size);
/* A measure of a contrast as it is. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int hypotheses_estimate(const struct hypotheses *self, size_t test,
                                        enum outcome_measure measure, struct estimate_pair *pair);
/* The same at equal public money; `which` must be solved. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int hypotheses_estimate_equal(const struct hypotheses *self, size_t which,
                                              enum outcome_measure measure, struct estimate_pair *pair);

#endif
