# SPDX-License-Identifier: GPL-3.0-or-later
# How the main measure is distributed over the replications.
load "style.gp"
name = "distribution"
file = name.".csv"

scenarios = ""
stats file using (scenarios = add(scenarios, strcol(1)), 0) nooutput
count = words(scenarios)
longest = 0
do for [s = 1:count] {
    longest = most(longest, strlen(word(scenarios, s)))
}
columns = key_columns(longest, count)
top = 32.0 + 17 * ceil(count / (1.0 * columns))
bottom = 48.0
height = top + 220 + bottom
load "canvas.gp"

stats file using 3 name "value" nooutput
spare = 0.04 * (value_max - value_min) + 1e-9 * abs(value_max)
set label 1 "How the replications differ" at screen 0.5, screen 1 - 12.0 / height center
set label 2 "quality-adjusted people served per 10,000 yuan" at screen 0.56, screen 12.0 / height center font small
set label 3 "share of replications at or below" at screen 0.03, screen (bottom + 110) / height \
    center rotate font small
set lmargin at screen 0.14
set rmargin at screen 0.975
set tmargin at screen 1 - top / height
set bmargin at screen bottom / height
set xrange [value_min - spare:value_max + spare]
set yrange [0:1.02]
set xtics step(value_max - value_min) font small offset 0, 0.3
set ytics 0.25 font small
set grid xtics ytics
set key at screen 0.5, screen 1 - 21.0 / height center top horizontal Left reverse maxcols columns samplen 2.5 \
    font small

plot for [s = 1:count] file using (only(s, $2, $3)):4 with steps linetype s linewidth 1.8 \
         title word(scenarios, s)
unset output
