/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The factors of a design's file, and what reading them shares with reading the rest. For scenario_*.c only.
 */
#ifndef ZUTUAN_EXPERIMENT_SCENARIO_FACTOR_H
#define ZUTUAN_EXPERIMENT_SCENARIO_FACTOR_H

#include "scenario_design.h"
#include "scenario_setting.h"

struct scenario_factor_reading {
    struct design *design;
    struct scenario_design *also;
    struct diag *diag;
};

/* Adds an item at a setting's line. */
void scenario_factor_complain(const struct scenario_factor_reading *self, const config_setting_t *setting,
                              const char *format, ...) DIAG_FORMAT(3, 4);
/* The same: `key` expected something else. */
void scenario_factor_expected(const struct scenario_factor_reading *self, const config_setting_t *setting,
                              const char *key, const char *expected);
/* The setting is none of `known`, NULL-terminated. */
void scenario_factor_unknown(const struct scenario_factor_reading *self, const config_setting_t *setting,
                             const char *const *known);
bool scenario_factor_is_list(const config_setting_t *setting);
/* A whole number from `least` to `most`; 0 with an item where it is something else. */
size_t scenario_factor_count(const struct scenario_factor_reading *self, const config_setting_t *setting,
                             size_t least, size_t most);
/* Reads `factors`; the design's kind is known. */
void scenario_factor_read_all(struct scenario_factor_reading *self, const config_setting_t *setting);

#endif
