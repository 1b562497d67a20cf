/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scenario_parts.h"
#include "zutuan/model/spelling.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SUFFIX       ".cfg"
#define NEAREST_MOST 3
#define LIST_MOST    (NEAREST_MOST * (SCENARIO_NAME_MOST + 16))
#define PLACES_MOST  512 /* characters of the list of folders in a message */

/* The names most like a name that was not found, best first. */
struct nearest {
    const char *name;
    char names[NEAREST_MOST][SCENARIO_NAME_MOST];
    size_t edits[NEAREST_MOST];
    size_t count;
};

static bool has_suffix(const char *text)
{
    size_t length = strlen(text);
    return length >= strlen(SUFFIX) && strcmp(text + length - strlen(SUFFIX), SUFFIX) == 0;
}

const char *scenario_find_base(const char *path, size_t *length)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;

    *length = strlen(base) - (has_suffix(base) ? strlen(SUFFIX) : 0);
    return base;
}

/* `folder` (of `length` characters; "." adds nothing), `name` and, where it has none, the suffix. */
static char *join(const char *folder, size_t length, const char *name)
{
    bool here = length == 0 || (length == 1 && folder[0] == '.');
    size_t size = length + strlen(name) + strlen("/" SUFFIX) + 1;
    char *path = malloc(size);

    if (path)
        snprintf(path, size, "%.*s%s%s%s", here ? 0 : (int)length, folder,
                 here || folder[length - 1] == '/' ? "" : "/", name, has_suffix(name) ? "" : SUFFIX);
    return path;
}

/* Whether something is there that is worth opening; why it cannot be opened is for the reader to say. */
static bool exists(const char *path)
{
    struct stat status;

    if (stat(path, &status) == 0)
        return !S_ISDIR(status.st_mode);
    return errno != ENOENT && errno != ENOTDIR;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void offer(struct nearest *self, const char *name, size_t length)
{
    size_t wanted, edits, place;
    const char *base = scenario_find_base(self->name, &wanted);

    if (length >= SCENARIO_NAME_MOST)
        return;
    edits = spelling_distance(base, wanted, name, length);
    for (place = 0; place < self->count; place++)
        if (strlen(self->names[place]) == length && strncmp(name, self->names[place], length) == 0)
            return;
    for (place = self->count; place > 0; place--)
        if (edits > self->edits[place - 1] ||
            (edits == self->edits[place - 1] && strncmp(name, self->names[place - 1], length) >= 0))
            break;
    if (place == NEAREST_MOST)
        return;
    self->count += self->count < NEAREST_MOST;
    for (size_t i = self->count - 1; i > place; i--) {
        memcpy(self->names[i], self->names[i - 1], SCENARIO_NAME_MOST);
        self->edits[i] = self->edits[i - 1];
    }
    memcpy(self->names[place], name, length);
    self->names[place][length] = '\0';
    self->edits[place] = edits;
}

static void offer_folder(struct nearest *self, const char *folder, size_t length)
{
    char *path = length == 0 ? strdup(".") : strndup(folder, length);
    DIR *entries = path ? opendir(path) : NULL;
    struct dirent *entry;

    free(path);
    if (!entries)
        return;
    while ((entry = readdir(entries)))
        if (has_suffix(entry->d_name))
            offer(self, entry->d_name, strlen(entry->d_name) - strlen(SUFFIX));
    closedir(entries);
}

static void list_nearest(const struct nearest *self, char *buffer, size_t size)
{
    size_t used = 0;

    buffer[0] = '\0';
    for (size_t i = 0; i < self->count; i++)
        used +=
            (size_t)snprintf(buffer + used, size - used, "%s%s", i ? ", " : "; nearest: ", self->names[i]);
}

/* Says that NAME.cfg is in none of the folders, and which names there are most like it. */
static void report_missing(const char *name, const char *first, size_t length, const char *const *folders,
                           struct scenario_place place, struct diag *diag)
{
    struct nearest nearest = {.name = name};
    char places[PLACES_MOST], list[LIST_MOST], quoted[SCENARIO_QUOTE_MOST];
    size_t used;

    offer_folder(&nearest, first, length);
    used = (size_t)snprintf(places, sizeof places, "%.*s", length ? (int)length : 1, length ? first : ".");
    for (; *folders; folders++) {
        offer_folder(&nearest, *folders, strlen(*folders));
        if (used < sizeof places)
            used += (size_t)snprintf(places + used, sizeof places - used, ", %s", *folders);
    }
    list_nearest(&nearest, list, sizeof list);
    scenario_value_quote(name, quoted);
    diag_add(diag, place.file ? DIAG_INVALID : DIAG_IO, place.file, place.line, "%s%sno %s %s in %s%s",
             place.key ? place.key : "", place.key ? ": " : "", place.what, quoted, places, list);
}

/* Looks for NAME.cfg in `first` (of `length` characters), then in the search path. */
static char *look(const char *name, const char *first, size_t length, const struct scenario_search *search,
                  struct scenario_place place, struct diag *diag)
{
    const char *const none[] = {NULL};
    const char *const *folders = search && search->folders ? search->folders : none;
    char *path = join(first, length, name);

    for (size_t i = 0; path && !exists(path); i++) {
        free(path);
        if (!folders[i]) {
            report_missing(name, first, length, folders, place, diag);
            return NULL;
        }
        path = join(folders[i], strlen(folders[i]), name);
    }
    if (!path)
        diag_add(diag, DIAG_MEMORY, place.file, place.line, "memory ran out");
    return path;
}

/* What has a name like that of the file `name`: in its folder as the caller sees it, and in the same folder
 * of the places that were `searched`; where there is nothing, in all places themselves. */
static void list_around(const char *name, const char *const *searched, const struct scenario_search *search,
                        char *buffer, size_t size)
{
    struct nearest nearest = {.name = name};
    const char *slash = strrchr(name, '/');

    offer_folder(&nearest, name, slash ? (size_t)(slash - name) + 1 : 0);
    for (; *searched; searched++) {
        char *path = join(*searched, strlen(*searched), name);
        if (path)
            offer_folder(&nearest, path, (size_t)(strrchr(path, '/') - path) + 1);
        free(path);
    }
    for (size_t i = 0; search && search->folders && search->folders[i]; i++)
        offer_folder(&nearest, search->folders[i], strlen(search->folders[i]));
    list_nearest(&nearest, buffer, size);
}

/* As the caller sees it; FOLDER/NAME, without a suffix, also in the search path. */
static char *find_path(const char *name, const char *what, const struct scenario_search *search,
                       struct diag *diag)
{
    const char *const none[] = {NULL};
    const bool searched = search && search->folders && *name != '/' && *name != '.' && !has_suffix(name);
    const char *const *folders = searched ? search->folders : none;
    char list[LIST_MOST];
    char *path = exists(name) ? strdup(name) : join("", 0, name);

    for (size_t i = 0; path && !exists(path) && folders[i]; i++) {
        free(path);
        path = join(folders[i], strlen(folders[i]), name);
    }
    if (!path) {
        diag_add(diag, DIAG_MEMORY, name, 0, "memory ran out");
        return NULL;
    }
    if (exists(path))
        return path;
    free(path);
    if (is_folder(name)) {
        diag_add(diag, DIAG_IO, name, 0, "is a folder; name a %s file in it", what);
        return NULL;
    }
    list_around(name, folders, search, list, sizeof list);
    diag_add(diag, DIAG_IO, name, 0, "no such file%s", list);
    return NULL;
}

/* What a file names from the root. */
static char *find_whole(const char *name, struct scenario_place place, const struct scenario_search *search,
                        struct diag *diag)
{
    const char *const none[] = {NULL};
    char list[LIST_MOST], quoted[SCENARIO_QUOTE_MOST];
    char *path = join("", 0, name);

    if (!path) {
        diag_add(diag, DIAG_MEMORY, place.file, place.line, "memory ran out");
        return NULL;
    }
    if (exists(path))
        return path;
    free(path);
    list_around(name, none, search, list, sizeof list);
    scenario_value_quote(name, quoted);
    diag_add(diag, DIAG_INVALID, place.file, place.line, "%s: no %s %s%s", place.key, place.what, quoted,
             list);
    return NULL;
}

char *scenario_find_named(const char *name, const char *what, const struct scenario_search *search,
                          struct diag *diag)
{
    if (*name == '\0') {
        diag_add(diag, DIAG_INVALID, NULL, 0, "the name of a %s is empty", what);
        return NULL;
    }
    if (strchr(name, '/') || has_suffix(name))
        return find_path(name, what, search, diag);
    return look(name, "", 0, search, (struct scenario_place){.what = what}, diag);
}

char *scenario_find_extended(const char *name, struct scenario_place place,
                             const struct scenario_search *search, struct diag *diag)
{
    const char *slash = strrchr(place.file, '/');
    size_t folder = slash ? (size_t)(slash - place.file) : 0;
    char *path;

    if (slash == place.file)
        folder = 1; /* the root */
    place.what = "scenario";
    if (*name == '\0') {
        diag_add(diag, DIAG_INVALID, place.file, place.line, "%s: the name of a scenario is empty",
                 place.key);
        return NULL;
    }
    path = *name == '/' ? find_whole(name, place, search, diag)
                        : look(name, place.file, folder, search, place, diag);
    if (path && !scenario_tree_check(path, name, place, search, diag)) {
        free(path);
        path = NULL;
    }
    return path;
}
