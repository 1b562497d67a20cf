/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sensitivity_tables.h"

#include "fields.h"
#include "outfile.h"

#define SENSITIVITY_TABLE       "sensitivity.csv"
#define SENSITIVITY_CONVERGENCE "convergence.csv"

static void sensitivity_value_fields(struct csv *csv, const struct sensitivity_value *value)
{
    csv_number(csv, value->value);
    csv_number(csv, value->low);
    csv_number(csv, value->high);
}

/* The statistics of a row, by the columns of its method. */
static void sensitivity_row_fields(struct csv *csv, bool sobol, const struct sensitivity_row *row)
{
    csv_count(csv, row->n);
    if (sobol) {
        sensitivity_value_fields(csv, &row->first);
        sensitivity_value_fields(csv, &row->total);
    } else {
        sensitivity_value_fields(csv, &row->mu);
        sensitivity_value_fields(csv, &row->mu_star);
        sensitivity_value_fields(csv, &row->sigma);
    }
}

static const char *sensitivity_key(const struct cells *cells, size_t row)
{
    const struct design *design = cells->sweep->design;
    return row < design->factor_count ? design->factors[row].row->key : "seed";
}

#define SENSITIVITY_MORRIS_COLUMNS                                                                           \
    "mu,mu_low,mu_high,mu_star,mu_star_low,mu_star_high,sigma,sigma_low,sigma_high"
#define SENSITIVITY_SOBOL_COLUMNS "S1,S1_low,S1_high,ST,ST_low,ST_high"

static int sensitivity_final(const struct cells *cells, const char *folder, struct diag *diag)
{
    static const char *const standings[] = {"unknown", "nothing", "noise", "clear"};
    const struct design *design = cells->sweep->design;
    const bool sobol = cells->sensitivity->sobol;
    struct csv csv;
    struct outfile file;
    const int code = csv_open(
        &csv, &file, folder, SENSITIVITY_TABLE,
        sobol ? "measure,unit,key,n," SENSITIVITY_SOBOL_COLUMNS ",standing,confidence,meaning,label"
              : "measure,unit,key,n," SENSITIVITY_MORRIS_COLUMNS ",standing,confidence,meaning,label",
        diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t m = 0; m < design->measure_count; m++) {
        const struct sensitivity *self = &cells->sensitivity[m];
        for (size_t row = 0; row < self->row_count; row++) {
            const bool seed = row == design->factor_count;
            fields_measure(&csv, self->measure);
            csv_text(&csv, sensitivity_key(cells, row));
            sensitivity_row_fields(&csv, sobol, &sensitivity_rows(self)[row]);
            csv_text(&csv, seed ? "" : standings[sensitivity_judge(self, row)]);
            csv_number(&csv, cells->account.confidence);
            csv_text(&csv, seed ? "Nothing but the random numbers" : design->factors[row].row->meaning);
            csv_text(&csv, outcome_measure_row(self->measure)->label);
            csv_end_row(&csv);
        }
    }
    return csv_close(&csv, &file, diag);
}

static int sensitivity_looks(const struct cells *cells, const char *folder, struct diag *diag)
{
    const bool sobol = cells->sensitivity->sobol;
    struct csv csv;
    struct outfile file;
    const int code = csv_open(&csv, &file, folder, SENSITIVITY_CONVERGENCE,
                              sobol ? "measure,size,key,n," SENSITIVITY_SOBOL_COLUMNS
                                    : "measure,size,key,n," SENSITIVITY_MORRIS_COLUMNS,
                              diag);
    if (code != DIAG_OK) {
        return code;
    }
    for (size_t m = 0; m < cells->sweep->design->measure_count; m++) {
        const struct sensitivity *self = &cells->sensitivity[m];
        for (size_t i = 0; i < self->look_count * self->row_count; i++) {
            csv_text(&csv, outcome_measure_row(self->measure)->name);
            csv_count(&csv, self->looks[i / self->row_count]);
            csv_text(&csv, sensitivity_key(cells, i % self->row_count));
            sensitivity_row_fields(&csv, sobol, &self->at[i]);
            csv_end_row(&csv);
        }
    }
    return csv_close(&csv, &file, diag);
}

int sensitivity_tables(const struct cells *cells, struct folder *folder)
{
    const int code =
        folder_add(folder, SENSITIVITY_TABLE, sensitivity_final(cells, folder->path, folder->diag));
    return code == DIAG_OK ? folder_add(folder, SENSITIVITY_CONVERGENCE,
                                        sensitivity_looks(cells, folder->path, folder->diag))
                           : code;
}
