/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zutuan/report/page.h"

#include "outfile.h"
#include "page_assets.h"
#include "page_parts.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_TITLE_MOST = 640, PAGE_SCRIPT_HASH = 45 };

static const struct page_section {
    const char *id, *english, *chinese;
    bool (*has)(const struct page *self); /* NULL: always */
    int (*write)(struct page *self);
} page_sections[] = {
    {"answer", "The answer", "结论", NULL, page_answer_write},
    {"scenarios", "What differs between the scenarios", "各方案的差别", page_scenarios_has,
     page_scenarios_write},
    {"differences", "Differences in results", "结果的差异", page_differences_has, page_differences_write},
    {"figures", "Figures", "图", page_figures_has, page_figures_write},
    {"assumptions", "Assumptions, and which of them matter", "假定，以及哪些重要", NULL,
     page_assumptions_write},
    {"tables", "Tables", "表格", page_tables_has, page_tables_write},
    {"again", "How to get this again", "如何重现", NULL, page_again_write},
};
enum { PAGE_SECTIONS = sizeof page_sections / sizeof page_sections[0] };

/* The script's SHA-256 in base64: the browser then runs this script and no other. */
static void page_script_hash(char text[PAGE_SCRIPT_HASH])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const struct digest_part part = {page_assets_js, sizeof page_assets_js - 1};
    char hexadecimal[DIGEST_TEXT];
    unsigned char bytes[33] = {0}; /* one more than a digest, for whole groups of three */
    digest_parts(&part, 1, hexadecimal);
    for (size_t i = 0; i < 32; i++) {
        const char digits[] = {hexadecimal[2 * i], hexadecimal[2 * i + 1], '\0'};
        bytes[i] = (unsigned char)strtoul(digits, NULL, 16);
    }
    for (size_t i = 0; i < 11; i++) {
        const unsigned long group =
            (unsigned long)bytes[3 * i] << 16 | (unsigned long)bytes[3 * i + 1] << 8 | bytes[3 * i + 2];
        for (size_t k = 0; k < 4; k++) {
            text[4 * i + k] = letters[group >> (18 - 6 * k) & 63];
        }
    }
    text[43] = '=';
    text[44] = '\0';
}

static void page_head(struct page *self, bool chinese, const char *english_title, const char *chinese_title)
{
    struct html *html = &self->html;
    char hash[PAGE_SCRIPT_HASH];
    page_script_hash(hash);
    html_put(html, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
             chinese ? "zh-CN" : "en");
    html_put(html, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                   "'unsafe-inline'; base-uri 'none'; form-action 'none'; script-src 'sha256-");
    html_put(html, "%s'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
             hash);
    html_put(html, "<title>%s · zutuan</title>\n<style>\n", chinese ? chinese_title : english_title);
    html_bytes(html, page_assets_css, sizeof page_assets_css - 1);
    html_put(html, "</style>\n</head>\n<body data-title-en=\"%s · zutuan\" data-title-zh=\"%s · zutuan\">\n",
             english_title, chinese_title);
    html_put(
        html,
        "<input class=\"switch\" type=\"radio\" name=\"language\" id=\"show-en\" aria-label=\"English\"");
    html_put(html, chinese ? ">\n" : " checked>\n");
    html_put(html,
             "<input class=\"switch\" type=\"radio\" name=\"language\" id=\"show-zh\" aria-label=\"中文\"");
    html_put(html, chinese ? " checked>\n" : ">\n");
    html_put(html,
             "<div class=\"page\">\n<header>\n<div class=\"languages\"><label for=\"show-en\" "
             "lang=\"en\">English</label><label for=\"show-zh\" lang=\"zh-CN\">中文</label></div>\n<h1>");
    html_both(html, english_title, chinese_title);
    html_put(html, "</h1>\n");
    page_answer_question(self);
}

static void page_contents(struct page *self)
{
    struct html *html = &self->html;
    html_put(html, "<nav class=\"contents\" aria-label=\"contents / 目录\"><ul>\n");
    for (size_t i = 0; i < PAGE_SECTIONS; i++) {
        const struct page_section *section = &page_sections[i];
        if (section->has == NULL || section->has(self)) {
            html_put(html, "<li><a href=\"#%s\">", section->id);
            html_both(html, section->english, section->chinese);
            html_put(html, "</a></li>\n");
        }
    }
    html_put(html, "</ul></nav>\n</header>\n<main>\n");
}

static int page_body(struct page *self)
{
    struct html *html = &self->html;
    int code = DIAG_OK;
    for (size_t i = 0; code == DIAG_OK && i < PAGE_SECTIONS; i++) {
        const struct page_section *section = &page_sections[i];
        if (section->has == NULL || section->has(self)) {
            html_put(html, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">", section->id, section->id);
            html_both(html, section->english, section->chinese);
            html_put(html, "</h2>\n");
            code = section->write(self);
            html_put(html, "</section>\n");
        }
    }
    return code;
}

static void page_foot(struct page *self)
{
    struct html *html = &self->html;
    html_put(html, "</main>\n<footer class=\"soft small\"><p>");
    html_both(html, "Made by zutuan report, from this folder and nothing else; it loads nothing.",
              "由 zutuan report 生成，仅依据本文件夹；不从网络加载任何内容。");
    html_put(html, "</p></footer>\n</div>\n<script>");
    html_bytes(html, page_assets_js, sizeof page_assets_js - 1);
    html_put(html, "</script>\n</body>\n</html>\n");
}

int page_write(const char *folder, enum page_language first, size_t *figures, struct diag *diag)
{
    struct page page;
    struct outfile file = {.stream = NULL};
    char english[PAGE_TITLE_MOST], chinese[PAGE_TITLE_MOST];
    int code = page_read(&page, folder, diag);
    if (code == DIAG_OK) {
        code = outfile_open(&file, folder, PAGE_NAME, diag);
    }
    if (code == DIAG_OK) {
        html_begin(&page.html, file.stream);
        page_answer_title(&page, english, chinese, sizeof english);
        page_head(&page, first == PAGE_CHINESE, english, chinese);
        page_contents(&page);
        code = page_body(&page);
        page_foot(&page);
        if (code == DIAG_OK) {
            code = outfile_close(&file, page.html.error, diag);
        } else {
            outfile_discard(&file);
        }
    }
    *figures = page.figures;
    page_read_free(&page);
    return code;
}
