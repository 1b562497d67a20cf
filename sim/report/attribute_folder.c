/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/attribute_folder.h"

#include "fields.h"
#include "folder.h"

#include <stdio.h>
#include <stdlib.h>

#define ATTRIBUTION  "attribution.csv"
#define INTERACTIONS "interactions.csv"
#define VARIANTS     "variants.csv"

static void put_part(struct csv *csv, const struct attribute_split *split, const struct estimate_pair *part,
                     double confidence)
{
    csv_count(csv, split->n);
    fields_difference(csv, part);
    csv_number(csv, confidence);
}

/* Attribution */

static void put_row(struct csv *csv, const struct attribute_folder *self, const struct attribute_split *split,
                    const char *kind, const char *name, const char *label, const struct estimate_pair *part)
{
    fields_measure(csv, split->measure);
    csv_text(csv, kind);
    csv_text(csv, name);
    csv_text(csv, label);
    put_part(csv, split, part, self->account.confidence);
    csv_text(csv, self->attribute->base->name);
    csv_text(csv, self->attribute->other->name);
    csv_number(csv, split->base);
    csv_number(csv, split->other);
    fields_label(csv, split->measure);
    csv_end_row(csv);
}

static int write_attribution(const struct attribute_folder *self, const char *folder, struct diag *diag)
{
    const struct attribute *attribute = self->attribute;
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, folder, ATTRIBUTION,
                              "measure,unit,kind,name,label,n,part,ci_low,ci_high,relative,relative_low,"
                              "relative_high,confidence,base,other,base_mean,other_mean,better,measure_label",
                              diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t m = 0; m < self->split_count; m++) {
        const struct attribute_split *split = &self->splits[m];
        put_row(&csv, self, split, "whole", "", "the whole difference", &split->whole);
        put_row(&csv, self, split, "rest", "", "the rest", &split->rest);
        for (size_t i = 0; i < attribute->player_count; i++) {
            const struct attribute_player *player = &attribute->players[i];
            put_row(&csv, self, split, "mechanism", player->name, player->label, &split->parts[i]);
        }
    }
    return csv_close(&csv, &file, diag);
}

/* Interactions */

static int write_interactions(const struct attribute_folder *self, const char *folder, struct diag *diag)
{
    const struct attribute *attribute = self->attribute;
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, folder, INTERACTIONS,
                              "measure,unit,first,second,n,interaction,ci_low,ci_high,relative,relative_low,"
                              "relative_high,confidence",
                              diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t m = 0; m < self->split_count; m++) {
        for (size_t i = 0; i < attribute->player_count; i++) {
            for (size_t j = i + 1; j < attribute->player_count; j++) {
                fields_measure(&csv, self->splits[m].measure);
                csv_text(&csv, attribute->players[i].name);
                csv_text(&csv, attribute->players[j].name);
                put_part(&csv, &self->splits[m], &self->splits[m].pairs[attribute_pair(i, j)],
                         self->account.confidence);
                csv_end_row(&csv);
            }
        }
    }
    return csv_close(&csv, &file, diag);
}

/* Variants */

static void put_players_on(struct csv *csv, const struct attribute *attribute, size_t set)
{
    char text[ATTRIBUTE_PLAYERS_MOST * ATTRIBUTE_NAME_MOST] = "";
    size_t used = 0;
    for (size_t i = 0; i < attribute->player_count; i++) {
        if ((set >> i & 1u) != 0) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used > 0 ? " " : "",
                                     attribute->players[i].name);
        }
    }
    csv_text(csv, text);
}

static void put_variant(struct csv *csv, const struct attribute_folder *self, enum outcome_measure measure,
                        size_t arm, double *columns)
{
    const struct replicate *replicate = &self->attribute->replicate;
    struct estimate estimate;
    const size_t count = replicate_column(replicate, arm, measure, columns);
    estimate_mean(&estimate, columns, count, self->account.confidence, columns + replicate->done);
    fields_measure(csv, measure);
    csv_text(csv, replicate->arms[arm].scenario->name);
    if (arm == 0)
        csv_empty(csv);
    else
        put_players_on(csv, self->attribute, arm - 1);
    fields_mean(csv, &estimate);
    csv_number(csv, self->account.confidence);
    csv_end_row(csv);
}

static int write_variants(const struct attribute_folder *self, const char *folder, struct diag *diag)
{
    const struct replicate *replicate = &self->attribute->replicate;
    struct csv csv;
    struct outfile file;
    double *columns = calloc(2 * replicate->done + 1, sizeof *columns);
    if (columns == NULL) {
        return diag_add(diag, DIAG_MEMORY, folder, 0, "out of memory");
    }
    int code = csv_open(&csv, &file, folder, VARIANTS,
                        "measure,unit,scenario,on,n,mean,ci_low,ci_high,confidence", diag);
    if (code == DIAG_OK) {
        for (size_t m = 0; m < self->split_count; m++) {
            for (size_t arm = 0; arm < replicate->arm_count; arm++) {
                put_variant(&csv, self, self->splits[m].measure, arm, columns);
            }
        }
        code = csv_close(&csv, &file, diag);
    }
    free(columns);
    return code;
}

static size_t count_failed(const struct replicate *replicate)
{
    size_t count = 0;
    for (size_t row = 0; row < replicate->done; row++) {
        count += replicate->failed[row];
    }
    return count;
}

int attribute_folder_write(const struct attribute_folder *self, const char *path, struct diag *diag)
{
    const struct attribute *attribute = self->attribute;
    const struct scenario *const scenarios[] = {attribute->base, attribute->other, &attribute->variants[0]};
    const struct account_pair pair = {0, 1};
    struct account account = self->account;
    struct folder folder;
    account.scenarios = scenarios;
    account.scenario_count = 3;
    account.pairs = &pair;
    account.pair_count = 1;
    account.seed = attribute->replicate.seed;
    account.done = attribute->replicate.done;
    account.failed = count_failed(&attribute->replicate);
    int code = folder_open(&folder, path, diag);
    if (code == DIAG_OK)
        code = folder_add(&folder, ATTRIBUTION, write_attribution(self, path, diag));
    if (code == DIAG_OK)
        code = folder_add(&folder, INTERACTIONS, write_interactions(self, path, diag));
    if (code == DIAG_OK)
        code = folder_add(&folder, VARIANTS, write_variants(self, path, diag));
    if (code == DIAG_OK)
        code = folder_scenarios(&folder, scenarios, account.scenario_count);
    return folder_close(&folder, code, &account);
}
