/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A setting of libconfig: where it stands, what it is, and its value. For scenario*.c only. */
#ifndef ZUTUAN_EXPERIMENT_SCENARIO_SETTING_H
#define ZUTUAN_EXPERIMENT_SCENARIO_SETTING_H

#include "scenario_parts.h"

#include <libconfig.h>

#define SCENARIO_FOUND_MOST (SCENARIO_QUOTE_MOST + 24)

int scenario_setting_line(const config_setting_t *setting);
/* What a setting is, where something else was expected. */
void scenario_setting_describe(const config_setting_t *setting, char found[SCENARIO_FOUND_MOST]);
/* Reads one value as the row's type and checks it; on DIAG_INVALID `why` says what is wrong. */
DIAG_MUST_CHECK int scenario_setting_value(const struct params_row *row, const config_setting_t *setting,
                                           double *value, char why[SCENARIO_WHY_MOST]);
/* A copy of a text, owned by the caller; NULL with an item where it is something else or memory ran out. */
char *scenario_setting_text(const config_setting_t *setting, const char *file, struct diag *diag);

#endif
