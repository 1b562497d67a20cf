/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_table.h"

#include <math.h>

void page_table_begin(struct page_table *self, struct html *html, const struct page_column *columns,
                      size_t count, const char *english, const char *chinese)
{
    *self = (struct page_table){.html = html, .columns = columns, .count = count};
    html_put(html, "<div class=\"scroll\" tabindex=\"0\"><table class=\"stack sortable\">\n<caption>");
    html_both(html, english, chinese);
    html_put(html, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < count; i++) {
        html_put(html, columns[i].number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
        html_both(html, columns[i].english, columns[i].chinese);
        html_put(html, "</th>");
    }
    html_put(html, "</tr></thead>\n<tbody>\n");
}

void page_table_end(struct page_table *self)
{
    html_put(self->html, "</tbody></table></div>\n");
}

void page_table_row(struct page_table *self)
{
    self->at = 0;
    html_put(self->html, "<tr>");
}

void page_table_row_end(struct page_table *self)
{
    html_put(self->html, "</tr>\n");
}

void page_table_open(struct page_table *self, double value)
{
    const struct page_column *column = &self->columns[self->at];
    html_put(self->html, self->at == 0 ? "<th scope=\"row\"" : "<td");
    if (self->at > 0) {
        html_both_data(self->html, column->english, column->chinese);
    }
    if (column->number) {
        char text[40] = "";
        if (!isnan(value)) {
            snprintf(text, sizeof text, "%.17g", value);
        }
        html_put(self->html, " class=\"number\" data-value=\"%s\"", text);
    }
    html_put(self->html, ">");
}

void page_table_close(struct page_table *self)
{
    html_put(self->html, self->at == 0 ? "</th>" : "</td>");
    self->at++;
}

void page_table_text(struct page_table *self, const char *text)
{
    page_table_open(self, NAN);
    html_text(self->html, text);
    page_table_close(self);
}

void page_table_both(struct page_table *self, const char *english, const char *chinese)
{
    page_table_open(self, NAN);
    html_both(self->html, english, chinese);
    page_table_close(self);
}

void page_table_number(struct page_table *self, double value, const char *text)
{
    page_table_open(self, value);
    html_text(self->html, text);
    page_table_close(self);
}
