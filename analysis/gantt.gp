# SPDX-License-Identifier: GPL-3.0-or-later
# What the hub's staff work on in some days of one replication, a row a kind of task, a line in it for each of the
# staff; above, how many tasks wait through the whole programme, and which days are shown; below, in those days.
load "style.gp"
name = "gantt"
file = name.".csv"

rows = 0
scenario = ""
who = ""
array title[40]
stats file using (strcol(1) eq "head" ? (scenario = strcol(2), rows = $3, staff = $4, opens = $5, closes = $6, \
                                         replication = $7, 0) : 0) nooutput
stats file using (strcol(1) eq "who" ? (who = strcol(2), end = $6, 0) : 0) nooutput
stats file using (strcol(1) eq "task" && $3 <= 40 ? (title[int($3)] = strcol(2), 0) : 0) nooutput
longest = 0
longest_now = 0
stats file using (strcol(1) eq "day" ? (longest = most(longest, $7), 0) : 0) nooutput
stats file using (strcol(1) eq "waiting" ? (longest_now = most(longest_now, $7), 0) : 0) nooutput

thin = staff > 4 ? 16.0 / staff : 4.5 # one of the staff
pitch = staff * thin + 6
top = 46.0
long = 64.0
short = 52.0
height = top + long + 40 + rows * pitch + 16 + short + 62
load "canvas.gp"
set multiplot
set key off
set lmargin at screen 0.21
set rmargin at screen 0.965
set xtics font small offset 0, 0.3
set ytics font small
set label 1 (who eq "hub" ? "What the support organisation's staff work on" : "What the government's officers work on") \
    at screen 0.5, screen 1 - 13.0 / height center
set label 2 sprintf("%s, replication %d", scenario, replication) at screen 0.5, screen 1 - 31.0 / height center \
    font ",10" textcolor rgb "#404040"
set label 3 "tasks\nwaiting" at screen 0.02, screen 1 - (top + long / 2 - 6) / height left font small
set label 4 "tasks\nwaiting" at screen 0.02, screen (62 + short / 2 + 6) / height left font small
set label 5 "time since the start, days; shaded above: the days shown here" at screen 0.5875, screen 27.0 / height center font small
set label 6 "bars: from begin to end of a task, one line for each of the staff" \
    at screen 0.985, screen 10.0 / height right font ",10" textcolor rgb "#404040"

set tmargin at screen 1 - top / height
set bmargin at screen 1 - (top + long) / height
set xrange [0:end]
set yrange [0:longest > 0 ? 1.1 * longest : 1]
set xtics step(end)
set ytics most(1, step(1.6 * longest))
set object 1 rectangle from opens, graph 0 to closes, graph 1 behind fillcolor rgb "#F3CFB5" fillstyle solid noborder
plot file using (strcol(1) eq "day" ? $5 : NaN):7 with steps linetype 3 dashtype solid linewidth 1
unset object 1
do for [k = 1:6] {
    unset label k
}

set tmargin at screen 1 - (top + long + 40) / height
set bmargin at screen (62 + short + 16) / height
set xrange [opens:closes]
set yrange [0.5:rows + 0.5]
set xtics most(1, step(closes - opens)) format ""
unset ytics
do for [i = 1:rows] {
    set label (100 + i) title[i] at screen 0.2, first rows - i + 1 right font small
}
place(row, server) = rows - row + 1 + (staff + 1 - 2 * server) / 2.0 * thin / pitch
half = 0.46 * thin / pitch
inside(x) = x < opens ? opens : x > closes ? closes : x
plot for [i = 1:rows - 1] i + 0.5 with lines linecolor rgb "#D0D0D0" linewidth 0.5 dashtype solid, \
     file using (strcol(1) eq "task" ? (inside($5) + inside($6)) / 2 : NaN):(place($3, $4)):(inside($5)):(inside($6)): \
                (place($3, $4) - half):(place($3, $4) + half) \
         with boxxyerror linecolor rgb "#0072B2" dashtype solid linewidth 0.4 fillstyle solid 0.75 border rgb "#00456B"
do for [i = 1:rows] {
    unset label (100 + i)
}

set tmargin at screen (62 + short) / height
set bmargin at screen 62.0 / height
set yrange [0:longest_now > 0 ? 1.15 * longest_now : 1]
set xtics format "%g"
set ytics nomirror out scale 0.5 most(1, step(1.8 * longest_now)) font small
plot file using (strcol(1) eq "waiting" ? $5 : NaN):7 with steps linetype 3 dashtype solid linewidth 1
unset multiplot
unset output
