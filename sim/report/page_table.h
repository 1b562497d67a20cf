/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table of a page: sortable by the page's script, and a stack of cards on a narrow screen, where each cell
 * is shown with its heading. The first cell of a row is its heading.
 */
#ifndef PAGE_TABLE_H
#define PAGE_TABLE_H

#include "html.h"

#include <stdbool.h>

struct page_column {
    const char *english, *chinese; /* NULL: the English stands for both */
    bool number;
};

struct page_table {
    struct html *html;                 /* borrowed */
    const struct page_column *columns; /* borrowed, [count] */
    size_t count, at;                  /* `at`: the next column of this row */
};

void page_table_begin(struct page_table *self, struct html *html, const struct page_column *columns,
                      size_t count, const char *english, const char *chinese);
void page_table_end(struct page_table *self);
void page_table_row(struct page_table *self);
void page_table_row_end(struct page_table *self);
/* A cell, whatever is written between the two; `value` is what a column of numbers is sorted by. */
void page_table_open(struct page_table *self, double value);
void page_table_close(struct page_table *self);
/* Whole cells. */
void page_table_text(struct page_table *self, const char *text);
void page_table_both(struct page_table *self, const char *english, const char *chinese);
void page_table_number(struct page_table *self, double value, const char *text);

#endif
