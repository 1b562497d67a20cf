/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hypotheses_parts.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>

void hypotheses_sides(const struct hypotheses_test *test, const double *const columns[HYPOTHESES_TERMS],
                      size_t count, double *base, double *other)
{
    for (size_t i = 0; i < count; i++) {
        base[i] = other[i] = 0.0;
        for (size_t t = 0; t < HYPOTHESES_TERMS; t++) {
            const double weight = test->terms[t].weight;
            if (weight < 0.0)
                base[i] -= weight * columns[t][i];
            else if (weight > 0.0)
                other[i] += weight * columns[t][i];
        }
        if (isnan(base[i]) || isnan(other[i]))
            base[i] = other[i] = NAN;
    }
}

/* The chance that a t test of `other` against ratio * `base` comes out higher than it did, if they were
 * alike. */
static double upper_tail(const double *base, const double *other, size_t count, double ratio, double *scratch)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(base[i]) && !isnan(other[i]))
            scratch[n++] = other[i] - ratio * base[i];
    }
    if (n < 2)
        return NAN;
    const double mean = gsl_stats_mean(scratch, 1, n), sd = gsl_stats_sd_m(scratch, 1, n, mean);
    if (sd == 0.0)
        return mean > 0.0 ? 0.0 : mean < 0.0 ? 1.0 : 0.5;
    return gsl_cdf_tdist_Q(mean / sd * sqrt((double)n), (double)n - 1.0);
}

/* 1 - a tail loses all digits of a small one; the sides exchanged do not. */
static double lower_tail(const double *base, const double *other, size_t count, double ratio, double *scratch)
{
    return upper_tail(other, base, count, 1.0 / ratio, scratch);
}

double hypotheses_p(const struct hypotheses_test *test, const double *base, const double *other, size_t count,
                    double *scratch)
{
    double p;
    if (test->sign != 0) {
        p = fmin(upper_tail(base, other, count, 1.0, scratch), lower_tail(base, other, count, 1.0, scratch));
    } else {
        const double low = 1.0 - test->margin, high = 1.0 + test->margin;
        const double within =
            fmax(upper_tail(base, other, count, low, scratch), lower_tail(base, other, count, high, scratch));
        const double beyond =
            fmin(lower_tail(base, other, count, low, scratch), upper_tail(base, other, count, high, scratch));
        p = fmin(within, beyond);
    }
    return isnan(p) ? 1.0 : fmin(1.0, 2.0 * p);
}

void hypotheses_holm(const double *p, size_t count, double *adjusted)
{
    for (size_t i = 0; i < count; i++) {
        double largest = 0.0;
        for (size_t j = 0; j < count; j++) {
            size_t before =
                0; /* how many are smaller than p[j]: it is compared with the others that are left */
            for (size_t k = 0; k < count; k++)
                before += p[k] < p[j];
            if (p[j] <= p[i])
                largest = fmax(largest, (double)(count - before) * p[j]);
        }
        adjusted[i] = fmin(1.0, largest);
    }
}

void hypotheses_family(const double *p, size_t count, size_t looks, double *adjusted)
{
    hypotheses_holm(p, count, adjusted);
    for (size_t i = 0; i < count; i++)
        adjusted[i] = fmin(1.0, (double)looks * adjusted[i]);
}

size_t hypotheses_looks(size_t first, size_t most)
{
    size_t looks = 1;
    for (; first < most; first *= 2)
        looks++;
    return looks;
}

bool hypotheses_nil(const struct estimate_pair *pair)
{
    return pair->relative_low > -HYPOTHESES_NIL && pair->relative_high < HYPOTHESES_NIL;
}

/* Whether the point lies where the claim says. */
static bool as_claimed(const struct hypotheses_test *test, const struct estimate_pair *pair)
{
    return test->sign == 0 ? fabs(pair->relative) < test->margin : test->sign * pair->difference > 0.0;
}

enum hypotheses_verdict hypotheses_judge(const struct hypotheses_test *test, const struct estimate_pair *pair,
                                         double p_holm, double alpha)
{
    if (pair->n < 2 || !(p_holm < alpha) || (test->sign != 0 && hypotheses_nil(pair)))
        return HYPOTHESES_UNDECIDED;
    return as_claimed(test, pair) ? HYPOTHESES_SUPPORTED : HYPOTHESES_REFUTED;
}

enum hypotheses_verdict hypotheses_conclude(const enum hypotheses_verdict *verdicts, size_t count)
{
    size_t supported = 0, refuted = 0;
    for (size_t i = 0; i < count; i++) {
        supported += verdicts[i] == HYPOTHESES_SUPPORTED;
        refuted += verdicts[i] == HYPOTHESES_REFUTED;
    }
    if (refuted > 0)
        return supported > 0 ? HYPOTHESES_MIXED : HYPOTHESES_REFUTED;
    return supported == 0       ? HYPOTHESES_UNDECIDED
           : supported == count ? HYPOTHESES_SUPPORTED
                                : HYPOTHESES_PARTLY;
}

const char *hypotheses_verdict_name(enum hypotheses_verdict verdict)
{
    static const char *const names[] = {"undecided", "supported", "refuted", "partly", "mixed"};
    return names[verdict];
}

/* Under another assumption */

static double difference(const struct hypotheses_rows *rows, size_t row)
{
    return rows->other[row] - rows->base[row];
}

/* Of changes[count], whose mean is given, with the main difference in the same replications. */
static double covariance(const double *changes, double mean_change, const struct hypotheses_rows *main,
                         size_t count)
{
    double mean_main = 0.0, sum = 0.0, n = 0.0;
    for (size_t row = 0; row < count; row++) {
        if (isnan(changes[row]))
            continue;
        mean_main += difference(main, row);
        n += 1.0;
    }
    mean_main /= n;
    for (size_t row = 0; row < count; row++) {
        if (!isnan(changes[row]))
            sum += (changes[row] - mean_change) * (difference(main, row) - mean_main);
    }
    return sum / (n - 1.0);
}

void hypotheses_combine(const struct hypotheses_rows *here, const struct hypotheses_rows *main,
                        double confidence, struct estimate_pair *pair, struct estimate *shift)
{
    struct estimate_pair all;
    double *changes = here->scratch;
    estimate_paired(pair, here->base, here->other, here->count, 0, confidence, here->scratch);
    estimate_paired(&all, main->base, main->other, main->count, 0, confidence, main->scratch);
    for (size_t row = 0; row < here->count; row++)
        changes[row] = difference(here, row) - difference(main, row);
    estimate_mean(shift, changes, here->count, confidence, main->scratch);

    const double half_here = shift->high - shift->mean, half_main = all.high - all.difference;
    const double t_here = shift->se > 0.0 ? half_here / shift->se : 0.0;
    const double t_main = all.se > 0.0 ? half_main / all.se : 0.0;
    const double both = covariance(changes, shift->mean, main, here->count) / (double)all.n;
    const double half =
        sqrt(fmax(0.0, half_here * half_here + half_main * half_main + 2.0 * t_here * t_main * both));
    const double level = fabs(pair->base_mean);
    pair->n = shift->n;
    pair->difference = all.difference + shift->mean;
    pair->low = pair->difference - half;
    pair->high = pair->difference + half;
    pair->relative = level > 0.0 ? pair->difference / level : NAN;
    pair->relative_low = level > 0.0 ? pair->low / level : NAN;
    pair->relative_high = level > 0.0 ? pair->high / level : NAN;
    pair->se = pair->prob_better = pair->correlation = pair->variance_ratio = NAN;
}

/* Which side the interval is on: +1 as claimed, -1 against it, 0 on neither. */
static int clear_side(const struct hypotheses_test *test, const struct estimate_pair *pair)
{
    if (test->sign == 0) {
        const double low = pair->relative_low, high = pair->relative_high;
        if (low > -test->margin && high < test->margin)
            return 1;
        return low > test->margin || high < -test->margin ? -1 : 0;
    }
    if (hypotheses_nil(pair))
        return 0;
    return pair->low > 0.0 ? test->sign : pair->high < 0.0 ? -test->sign : 0;
}

/* Whether the assumption takes the difference away from where it was found. */
static bool weakens(const struct hypotheses_test *test, int found, const struct estimate *shift)
{
    if (test->sign == 0)
        return shift->low > 0.0 || shift->high < 0.0;
    return test->sign * found > 0 ? shift->high < 0.0 : shift->low > 0.0;
}

/* Whether the point is still where it was found, and not nil: what looks otherwise is then a matter of
 * precision. */
static bool holds(const struct hypotheses_test *test, int found, const struct estimate_pair *pair)
{
    if (test->sign == 0)
        return as_claimed(test, pair) == (found > 0);
    return test->sign * found * pair->difference > 0.0 && !(fabs(pair->relative) < HYPOTHESES_NIL);
}

/* The whole interval is nil, or beyond it on one side. */
static bool beyond_doubt(const struct hypotheses_test *test, const struct estimate_pair *pair)
{
    if (test->sign == 0)
        return clear_side(test, pair) != 0;
    if (isnan(pair->relative_low))
        return pair->low > 0.0 || pair->high < 0.0;
    return hypotheses_nil(pair) || pair->relative_low > HYPOTHESES_NIL ||
           pair->relative_high < -HYPOTHESES_NIL;
}

/* Were a measure there half of the time, fewer than a quarter of so many replications would have it with a
 * chance of .6 %. */
enum { ENOUGH = 20 };

enum hypotheses_status hypotheses_compare(const struct hypotheses_test *test, enum hypotheses_verdict verdict,
                                          const struct estimate_pair *pair, const struct estimate *shift,
                                          size_t asked, bool last)
{
    const int found = verdict == HYPOTHESES_SUPPORTED ? 1 : -1, side = clear_side(test, pair);
    const bool scarce = pair->n < 2 || 2 * pair->n < asked;
    const bool hopeless = asked >= ENOUGH && 4 * pair->n < asked;
    if (!last && !hopeless && (scarce || !beyond_doubt(test, pair)))
        return HYPOTHESES_PENDING;
    if (scarce || (test->sign != 0 && hypotheses_nil(pair)))
        return HYPOTHESES_LOST;
    const bool kept = holds(test, found, pair), weaker = weakens(test, found, shift);
    if (side == 0)
        return weaker && !kept ? HYPOTHESES_LOST : HYPOTHESES_UNRESOLVED;
    if (side != found)
        return HYPOTHESES_FLIPS;
    return weaker && !kept ? HYPOTHESES_UNRESOLVED : HYPOTHESES_SAME;
}

const char *hypotheses_status_name(enum hypotheses_status status)
{
    static const char *const names[] = {"", "pending", "same", "flips", "lost", "unresolved"};
    return names[status];
}
