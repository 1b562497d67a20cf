/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attribute_show.h"

#include "show.h"
#include "table.h"
#include "zutuan/experiment/verdict.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define PAIRS_TOLD  3
#define PAIRS_SHARE 0.05 /* of the whole difference: smaller interactions are left to the table */
#define WORDS_MOST  4096

/* What an interval says of a part: helps, harms (of a neutral measure: adds, takes), undecided, too small to
 * matter, or it changes nothing in any replication. */
enum saying { SAYS_UNCLEAR, SAYS_BETTER, SAYS_WORSE, SAYS_LITTLE, SAYS_NOTHING };

/* Something with an interval, and its place in an order. */
struct entry {
    const struct estimate_pair *part;
    char label[2 * ATTRIBUTE_NAME_MOST + 8];
    double weight; /* greatest first */
};

static int compare_entries(const void *a, const void *b)
{
    const struct entry *one = a, *two = b;
    return (one->weight < two->weight) - (one->weight > two->weight);
}

/* The mechanisms, the most helpful first (for a neutral measure: what adds most). */
static size_t list_parts(const struct attribute *attribute, const struct attribute_split *split,
                         struct entry entries[ATTRIBUTE_PLAYERS_MOST])
{
    const double better = outcome_measure_row(split->measure)->better < 0 ? -1.0 : 1.0;
    for (size_t i = 0; i < attribute->player_count; i++) {
        entries[i] = (struct entry){.part = &split->parts[i], .weight = better * split->parts[i].difference};
        snprintf(entries[i].label, sizeof entries[i].label, "%s", attribute->players[i].label);
    }
    qsort(entries, attribute->player_count, sizeof *entries, compare_entries);
    return attribute->player_count;
}

/* The pairs, the strongest first. */
static size_t list_pairs(const struct attribute *attribute, const struct attribute_split *split,
                         struct entry entries[ATTRIBUTE_PAIRS_MOST])
{
    size_t count = 0;
    for (size_t j = 1; j < attribute->player_count; j++) {
        for (size_t i = 0; i < j; i++) {
            struct entry *entry = &entries[count++];
            *entry = (struct entry){.part = &split->pairs[attribute_pair(i, j)]};
            entry->weight = fabs(entry->part->difference);
            snprintf(entry->label, sizeof entry->label, "%s, %s", attribute->players[i].label,
                     attribute->players[j].label);
        }
    }
    qsort(entries, count, sizeof *entries, compare_entries);
    return count;
}

static void add_row(struct table *table, const struct outcome_row *row, const char *label,
                    const struct estimate_pair *part)
{
    char text[SHOW_MOST], interval[SHOW_MOST];
    show_difference(row, part, text, interval);
    table_add(table, "%s", label);
    table_add(table, "%s", text);
    table_add(table, "%s", interval);
}

static void add_level(struct table *table, const struct outcome_row *row, const char *name, double mean)
{
    char text[SHOW_MOST];
    show_value(row, mean, text);
    table_add(table, "%s", name);
    table_add(table, "%s", text);
    table_add(table, "%s", "");
}

static void add_head(struct table *table, const char *first, const char *second, double confidence)
{
    table_add(table, "%s", first);
    table_add(table, "%s", second);
    table_add(table, "%g %% interval", 100.0 * confidence);
}

int attribute_show_split(const struct attribute *attribute, const struct attribute_split *split,
                         double confidence, FILE *stream)
{
    const struct outcome_row *row = outcome_measure_row(split->measure);
    struct entry entries[ATTRIBUTE_PLAYERS_MOST] = {{.part = NULL}};
    const size_t count = list_parts(attribute, split, entries);
    char measure[SHOW_MOST];
    struct table table;
    show_measure(row, measure);
    table_init(&table, "lrr");
    add_head(&table, measure, "part", confidence);
    add_level(&table, row, attribute->base->name, split->base);
    add_row(&table, row, "  the rest", &split->rest);
    for (size_t i = 0; i < count; i++) {
        char label[sizeof entries[i].label + 2];
        snprintf(label, sizeof label, "  %s", entries[i].label);
        add_row(&table, row, label, entries[i].part);
    }
    add_level(&table, row, attribute->other->name, split->other);
    add_row(&table, row, "  all of it", &split->whole);
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    return code;
}

int attribute_show_pairs(const struct attribute *attribute, const struct attribute_split *split,
                         double confidence, FILE *stream)
{
    const struct outcome_row *row = outcome_measure_row(split->measure);
    struct entry entries[ATTRIBUTE_PAIRS_MOST] = {{.part = NULL}};
    const size_t count = list_pairs(attribute, split, entries);
    struct table table;
    if (count == 0)
        return DIAG_OK;
    table_init(&table, "lrr");
    add_head(&table, "both on, beyond the sum of each", "interaction", confidence);
    for (size_t i = 0; i < count; i++)
        add_row(&table, row, entries[i].label, entries[i].part);
    const int code = table_print(&table, stream, 2);
    table_free(&table);
    return code;
}

/* Sentences */

struct words {
    char text[WORDS_MOST];
    size_t length;
};

static void say(struct words *self, const char *format, ...) DIAG_FORMAT(2, 3);

static void say(struct words *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const int length =
        vsnprintf(self->text + self->length, sizeof self->text - self->length, format, arguments);
    va_end(arguments);
    if (length > 0)
        self->length += (size_t)length;
    if (self->length >= sizeof self->text)
        self->length = sizeof self->text - 1;
}

static enum saying judge_part(const struct outcome_row *row, const struct estimate_pair *part)
{
    if (part->low == 0.0 && part->high == 0.0)
        return SAYS_NOTHING;
    switch (verdict_judge(row, part)) {
    case VERDICT_BETTER:
        return SAYS_BETTER;
    case VERDICT_WORSE:
        return SAYS_WORSE;
    case VERDICT_SAME:
        return SAYS_LITTLE;
    default:
        return SAYS_UNCLEAR;
    }
}

/* `before A (+1 %), B (+2 %)`; nothing if none is like that. */
static void say_parts(struct words *self, const char *before, const struct outcome_row *row,
                      const struct entry *entries, size_t count, enum saying wanted)
{
    bool told = false;
    for (size_t i = 0; i < count; i++) {
        char text[SHOW_MOST], interval[SHOW_MOST];
        if (isnan(entries[i].part->difference) || judge_part(row, entries[i].part) != wanted)
            continue;
        show_difference(row, entries[i].part, text, interval);
        say(self, "%s%s", told ? "; " : before, entries[i].label);
        if (wanted != SAYS_NOTHING && wanted != SAYS_LITTLE)
            say(self, " (%s)", text);
        told = true;
    }
    if (told)
        say(self, ". ");
}

/* The strongest pairs whose interval is on the side of `sign`, of those that matter beside the whole. */
static void say_pairs(struct words *self, const char *before, const struct attribute_split *split,
                      const struct entry *entries, size_t count, int sign)
{
    size_t told = 0;
    for (size_t i = 0; i < count && told < PAIRS_TOLD; i++) {
        const struct estimate_pair *pair = entries[i].part;
        char text[SHOW_MOST], interval[SHOW_MOST];
        if (!(sign * pair->low > 0.0 && sign * pair->high > 0.0) ||
            fabs(pair->difference) < PAIRS_SHARE * fabs(split->whole.difference))
            continue;
        show_difference(outcome_measure_row(split->measure), pair, text, interval);
        say(self, "%s%s (%s)", told++ == 0 ? before : "; ", entries[i].label, text);
    }
    if (told > 0)
        say(self, ". ");
}

void attribute_show_words(const struct attribute *attribute, const struct attribute_split *split,
                          FILE *stream)
{
    const struct outcome_row *row = outcome_measure_row(split->measure);
    struct entry parts[ATTRIBUTE_PLAYERS_MOST] = {{.part = NULL}},
                 pairs[ATTRIBUTE_PAIRS_MOST] = {{.part = NULL}}, backward[ATTRIBUTE_PLAYERS_MOST];
    const size_t count = list_parts(attribute, split, parts);
    const size_t pair_count = list_pairs(attribute, split, pairs);
    struct words words = {.length = 0};
    for (size_t i = 0; i < count; i++)
        backward[i] = parts[count - 1 - i];
    say_parts(&words, row->better == 0 ? "More by: " : "Better through: ", row, parts, count, SAYS_BETTER);
    say_parts(&words, row->better == 0 ? "Less by: " : "Worse through: ", row, backward, count, SAYS_WORSE);
    say_parts(&words, "No clear part: ", row, parts, count, SAYS_UNCLEAR);
    say_parts(&words, "Practically nothing: ", row, parts, count, SAYS_LITTLE);
    say_parts(&words, "Changes nothing: ", row, parts, count, SAYS_NOTHING);
    say_pairs(&words, "More together than apart: ", split, pairs, pair_count, 1);
    say_pairs(&words, "Less together than apart: ", split, pairs, pair_count, -1);
    if (words.length > 0)
        show_paragraph(stream, words.text, 2);
}

int attribute_show_switches(const struct attribute *attribute, FILE *stream)
{
    struct table table;
    table_init(&table, "ll");
    for (size_t i = 0; i < attribute->player_count; i++) {
        const char *name = attribute->players[i].name;
        for (size_t m = 0; attribute_mechanism(m) != NULL; m++) {
            if ((attribute->players[i].mechanisms >> m & 1u) == 0)
                continue;
            table_add(&table, "%s", name);
            table_add(&table, "off: %s", attribute_mechanism(m)->switched);
            name = "";
        }
    }
    const int code = table_print(&table, stream, 4);
    table_free(&table);
    return code;
}

static void add_key(void *context, const struct params_row *row)
{
    struct words *words = context;
    say(words, "%s%s", words->length > 0 ? ", " : "", row->key);
}

void attribute_show_rest(const struct attribute *attribute, FILE *stream)
{
    struct words keys = {.length = 0}, words = {.length = 0};
    attribute_rest(attribute, add_key, &keys);
    say(&words,
        "The rest is the difference that remains with these mechanisms off: being a cluster at all%s%s%s.",
        keys.length > 0 ? " and whatever else differs (" : "", keys.text, keys.length > 0 ? ")" : "");
    show_paragraph(stream, words.text, 2);
}
