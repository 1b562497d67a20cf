/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A figure put into a page.
 *
 * An SVG that is part of a page can do what the page can; a folder may come from anywhere. So only elements
 * and attributes that draw are let through: no scripts, no events, no links, nothing that loads.
 * Identifiers get a prefix, since several figures stand in one page. Texts that have a Chinese word are put
 * in both languages. Titles within a figure are left out: gnuplot's say nothing, the page has its own.
 */
#ifndef PAGE_SVG_H
#define PAGE_SVG_H

#include "html.h"

#include <stdbool.h>

/* Copies the SVG in svg[length] as a picture described by the element `described_by`; `prefix` begins its
 * identifiers. False when it is none (then nothing, or a part that is closed, was written). */
bool page_svg_copy(struct html *html, const char *svg, size_t length, const char *prefix,
                   const char *described_by);

#endif
