/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page_svg.h"

#include "words.h"

#include <ctype.h>
#include <string.h>

enum { PAGE_SVG_DEPTH_MOST = 64, PAGE_SVG_NAME_MOST = 32, PAGE_SVG_TEXT_MOST = 256 };

static const char *const page_svg_elements[] = {
    "svg",     "g",    "path",    "rect",        "circle",         "ellipse",  "line",
    "polygon", "text", "tspan",   "polyline",    "defs",           "use",      "pattern",
    "filter",  "stop", "feFlood", "feComposite", "linearGradient", "clipPath", NULL,
};
static const char *const page_svg_attributes[] = {
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "d",
    "points",
    "transform",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "color",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "text-anchor",
    "dy",
    "dx",
    "id",
    "xlink:href",
    "href",
    "filter",
    "filterUnits",
    "patternUnits",
    "clip-path",
    "flood-color",
    "flood-opacity",
    "in",
    "in2",
    "operator",
    "result",
    "shape-rendering",
    "style",
    "offset",
    "stop-color",
    "stop-opacity",
    NULL,
};

/* Where the copying stands. */
struct page_svg {
    struct html *html;
    const char *from, *end;
    const char *prefix, *described_by;
    char open[PAGE_SVG_DEPTH_MOST][PAGE_SVG_NAME_MOST]; /* elements written and not closed yet */
    size_t depth;
    size_t dropped; /* depth within an element that is left out, 0 outside */
};

static bool page_svg_allows(const char *const *list, const char *name)
{
    while (*list != NULL && strcmp(*list, name) != 0) {
        list++;
    }
    return *list != NULL;
}

static const char *page_svg_find(const struct page_svg *self, const char *what)
{
    const size_t length = strlen(what);
    for (const char *at = self->from; at + length <= self->end; at++) {
        if (memcmp(at, what, length) == 0) {
            return at;
        }
    }
    return NULL;
}

static bool page_svg_skip(struct page_svg *self, const char *until)
{
    const char *at = page_svg_find(self, until);
    if (at != NULL) {
        self->from = at + strlen(until);
    }
    return at != NULL;
}

static void page_svg_space(struct page_svg *self)
{
    while (self->from < self->end && isspace((unsigned char)*self->from)) {
        self->from++;
    }
}

/* False when there is no name, or too long a one. */
static bool page_svg_name(struct page_svg *self, char name[PAGE_SVG_NAME_MOST])
{
    size_t length = 0;
    while (self->from < self->end && length + 1 < PAGE_SVG_NAME_MOST &&
           (isalnum((unsigned char)*self->from) ||
            (*self->from != '\0' && strchr(":-_", *self->from) != NULL))) {
        name[length++] = *self->from++;
    }
    name[length] = '\0';
    return length > 0 && length + 1 < PAGE_SVG_NAME_MOST;
}

/* Nothing but letters that draw need; of the functions only colours, and url() only into the figure. */
static bool page_svg_is_plain(const char *name, const char *value, size_t length)
{
    static const char marker[] = "url(#";
    const bool style = strcmp(name, "style") == 0, transform = strcmp(name, "transform") == 0;
    const bool marked = length > sizeof marker && memcmp(value, marker, sizeof marker - 1) == 0;
    for (size_t i = 0; i < length; i++) {
        const bool colour = i >= 3 && memcmp(value + i - 3, "rgb", 3) == 0;
        if (value[i] == '(') {
            if (!colour && !transform && !(marked && i == 3)) {
                return false;
            }
        } else if (value[i] == ':' || value[i] == ';') {
            if (!style) {
                return false;
            }
        } else if (!isalnum((unsigned char)value[i]) &&
                   (value[i] == '\0' || strchr(" \t\r\n#%,.+-_)", value[i]) == NULL)) {
            return false;
        }
    }
    return true;
}

static void page_svg_attribute(const struct page_svg *self, const char *name, const char *value,
                               size_t length)
{
    static const char marker[] = "url(#";
    struct html *html = self->html;
    const bool link = strcmp(name, "href") == 0 || strcmp(name, "xlink:href") == 0;
    if (!page_svg_is_plain(name, value, length) || (link && (length < 2 || value[0] != '#'))) {
        return;
    }
    const bool marked = length > sizeof marker && memcmp(value, marker, sizeof marker - 1) == 0;
    const size_t skipped = link ? 1 : marked ? sizeof marker - 1 : 0;
    html_put(html, " %s=\"", name);
    html_bytes(html, value, skipped);
    if (skipped > 0 || strcmp(name, "id") == 0) {
        html_put(html, "%s-", self->prefix);
    }
    html_bytes(html, value + skipped, length - skipped);
    html_put(html, "\"");
}

/* The attributes of a tag up to its end; `closed` says whether it ends in `/>`. */
static bool page_svg_tag_rest(struct page_svg *self, bool written, bool *closed)
{
    char name[PAGE_SVG_NAME_MOST];
    for (;;) {
        page_svg_space(self);
        *closed = self->from < self->end && *self->from == '/';
        self->from += *closed;
        if (self->from == self->end) {
            return false;
        }
        if (*self->from == '>') {
            self->from++;
            return true;
        }
        if (*closed || !page_svg_name(self, name)) {
            return false;
        }
        page_svg_space(self);
        if (self->from == self->end || *self->from++ != '=') {
            return false;
        }
        page_svg_space(self);
        if (self->from == self->end || (*self->from != '"' && *self->from != '\'')) {
            return false;
        }
        const char *value = self->from + 1;
        const char *after = memchr(value, *self->from, (size_t)(self->end - value));
        if (after == NULL) {
            return false;
        }
        if (written && page_svg_allows(page_svg_attributes, name)) {
            page_svg_attribute(self, name, value, (size_t)(after - value));
        }
        self->from = after + 1;
    }
}

static bool page_svg_open(struct page_svg *self)
{
    char name[PAGE_SVG_NAME_MOST];
    bool closed;
    if (!page_svg_name(self, name)) {
        return false;
    }
    const bool first = self->depth == 0, root = strcmp(name, "svg") == 0;
    const bool written = self->dropped == 0 && page_svg_allows(page_svg_elements, name) && root == first;
    if (written) {
        if (self->depth == PAGE_SVG_DEPTH_MOST) {
            return false;
        }
        html_put(self->html, "<%s", name);
        if (root) {
            html_put(self->html, " role=\"img\" aria-labelledby=\"%s\" focusable=\"false\"",
                     self->described_by);
        }
    } else if (first) {
        return false; /* not an SVG */
    }
    if (written) {
        memcpy(self->open[self->depth++], name, strlen(name) + 1);
    }
    const bool sound = page_svg_tag_rest(self, written, &closed);
    if (!written) {
        self->dropped += sound && !closed;
        return sound;
    }
    html_put(self->html, sound && closed ? "/>" : ">");
    self->depth -= sound && closed;
    return sound;
}

static bool page_svg_close(struct page_svg *self)
{
    char name[PAGE_SVG_NAME_MOST];
    if (!page_svg_name(self, name) || !page_svg_skip(self, ">")) {
        return false;
    }
    if (self->dropped > 0) {
        self->dropped--;
        return true;
    }
    if (self->depth == 0 || strcmp(self->open[self->depth - 1], name) != 0) {
        return false;
    }
    self->depth--;
    html_put(self->html, "</%s>", name);
    return true;
}

/* What stands between two tags matters within texts only. An entity that is not one of XML's stays text. */
static void page_svg_text(struct page_svg *self, const char *text, size_t length)
{
    static const char *const entities[][2] = {{"&amp;", "&"},   {"&lt;", "<"},   {"&gt;", ">"},
                                              {"&quot;", "\""}, {"&apos;", "'"}, {"&#39;", "'"}};
    const char *parent = self->depth > 0 ? self->open[self->depth - 1] : "";
    char plain[PAGE_SVG_TEXT_MOST];
    size_t filled = 0;
    if (self->dropped > 0 || (strcmp(parent, "text") != 0 && strcmp(parent, "tspan") != 0)) {
        return;
    }
    for (size_t i = 0; i < length && filled + 1 < sizeof plain;) {
        size_t used = 1;
        plain[filled] = text[i];
        for (size_t e = 0; e < sizeof entities / sizeof entities[0] && text[i] == '&'; e++) {
            const size_t size = strlen(entities[e][0]);
            if (size <= length - i && memcmp(text + i, entities[e][0], size) == 0) {
                plain[filled] = entities[e][1][0];
                used = size;
                break;
            }
        }
        filled++;
        i += used;
    }
    plain[filled] = '\0';
    char chinese[PAGE_SVG_TEXT_MOST];
    if (!words_figure(plain, chinese, sizeof chinese)) {
        html_text(self->html, plain);
    } else {
        html_put(self->html, "<tspan class=\"en\">%s</tspan><tspan class=\"zh\">%s</tspan>", plain, chinese);
    }
}

static bool page_svg_markup(struct page_svg *self)
{
    const size_t left = (size_t)(self->end - self->from);
    if (left >= 4 && memcmp(self->from, "<!--", 4) == 0) {
        return page_svg_skip(self, "-->");
    }
    if (left >= 2 && (self->from[1] == '?' || self->from[1] == '!')) {
        return page_svg_skip(self, ">");
    }
    self->from++;
    if (self->from < self->end && *self->from == '/') {
        self->from++;
        return page_svg_close(self);
    }
    return page_svg_open(self);
}

bool page_svg_copy(struct html *html, const char *svg, size_t length, const char *prefix,
                   const char *described_by)
{
    struct page_svg self = {
        .html = html, .from = svg, .end = svg + length, .prefix = prefix, .described_by = described_by};
    bool sound = true, begun = false;
    while (sound && self.from < self.end && !(begun && self.depth == 0)) {
        const char *text = self.from;
        const char *next = memchr(text, '<', (size_t)(self.end - text));
        self.from = next == NULL ? self.end : next;
        page_svg_text(&self, text, (size_t)(self.from - text));
        if (next != NULL) {
            sound = page_svg_markup(&self);
        }
        begun = begun || self.depth > 0;
    }
    sound = sound && begun && self.depth == 0;
    while (self.depth > 0) {
        html_put(html, "</%s>", self.open[--self.depth]);
    }
    return sound;
}
