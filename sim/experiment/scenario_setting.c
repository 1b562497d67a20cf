/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_setting.h"

#include "zutuan/model/spelling.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define HINT_MOST 160

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
        *value = config_setting_get_float(setting) + 0.0; /* -0 is 0: the same value has the same bytes */
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

char *scenario_setting_text(const struct scenario_reading *self, const config_setting_t *setting)
{
    char *text;

    if (config_setting_type(setting) != CONFIG_TYPE_STRING) {
        scenario_setting_expected(self, setting, config_setting_name(setting), "a text in quotes");
        return NULL;
    }
    text = strdup(config_setting_get_string(setting));
    if (!text)
        scenario_setting_no_memory(self);
    return text;
}

bool scenario_setting_is_several(const config_setting_t *setting)
{
    return config_setting_is_list(setting) || config_setting_is_array(setting);
}

double scenario_setting_number(const config_setting_t *setting)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT:
        return config_setting_get_int(setting);
    case CONFIG_TYPE_INT64:
        return (double)config_setting_get_int64(setting);
    case CONFIG_TYPE_FLOAT:
        return config_setting_get_float(setting);
    default:
        return NAN;
    }
}

size_t scenario_setting_count(const struct scenario_reading *self, const config_setting_t *setting,
                              size_t least, size_t most)
{
    const double value = scenario_setting_number(setting);
    char expected[96];

    if (value == floor(value) && value >= (double)least && value <= (double)most)
        return (size_t)value;
    snprintf(expected, sizeof expected, "a whole number from %zu to %zu", least, most);
    scenario_setting_expected(self, setting, config_setting_name(setting), expected);
    return 0;
}

/* What is wrong */

void scenario_setting_complain(const struct scenario_reading *self, const config_setting_t *setting,
                               const char *format, ...)
{
    char text[2 * SCENARIO_WHY_MOST];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    diag_add(self->diag, DIAG_INVALID, self->file, scenario_setting_line(setting), "%s", text);
}

void scenario_setting_expected(const struct scenario_reading *self, const config_setting_t *setting,
                               const char *key, const char *expected)
{
    char found[SCENARIO_FOUND_MOST];

    scenario_setting_describe(setting, found);
    scenario_setting_complain(self, setting, "%s: expected %s, found %s", key, expected, found);
}

void scenario_setting_no_memory(const struct scenario_reading *self)
{
    diag_add(self->diag, DIAG_MEMORY, self->file, 0, "memory ran out");
}

void scenario_setting_unknown(const struct scenario_reading *self, const config_setting_t *setting,
                              const char *whose, const char *const *known)
{
    const char *name = config_setting_name(setting);

    scenario_setting_complain(self, setting, "%s: unknown key%s; did you mean %s?", name, whose,
                              spelling_nearest(name, known));
}

void scenario_setting_check_members(const struct scenario_reading *self, const config_setting_t *group,
                                    const char *const *known)
{
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *member = config_setting_get_elem(group, (unsigned)i);
        const char *const *name = known;
        while (*name && strcmp(*name, config_setting_name(member)) != 0)
            name++;
        if (!*name)
            scenario_setting_unknown(self, member, "", known);
    }
}

void scenario_setting_require(const struct scenario_reading *self, const config_setting_t *root,
                              const char *key, const char *hint)
{
    if (!config_setting_get_member(root, key))
        diag_add(self->diag, DIAG_INVALID, self->file, 0, "%s: is missing; %s", key, hint);
}

/* The file */

/* What the line was probably meant to be: a key as -s takes it, or a value that needs quotes. Writes "" where
 * nothing comes to mind. */
static void hint(const char *text, int line, char *buffer, size_t size)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
    static const char digits[] = "0123456789.", units[] = "abcdefghijklmnopqrstuvwxyz/%_+-0123456789";
    for (int at = 1; at < line && text; at++)
        text = strchr(text, '\n') ? strchr(text, '\n') + 1 : NULL;
    buffer[0] = '\0';
    if (!text)
        return;
    text += strspn(text, " \t");
    const size_t group = strspn(text, letters);
    const char *key = text + group + 1;
    const size_t length = group > 0 && text[group] == '.' ? strspn(key, letters) : 0;
    if (length > 0 && group + length < 64) {
        snprintf(buffer, size, "; in a file it is %.*s: { %.*s = VALUE; };", (int)group, text, (int)length,
                 key);
        return;
    }
    const size_t end = strcspn(text, "\n");
    const char *value = memchr(text, '=', end);
    if (!value || memchr(text, '"', end))
        return;
    value += 1 + strspn(value + 1, " \t");
    const size_t number = strspn(value, digits), unit = strspn(value + number, units);
    const bool boolean = strncmp(value, "true", 4) == 0 || strncmp(value, "false", 5) == 0;
    if (unit > 0 && number + unit < 40 && !boolean)
        snprintf(buffer, size,
                 "; words but true and false, and numbers with a unit, stand in quotes: \"%.*s\"",
                 (int)(number + unit), value);
}

bool scenario_setting_open(const struct scenario_reading *self, config_t *config)
{
    char *text = scenario_text_read(self->file, self->diag);
    bool parsed;

    if (!text)
        return false;
    config_init(config);
    parsed = config_read_string(config, text);
    if (!parsed) {
        char meant[HINT_MOST];
        hint(text, config_error_line(config), meant, sizeof meant);
        diag_add(self->diag, DIAG_INVALID, self->file, config_error_line(config), "%s%s",
                 config_error_text(config), meant);
        config_destroy(config);
    }
    free(text);
    return parsed;
}
