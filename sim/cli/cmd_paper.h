/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZUTUAN_CLI_CMD_PAPER_H
#define ZUTUAN_CLI_CMD_PAPER_H

#include "common.h"

extern const struct common_command cmd_paper_command;

#endif
