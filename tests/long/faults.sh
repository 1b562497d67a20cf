#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/cli/faults.sh with every request but those for memory, of which there are thousands: of them each thirteenth.
# FAULTS_STEP=1 takes all. Many minutes, so it runs with tests/run.sh --full.
FAULTS_STEP=${FAULTS_STEP:-13} exec sh tests/cli/faults.sh "$@"
