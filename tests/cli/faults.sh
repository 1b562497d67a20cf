#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Memory, writes, reads, opens, renames, syncs and locks fail in turn, now and then one of them; tests/run.sh --full
# lets each fail (tests/long/faults.sh).
. tests/cli/checks
. tests/faults/each
step=${FAULTS_STEP:-997}
preload=$shim
tiny="-s programme.horizon=30 -s providers.count=3"
cat >"$work/tiny.cfg" <<'EOT'
base = "solo"; other = "16+1"; measure = "qa_output"; replications = 2;
factors = ({ key = "providers.count"; values = [2, 3]; });
EOT

# shellcheck disable=SC2086
if [ -e "$shim" ]; then
    every "run" "$step" run solo $tiny -n 2 -j 1 --out "$work/now"
    every "compare" "$step" compare solo 16+1 $tiny -n 3 -j 1 --equal-budget --out "$work/now"
    every "sweep" "$step" sweep "$work/tiny.cfg" -s programme.horizon=30 -j 1 --out "$work/now"
    "$binary" compare solo 16+1 $tiny -n 2 -j 1 --out "$work/before" >/dev/null 2>&1
    every "report" "$step" report "$work/now"
else
    echo "ok there is no shim for this system: nothing is made to fail"
fi
finish
