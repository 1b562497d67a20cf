#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck disable=SC2016
# Every run of a store as one table, as BehaviorSpace writes it and as CSV: all runs, in one order, with the program's
# numbers; and results read by R and pandas, where they are here.
. tests/cli/checks
cat >"$work/design.cfg" <<'EOF'
base = "solo";
other = "16+1";
measure = "qa_per_10k_yuan";
replications = 4;
factors = ( { key = "support.staff"; values = [2, 12]; } );
EOF
# shellcheck disable=SC2086
{
run_as "a sweep" 0 sweep "$work/design.cfg" $small --out "$work/sweep" --progress none
run_as "the same from its parts, in another order" 0 sweep "$work/design.cfg" $small --shard 2/2 --store "$work/2.sqlite" --progress none
run_as "the other part" 0 sweep "$work/design.cfg" $small --shard 1/2 --store "$work/1.sqlite" --progress none
run_as "together" 0 merge "$work/all.sqlite" "$work/2.sqlite" "$work/1.sqlite"
run_as "a comparison" 0 compare solo 16+1 $small -n 8 --out "$work/compare" --progress none
}
run_as "as BehaviorSpace" 0 export "$work/sweep"
check_not "says nothing" test -s "$work/err"
cp "$work/out" "$work/table"
sed -n 7p "$work/table" | cut -d , -f 1-7 >"$work/header"
only "the seventh line: columns" "$work/header" '"[run number]","scenario","seed","replication","cluster.form","support.staff","[step]"'
sed '1,7d' "$work/table" | cut -d , -f 1-4,6,7 | sed 's/"//g' >"$work/rows"
only "rows: by scenario, parameters as numbers, replication" "$work/rows" "1,16+1,1,1,2,90
2,16+1,1,2,2,90
3,16+1,1,3,2,90
4,16+1,1,4,2,90
5,16+1,1,1,12,90
6,16+1,1,2,12,90
7,16+1,1,3,12,90
8,16+1,1,4,12,90
9,solo,1,1,3,90
10,solo,1,2,3,90
11,solo,1,3,3,90
12,solo,1,4,3,90"
check "every field is quoted" sh -c "! sed 's/\"[^\"]*\"//g' '$work/table' | grep -q '[^,]'"
run_as "from the parts" 0 export "$work/all.sqlite"
check "the same rows" sh -c "sed '1,6d' '$work/table' >'$work/a'; sed '1,6d' '$work/out' | cmp - '$work/a'"

# against replications.csv: the same values of the same replications, a missing one empty in both
run_as "as CSV" 0 export "$work/compare" --format csv
cp "$work/out" "$work/runs.csv"
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
    { past = 0; for (i = 1; i <= NF; i++) { if (past) print $2 "," $4 "," name[i] "," $i; if (name[i] == "step") past = 1 } }' \
    "$work/runs.csv" | sort >"$work/wide"
sed 1d "$work/compare/replications.csv" | sort >"$work/long"
check "there are values" test "$(wc -l <"$work/long")" -gt 1000
check "the values are those of replications.csv" cmp "$work/wide" "$work/long"

run_as "into a file" 0 export "$work/compare" --format csv --out "$work/file.csv"
check "the same" cmp "$work/file.csv" "$work/runs.csv"
run_as "which is there already" 4 export "$work/compare" --out "$work/file.csv"
only "is told" "$work/err" "$work/file.csv: exists; --force replaces it"
run_as "unless forced" 0 export "$work/compare" --out "$work/file.csv" --force
run_as "no store" 4 export "$work/nowhere"
only "is told too" "$work/err" "$work/nowhere: there is no such store"
run_as "a file that is none" 4 export README.md
only "is told as well" "$work/err" "zutuan: README.md: is not a store of zutuan"
sqlite3 "$work/all.sqlite" "UPDATE scenario SET model = 'older' WHERE name = 'solo'"
run_as "runs of another model" 0 export "$work/all.sqlite"
only "are left out and told of" "$work/err" \
    "zutuan: left out the runs of another program's model (scenarios: 1)"
check_not "indeed" grep -q solo "$work/out"
sqlite3 "$work/all.sqlite" "UPDATE scenario SET model = 'older'"
run_as "nothing left" 3 export "$work/all.sqlite"
check "is told" grep -Fqx "$work/all.sqlite: there is no run of this program's model in it" "$work/err"
run_as "a format that is none" 2 export "$work/sweep" --format xls
only "is told in time" "$work/err" "zutuan: --format xls: expected behaviorspace or csv"

# what docs/interoperability.md reads it with
if command -v Rscript >/dev/null 2>&1; then
    Rscript -e "runs <- read.csv('$work/table', skip = 6, check.names = FALSE)" \
        -e "stopifnot(nrow(runs) == 12, is.integer(runs[['[run number]']]), is.integer(runs\$support.staff), is.character(runs\$scenario))" \
        -e "stopifnot(is.numeric(runs\$qa_per_10k_yuan))" >/dev/null 2>"$work/err"
    check "R reads the table" test $? -eq 0
else
    echo "note: R is not here"
fi
finish
