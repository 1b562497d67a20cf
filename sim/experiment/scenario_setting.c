/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_setting.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

int scenario_setting_line(const config_setting_t *setting)
{
    return (int)config_setting_source_line(setting);
}

void scenario_setting_describe(const config_setting_t *setting, char found[SCENARIO_FOUND_MOST])
{
    char quoted[SCENARIO_QUOTE_MOST];

    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_GROUP:
        snprintf(found, SCENARIO_FOUND_MOST, "a group");
        return;
    case CONFIG_TYPE_LIST:
    case CONFIG_TYPE_ARRAY:
        snprintf(found, SCENARIO_FOUND_MOST, "a list");
        return;
    case CONFIG_TYPE_STRING:
        scenario_value_quote(config_setting_get_string(setting), quoted);
        snprintf(found, SCENARIO_FOUND_MOST, "the text %s", quoted);
        return;
    case CONFIG_TYPE_BOOL:
        snprintf(found, SCENARIO_FOUND_MOST, "%s", config_setting_get_bool(setting) ? "true" : "false");
        return;
    case CONFIG_TYPE_FLOAT:
        snprintf(found, SCENARIO_FOUND_MOST, "%g", config_setting_get_float(setting));
        return;
    default:
        if (config_setting_get_format(setting) == CONFIG_FORMAT_HEX)
            snprintf(found, SCENARIO_FOUND_MOST, "a hexadecimal number");
        else
            snprintf(found, SCENARIO_FOUND_MOST, "%lld", config_setting_get_int64(setting));
    }
}

int scenario_setting_value(const struct params_row *row, const config_setting_t *setting, double *value,
                           char why[SCENARIO_WHY_MOST])
{
    int type = config_setting_type(setting);
    bool number = row->type == PARAMS_INT || row->type == PARAMS_REAL;
    char found[SCENARIO_FOUND_MOST];

    if (type == CONFIG_TYPE_STRING)
        return scenario_value_from_text(row, config_setting_get_string(setting), value, why);
    if (type == CONFIG_TYPE_BOOL && row->type == PARAMS_BOOL) {
        *value = config_setting_get_bool(setting);
        return DIAG_OK;
    }
    if (number && type == CONFIG_TYPE_FLOAT) {
        *value = config_setting_get_float(setting);
        if (isfinite(*value))
            return params_check_value(row, *value, why, SCENARIO_WHY_MOST);
        snprintf(why, SCENARIO_WHY_MOST, "the number is too large");
        return DIAG_INVALID;
    }
    if (number && config_setting_is_number(setting) &&
        config_setting_get_format(setting) != CONFIG_FORMAT_HEX) {
        *value = type == CONFIG_TYPE_INT ? config_setting_get_int(setting)
                                         : (double)config_setting_get_int64(setting);
        return params_check_value(row, *value, why, SCENARIO_WHY_MOST);
    }
    scenario_setting_describe(setting, found);
    scenario_value_mismatch(row, found, why);
    return DIAG_INVALID;
}

char *scenario_setting_text(const config_setting_t *setting, const char *file, struct diag *diag)
{
    char found[SCENARIO_FOUND_MOST], *text;

    if (config_setting_type(setting) != CONFIG_TYPE_STRING) {
        scenario_setting_describe(setting, found);
        diag_add(diag, DIAG_INVALID, file, scenario_setting_line(setting),
                 "%s: expected a text in quotes, found %s", config_setting_name(setting), found);
        return NULL;
    }
    text = strdup(config_setting_get_string(setting));
    if (!text)
        diag_add(diag, DIAG_MEMORY, file, 0, "memory ran out");
    return text;
}
