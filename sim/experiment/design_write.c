/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_parts.h"
#include "zutuan/experiment/design.h"

static void write_levels(const struct design_factor *factor, FILE *stream)
{
    char value[64];

    fputs("values = (", stream);
    for (size_t i = 0; i < factor->level_count; i++) {
        params_format(factor->row, factor->levels[i], value, sizeof value);
        fprintf(stream, "%s%s", i ? ", " : "", value);
    }
    fputs(");", stream);
}

static void write_range(const struct design_factor *factor, FILE *stream)
{
    char low[64], high[64];

    params_format(factor->row, factor->low, low, sizeof low);
    params_format(factor->row, factor->high, high, sizeof high);
    fprintf(stream, "from = %s; to = %s;", low, high);
}

static void write_factor(const struct design_factor *factor, bool last, FILE *stream)
{
    static const char *const bases[] = {"", "plausible range", "assumed: half to double",
                                        "all that is legal"};

    fprintf(stream, "    { key = \"%s\"; ", factor->row->key);
    if (factor->level_count > 0)
        write_levels(factor, stream);
    else
        write_range(factor, stream);
    fprintf(stream, " }%s%s%s", last ? "" : ",", *factor->row->unit ? " # " : "", factor->row->unit);
    if (factor->basis != DESIGN_BASIS_GIVEN)
        fprintf(stream, "%s%s", *factor->row->unit ? "; " : " # ", bases[factor->basis]);
    fputc('\n', stream);
}

static void write_kind(const struct design *self, const char *points, FILE *stream)
{
    fprintf(stream, "kind = \"%s\";\n", design_kind_name(self->kind));
    if (self->kind == DESIGN_LISTED)
        fprintf(stream, "file = \"%s\";\n", points);
    if (self->candidates > 0)
        fprintf(stream, "candidates = %zu;\n", self->candidates);
    if (self->kind == DESIGN_MORRIS)
        fprintf(stream, "trajectories = %zu;\nlevels = %zu;\n", self->size, self->levels);
    else if (self->size > 0)
        fprintf(stream, "points = %zu;\n", self->size);
    if (self->size > 0)
        fprintf(stream, "design_seed = %llu;\n", (unsigned long long)self->seed);
}

int design_write(const struct design *self, size_t replications, const char *folder, const char *points,
                 FILE *stream)
{
    fputs("# A design in full.\ndescription = ", stream);
    scenario_write_quoted(self->description, stream);
    fprintf(stream, ";\nbase = \"%s/%s\";\n", folder, self->base.name);
    if (self->compares)
        fprintf(stream, "other = \"%s/%s\";\n", folder, self->other.name);
    fputs("measure = (", stream);
    for (size_t i = 0; i < self->measure_count; i++)
        fprintf(stream, "%s\"%s\"", i ? ", " : "", outcome_measure_row(self->measures[i])->name);
    fprintf(stream, ");\nreplications = %zu;\nscale_officers = %s;\n", replications,
            self->scale_officers ? "true" : "false");
    write_kind(self, points, stream);
    if (self->kind != DESIGN_LISTED) {
        fputs("factors = (\n", stream);
        for (size_t i = 0; i < self->factor_count; i++)
            write_factor(&self->factors[i], i + 1 == self->factor_count, stream);
        fputs(");\n", stream);
    }
    return fflush(stream) == 0 && !ferror(stream) ? DIAG_OK : DIAG_IO;
}
