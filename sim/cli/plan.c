/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan.h"

#include "show.h"

#include <stdio.h>

/* Bytes of a row of the tables, on average; evaluations that an equal budget takes. */
#define PLAN_MEASURE_BYTES 55.0
#define PLAN_SERIES_BYTES  110.0
#define PLAN_OTHER_BYTES   40e3
#define PLAN_EVALUATIONS   4.0

struct plan {
    double arms, extra_arms;
    double seconds; /* of a run */
    double samples; /* of all arms */
};

static int pilot(struct campaign *self, struct plan *plan)
{
    plan->arms = (double)self->given;
    for (size_t arm = 0; arm < self->given; arm++)
        plan->samples += (double)self->replicate.arms[arm].samples;
    return study_pilot(&self->study, &self->replicate, 1, &plan->seconds);
}

static double disk(const struct plan *plan, double replications)
{
    const double all = plan->arms + plan->extra_arms, samples = plan->samples * all / plan->arms;
    return all * (replications * OUTCOME_MEASURES * PLAN_MEASURE_BYTES + PLAN_OTHER_BYTES) +
           samples * OUTCOME_SERIES_COUNT * PLAN_SERIES_BYTES;
}

static void print_case(const struct campaign *self, const struct plan *plan, const char *when,
                       size_t replications)
{
    const int threads = replicate_threads(self->study.call->options->jobs);
    char time[SHOW_MOST], size[SHOW_MOST];
    const size_t runs = replications * (size_t)(plan->arms + plan->extra_arms * PLAN_EVALUATIONS);
    show_seconds(study_duration(&self->study, runs, plan->seconds), time);
    show_bytes(disk(plan, (double)replications), size);
    printf("  %s%zu replications: %zu cells, about %s on %d threads", when, replications,
           replications * self->given, time, threads);
    if (self->study.call->options->out != NULL)
        printf(", about %s in %s", size, self->study.call->options->out);
    putchar('\n');
}

int plan_print(struct campaign *self)
{
    const struct options *options = self->study.call->options;
    struct plan plan = {.arms = 0};
    const int code = pilot(self, &plan);
    if (code != DIAG_OK)
        return code;
    if (options->given[OPTION_EQUAL_BUDGET])
        plan.extra_arms = plan.arms - 1.0;
    printf("%zu scenario%s:", self->given, self->given == 1 ? "" : "s");
    for (size_t arm = 0; arm < self->given; arm++)
        printf(" %s", campaign_name(self, arm));
    putchar('\n');
    if (options->target_text == NULL) {
        print_case(self, &plan, "", options->replications);
    } else {
        const size_t least = options->minimum < options->maximum ? options->minimum : options->maximum;
        printf("  until %s\n", options->target_text);
        print_case(self, &plan, "at least ", least);
        print_case(self, &plan, "at most ", options->maximum);
    }
    if (options->given[OPTION_EQUAL_BUDGET])
        printf("  and the base at the budget of %zu other%s, each some %.0f times its replications\n",
               self->given - 1, self->given == 2 ? "" : "s", PLAN_EVALUATIONS);
    puts("nothing was kept: this is a dry run");
    return COMMON_OK;
}
