/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Replications saved, for the same width of an interval: by common random numbers in the difference of 16+1
 * and solo, and by control variates in an arm and in that difference. Numbers of variances, not of time.
 */
#include "bench.h"

#include "zutuan/experiment/controls.h"
#include "zutuan/experiment/estimate.h"
#include "zutuan/experiment/replicate.h"

#include <stdlib.h>

enum { REPLICATIONS = 400, QUICK_REPLICATIONS = 100 };

static const struct saving {
    enum outcome_measure measure;
    const char *common, *arm, *both; /* names of the rows */
} savings[] = {
    {OUTCOME_QA_PER_10K_YUAN, "qa_per_10k_yuan: common numbers", "qa_per_10k_yuan: control in 16+1",
     "qa_per_10k_yuan: control in difference"},
    {OUTCOME_WAIT_MEAN, "wait_mean: common numbers", "wait_mean: control in 16+1",
     "wait_mean: control in difference"},
    {OUTCOME_SERVED_SHARE, "served_share: common numbers", "served_share: control in 16+1",
     "served_share: control in difference"},
};

static void report(struct bench *self, const struct replicate *work, const struct saving *saving,
                   double *room)
{
    const double confidence = 0.95;
    const size_t done = work->done;
    struct estimate_pair pair;
    struct controls arm, both;

    const size_t n = replicate_column(work, 0, saving->measure, room);
    replicate_column(work, 1, saving->measure, room + done);
    estimate_paired(&pair, room, room + done, n, 0, confidence, room + 2 * done);
    controls_arm(&arm, work, 1, saving->measure, confidence, room);
    controls_pair(&both, work, 0, 1, saving->measure, confidence, room);
    bench_add(self, (struct bench_row){"savings", saving->common, n, pair.variance_ratio, "x", NULL,
                                       BENCH_NO_GOAL, 0.0});
    bench_add(self, (struct bench_row){"savings", saving->arm, n, arm.gain, "x", NULL, BENCH_NO_GOAL, 0.0});
    bench_add(self, (struct bench_row){"savings", saving->both, n, both.gain, "x", NULL, BENCH_NO_GOAL, 0.0});
}

int bench_savings(struct bench *self)
{
    const size_t replications = self->quick ? QUICK_REPLICATIONS : REPLICATIONS;
    struct scenario solo = {.name = "solo"}, support = {.name = "16+1"};
    const struct scenario *const arms[] = {&solo, &support};
    struct replicate work = {0};
    double *const room = malloc(4 * replications * sizeof *room);

    params_defaults(&solo.params);
    support.params = solo.params;
    support.params.cluster.form = PARAMS_FORM_SUPPORT;
    int code = room == NULL ? DIAG_MEMORY : replicate_alloc(&work, arms, 2, 1);
    if (code == DIAG_OK)
        code = replicate_extend(&work, replications, &(struct replicate_how){.threads = 0});
    for (size_t i = 0; i < sizeof savings / sizeof *savings && code == DIAG_OK; i++)
        report(self, &work, &savings[i], room);
    replicate_free(&work);
    free(room);
    return code;
}
