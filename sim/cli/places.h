/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the files are that come with the program: scenarios/ and analysis/, in the sources for a program in
 * its build folder, in share/zutuan for an installed one. Found from where the program stands, so that a tree
 * may be installed anywhere and moved.
 */
#ifndef ZUTUAN_CLI_PLACES_H
#define ZUTUAN_CLI_PLACES_H

/* The folder that holds scenarios/ and analysis/. Found once; never NULL. */
const char *places_data(void);

#endif
