#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of a small comparison and of a run: sh tests/figures.sh [BINARY], from the root of the repository.
. tests/cli/checks

figures="differences quality waiting hub referrals distribution costs"

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

echo '# mine' >>"$work/pair/figures/hub.gp"
sh analysis/plot.sh "$work/pair" svg >/dev/null 2>&1
check "a script that was changed is kept" grep -q '^# mine' "$work/pair/figures/hub.gp.1"

"$binary" run solo -n 3 --out "$work/solo" >/dev/null 2>&1
check "plot draws a run" sh analysis/plot.sh "$work/solo" svg
check "a run of solo has a cost" test -s "$work/solo/figures/costs.svg"
check_not "but no differences" test -e "$work/solo/figures/differences.svg"
check_not "no hub" test -e "$work/solo/figures/hub.svg"
check_not "no referrals" test -e "$work/solo/figures/referrals.svg"
check_not "and no format that was not asked for" test -e "$work/solo/figures/costs.png"

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
