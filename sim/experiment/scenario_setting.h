/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that libconfig reads, and its settings: where each stands, what it is, its value, and how what is
 * wrong with it is said. For scenario*.c only. */
#ifndef ZUTUAN_EXPERIMENT_SCENARIO_SETTING_H
#define ZUTUAN_EXPERIMENT_SCENARIO_SETTING_H

#include "scenario_parts.h"

#include <libconfig.h>
#include <stdbool.h>

#define SCENARIO_FOUND_MOST (SCENARIO_QUOTE_MOST + 24)

/* The file that is read, and where what is wrong with it goes. */
struct scenario_reading {
    const char *file;
    struct diag *diag;
};

/* Parses the file; false with items. The caller destroys what was parsed. */
bool scenario_setting_open(const struct scenario_reading *self, config_t *config);
/* Adds an item at a setting's line. */
void scenario_setting_complain(const struct scenario_reading *self, const config_setting_t *setting,
                               const char *format, ...) DIAG_FORMAT(3, 4);
/* The same: `key` expected something else. */
void scenario_setting_expected(const struct scenario_reading *self, const config_setting_t *setting,
                               const char *key, const char *expected);
void scenario_setting_no_memory(const struct scenario_reading *self);
/* The setting's name is none of `known`, NULL-terminated; `whose` says of what, or is empty. */
void scenario_setting_unknown(const struct scenario_reading *self, const config_setting_t *setting,
                              const char *whose, const char *const *known);
/* The same of every member of a group that is unknown. */
void scenario_setting_check_members(const struct scenario_reading *self, const config_setting_t *group,
                                    const char *const *known);
/* Adds an item where the file has no such key; `hint` says what to do. */
void scenario_setting_require(const struct scenario_reading *self, const config_setting_t *root,
                              const char *key, const char *hint);
bool scenario_setting_is_several(const config_setting_t *setting);
double scenario_setting_number(const config_setting_t *setting); /* NaN where it is none */
/* A whole number from `least` to `most`; 0 with an item where it is something else. */
size_t scenario_setting_count(const struct scenario_reading *self, const config_setting_t *setting,
                              size_t least, size_t most);

int scenario_setting_line(const config_setting_t *setting);
/* What a setting is, where something else was expected. */
void scenario_setting_describe(const config_setting_t *setting, char found[SCENARIO_FOUND_MOST]);
/* Reads one value as the row's type and checks it; on DIAG_INVALID `why` says what is wrong. */
DIAG_MUST_CHECK int scenario_setting_value(const struct params_row *row, const config_setting_t *setting,
                                           double *value, char why[SCENARIO_WHY_MOST]);
/* A copy of a text, owned by the caller; NULL with an item where it is something else or memory ran out. */
char *scenario_setting_text(const struct scenario_reading *self, const config_setting_t *setting);

#endif
