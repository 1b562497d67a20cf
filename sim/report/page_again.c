/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How to get the same results again. */
#include "page_parts.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* As a shell takes it: plain, or in single quotes. */
static void page_again_argument(struct html *html, const char *text)
{
    bool plain = *text != '\0';
    for (const char *letter = text; *letter != '\0'; letter++) {
        plain = plain && (isalnum((unsigned char)*letter) || strchr("+-_./=:,%@", *letter) != NULL);
    }
    if (plain) {
        html_put(html, " %s", text);
        return;
    }
    html_put(html, " '");
    for (const char *rest = text; *rest != '\0'; rest++) {
        const char letter[] = {*rest, '\0'};
        if (*rest == '\'') {
            html_put(html, "%s", "'\\''");
        } else if ((unsigned char)*rest < 0x80) {
            html_text(html, letter);
        } else {
            /* a letter of several bytes is written whole */
            size_t length = 1;
            char whole[5] = {*rest, '\0'};
            while (length < 4 && ((unsigned char)rest[length] & 0xC0) == 0x80) {
                whole[length] = rest[length];
                length++;
            }
            html_text(html, whole);
            rest += length - 1;
        }
    }
    html_put(html, "'");
}

static void page_again_fact(struct page_table *table, const char *english, const char *chinese,
                            const char *value)
{
    page_table_row(table);
    page_table_both(table, english, chinese);
    page_table_open(table, NAN);
    html_put(table->html, "<code class=\"digest\">%s</code>", value);
    page_table_close(table);
    page_table_row_end(table);
}

static void page_again_facts(struct page *self)
{
    static const struct page_column columns[] = {{"what", "项目", false}, {"value", "值", false}};
    struct page_table table;
    char path[96], number[32];
    page_table_begin(&table, &self->html, columns, 2, "What was run, by what", "运行了什么，由什么运行");
    page_again_fact(&table, "program", "程序版本", manifest_string(self->manifest, "version"));
    page_again_fact(&table, "commit", "提交", manifest_string(self->manifest, "commit"));
    page_again_fact(&table, "compiler", "编译器", manifest_string(self->manifest, "build/compiler"));
    page_again_fact(&table, "seed", "随机种子", manifest_string(self->manifest, "seed"));
    snprintf(number, sizeof number, "%.0f", manifest_number(self->manifest, "replications/done"));
    page_again_fact(&table, "replications", "模拟次数", number);
    for (size_t i = 0; i < self->scenario_count; i++) {
        snprintf(path, sizeof path, "scenarios/%zu/inputs", i);
        const size_t inputs = manifest_count(self->manifest, path);
        for (size_t k = 0; k < inputs; k++) {
            char value[256], file[96];
            snprintf(path, sizeof path, "scenarios/%zu/inputs/%zu/file", i, k);
            snprintf(file, sizeof file, "%.90s", manifest_string(self->manifest, path));
            snprintf(path, sizeof path, "scenarios/%zu/inputs/%zu/sha256", i, k);
            snprintf(value, sizeof value, "%.90s  SHA-256 %.70s", file,
                     manifest_string(self->manifest, path));
            page_again_fact(&table, self->scenarios[i].name, NULL, value);
        }
    }
    page_table_end(&table);
}

static void page_again_files(struct page *self)
{
    static const struct page_column columns[] = {
        {"file", "文件", false}, {"bytes", "字节", true}, {"SHA-256", NULL, false}};
    struct page_table table;
    const size_t count = manifest_count(self->manifest, "outputs");
    char path[64], bytes[32];
    html_put(&self->html, "<details><summary>");
    html_both(&self->html, "Files of these results", "结果文件");
    html_put(&self->html, "</summary>\n");
    page_table_begin(&table, &self->html, columns, 3, "The same experiment gives the same bytes.",
                     "同样的实验给出同样的字节。");
    for (size_t i = 0; i < count; i++) {
        page_table_row(&table);
        snprintf(path, sizeof path, "outputs/%zu/file", i);
        page_table_text(&table, manifest_string(self->manifest, path));
        snprintf(path, sizeof path, "outputs/%zu/bytes", i);
        const double size = manifest_number(self->manifest, path);
        snprintf(bytes, sizeof bytes, "%.0f", size);
        page_table_number(&table, size, bytes);
        snprintf(path, sizeof path, "outputs/%zu/sha256", i);
        page_table_open(&table, NAN);
        html_put(table.html, "<code class=\"digest\">%s</code>", manifest_string(self->manifest, path));
        page_table_close(&table);
        page_table_row_end(&table);
    }
    page_table_end(&table);
    html_put(&self->html, "</details>\n");
}

int page_again_write(struct page *self)
{
    struct html *html = &self->html;
    const size_t count = manifest_count(self->manifest, "environment/argv");
    char path[64];
    html_put(html, "<p>");
    html_both(
        html,
        "The same program, command and files give the same bytes, on any number of threads. Each scenario is "
        "in full in resolved/ of this folder, and can be given in place of its name.",
        "同样的程序、命令和文件，无论用多少线程，都给出同样的字节。每个方案的全部参数在本文件夹的 resolved/ "
        "中，可用来代替方案名。");
    html_put(html, "</p>\n<pre><code>zutuan");
    for (size_t i = 1; i < count; i++) {
        snprintf(path, sizeof path, "environment/argv/%zu", i);
        page_again_argument(html, manifest_string(self->manifest, path));
    }
    html_put(html, "</code></pre>\n");
    page_again_facts(self);
    page_again_files(self);
    return DIAG_OK;
}
