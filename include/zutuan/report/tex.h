/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts and numbers in LaTeX: whatever a text holds, it is set as it stands and is never a command. */
#ifndef ZUTUAN_REPORT_TEX_H
#define ZUTUAN_REPORT_TEX_H

#include <stdio.h>

/* A text: what LaTeX would take for its own is escaped, control characters become spaces. UTF-8 stays. */
void tex_text(const char *text, FILE *stream);
/* A number as number.h writes it: signs of their own width, thin spaces, % escaped. */
void tex_number(const char *number, FILE *stream);

#endif
