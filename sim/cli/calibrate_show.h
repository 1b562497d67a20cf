/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calibration as tables and in words. */
#ifndef ZUTUAN_CLI_CALIBRATE_SHOW_H
#define ZUTUAN_CLI_CALIBRATE_SHOW_H

#include "zutuan/experiment/calibrate.h"

#include <stdio.h>

/* After calibrate_summarise. Error: DIAG_MEMORY. */
DIAG_MUST_CHECK int calibrate_show(const struct calibrate *self, const struct calibrate_targets *targets,
                                   FILE *stream);

#endif
