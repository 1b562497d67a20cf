#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of a small comparison and of a run: sh tests/figures.sh [BINARY], from the root of the repository.
. tests/cli/checks

figures="differences pareto quality waiting hub referrals distribution boxes costs"

# all_there FOLDER FIGURE...: each with its data, its script and three pictures, none of them empty.
all_there() {
    there=$1/figures
    shift
    for figure; do
        for kind in svg pdf png csv gp; do
            [ -s "$there/$figure.$kind" ] || return 1
        done
    done
}

digests() {
    (cd "$1" && sha256sum ./*)
}

"$binary" compare solo 16+1 --equal-budget -n 5 --out "$work/pair" >/dev/null 2>&1
# shellcheck disable=SC2086
check "plot draws a comparison" sh analysis/plot.sh "$work/pair"
# shellcheck disable=SC2086
check "every figure with its data and script" all_there "$work/pair" $figures
check "SVG is well-formed" grep -q '</svg>' "$work/pair/figures/differences.svg"
check "PDF is one" grep -aq '^%PDF-' "$work/pair/figures/differences.pdf"
check "every measure of the forest plot has a difference" \
    test "$(awk -F, 'NR > 1 && $7 != ""' "$work/pair/figures/differences.csv" | wc -l)" -eq 26
digests "$work/pair/figures" >"$work/first"
sleep 1 # so that a date in a file would show
sh analysis/plot.sh "$work/pair" >/dev/null 2>&1
digests "$work/pair/figures" >"$work/second"
check "the same tables give the same bytes" cmp "$work/first" "$work/second"
check_not "nothing is left over" ls -d "$work/pair/figures/".drawing.*

cp -r "$work/pair/figures" "$work/alone"
rm -f "$work/alone"/*.svg "$work/alone"/*.pdf "$work/alone"/*.png
for figure in $figures; do
    (cd "$work/alone" && gnuplot "$figure.gp" >/dev/null 2>&1)
    check "$figure.gp draws by itself" cmp "$work/alone/$figure.svg" "$work/pair/figures/$figure.svg"
done

# An independent look at the front: who is dominated, by the means of summary.csv.
awk -F, 'NR > 1 && ($2 == "cost_total" || $2 == "quality_mean") { value[$1, $2] = $5; name[$1] = 1 }
    END {
        for (a in name) {
            worse = 0
            for (b in name)
                if (value[b, "cost_total"] <= value[a, "cost_total"] && value[b, "quality_mean"] >= value[a, "quality_mean"] &&
                    (value[b, "cost_total"] < value[a, "cost_total"] || value[b, "quality_mean"] > value[a, "quality_mean"]))
                    worse = 1
            if (!worse)
                print a
        }
    }' "$work/pair/summary.csv" | sort >"$work/front"
awk -F, 'NR > 1 && $1 == 1 && $3 > 0 && $11 == 1 { gsub(/"/, "", $4); print $4 }' "$work/pair/figures/pareto.csv" |
    sort >"$work/drawn"
check "some scenario is on the front, some is not" test "$(wc -l <"$work/front")" -ge 1 -a "$(wc -l <"$work/front")" -lt 3
check "the front is that of the means" cmp "$work/front" "$work/drawn"
check "boxes have the medians of summary.csv" awk -F, '
    FNR == NR { if ($2 == "wait_mean") median[$1] = $12; next }
    FNR > 1 && $2 == "\"mean wait (days)\"" { seen++; if ($8 - median[$3] > 1e-6 || median[$3] - $8 > 1e-6) wrong = 1 }
    END { exit wrong || seen != 3 }' "$work/pair/summary.csv" "$work/pair/figures/boxes.csv"

echo '# mine' >>"$work/pair/figures/hub.gp"
sh analysis/plot.sh "$work/pair" svg >/dev/null 2>&1
check "a script that was changed is kept" grep -q '^# mine' "$work/pair/figures/hub.gp.1"

"$binary" run solo -n 3 --out "$work/solo" >/dev/null 2>&1
check "plot draws a run" sh analysis/plot.sh "$work/solo" svg
check "a run of solo has a cost" test -s "$work/solo/figures/costs.svg"
check_not "but no differences" test -e "$work/solo/figures/differences.svg"
check_not "no hub" test -e "$work/solo/figures/hub.svg"
check_not "no referrals" test -e "$work/solo/figures/referrals.svg"
check_not "no joiners" test -e "$work/solo/figures/joiners.svg"
check_not "and no format that was not asked for" test -e "$work/solo/figures/costs.png"
check_not "a run has no front" test -e "$work/solo/figures/pareto.svg"

# For a journal: TeX sets the text, so that no sign in it may be a command.
cat >"$work/a_b.cfg" <<EOT
description = "A name that TeX would take for commands";
extends = "$PWD/scenarios/16+1.cfg";
EOT
"$binary" run "$work/a_b.cfg" -n 3 --out "$work/tex" >/dev/null 2>&1
check "plot draws for TeX" sh analysis/plot.sh "$work/tex" epslatex
check "a text and a picture" test -s "$work/tex/figures/hub.tex" -a -s "$work/tex/figures/hub.eps"
check_not "nothing else" test -e "$work/tex/figures/hub.svg"
check "a name with its signs" grep -qF '\strut{}a\_b}' "$work/tex/figures/costs.tex"
check "per cent as a sign" grep -qF '\strut{}bars: means; lines: 5 \% to 95 \%' "$work/tex/figures/hub.tex"
check_not "no sign that TeX takes for a command" sh -c "sed -n 's/.*strut{}//p' '$work'/tex/figures/*.tex |
    grep -vE '^\\\$[-+0-9.eE]*\\\$\}' | sed 's/\\\\[_#%&]//g; s/%\$//' | grep '[_#%&]'"
digests "$work/tex/figures" >"$work/first"
sleep 1
sh analysis/plot.sh "$work/tex" epslatex >/dev/null 2>&1
digests "$work/tex/figures" >"$work/second"
check "again the same bytes" cmp "$work/first" "$work/second"
SOURCE_DATE_EPOCH=86400 sh analysis/plot.sh "$work/tex" epslatex pdf >/dev/null 2>&1
check "dated as SOURCE_DATE_EPOCH says" grep -q '^%%CreationDate: 19700102000000' "$work/tex/figures/hub.eps"
check "the PDF, too" grep -aq '/CreationDate (D:19700102000000Z)' "$work/tex/figures/hub.pdf"
if command -v latex >/dev/null 2>&1; then
    { # every text of every figure, as LaTeX reads it
        printf '\\documentclass{article}\n\\usepackage[T1]{fontenc}\n\\usepackage{graphicx,color}\n\\begin{document}\n'
        for figure in "$work"/tex/figures/*.tex; do
            printf '\\input{%s}\n\\clearpage\n' "$(basename "$figure")"
        done
        printf '\\end{document}\n'
    } >"$work/all.tex"
    check "LaTeX takes them all" sh -c "cd '$work/tex/figures' && latex -halt-on-error -interaction=nonstopmode ../../all.tex"
fi

# Who joins, beside the paper's four.
"$binary" run 16+1+N -n 4 -s programme.horizon=500 --out "$work/open" >/dev/null 2>&1
check "plot draws an open cluster" sh analysis/plot.sh "$work/open" svg
check "its joiners" test -s "$work/open/figures/joiners.svg"
has "the paper's four after 350 days" "$work/open/figures/joiners.csv" "paper,paper,0,$(awk -F, '$1 == "applied" { print $4 }' \
    "$work/open/figures/joiners.csv"),4,,"
check "as many as have applied" test "$(awk -F, '$1 == "applied" { print $5 }' "$work/open/figures/joiners.csv")" = \
    "$(awk -F, '$2 == "joiners_350d" { print $5 }' "$work/open/summary.csv")"

# shellcheck disable=SC2154,SC2086
"$binary" select solo 16+0 16+1 $small -n 10 --max 20 --out "$work/best" >/dev/null 2>&1
check "plot draws a selection" sh analysis/plot.sh "$work/best"
check "with its data and script" all_there "$work/best" select
check "a line for each alternative" test "$(wc -l <"$work/best/figures/select.csv")" -eq 4
cat >"$work/fit.cfg" <<'EOT'
scenario = "16+1";
parameters = ({ key = "demand.rate"; }, { key = "learning.cv"; prior = "normal"; mean = 0.4; sd = 0.1; },
              { key = "support.staff"; });
targets = ({ measure = "sessions_per_provider_year"; value = 130; tolerance = 20; seen = "mean"; });
EOT
# shellcheck disable=SC2086
"$binary" calibrate "$work/fit.cfg" $small --points 20 -n 10 --waves 2 --out "$work/fit" >/dev/null 2>&1
check "plot draws a calibration" sh analysis/plot.sh "$work/fit"
check "with its data and script, too" all_there "$work/fit" calibrate
check "a posterior has the mass of its prior" test "$(awk -F, '
    $1 == 1 { sum[$2] += $5 / 10 }
    END { for (i in sum) good += sum[i] > 0.999 && sum[i] < 1.001; print good }' "$work/fit/figures/calibrate.csv")" -eq 3

check "and what its alternatives cost and give" all_there "$work/best" pareto
check "all three of them" test "$(awk -F, 'NR > 1 && $1 == 1 && $3 > 0' "$work/best/figures/pareto.csv" | wc -l)" -eq 3

# The front over the points of a design: by the means of cells.csv.
cat >"$work/choice.cfg" <<'EOT'
base = "16+1";
measure = ("quality_mean", "cost_total");
replications = 3;
factors = ({ key = "support.staff"; values = [1, 2, 3, 4]; }, { key = "training.effect"; values = [0.0, 2.5, 4.5]; });
EOT
"$binary" sweep "$work/choice.cfg" -s programme.horizon=300 --out "$work/choice" >/dev/null 2>&1
check "plot draws a design" sh analysis/plot.sh "$work/choice" svg
awk -F, 'NR > 1 { value[$1 "; " $2, $3] = $6; name[$1 "; " $2] = 1 }
    END {
        for (a in name) {
            worse = 0
            for (b in name)
                worse += a != b && value[b, "cost_total"] <= value[a, "cost_total"] && value[b, "quality_mean"] >= value[a, "quality_mean"]
            if (!worse)
                print a
        }
    }' "$work/choice/cells.csv" | sort >"$work/front"
awk -F, 'NR > 1 && $1 == 1 && $3 > 0 && $11 == 1 { gsub(/"/, "", $4); print $4 }' "$work/choice/figures/pareto.csv" |
    sort >"$work/drawn"
check "some points are on its front, some are not" test -s "$work/front" -a "$(wc -l <"$work/front")" -lt 12
check "the front is that of its means" cmp "$work/front" "$work/drawn"

# Phases: five to a year, and the interval where it is not the calendar's.
"$binary" compare 16+1-annual solo-annual solo -n 4 -s providers.count=40 -s programme.horizon=400 --out "$work/annual" >/dev/null 2>&1
check "plot draws annual purchase" sh analysis/plot.sh "$work/annual" svg
check "two scenarios have it" test "$(awk -F, 'NR > 1' "$work/annual/figures/calendar.csv" | wc -l)" -eq 10
check "their phases make a year" awk -F, 'NR > 1 { year[$1] += $5 } END { for (i in year) if (year[i] - 365 > 1e-6 || 365 - year[i] > 1e-6) exit 1 }' \
    "$work/annual/figures/calendar.csv"
check "reviewing is as long as its measure says" awk -F, '
    FNR == NR { if ($2 == "review_days") mean[$1] = $5; next }
    $3 == "reviewing" { seen++; if ($5 != mean[$1]) wrong = 1 }
    END { exit wrong || seen != 2 }' "$work/annual/summary.csv" "$work/annual/calendar.csv"
check_not "a standing mechanism has none" grep -q '^solo,' "$work/annual/calendar.csv"

mkdir "$work/empty" "$work/path"
sh analysis/plot.sh "$work/empty" >/dev/null 2>"$work/err"
check "a folder without results: exit code 1" test $? -eq 1
check "says so" grep -q 'holds no results' "$work/err"
sh analysis/plot.sh "$work/solo" gif >/dev/null 2>"$work/err"
check "an unknown format: exit code 2" test $? -eq 2
for tool in dirname sh; do
    ln -s "$(command -v $tool)" "$work/path/$tool"
done
PATH=$work/path sh analysis/plot.sh "$work/solo" >/dev/null 2>"$work/err"
check "without gnuplot: exit code 1" test $? -eq 1
check "says what to install" grep -q 'apt-get install gnuplot-nox' "$work/err"
check "and the figures are still there" test -s "$work/solo/figures/costs.svg"
finish
