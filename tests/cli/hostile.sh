#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Files of someone else: they lead nowhere that they may not, are refused in words where they are too large, too deep or
# no text, and put nothing into a terminal, a spreadsheet, a page, LaTeX or gnuplot. Limits: docs/promises.md.
. tests/cli/checks
mkdir "$work/in" "$work/in/sub" "$work/away"
in=$work/in

# says NAME LINE: standard error is this line alone.
says() {
    only "$1" "$work/err" "$2"
}

# A file that keeps the program busy fails the test, not the machine: exit code 124.
printf '#!/bin/sh\nexec timeout 60 "%s" "$@"\n' "$binary" >"$work/watched"
chmod +x "$work/watched"
binary=$work/watched

# Leaving the tree

echo 'demand: { rate = 2.0; };' >"$work/away/base.cfg"
cp "$work/away/base.cfg" "$in/base.cfg"
outside() { # NAME FILE
    run_as "$1" 3 check "$2"
    check "$1: told with file and line" grep -Eq \
        "^$2:[0-9]+: [a-z: ]*\"[^\"]*\" leads out of [^ ]* and the places of scenarios; --allow-outside lets it\$" "$work/err"
    check_not "$1: nothing is shown" test -s "$work/out"
}
printf '\nextends = "../away/base";\n' >"$in/up.cfg"
outside "extends that climbs" "$in/up.cfg"
says "extends that climbs: message" \
    "$in/up.cfg:2: extends: \"../away/base\" leads out of $in and the places of scenarios; --allow-outside lets it"
echo "extends = \"$work/away/base\";" >"$in/absolute.cfg"
outside "extends with a path from the root" "$in/absolute.cfg"
ln -s ../away/base.cfg "$in/link.cfg"
echo 'extends = "link";' >"$in/by_link.cfg"
outside "extends by a link" "$in/by_link.cfg"
ln -s ../away "$in/folder"
echo 'extends = "folder/base";' >"$in/by_folder.cfg"
outside "extends by a link to a folder" "$in/by_folder.cfg"
echo 'extends = "../base";' >"$in/sub/leaf.cfg"
outside "a leaf that is named itself" "$in/sub/leaf.cfg"
echo 'extends = "sub/leaf";' >"$in/trunk.cfg"
run_as "a leaf of what is named" 0 check "$in/trunk.cfg"
for file in up absolute by_link by_folder; do
    run_as "--allow-outside: $file" 0 check "$in/$file.cfg" --allow-outside
done
run_as "from within, by a plain name" 0 check "$in/sub/../base.cfg"
for file in scenarios/counter/*.cfg scenarios/oracles/*.cfg; do
    "$binary" check "$file" >/dev/null 2>&1 || echo "$file"
done >"$work/refused"
check_not "the scenarios that come with the program extend each other" test -s "$work/refused"
ZUTUAN_SCENARIOS=$work/away run_as "a place of scenarios" 0 check "$in/up.cfg"

printf '@include "/etc/passwd"\n' >"$in/include.cfg"
run_as "@include" 3 check "$in/include.cfg"
says "@include: message" "$in/include.cfg:1: @include is not allowed; use extends"
mkfifo "$in/pipe.cfg"
echo 'extends = "pipe";' >"$in/by_pipe.cfg"
run_as "a pipe" 3 check "$in/by_pipe.cfg"
says "a pipe: message" "$in/by_pipe.cfg:1: extends: \"pipe\" is no file with contents of its own"

factor='factors = ({ key = "demand.rate"; values = [1.0, 2.0]; });'
echo "base = \"../away/base\"; measure = \"served\"; $factor" >"$in/design.cfg"
run_as "the base of a design" 3 sweep "$in/design.cfg" --dry-run
says "the base of a design: message" \
    "$in/design.cfg:1: base: \"../away/base\" leads out of $in and the places of scenarios; --allow-outside lets it"
run_as "the base of a design, allowed" 0 sweep "$in/design.cfg" --dry-run --allow-outside
printf 'demand.rate\n1\n' >"$work/away/points.csv"
echo 'base = "solo"; measure = "served"; kind = "points"; file = "../away/points.csv";' >"$in/points.cfg"
run_as "the points of a design" 3 sweep "$in/points.cfg" --dry-run
says "the points of a design: message" \
    "$in/points.cfg:1: file: \"../away/points.csv\" leads out of $in and the places of scenarios; --allow-outside lets it"
run_as "the points of a design, allowed" 0 sweep "$in/points.cfg" --dry-run --allow-outside
sed 's/scenario = .*/scenario = "..\/away\/base";/' scenarios/targets/joining-2010.cfg >"$in/targets.cfg"
run_as "the scenario of targets" 3 calibrate "$in/targets.cfg" --dry-run
check "the scenario of targets: message" grep -q 'scenario: "../away/base" leads out of' "$work/err"

paper() { # MEMBERS OF ITS EXPERIMENT
    cat >"$in/paper.cfg" <<EOF
title = "T";
authors = ({ name = "A"; });
experiments = ({ name = "one"; $1 });
EOF
}
paper 'command = "run"; files = ("../away/base.cfg");'
run_as "a file of a paper" 3 paper "$in/paper.cfg" --out "$work/never"
check "a file of a paper: message" grep -q "paper.cfg:3: experiments: one: .*/../away/base.cfg leads out of $in" "$work/err"
paper 'command = "run"; files = ("solo"); scenarios = "../away";'
run_as "the scenarios of a paper" 3 paper "$in/paper.cfg" --out "$work/never"
check "the scenarios of a paper: message" grep -q "experiments: one: .*/../away leads out of $in" "$work/err"
paper 'command = "run"; files = ("solo"); options = ("--allow-outside");'
run_as "a paper that allows itself" 3 paper "$in/paper.cfg" --out "$work/never"
check "a paper that allows itself: message" grep -q -- '--allow-outside is for the paper as a whole' "$work/err"
paper 'command = "run"; files = ("solo"); options = ("--out=/tmp/x");'
run_as "a paper that says where to" 3 paper "$in/paper.cfg" --out "$work/never"
check_not "nothing was made" test -e "$work/never"

# Names become files of the results folder

for name in '..' '.hidden' 'a b' 'a$b' 'a;b' "a'b" 'a`b' 'a<b' '=1+1'; do
    cp "$work/away/base.cfg" "$in/$name.cfg"
    "$binary" run "$in/$name.cfg" -n 1 -s programme.horizon=5 --out "$work/named" >"$work/out" 2>"$work/err"
    code=$?
    case $name in
    '..' | .hidden | '=1+1') check "the name $name is a name or refused" test $code -eq 0 -o $code -eq 3 ;;
    *) check "the name $name is refused" grep -q 'may hold only letters, digits and + _ . = -$' "$work/err" ;;
    esac
    rm -rf "$work/named"
done

# Size, depth, bytes

refuse() { # NAME MESSAGE: $in/NAME.cfg
    run_as "$1" 3 check "$in/$1.cfg"
    says "$1: message" "$in/$1.cfg$2"
}
awk 'BEGIN { for (i = 0; i < 1000001; i++) print "#" }' >"$in/lines.cfg"
refuse lines ": is larger than 1 MiB, the most that a scenario may be"
awk 'BEGIN { for (i = 0; i < 1000000; i++) print ""; print "x = 1;" }' >"$in/empty_lines.cfg"
run_as "a million empty lines" 3 check "$in/empty_lines.cfg"
check "a million empty lines: the line is told" grep -q 'empty_lines.cfg:1000001: x: unknown key' "$work/err"
ln -s /dev/zero "$in/zeros.cfg"
refuse zeros ": is larger than 1 MiB, the most that a scenario may be"
awk 'BEGIN { for (i = 0; i < 90000; i++) print "k" i "=1;" }' >"$in/settings.cfg"
refuse settings ":10001: more than 10000 settings, the most that a file may have"
awk 'BEGIN { for (i = 0; i < 9000; i++) print "k" i "=1;" }' >"$in/mistakes.cfg"
run_as "thousands of mistakes" 3 check "$in/mistakes.cfg"
check "thousands of mistakes: a hundred are told, and that it is not all" grep -q \
    'mistakes.cfg:101: these are 100 mistakes; the rest of the file was not read' "$work/err"
awk 'BEGIN { printf "a = "; for (i = 0; i < 300000; i++) printf "("; print ";" }' >"$in/deep.cfg"
refuse deep ":1: more than 64 brackets are open here, the most that a file may have"
awk 'BEGIN { for (i = 0; i < 90000; i++) printf "a:{"; print "" }' >"$in/groups.cfg"
run_as "groups in groups" 3 check "$in/groups.cfg"
check "groups in groups: message" grep -q 'more than 64 brackets are open here' "$work/err"
printf 'demand: { rate = 1.0; };\n\n\000' >"$in/zero.cfg"
refuse zero ":3: a zero byte; a scenario is plain text"
printf 'description = "a\000b";' >"$in/zero_in_text.cfg"
refuse zero_in_text ":1: a zero byte; a scenario is plain text"
printf '\357\273\277demand: {\r\n rate = 2.0;\r\n};\r\n' >"$in/windows.cfg"
run_as "BOM and CRLF" 0 check "$in/windows.cfg"
check "BOM and CRLF: the value" grep -q ' rate = 2.0; # /d; ' "$work/out"

# Numbers

while read -r value ending; do
    echo "demand: { rate = $value; };" >"$in/number.cfg"
    "$binary" check "$in/number.cfg" >"$work/out" 2>"$work/err"
    code=$?
    case $ending in
    '= '*) check "rate = $value is ${ending#= }" grep -q " rate = ${ending#= }; " "$work/out" ;;
    *)
        check "rate = $value: exit code 3" test $code -eq 3
        says "rate = $value: message" "$in/number.cfg:1: $ending"
        ;;
    esac
done <<EOF
nan syntax error; words but true and false, and numbers with a unit, stand in quotes: "nan"
-inf syntax error; words but true and false, and numbers with a unit, stand in quotes: "-inf"
"nan" demand.rate: expected a number, found the text "nan"
"inf" demand.rate: "inf" is infinite; allowed: 0..5 /d
1e308 demand.rate: 1e+308 is out of range; allowed: 0..5 /d
1e309 demand.rate: the number is too large
"1e400" demand.rate: "1e400" is too large a number
"1e99999999999999999999" demand.rate: "1e99999999999999999999" is too large a number
99999999999999999999 demand.rate: 1e+20 is out of range; allowed: 0..5 /d
9223372036854775808L demand.rate: 9.223372036854776e+18 is out of range; allowed: 0..5 /d
0x10 demand.rate: expected a number, found a hexadecimal number
"0x10" demand.rate: "0x10" is not a number with one of the units /d, /w, /mo, /yr
0x1p3 syntax error; words but true and false, and numbers with a unit, stand in quotes: "0x1p3"
1,5 syntax error
-0.0 = 0.0
"-0" = 0.0
1e-400 = 0.0
5e-324 = 4.94065645841247e-324
EOF
run_as "an override that is no number" 3 check solo -s demand.rate=nan
says "an override that is no number: message" \
    '-s demand.rate=nan: expected a number, found the text "nan"'
run_as "a whole number that is none" 3 check solo -s providers.count=1e20
check "a whole number that is none: message" grep -q '^-s providers.count=1e20: .*allowed: ' "$work/err"

# A table of points

echo 'base = "solo"; measure = "served"; kind = "points"; file = "t.csv";' >"$in/t.cfg"
table() { # NAME MESSAGE
    run_as "$1" 3 sweep "$in/t.cfg" --dry-run
    says "$1: message" "$in/t.csv$2"
}
printf 'demand.rate\n1\n2\0003\n' >"$in/t.csv"
table "a table with a zero byte" ":3: a zero byte; a table is plain text"
printf 'demand.rate\nnan\n1e999\n-0\n"inf"\n' >"$in/t.csv"
run_as "a table of no numbers" 3 sweep "$in/t.cfg" --dry-run
check "a table of no numbers: each is told" test "$(grep -c '^.*t\.csv:[235]: demand.rate: ' "$work/err")" -eq 3
awk 'BEGIN { print "demand.rate"; for (i = 0; i < 1000000; i++) print "x" }' >"$in/t.csv"
run_as "a table of a million mistakes" 3 sweep "$in/t.cfg" --dry-run
check "a table of a million mistakes: reading ends" grep -q \
    't.csv:102: the rest of the table was not read, after so many mistakes' "$work/err"
awk 'BEGIN { print "demand.rate"; for (i = 0; i < 1000001; i++) print 1 }' >"$in/t.csv"
run_as "a table of a million points" 3 sweep "$in/t.cfg" --dry-run
check "a table of a million points: the most is told" grep -Eq 'more than [0-9]+ points, the most' "$work/err"
head -c 67108865 /dev/zero >"$in/t.csv"
table "a table that is too large" ": is larger than 64 MiB, the most that a table of points may be"

# A folder of results

# shellcheck disable=SC2086
run_as "a run" 0 run solo $small -n 2 --out "$work/large"
mv "$work/large/summary.csv" "$work/summary.csv"
dd if=/dev/null of="$work/large/summary.csv" bs=1048576 seek=1025 2>/dev/null
run_as "a table of a gigabyte" 3 report "$work/large"
says "a table of a gigabyte: message" \
    "$work/large/summary.csv: is not read: a table is a file of its own, of at most 1024 MiB"
mv "$work/summary.csv" "$work/large/summary.csv"
dd if=/dev/null of="$work/large/manifest.json" bs=1048576 seek=17 2>/dev/null
run_as "a manifest of 17 megabytes" 4 report "$work/large"
check "a manifest of 17 megabytes: message" grep -q 'larger than 16 MiB, the most that it may be' "$work/err"
finish
