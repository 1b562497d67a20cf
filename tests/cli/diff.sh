#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What two scenarios differ in, and where each value comes from.
. tests/cli/checks

printf 'extends = "solo";\ndemand: {\n  rate = 0.7;\n};\n' >"$work/busy.cfg"
run_as "diff" 0 diff solo "$work/busy.cfg"
only "one value" "$work/out" "demand.rate  0.55  ->  0.7  /d  default  ->  $work/busy.cfg:3"
printf 'extends = "busy";\ncluster: { form = "support"; };\npurchase: { price = 150000; };\n' >"$work/more.cfg"
run_as "several" 0 diff solo "$work/more.cfg"
only "are aligned" "$work/out" "cluster.form      \"solo\"  ->  \"support\"           default  ->  $work/more.cfg:2
demand.rate         0.55  ->  0.7        /d       default  ->  $work/busy.cfg:3
purchase.price  155000.0  ->  150000.0   yuan/yr  default  ->  $work/more.cfg:3"
run_as "none" 0 diff solo "$work/busy.cfg" -s demand.rate=1
only "is said so" "$work/out" "solo and busy have the same parameters"
finish
