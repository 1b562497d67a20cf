/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attribute_players.h"

#include "zutuan/model/spelling.h"

#include <stdio.h>
#include <string.h>

#define CHANGES_MOST     4
#define ATTRIBUTE_ORIGIN "attribute"

/* Mechanisms and their switches */

static bool is_cluster(const struct params *params)
{
    return params->cluster.form != PARAMS_FORM_SOLO;
}

static bool has_hub(const struct params *params)
{
    return params->cluster.form == PARAMS_FORM_SUPPORT || params->cluster.form == PARAMS_FORM_LEAD;
}

static bool refers(const struct params *params)
{
    return is_cluster(params) && params->referral.on;
}

static bool trains(const struct params *params)
{
    return has_hub(params) && params->training.on;
}

static bool exchanges(const struct params *params)
{
    return is_cluster(params) && params->exchange.on;
}

static bool promotes(const struct params *params)
{
    return is_cluster(params) && params->promotion.on;
}

static bool monitors(const struct params *params)
{
    return has_hub(params) && params->monitoring.on;
}

static bool is_steered(const struct params *params)
{
    return has_hub(params) && params->steering.on;
}

static bool has_branch(const struct params *params)
{
    return has_hub(params) && params->branch.on;
}

static bool is_open(const struct params *params)
{
    return is_cluster(params) && params->membership.on;
}

static bool has_partners(const struct params *params)
{
    return has_hub(params) && params->partners.on;
}

static bool confers(const struct params *params)
{
    return params->conference.on;
}

static bool relieves(const struct params *params)
{
    return is_cluster(params) &&
           (params->oversight.cluster_visits != params->oversight.solo_visits ||
            params->oversight.cluster_instructions != params->oversight.solo_instructions ||
            params->government.annex_hours != params->government.contract_hours ||
            params->government.framework_hours != 0.0);
}

static bool has_fee(const struct params *params)
{
    return has_hub(params) && params->support.staff > 0 && params->support.staff_cost > 0.0;
}

static bool takes_time(const struct params *params)
{
    return is_cluster(params) && params->cluster.member_hours > 0.0;
}

/* `key` becomes 0, or what `from` is. */
struct change {
    const char *key, *from;
};

struct mechanism {
    struct attribute_mechanism shown;
    bool (*works)(const struct params *params);
    struct change off[CHANGES_MOST]; /* up to the first without a key */
};

static const struct mechanism mechanisms[] = {
    {{"referral", "referral", "referral.on = false"}, refers, {{"referral.on", NULL}}},
    {{"training", "training", "training.on = false"}, trains, {{"training.on", NULL}}},
    {{"exchange", "mutual learning", "exchange.on = false"}, exchanges, {{"exchange.on", NULL}}},
    {{"promotion", "leaflets", "promotion.on = false"}, promotes, {{"promotion.on", NULL}}},
    {{"monitoring", "monitoring", "monitoring.on = false"}, monitors, {{"monitoring.on", NULL}}},
    {{"steering", "steering group", "steering.on = false"}, is_steered, {{"steering.on", NULL}}},
    {{"branch", "Party branch", "branch.on = false"}, has_branch, {{"branch.on", NULL}}},
    {{"joining", "joining", "membership.on = false"}, is_open, {{"membership.on", NULL}}},
    {{"partners", "partners", "partners.on = false"}, has_partners, {{"partners.on", NULL}}},
    {{"conference", "conference", "conference.on = false"}, confers, {{"conference.on", NULL}}},
    {{"government", "less government",
      "oversight.cluster_visits, oversight.cluster_instructions and government.annex_hours as for solo, "
      "government.framework_hours = 0"},
     relieves,
     {{"oversight.cluster_visits", "oversight.solo_visits"},
      {"oversight.cluster_instructions", "oversight.solo_instructions"},
      {"government.annex_hours", "government.contract_hours"},
      {"government.framework_hours", NULL}}},
    {{"fee", "fee", "support.staff_cost = 0"}, has_fee, {{"support.staff_cost", NULL}}},
    {{"time", "members' time", "cluster.member_hours = 0"}, takes_time, {{"cluster.member_hours", NULL}}},
};
enum { MECHANISMS = sizeof mechanisms / sizeof mechanisms[0] };
_Static_assert(MECHANISMS == ATTRIBUTE_MECHANISMS, "each mechanism may be a player of its own");

/* What is joined, in this order, where there would be too many players. */
static const char *const joined[][2] = {
    {"steering", "branch"}, {"joining", "partners"}, {"exchange", "promotion"}, {"fee", "time"}};
enum { JOINED = sizeof joined / sizeof joined[0] };

const struct attribute_mechanism *attribute_mechanism(size_t i)
{
    return i < MECHANISMS ? &mechanisms[i].shown : NULL;
}

void attribute_players_switch_off(struct scenario *scenario, unsigned set)
{
    for (size_t m = 0; m < MECHANISMS; m++) {
        const struct change *off = mechanisms[m].off;
        for (size_t i = 0; (set >> m & 1u) != 0 && i < CHANGES_MOST && off[i].key != NULL; i++) {
            const struct params_row *from = off[i].from == NULL ? NULL : params_find(off[i].from);
            scenario_set(scenario, params_find(off[i].key),
                         from == NULL ? 0.0 : params_get(&scenario->params, from), ATTRIBUTE_ORIGIN);
        }
    }
}

/* Choosing the players */

static int find_mechanism(const char *name, size_t length)
{
    for (int m = 0; m < MECHANISMS; m++) {
        const char *known = mechanisms[m].shown.name;
        if (strlen(known) == length && strncmp(known, name, length) == 0)
            return m;
    }
    return -1;
}

static const char *nearest_name(const char *name, size_t length)
{
    size_t best = 0, least = (size_t)-1;
    for (size_t m = 0; m < MECHANISMS; m++) {
        const char *known = mechanisms[m].shown.name;
        const size_t distance = spelling_distance(name, length, known, strlen(known));
        if (distance < least) {
            least = distance;
            best = m;
        }
    }
    return mechanisms[best].shown.name;
}

/* Adds a mechanism to a player: name and label too. */
static void extend_player(struct attribute_player *self, size_t m)
{
    const struct attribute_mechanism *shown = &mechanisms[m].shown;
    const bool first = self->mechanisms == 0;
    const size_t name = strlen(self->name), label = strlen(self->label);
    self->mechanisms |= 1u << m;
    snprintf(self->name + name, sizeof self->name - name, "%s%s", first ? "" : "+", shown->name);
    snprintf(self->label + label, sizeof self->label - label, "%s%s", first ? "" : " and ", shown->label);
}

static bool is_at_work(size_t m, const struct scenario *scenario)
{
    return mechanisms[m].works(&scenario->params);
}

/* Joins the players of two mechanisms, if both are there. */
static void join(struct attribute *self, const char *const names[2])
{
    size_t at[2] = {self->player_count, self->player_count};
    for (size_t i = 0; i < self->player_count; i++) {
        for (int n = 0; n < 2; n++) {
            if (strcmp(self->players[i].name, names[n]) == 0)
                at[n] = i;
        }
    }
    if (at[0] == self->player_count || at[1] == self->player_count)
        return;
    extend_player(&self->players[at[0]], (size_t)find_mechanism(names[1], strlen(names[1])));
    self->player_count--;
    memmove(&self->players[at[1]], &self->players[at[1] + 1],
            (self->player_count - at[1]) * sizeof self->players[0]);
}

static int choose_all(struct attribute *self, struct diag *diag)
{
    for (size_t m = 0; m < MECHANISMS; m++) {
        if (is_at_work(m, self->other) && !is_at_work(m, self->base))
            extend_player(&self->players[self->player_count++], m);
    }
    for (size_t i = 0; i < JOINED && self->player_count > ATTRIBUTE_PLAYERS_GOOD; i++)
        join(self, joined[i]);
    if (self->player_count == 0)
        return diag_add(diag, DIAG_INVALID, NULL, 0,
                        "%s has no mechanism that %s lacks: there is nothing to split the difference over",
                        self->other->name, self->base->name);
    if (self->player_count <= ATTRIBUTE_PLAYERS_MOST)
        return DIAG_OK;
    return diag_add(
        diag, DIAG_INVALID, NULL, 0,
        "%s has %zu mechanisms that %s lacks; at most %d can be told apart: choose with --players",
        self->other->name, self->player_count, self->base->name, ATTRIBUTE_PLAYERS_MOST);
}

/* One name of the list, put into the last player. */
static int choose_name(struct attribute *self, const char *name, size_t length, struct diag *diag)
{
    const int m = find_mechanism(name, length);
    if (m < 0)
        return diag_add(diag, DIAG_INVALID, NULL, 0, "--players: %.*s is no mechanism; did you mean %s?",
                        (int)length, name, nearest_name(name, length));
    for (size_t i = 0; i < self->player_count; i++) {
        if ((self->players[i].mechanisms >> m & 1u) != 0)
            return diag_add(diag, DIAG_INVALID, NULL, 0, "--players: %.*s is named twice", (int)length, name);
    }
    if (!is_at_work((size_t)m, self->other))
        return diag_add(diag, DIAG_INVALID, NULL, 0, "--players: %.*s is not at work in %s", (int)length,
                        name, self->other->name);
    if (is_at_work((size_t)m, self->base))
        return diag_add(diag, DIAG_INVALID, NULL, 0,
                        "--players: %.*s is at work in %s too, so that it is no part of the difference",
                        (int)length, name, self->base->name);
    extend_player(&self->players[self->player_count - 1], (size_t)m);
    return DIAG_OK;
}

static int choose_listed(struct attribute *self, const char *list, struct diag *diag)
{
    const size_t before = diag->count;
    for (char end = ','; end != '\0';) {
        const size_t length = strcspn(list, ",+");
        if (end == ',' && self->player_count == ATTRIBUTE_PLAYERS_MOST)
            return diag_add(diag, DIAG_INVALID, NULL, 0,
                            "--players: at most %d; join some, as in steering+branch",
                            ATTRIBUTE_PLAYERS_MOST);
        self->player_count += end == ',';
        if (choose_name(self, list, length, diag) == DIAG_MEMORY)
            return DIAG_MEMORY;
        end = list[length];
        list += length + 1;
    }
    return diag->count > before ? DIAG_INVALID : DIAG_OK;
}

int attribute_players_choose(struct attribute *self, const char *list, struct diag *diag)
{
    return list == NULL ? choose_all(self, diag) : choose_listed(self, list, diag);
}
