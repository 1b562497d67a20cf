/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZUTUAN_CLI_CMD_PLOT_H
#define ZUTUAN_CLI_CMD_PLOT_H

#include "common.h"

extern const struct common_command cmd_plot_command;

#endif
