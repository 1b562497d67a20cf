/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One replication of a scenario, from a program of one's own: the scenario is read, a world is made of its
 * parameters and run, and its measures are printed, as `zutuan run` would find them.
 *
 *     cc -std=c17 one_world.c -o one_world $(pkg-config --cflags --libs zutuan)
 *     ./one_world "$(pkg-config --variable=scenarios zutuan)" 16+1 7
 */
#include <zutuan/experiment/scenario.h>
#include <zutuan/model/world.h>

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>

static int run(const struct scenario *scenario, uint32_t replication, double *measures)
{
    struct world *world = NULL;
    int code = world_alloc(&world, &scenario->params);
    if (code == DIAG_OK) {
        world_reset(world, 1, replication); /* seed 1, as the program has it when no --seed is given */
        code = world_run(world);
    }
    if (code == DIAG_OK)
        world_measures(world, measures);
    else
        fprintf(stderr, "one_world: %s\n", world == NULL ? "out of memory" : world_complaint(world));
    world_free(world);
    return code;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: one_world FOLDER SCENARIO REPLICATION\n");
        return 2;
    }
    const char *const folders[] = {argv[1], NULL};
    const struct scenario_search search = {folders};
    struct scenario scenario = {0};
    struct diag diag;
    double measures[OUTCOME_MEASURES];

    gsl_set_error_handler_off(); /* the library returns codes; GSL's own handler would end the program */
    diag_init(&diag);
    int code = scenario_load(&scenario, argv[2], &search, NULL, 0, &diag);
    for (size_t i = 0; i < diag.count; i++) {
        char line[512];
        diag_item_format(&diag.items[i], line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
    if (code == DIAG_OK)
        code = run(&scenario, (uint32_t)strtoul(argv[3], NULL, 10), measures);
    if (code == DIAG_OK) {
        for (enum outcome_measure measure = 0; measure < OUTCOME_MEASURES; measure++) {
            const struct outcome_row *row = outcome_measure_row(measure);
            printf("%s %.17g%s%s\n", row->name, measures[measure], *row->unit == '\0' ? "" : " ", row->unit);
        }
    }
    scenario_free(&scenario);
    diag_free(&diag);
    return code == DIAG_OK ? 0 : 1;
}
