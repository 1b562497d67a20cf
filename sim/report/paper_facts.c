/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paper_facts.h"

#include "build_facts.h"
#include "manifest.h"
#include "zutuan/experiment/store.h"

#include <string.h>

static const char *facts_string(const struct paper_checklist_facts *facts, size_t experiment,
                                const char *path)
{
    return manifest_string(facts->experiments[experiment], path);
}

static size_t facts_scenarios(const struct paper_checklist_facts *facts, size_t experiment)
{
    return manifest_count(facts->experiments[experiment], "scenarios");
}

static const char *facts_scenario(const struct paper_checklist_facts *facts, size_t experiment, size_t i,
                                  const char *key)
{
    char path[64];
    snprintf(path, sizeof path, "scenarios/%zu/%s", i, key);
    return facts_string(facts, experiment, path);
}

void paper_facts_title(const struct paper_checklist_facts *facts, FILE *stream)
{
    fprintf(stream, "%s", facts->paper->description.text);
}

/* Each measure that a table or a number of the paper names. */
static void facts_measure(const struct paper_list *where, bool told[OUTCOME_MEASURES], FILE *stream)
{
    for (size_t i = 0; i < where->count; i++) {
        const char *text = where->items[i].text;
        const int found = strncmp(text, "measure=", 8) == 0 ? outcome_find(text + 8) : -1;
        if (found < 0 || told[found]) {
            continue;
        }
        const struct outcome_row *row = outcome_measure_row((enum outcome_measure)found);
        told[found] = true;
        fprintf(stream, "\n\n%s (%s%s%s): %s.", row->label, row->name, *row->unit == '\0' ? "" : ", ",
                row->unit, row->meaning);
    }
}

void paper_facts_measures(const struct paper_checklist_facts *facts, FILE *stream)
{
    bool told[OUTCOME_MEASURES] = {false};
    fprintf(stream,
            "%d measures are computed in every run; summary.csv of an experiment has all of them. Named in "
            "this paper are:",
            (int)OUTCOME_MEASURES);
    for (size_t i = 0; i < facts->paper->table_count; i++) {
        facts_measure(&facts->paper->tables[i].where, told, stream);
    }
    for (size_t i = 0; i < facts->paper->number_count; i++) {
        facts_measure(&facts->paper->numbers[i].where, told, stream);
    }
}

/* The command as it would be typed in the paper's folder. */
static void facts_line(const struct paper_experiment *experiment, FILE *stream)
{
    fprintf(stream, "zutuan %s", experiment->command.text);
    for (size_t i = 0; i < experiment->files.count; i++) {
        fprintf(stream, " %s", experiment->files.items[i].text);
    }
    for (size_t i = 0; i < experiment->options.count; i++) {
        fprintf(stream, " %s", experiment->options.items[i].text);
    }
}

void paper_facts_experiments(const struct paper_checklist_facts *facts, FILE *stream)
{
    for (size_t e = 0; e < facts->paper->experiment_count; e++) {
        fprintf(stream, "%sExperiment %s: ", e == 0 ? "" : "\n\n", facts->paper->experiments[e].name.text);
        facts_line(&facts->paper->experiments[e], stream);
    }
}

void paper_facts_scenarios(const struct paper_checklist_facts *facts, FILE *stream)
{
    for (size_t e = 0; e < facts->paper->experiment_count; e++) {
        const char *experiment = facts->paper->experiments[e].name.text;
        fprintf(stream, "%sexperiments/%s/resolved holds every scenario of %s in full:", e == 0 ? "" : "\n\n",
                experiment, experiment);
        for (size_t i = 0; i < facts_scenarios(facts, e); i++) {
            const char *description = facts_scenario(facts, e, i, "description");
            fprintf(stream, "%s %s%s%s", i == 0 ? "" : ";", facts_scenario(facts, e, i, "name"),
                    *description == '\0' ? "" : ": ", description);
        }
        fputs(".", stream);
    }
}

static size_t facts_count(char basis)
{
    size_t count, found = 0;
    const struct params_row *rows = params_rows(&count);
    for (size_t i = 0; i < count; i++) {
        found += rows[i].basis == basis;
    }
    return found;
}

void paper_facts_sources(const struct paper_checklist_facts *facts, FILE *stream)
{
    (void)facts;
    fprintf(stream,
            "%zu parameters rest on the founding paper, %zu on literature or public statistics, each with "
            "its source in the table of parameters.",
            facts_count('S'), facts_count('L'));
}

void paper_facts_inputs(const struct paper_checklist_facts *facts, FILE *stream)
{
    size_t count;
    (void)params_rows(&count);
    fprintf(stream,
            "%zu parameters: `zutuan params` lists them, docs/parameters.md is the same list. No "
            "distribution is fitted to data.",
            count);
    if (facts->paper->parameters_count > 0) {
        fprintf(stream, " In this folder: tables/%s.tex.", facts->paper->parameters[0].name.text);
    }
}

void paper_facts_assumptions(const struct paper_checklist_facts *facts, FILE *stream)
{
    size_t count;
    (void)params_rows(&count);
    (void)facts;
    fprintf(stream,
            "%zu of %zu parameters are assumptions (basis A); docs/model.md, section 12, says how much hangs "
            "on those that matter most, and `zutuan hypotheses` on which a verdict hangs.",
            facts_count('A'), count);
}

void paper_facts_lengths(const struct paper_checklist_facts *facts, FILE *stream)
{
    const struct params_row *horizon = params_find("programme.horizon");
    fputs("The horizon of each scenario is its programme.horizon, in days:", stream);
    for (size_t e = 0; horizon != NULL && e < facts->paper->experiment_count; e++) {
        const char *name = facts->paper->experiments[e].name.text;
        fprintf(stream, "%s experiments/%s/resolved", e == 0 ? "" : ",", name);
    }
    if (horizon != NULL) {
        fprintf(stream, "; %g without another statement.", horizon->fallback);
    }
}

void paper_facts_estimates(const struct paper_checklist_facts *facts, FILE *stream)
{
    for (size_t e = 0; e < facts->paper->experiment_count; e++) {
        const struct manifest *manifest = facts->experiments[e];
        const double asked = manifest_number(manifest, "replications/asked"),
                     done = manifest_number(manifest, "replications/done"),
                     failed = manifest_number(manifest, "replications/failed");
        fprintf(stream, "%sExperiment %s: ", e == 0 ? "" : "\n\n", facts->paper->experiments[e].name.text);
        if (done > 0.0) {
            fprintf(stream, "%g replications (%g asked, %g failed), ", done, asked, failed);
        }
        fprintf(stream, "seed %s, intervals at %g %%%s.", manifest_string(manifest, "seed"),
                100.0 * manifest_number(manifest, "confidence"),
                *manifest_string(manifest, "target/text") == '\0' ? ""
                                                                  : ", replicated to a target of precision");
    }
}

void paper_facts_software(const struct paper_checklist_facts *facts, FILE *stream)
{
    (void)facts;
    fprintf(stream,
            "zutuan %s, commit %s%s, in C17, compiled by %s (%s); GSL %s, SQLite %s, jansson %s, libconfig "
            "%s, popt %s, libmd %s. Fingerprint of the model: %s.",
            BUILD_FACTS_VERSION, *BUILD_FACTS_COMMIT == '\0' ? "unknown" : BUILD_FACTS_COMMIT,
            BUILD_FACTS_DIRTY ? " with changes that no commit holds" : "", BUILD_FACTS_COMPILER,
            BUILD_FACTS_FLAGS, BUILD_FACTS_GSL, BUILD_FACTS_SQLITE, BUILD_FACTS_JANSSON,
            BUILD_FACTS_LIBCONFIG, BUILD_FACTS_POPT, BUILD_FACTS_LIBMD, store_model());
}

void paper_facts_random(const struct paper_checklist_facts *facts, FILE *stream)
{
    if (facts->paper->experiment_count > 0) {
        fprintf(stream, "%s.", facts_string(facts, 0, "random_numbers"));
    }
}

void paper_facts_system(const struct paper_checklist_facts *facts, FILE *stream)
{
    (void)facts;
    fputs("Results do not depend on the machine's number of threads or processes. Times, host and threads of "
          "each experiment are in the block `environment` of its manifest.json, which no hash covers.",
          stream);
}

void paper_facts_access(const struct paper_checklist_facts *facts, FILE *stream)
{
    const char *source = facts->paper->source.text;
    fprintf(stream, "zutuan is free software under GPL-3.0-or-later%s%s. ", source == NULL ? "" : ": ",
            source == NULL ? "" : source);
    fprintf(stream,
            "This folder is an RO-Crate under %s; `zutuan paper paper.cfg` makes it again from itself, and "
            "`zutuan reproduce` compares byte by byte.",
            facts->paper->licence.text);
}
