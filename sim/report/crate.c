/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crate.h"

#include "build_facts.h"
#include "columns.h"
#include "jsonfile.h"

#include <inttypes.h>
#include <string.h>

#define CRATE_PROGRAM "#zutuan"
#define CRATE_ACTION  "#run"
#define CRATE_SPDX    "https://spdx.org/licenses/"
#define CRATE_ORCID   "https://orcid.org/"
#define CRATE_PART    "experiments/"

struct crate {
    const struct paper *paper;
    const struct manifest_output *outputs;
    size_t count;
    json_t *graph;
    bool failed;
};

static void crate_set(struct crate *self, json_t *object, const char *key, json_t *value)
{
    jsonfile_set(object, key, value, &self->failed);
}

static void crate_text(struct crate *self, json_t *object, const char *key, const char *text)
{
    if (text != NULL) {
        crate_set(self, object, key, json_string(text));
    }
}

static json_t *crate_reference(struct crate *self, const char *id)
{
    json_t *object = json_object();
    crate_set(self, object, "@id", json_string(id));
    return object;
}

static void crate_refer(struct crate *self, json_t *array, const char *id)
{
    jsonfile_append(array, crate_reference(self, id), &self->failed);
}

static json_t *crate_entity(struct crate *self, const char *id, const char *type)
{
    json_t *object = json_object();
    crate_set(self, object, "@id", json_string(id));
    crate_set(self, object, "@type", json_string(type));
    return object;
}

static void crate_add(struct crate *self, json_t *entity)
{
    jsonfile_append(self->graph, entity, &self->failed);
}

/* People */

static void crate_author_id(const struct paper *paper, size_t i, char id[80])
{
    if (paper->authors[i].orcid.text != NULL) {
        snprintf(id, 80, CRATE_ORCID "%s", paper->authors[i].orcid.text);
    } else {
        snprintf(id, 80, "#author-%zu", i + 1);
    }
}

static json_t *crate_authors(struct crate *self)
{
    json_t *array = json_array();
    for (size_t i = 0; i < self->paper->author_count; i++) {
        char id[80];
        crate_author_id(self->paper, i, id);
        crate_refer(self, array, id);
    }
    return array;
}

static void crate_people(struct crate *self)
{
    for (size_t i = 0; i < self->paper->author_count; i++) {
        const struct paper_author *author = &self->paper->authors[i];
        char id[80], place[48];
        crate_author_id(self->paper, i, id);
        snprintf(place, sizeof place, "#affiliation-%zu", i + 1);
        json_t *person = crate_entity(self, id, "Person");
        crate_text(self, person, "name", author->name.text);
        if (author->affiliation.text != NULL) {
            crate_set(self, person, "affiliation", crate_reference(self, place));
        }
        crate_add(self, person);
        if (author->affiliation.text != NULL) {
            json_t *organization = crate_entity(self, place, "Organization");
            crate_text(self, organization, "name", author->affiliation.text);
            crate_add(self, organization);
        }
    }
}

/* Files */

static bool crate_ends(const char *name, const char *ending)
{
    const size_t length = strlen(name), part = strlen(ending);
    return length > part && strcmp(name + length - part, ending) == 0;
}

static const char *crate_format(const char *name)
{
    static const char *const formats[][2] = {
        {".csv", "text/csv"},          {".json", "application/json"},
        {".tex", "application/x-tex"}, {".md", "text/markdown"},
        {".svg", "image/svg+xml"},     {".pdf", "application/pdf"},
        {".png", "image/png"},         {".cfg", "text/plain"},
        {".gp", "text/plain"},         {".eps", "application/postscript"}};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (crate_ends(name, formats[i][0])) {
            return formats[i][1];
        }
    }
    return "application/octet-stream";
}

/* The experiment that a file belongs to, as the id of its folder, in `id`; false when to none. */
static bool crate_part(const char *name, char id[MANIFEST_OUTPUT_MOST])
{
    const size_t start = strlen(CRATE_PART);
    const char *slash = strncmp(name, CRATE_PART, start) == 0 ? strchr(name + start, '/') : NULL;
    if (slash == NULL) {
        return false;
    }
    snprintf(id, MANIFEST_OUTPUT_MOST, "%.*s", (int)(slash - name + 1), name);
    return true;
}

/* What the program was given: the paper's own file, scenarios and designs. */
static bool crate_is_input(const char *name)
{
    return crate_ends(name, ".cfg");
}

static const char *crate_about(const char *name)
{
    const char *slash = strrchr(name, '/');
    if (strstr(name, "/resolved/") != NULL) {
        return "A scenario in full";
    }
    return columns_table(slash == NULL ? name : slash + 1);
}

static void crate_files(struct crate *self)
{
    for (size_t i = 0; i < self->count; i++) {
        const struct manifest_output *output = &self->outputs[i];
        char bytes[24];
        snprintf(bytes, sizeof bytes, "%" PRIu64, output->bytes);
        json_t *file = crate_entity(self, output->name, "File");
        crate_text(self, file, "name", output->name);
        crate_text(self, file, "description", crate_about(output->name));
        crate_text(self, file, "encodingFormat", crate_format(output->name));
        crate_text(self, file, "contentSize", bytes);
        crate_text(self, file, "sha256", output->sha256);
        crate_add(self, file);
    }
}

static void crate_experiments(struct crate *self)
{
    for (size_t e = 0; e < self->paper->experiment_count; e++) {
        const struct paper_experiment *experiment = &self->paper->experiments[e];
        char id[MANIFEST_OUTPUT_MOST], own[MANIFEST_OUTPUT_MOST], words[128];
        snprintf(id, sizeof id, CRATE_PART "%s/", experiment->name.text);
        snprintf(words, sizeof words, "Results of zutuan %s", experiment->command.text);
        json_t *folder = crate_entity(self, id, "Dataset"), *parts = json_array();
        for (size_t i = 0; i < self->count; i++) {
            if (crate_part(self->outputs[i].name, own) && strcmp(own, id) == 0) {
                crate_refer(self, parts, self->outputs[i].name);
            }
        }
        crate_text(self, folder, "name", experiment->name.text);
        crate_text(self, folder, "description", words);
        crate_set(self, folder, "hasPart", parts);
        crate_add(self, folder);
    }
}

/* The whole */

static json_t *crate_context(struct crate *self)
{
    json_t *context = json_array(), *terms = json_object();
    crate_set(self, terms, "sha256", json_string("https://schema.org/sha256"));
    jsonfile_append(context, json_string("https://w3id.org/ro/crate/1.1/context"), &self->failed);
    jsonfile_append(context, terms, &self->failed);
    return context;
}

static void crate_descriptor(struct crate *self)
{
    json_t *descriptor = crate_entity(self, CRATE_NAME, "CreativeWork");
    crate_set(self, descriptor, "conformsTo", crate_reference(self, "https://w3id.org/ro/crate/1.1"));
    crate_set(self, descriptor, "about", crate_reference(self, "./"));
    crate_add(self, descriptor);
}

static json_t *crate_keywords(struct crate *self)
{
    json_t *array = json_array();
    for (size_t i = 0; i < self->paper->keywords.count; i++) {
        jsonfile_append(array, json_string(self->paper->keywords.items[i].text), &self->failed);
    }
    return array;
}

static void crate_root(struct crate *self, const char *licence)
{
    char id[MANIFEST_OUTPUT_MOST];
    json_t *root = crate_entity(self, "./", "Dataset"), *parts = json_array(), *mentions = json_array();
    crate_text(self, root, "name", self->paper->title.text);
    crate_text(self, root, "description", self->paper->description.text);
    crate_text(self, root, "datePublished", self->paper->date.text);
    crate_set(self, root, "license", crate_reference(self, licence));
    crate_set(self, root, "author", crate_authors(self));
    if (self->paper->keywords.count > 0) {
        crate_set(self, root, "keywords", crate_keywords(self));
    }
    for (size_t i = 0; i < self->count; i++) {
        if (!crate_part(self->outputs[i].name, id)) {
            crate_refer(self, parts, self->outputs[i].name);
        }
    }
    for (size_t e = 0; e < self->paper->experiment_count; e++) {
        snprintf(id, sizeof id, CRATE_PART "%s/", self->paper->experiments[e].name.text);
        crate_refer(self, parts, id);
    }
    crate_set(self, root, "hasPart", parts);
    crate_refer(self, mentions, CRATE_ACTION);
    crate_set(self, root, "mentions", mentions);
    crate_add(self, root);
}

static void crate_action(struct crate *self)
{
    json_t *action = crate_entity(self, CRATE_ACTION, "CreateAction");
    json_t *object = json_array(), *result = json_array();
    crate_text(self, action, "name", "zutuan paper");
    crate_text(self, action, "description",
               "All experiments, figures, tables and numbers of the paper, by `zutuan paper paper.cfg`");
    crate_set(self, action, "instrument", crate_reference(self, CRATE_PROGRAM));
    crate_set(self, action, "agent", crate_authors(self));
    for (size_t i = 0; i < self->count; i++) {
        crate_refer(self, crate_is_input(self->outputs[i].name) ? object : result, self->outputs[i].name);
    }
    crate_set(self, action, "object", object);
    crate_set(self, action, "result", result);
    crate_set(self, action, "actionStatus", crate_reference(self, "http://schema.org/CompletedActionStatus"));
    crate_add(self, action);
}

static void crate_program(struct crate *self)
{
    char version[160];
    snprintf(version, sizeof version, "%s (commit %s%s)", BUILD_FACTS_VERSION,
             *BUILD_FACTS_COMMIT == '\0' ? "unknown" : BUILD_FACTS_COMMIT,
             BUILD_FACTS_DIRTY ? " with changes" : "");
    json_t *program = crate_entity(self, CRATE_PROGRAM, "SoftwareApplication");
    crate_text(self, program, "name", MANIFEST_TOOL);
    crate_text(self, program, "softwareVersion", version);
    crate_text(self, program, "url", self->paper->source.text);
    crate_set(self, program, "license", crate_reference(self, CRATE_SPDX "GPL-3.0-or-later"));
    crate_add(self, program);
}

static void crate_licence(struct crate *self, const char *id)
{
    json_t *licence = crate_entity(self, id, "CreativeWork");
    crate_text(self, licence, "name", id + strlen(CRATE_SPDX));
    crate_add(self, licence);
}

static json_t *crate_json(struct crate *self)
{
    char licence[256];
    json_t *root = json_object();
    snprintf(licence, sizeof licence, CRATE_SPDX "%s", self->paper->licence.text);
    self->graph = json_array();
    crate_descriptor(self);
    crate_root(self, licence);
    crate_action(self);
    crate_program(self);
    crate_licence(self, licence);
    if (strcmp(licence, CRATE_SPDX "GPL-3.0-or-later") != 0) {
        crate_licence(self, CRATE_SPDX "GPL-3.0-or-later");
    }
    crate_people(self);
    crate_experiments(self);
    crate_files(self);
    crate_set(self, root, "@context", crate_context(self));
    crate_set(self, root, "@graph", self->graph);
    return root;
}

int crate_write(const struct paper *paper, const char *folder, const struct manifest_output *outputs,
                size_t count, struct diag *diag)
{
    struct crate crate = {.paper = paper, .outputs = outputs, .count = count};
    json_t *root = crate_json(&crate);
    return jsonfile_write(root, crate.failed, folder, CRATE_NAME, diag);
}
