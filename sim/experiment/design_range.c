/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/experiment/design.h"
#include "zutuan/experiment/hypotheses.h"

#include <math.h>
#include <string.h>

static bool is_number(const struct params_row *row)
{
    return row->type == PARAMS_INT || row->type == PARAMS_REAL;
}

bool design_concerns_clusters(const struct params_row *row)
{
    /* not all of support: with monitoring.solo_calls its hours of a call-back are the officers' too */
    static const char *const keys[] = {
        "support.staff",
        "support.staff_cost",
        "support.credibility",
        "support.capture",
        "service.pooled",
        "service.referred",
        "cluster.member_hours",
        "referral.",
        "exchange.",
        "promotion.",
        "trust.",
        "steering.",
        "branch.",
    };

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t length = strlen(keys[i]);
        bool group = keys[i][length - 1] == '.';
        if (group ? strncmp(row->key, keys[i], length) == 0 : strcmp(row->key, keys[i]) == 0)
            return true;
    }
    return false;
}

static const struct hypotheses_assumption *find_assumption(const struct params_row *row)
{
    const struct hypotheses_assumption *list = hypotheses_assumptions();

    for (size_t i = 0; i < HYPOTHESES_ASSUMPTIONS; i++)
        if (strcmp(list[i].key, row->key) == 0)
            return &list[i];
    return NULL;
}

bool design_range(const struct params_row *row, double value, double *low, double *high,
                  enum design_basis *basis)
{
    const struct hypotheses_assumption *known = find_assumption(row);

    if (!is_number(row) || !isfinite(value))
        return false;
    if (known && isfinite(known->high) && known->low <= value && value <= known->high) {
        *low = known->low;
        *high = known->high;
        *basis = DESIGN_BASIS_PLAUSIBLE;
    } else if (value > 0) {
        *low = fmax(row->minimum, row->type == PARAMS_INT ? ceil(value / 2) : value / 2);
        *high = fmin(row->maximum, 2 * value);
        *basis = DESIGN_BASIS_HALF;
    } else if (value == 0 && row->type == PARAMS_REAL && row->maximum <= 1) {
        *low = row->minimum;
        *high = row->maximum;
        *basis = DESIGN_BASIS_LEGAL;
    } else {
        return false;
    }
    return *low < *high;
}

static bool is_solo(const struct scenario *scenario)
{
    return scenario->params.cluster.form == PARAMS_FORM_SOLO;
}

bool design_contradicts(const struct design_factor *a, const struct design_factor *b,
                        const struct scenario *scenario)
{
    for (int corner = 0; corner < 4; corner++) {
        struct params params = scenario->params;
        params_set(&params, a->row, corner & 1 ? a->high : a->low);
        params_set(&params, b->row, corner & 2 ? b->high : b->low);
        if (params_conflicts(&params, NULL, 0) > 0)
            return true;
    }
    return false;
}

bool design_screened(const struct params_row *row, const struct scenario *base, const struct scenario *other,
                     struct design_factor *factor)
{
    const bool clusters_only = design_concerns_clusters(row);
    const bool base_has = !clusters_only || !is_solo(base);
    const bool other_has = other && (!clusters_only || !is_solo(other));
    double value;

    if (!is_number(row) || strncmp(row->key, "programme.", strlen("programme.")) == 0 ||
        (!base_has && !other_has))
        return false;
    value = params_get(other_has ? &other->params : &base->params, row);
    if (base_has && params_get(&base->params, row) != value)
        return false;
    *factor = (struct design_factor){.row = row};
    if (!design_range(row, value, &factor->low, &factor->high, &factor->basis))
        return false;
    return !(base_has && design_contradicts(factor, factor, base)) &&
           !(other_has && design_contradicts(factor, factor, other));
}
