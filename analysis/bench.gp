# SPDX-License-Identifier: GPL-3.0-or-later
# The benchmark over the size of a city: what an event costs, and how many bytes a provider needs.
#     build/release/tests/zutuan_bench --format csv model >bench.csv; cp analysis/*.gp .; gnuplot bench.gp
load "style.gp"
name = "bench"
file = name.".csv"
height = 430
load "canvas.gp"

cities = "solo 16+1 16+1+N macro"
shown(city, which) = strcol(1) eq city && strcol(2) eq which ? $4 : NaN
set datafile missing NaN # lines go over the rows of other cases
set multiplot
set lmargin at screen 0.13
set rmargin at screen 0.965
set logscale x 2
set xrange [11:*]
set xtics ("16" 16, "64" 64, "256" 256, "1,024" 1024, "4,096" 4096, "16,384" 16384, "65,536" 65536) font small offset 0, 0.3
set ytics font small
set grid xtics ytics
set yrange [0:*]
set label 1 "What an event and a provider cost, by the size of the city" at screen 0.5, screen 0.97 center
set key at screen 0.5, screen 0.93 center top horizontal Left reverse samplen 3 width 2 font small
set tmargin at screen 0.82
set bmargin at screen 0.54
set label 2 "nanoseconds of a processor for an event" at graph 0, graph 1.06 font small
plot for [i = 1:4] file using 3:(shown(word(cities, i), "an event")) with linespoints linetype i \
    pointtype marker[cycle(i)] pointsize zoom title word(cities, i)
unset key
unset label 1
set tmargin at screen 0.42
set bmargin at screen 0.14
set label 2 "bytes of a provider: in all (lines), beyond its requests and their events (dots)" at graph 0, graph 1.06 font small
set xlabel "providers" font small offset 0, 0.4
plot for [i = 1:4] file using 3:(shown(word(cities, i), "bytes a provider")) with lines linetype i, \
    for [i = 1:4] file using 3:(shown(word(cities, i), "beyond its requests and their events")) with points linetype i \
    pointtype marker[cycle(i)] pointsize zoom
unset multiplot
