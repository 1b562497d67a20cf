#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The map of a sweep: drawn by plot.sh, by its own script, from part of the cells; left out where there is none.
. tests/cli/checks

printf 'programme: { horizon = 60.0; };\n' >"$work/solo.cfg"
printf 'extends = "solo";\ncluster: { form = "support"; };\n' >"$work/16+1.cfg"
cat >"$work/plane.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = ("qa_per_10k_yuan", "cost_total", "requests");
replications = 4;
factors = (
    { key = "support.staff_cost"; values = [0.0, 50000.0, 100000.0, 1000000.0]; },
    { key = "providers.count"; values = [2, 8, 24]; }
);
EOF
sed 's/,$//; /providers.count/d' "$work/plane.cfg" | sed 's/staff_cost"; values = .*/staff_cost"; values = [0.0, 1e6]; }/' \
    >"$work/line.cfg"

run_as "a sweep over two factors" 0 sweep "$work/plane.cfg" --out "$work/plane"
check "plot draws it" sh analysis/plot.sh "$work/plane"
figures=$work/plane/figures
for kind in svg pdf png csv gp; do
    check "the map as $kind" test -s "$figures/map.$kind"
done
check "nothing else" test "$(find "$figures" -name '*.svg' | wc -l)" -eq 1
check "every cell" test "$(grep -c '^cell,' "$figures/map.csv")" -eq 36
check "a panel for each measure" test "$(grep -c '^panel,' "$figures/map.csv")" -eq 3
check "labels of levels" grep -q '^xtick,,4,.*"1‚000‚000"' "$figures/map.csv"
check "the scenarios' own values, between the second and the third" grep -q '^own,,3,2\.5,' "$figures/map.csv"

# Costs are linear in the cost of staff: the line is where its two neighbours say.
zero_at() { # x on the lower edge of the panel
    awk -F, -v panel="$1" '$1 == "zero" && $2 == panel && $4 == 0.5 { print $3 } $1 == "zero" && $2 == panel && $6 == 0.5 { print $5 }' \
        "$figures/map.csv" | sort -u
}
expected=$(awk -F, '$2 == 2 && $3 == "cost_total" {
    now = $11
    if (seen && (last > 0) != (now > 0))
        printf "%.6g\n", n + last / (last - now)
    last = now
    seen = 1
    n++
}' "$work/plane/cells.csv")
check "the line of no difference is where the cells say" test "$(zero_at 2)" = "$expected"
check_not "and somewhere" test -z "$expected"

(cd "$figures" && sha256sum ./*) >"$work/first"
sh analysis/plot.sh "$work/plane" >/dev/null 2>&1
(cd "$figures" && sha256sum ./*) >"$work/second"
check "the same tables give the same bytes" cmp "$work/first" "$work/second"
cp -r "$figures" "$work/alone"
rm "$work/alone"/*.svg
(cd "$work/alone" && gnuplot map.gp) >/dev/null 2>&1
check "map.gp draws by itself" cmp "$work/alone/map.svg" "$figures/map.svg"

cp -r "$work/plane" "$work/part"
sed '8,$d' "$work/plane/cells.csv" >"$work/part/cells.csv"
check "a part of the cells is drawn too" sh analysis/plot.sh "$work/part" svg
check "as so many" test "$(grep -c '^cell,' "$work/part/figures/map.csv")" -eq 6

run_as "a sweep over one factor" 0 sweep "$work/line.cfg" --out "$work/line"
check "has no map" sh analysis/plot.sh "$work/line" svg
check_not "at all" test -e "$work/line/figures/map.svg"
finish
