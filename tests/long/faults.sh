#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/cli/faults.sh with every request, not now and then one. Many minutes, so it runs with tests/run.sh --full.
FAULTS_STEP=1 exec sh tests/cli/faults.sh "$@"
