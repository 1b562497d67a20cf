/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listed points: a CSV file (RFC 4180) whose header names parameters. */
#include "design_points.h"
#include "scenario_parts.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define TABLE_MEBIBYTES_MOST 64
#define TABLE_MISTAKES_MOST  100 /* that are told */

struct table_reading {
    struct design *design;
    const char *path;
    struct diag *diag;
    int line;      /* from 1 */
    char *text;    /* owned by getline: the present line, cut into fields */
    char **fields; /* owned, [field_count], into text */
    size_t field_count, field_room;
    size_t *factors; /* owned, [column_count]: of each column, DESIGN_NONE where it is passed over */
    size_t column_count;
    size_t room; /* points that there is room for */
};

static void table_complain(struct table_reading *self, const char *key, const char *why)
{
    diag_add(self->diag, DIAG_INVALID, self->path, self->line, "%s%s%s", key, *key ? ": " : "", why);
}

static bool table_no_memory(struct table_reading *self)
{
    diag_add(self->diag, DIAG_MEMORY, self->path, 0, "memory ran out");
    return false;
}

/* Ends the field that begins at `from` in place, quotes undone; returns the next one's beginning, NULL at the
 * end of the line. */
static char *end_field(char *from)
{
    char *to = from;
    bool quoted = false;

    for (; *from && (quoted || *from != ','); from++) {
        if (*from == '"' && quoted && from[1] == '"')
            *to++ = *from++;
        else if (*from == '"')
            quoted = !quoted;
        else
            *to++ = *from;
    }
    char *next = *from ? from + 1 : NULL;
    *to = '\0';
    return next;
}

static char *trim(char *text)
{
    size_t length;

    text += strspn(text, " \t");
    length = strlen(text);
    while (length > 0 && strchr(" \t", text[length - 1]))
        text[--length] = '\0';
    return text;
}

static bool cut_line(struct table_reading *self)
{
    self->text[strcspn(self->text, "\r\n")] = '\0';
    self->field_count = 0;
    for (char *at = self->text, *next; at; at = next) {
        if (self->field_count == self->field_room) {
            char **grown = realloc(self->fields, (2 * self->field_room + 8) * sizeof *grown);
            if (!grown)
                return table_no_memory(self);
            self->fields = grown;
            self->field_room = 2 * self->field_room + 8;
        }
        next = end_field(at);
        self->fields[self->field_count++] = trim(at);
    }
    return true;
}

/* The header */

static void add_column(struct table_reading *self, const char *key, size_t column)
{
    struct design *design = self->design;
    const struct params_row *row = params_find(key);
    char why[SCENARIO_WHY_MOST];

    self->factors[column] = DESIGN_NONE;
    /* columns of points.csv that are no parameters */
    if (strcmp(key, "point") == 0 || strcmp(key, "stream") == 0 || strcmp(key, "changed") == 0)
        return;
    if (!row) {
        scenario_value_unknown(key, why);
        table_complain(self, key, why);
        return;
    }
    for (size_t i = 0; i < design->factor_count; i++)
        if (design->factors[i].row == row) {
            table_complain(self, key, "is a column already");
            return;
        }
    self->factors[column] = design->factor_count;
    design->factors[design->factor_count++] =
        (struct design_factor){.row = row, .low = INFINITY, .high = -INFINITY, .line = self->line};
}

static bool read_header(struct table_reading *self)
{
    static const char mark[] = "\xef\xbb\xbf"; /* which some programs put before UTF-8 */

    if (strncmp(self->text, mark, 3) == 0)
        memmove(self->text, self->text + 3, strlen(self->text + 3) + 1);
    if (!cut_line(self))
        return false;
    self->column_count = self->field_count;
    self->factors = calloc(self->column_count, sizeof *self->factors);
    self->design->factors = calloc(self->column_count, sizeof *self->design->factors);
    if (!self->factors || !self->design->factors)
        return table_no_memory(self);
    for (size_t column = 0; column < self->column_count; column++)
        add_column(self, self->fields[column], column);
    if (self->design->factor_count == 0)
        table_complain(self, "", "the header names no parameter");
    return self->design->factor_count > 0;
}

/* The points */

static bool add_point(struct table_reading *self)
{
    struct design *design = self->design;
    const size_t width = design->factor_count;

    if (design->point_count == self->room) {
        const size_t room = 2 * self->room + 64;
        double *grown = realloc(design->values, room * width * sizeof *grown);
        if (!grown)
            return table_no_memory(self);
        design->values = grown;
        self->room = room;
    }
    for (size_t f = 0; f < width; f++)
        design->values[design->point_count * width + f] = NAN;
    design->point_count++;
    return true;
}

static void read_field(struct table_reading *self, struct design_factor *factor, const char *text,
                       double *value)
{
    char why[SCENARIO_WHY_MOST];

    if (scenario_value_from_text(factor->row, text, value, why) != DIAG_OK) {
        *value = NAN;
        table_complain(self, factor->row->key, why);
    } else if (!isfinite(*value)) {
        *value = NAN;
        table_complain(self, factor->row->key, "a point must be finite");
    } else {
        factor->low = fmin(factor->low, *value);
        factor->high = fmax(factor->high, *value);
    }
}

static bool read_point(struct table_reading *self)
{
    struct design *design = self->design;
    char why[96];

    if (self->text[strspn(self->text, " \t\r\n")] == '\0')
        return true;
    if (!cut_line(self))
        return false;
    if (self->field_count != self->column_count) {
        snprintf(why, sizeof why, "expected %zu fields as in the header, found %zu", self->column_count,
                 self->field_count);
        table_complain(self, "", why);
        return true;
    }
    if (design->point_count == DESIGN_POINTS_MOST) {
        snprintf(why, sizeof why, "more than %d points, the most that a design may have", DESIGN_POINTS_MOST);
        table_complain(self, "", why);
        return false;
    }
    if (!add_point(self))
        return false;
    for (size_t column = 0; column < self->column_count; column++) {
        const size_t f = self->factors[column];
        if (f != DESIGN_NONE && *self->fields[column])
            read_field(self, &design->factors[f], self->fields[column],
                       &design->values[(design->point_count - 1) * design->factor_count + f]);
    }
    return true;
}

static void check_columns(struct table_reading *self)
{
    const struct design *design = self->design;

    self->line = 1;
    if (design->point_count == 0)
        table_complain(self, "", "there is no point below the header");
    for (size_t f = 0; f < design->factor_count && design->point_count > 0; f++)
        if (design->factors[f].low > design->factors[f].high)
            table_complain(self, design->factors[f].row->key, "has no value at any point");
}

/* The file, of a size that a table may have; NULL with an item. */
static FILE *open_table(const char *path, struct diag *diag)
{
    FILE *stream = fopen(path, "r");
    struct stat status;

    if (stream && fstat(fileno(stream), &status) == 0) {
        if (S_ISREG(status.st_mode) && status.st_size <= (off_t)TABLE_MEBIBYTES_MOST << 20)
            return stream;
        diag_add(diag, DIAG_INVALID, path, 0, "is %s %d MiB, the most that a table of points may be",
                 S_ISREG(status.st_mode) ? "larger than" : "no file with contents of its own, of at most",
                 TABLE_MEBIBYTES_MOST);
    } else {
        diag_add(diag, DIAG_IO, path, 0, "%s", strerror(errno));
    }
    if (stream)
        fclose(stream);
    return NULL;
}

/* One line; false where reading should end. */
static bool read_line(struct table_reading *self, size_t length, size_t mistakes)
{
    if (strlen(self->text) < length) {
        table_complain(self, "", "a zero byte; a table is plain text");
        return false;
    }
    if (mistakes >= TABLE_MISTAKES_MOST) {
        table_complain(self, "", "the rest of the table was not read, after so many mistakes");
        return false;
    }
    return self->line == 1 ? read_header(self) : read_point(self);
}

void design_table_read(struct design *self, const char *path, struct diag *diag)
{
    struct table_reading reading = {.design = self, .path = path, .diag = diag};
    const size_t before = diag->count;
    FILE *stream = open_table(path, diag);
    size_t size = 0;
    ssize_t length;
    bool going = stream != NULL;

    while (going && (length = getline(&reading.text, &size, stream)) >= 0) {
        reading.line++;
        going = read_line(&reading, (size_t)length, diag->count - before);
    }
    if (stream && ferror(stream))
        diag_add(diag, DIAG_IO, path, 0, "%s", strerror(errno));
    else if (stream && reading.line == 0)
        diag_add(diag, DIAG_INVALID, path, 0, "is empty");
    if (stream)
        fclose(stream);
    if (diag->count == before)
        check_columns(&reading);
    free(reading.text);
    free(reading.fields);
    free(reading.factors);
}
