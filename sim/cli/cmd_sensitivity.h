/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ZUTUAN_CLI_CMD_SENSITIVITY_H
#define ZUTUAN_CLI_CMD_SENSITIVITY_H

#include "common.h"

extern const struct common_command cmd_sensitivity_command;

#endif
