/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSV table as the page and papers read it; what is read is written and read again. */
#include "csv.h"
#include "csv_read.h"
#include "fuzz.h"

#include <string.h>

static void write_again(const struct csv_read *table, struct diag *diag)
{
    struct csv_read again;
    struct csv csv;
    FILE *stream = fopen("b.csv", "wb");

    fuzz_demand(stream != NULL, "a file");
    csv_begin(&csv, stream);
    for (size_t row = 0; row <= table->rows; row++) {
        for (size_t column = 0; column < table->columns; column++)
            csv_text(&csv, table->cells[row * table->columns + column]);
        csv_end_row(&csv);
    }
    fclose(stream);
    const int code = csv_read_load(&again, ".", "b.csv", diag);
    fuzz_demand(code == DIAG_OK && again.rows == table->rows && again.columns == table->columns,
                "a table is read again");
    for (size_t i = 0; i < (table->rows + 1) * table->columns; i++)
        fuzz_demand(strcmp(again.cells[i], table->cells[i]) == 0, "a cell is read again");
    fuzz_judge(code, diag);
    csv_read_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csv_read table;
    struct diag diag;

    fuzz_enter();
    diag_init(&diag);
    fuzz_put("a.csv", data, size);
    const int code = csv_read_load(&table, ".", "a.csv", &diag);
    fuzz_judge(code, &diag);
    if (code == DIAG_OK && table.columns > 0) {
        for (size_t row = 0; row < table.rows; row++)
            (void)csv_read_number(&table, row, table.columns - 1);
        write_again(&table, &diag);
    }
    csv_read_free(&table);
    return 0;
}
