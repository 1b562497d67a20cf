/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures that `plot` left in figures/. */
#include "page_parts.h"

#include "outfile.h"
#include "page_svg.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_FIGURES_FOLDER "figures"

enum { PAGE_FIGURES_MOST = 64, PAGE_FIGURES_NAME_MOST = 48, PAGE_FIGURES_BYTES_MOST = 8 << 20 };

struct page_figures_caption {
    const char *name, *english, *chinese;
};

/* In the order in which they are shown. A caption says what is to be seen, for those who do not see it. */
static const struct page_figures_caption page_figures_captions[] = {
    {"hypotheses", "Claims of the paper: each difference with its interval, against nothing.",
     "论文的主张：各项差异及其区间，与零比较。"},
    {"map", "Where the second scenario pays: the difference over two parameters, with the break-even line.",
     "对比方案在何处划算：两个参数平面上的差异，以及盈亏平衡线。"},
    {"waterfall", "What each mechanism adds, from one scenario to the other.",
     "从一个方案到另一个，各机制的贡献。"},
    {"breakeven", "The difference along one parameter, and where its sign changes.",
     "差异随一个参数的变化，以及符号改变之处。"},
    {"effects", "How much each parameter matters.", "各参数的重要程度。"},
    {"morris", "Mean and spread of each parameter's elementary effects.", "各参数基本效应的均值与离散。"},
    {"tornado", "The result at the low and the high end of each parameter.", "各参数取低值与高值时的结果。"},
    {"convergence", "How the estimates settle as more is run.", "估计值随运行量增加而收敛。"},
    {"differences",
     "Differences of the main measures from the base with their intervals; numbers are in the table above.",
     "各主要指标与基准方案的差异及区间；数值见上表。"},
    {"select", "Which is the best: the mean of each alternative with its interval, and what became of it.",
     "哪个最好：各备选方案的均值、区间及其去留。"},
    {"calibrate", "What the targets tell of the parameters: posteriors against priors, pair by pair.",
     "目标对参数说明了什么：后验与先验的比较，两两成对。"},
    {"pareto",
     "What public money buys: cost against quality and output, with intervals; steps join what nothing else "
     "beats "
     "in both.",
     "公共资金买到什么：成本与质量、产出的关系及区间；阶梯线连接未被其他在两方面同时胜过者。"},
    {"boxes", "How single simulations spread: the middle half, the median, the mean, and 5 % to 95 %.",
     "各次模拟的离散：中间一半、中位数、均值以及 5 % 至 95 %。"},
    {"distribution", "How single simulations differ: the share of them at or below each value.",
     "各次模拟之间的差别：不超过各取值的模拟所占比例。"},
    {"quality", "Capability of providers and quality of sessions through time.",
     "机构能力与服务质量随时间的变化。"},
    {"waiting", "Queues, waits and the share served through time.", "排队、等待和请求满足率随时间的变化。"},
    {"joiners", "How many providers join the cluster through time, and the four of the paper.",
     "随时间加入联合体的机构数，以及论文所述的四家。"},
    {"gantt",
     "What the staff of the support organisation work on, task by task, in some days of one simulation.",
     "一次模拟中若干天内支持型组织员工的各项任务。"},
    {"phases", "When the city purchases from which provider, in one simulation.",
     "一次模拟中政府何时向哪家机构购买。"},
    {"calendar", "How long the phases of annual purchase last, with the interval of the day of publishing.",
     "年度购买各阶段的长度，以及公布之日的区间。"},
    {"costs", "What public money is spent on, by scenario.", "各方案公共资金的用途。"},
    {"hub", "What the support organisation does with its hours.", "支持型组织的工时用在哪里。"},
    {"referrals", "Who refers requests to whom within the cluster.", "联合体内谁把请求转介给谁。"},
};
enum { PAGE_FIGURES_CAPTIONS = sizeof page_figures_captions / sizeof page_figures_captions[0] };

struct page_figures_list {
    char names[PAGE_FIGURES_MOST][PAGE_FIGURES_NAME_MOST];
    size_t count;
};

static size_t page_figures_rank(const char *name)
{
    size_t rank = 0;
    while (rank < PAGE_FIGURES_CAPTIONS && strcmp(page_figures_captions[rank].name, name) != 0) {
        rank++;
    }
    return rank;
}

static int page_figures_compare(const void *a, const void *b)
{
    const size_t left = page_figures_rank(a), right = page_figures_rank(b);
    return left != right ? (left < right ? -1 : 1) : strcmp(a, b);
}

/* The folder's order is nobody's; it is sorted here. */
static void page_figures_find(const struct page *self, struct page_figures_list *list)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    char *path = outfile_path(self->folder, PAGE_FIGURES_FOLDER);
    DIR *folder = path == NULL ? NULL : opendir(path);
    list->count = 0;
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        const size_t length = strspn(entry->d_name, letters);
        if (length > 0 && length < PAGE_FIGURES_NAME_MOST && list->count < PAGE_FIGURES_MOST &&
            strcmp(entry->d_name + length, ".svg") == 0) {
            snprintf(list->names[list->count++], PAGE_FIGURES_NAME_MOST, "%.*s", (int)length, entry->d_name);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    free(path);
    qsort(list->names, list->count, sizeof list->names[0], page_figures_compare);
}

bool page_figures_has(const struct page *self)
{
    struct page_figures_list list;
    page_figures_find(self, &list);
    return list.count > 0;
}

static int page_figures_load(const struct page *self, const char *name, char **bytes, size_t *length)
{
    char file[PAGE_FIGURES_NAME_MOST + 16];
    snprintf(file, sizeof file, PAGE_FIGURES_FOLDER "/%s.svg", name);
    char *path = outfile_path(self->folder, file);
    FILE *stream = path == NULL ? NULL : fopen(path, "rb");
    free(path);
    *length = 0;
    if (stream == NULL) {
        return diag_add(self->diag, DIAG_IO, file, 0, "cannot be read: %s", strerror(errno));
    }
    *bytes = malloc(PAGE_FIGURES_BYTES_MOST);
    if (*bytes != NULL) {
        *length = fread(*bytes, 1, PAGE_FIGURES_BYTES_MOST, stream);
    }
    const bool broken = ferror(stream) != 0;
    fclose(stream);
    if (*bytes == NULL) {
        return diag_add(self->diag, DIAG_MEMORY, file, 0, "out of memory");
    }
    return broken ? diag_add(self->diag, DIAG_IO, file, 0, "cannot be read") : DIAG_OK;
}

static int page_figures_one(struct page *self, const char *name)
{
    struct html *html = &self->html;
    const size_t rank = page_figures_rank(name);
    char *bytes = NULL, id[32], prefix[32];
    size_t length;
    const int code = page_figures_load(self, name, &bytes, &length);
    if (code == DIAG_OK) {
        snprintf(id, sizeof id, "figure-%zu", self->figures);
        snprintf(prefix, sizeof prefix, "f%zu", self->figures);
        html_put(html, "<figure>\n");
        if (!page_svg_copy(html, bytes, length, prefix, id)) {
            html_put(html, "<p class=\"note\">");
            html_both(html, "This figure is damaged.", "此图已损坏。");
            html_put(html, "</p>");
        }
        html_put(html, "\n<figcaption id=\"%s\">", id);
        if (rank < PAGE_FIGURES_CAPTIONS) {
            html_both(html, page_figures_captions[rank].english, page_figures_captions[rank].chinese);
        } else {
            html_text(html, name);
        }
        html_put(html, "</figcaption>\n</figure>\n");
        self->figures++;
    }
    free(bytes);
    return code;
}

int page_figures_write(struct page *self)
{
    struct page_figures_list list;
    int code = DIAG_OK;
    page_figures_find(self, &list);
    html_put(&self->html, "<div class=\"figures\">\n");
    for (size_t i = 0; code == DIAG_OK && i < list.count; i++) {
        code = page_figures_one(self, list.names[i]);
    }
    html_put(&self->html, "</div>\n");
    return code;
}
