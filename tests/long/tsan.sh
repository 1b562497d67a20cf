#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# ThreadSanitizer over commands on two threads. GCC's OpenMP does not tell it where threads wait for each other; clang's
# does, through Archer. Whether it would see a race is tried first, on a program that has one.
. tests/cli/checks
archer=$(find /usr/lib/llvm-*/lib -name libarcher.so 2>/dev/null | sort | tail -n 1)
export OMP_TOOL_LIBRARIES="$archer" TSAN_OPTIONS="ignore_noninstrumented_modules=1 exitcode=66" OMP_NUM_THREADS=2

cat >"$work/race.c" <<'EOT'
int main(void)
{
    int sum = 0, safe = 0;
#pragma omp parallel for num_threads(2)
    for (int i = 0; i < 100000; i++) {
#ifdef RACE
        sum += i;
#endif
#pragma omp critical
        safe += i & 1;
    }
    return sum == 1 || safe != 50000;
}
EOT
flags="-fsanitize=thread -fopenmp -g"
build() {
    cmake -G Ninja -S . -B "$work/build" -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DZUTUAN_TESTS=OFF \
        -DZUTUAN_MPI=OFF -DCMAKE_C_FLAGS="-fsanitize=thread" >"$work/log" 2>&1 &&
        cmake --build "$work/build" --target zutuan >"$work/log" 2>&1
}

# shellcheck disable=SC2086
{
check "Archer is here (libomp-dev)" test -n "$archer"
check "a program with a race and one without" sh -c \
    "clang $flags -DRACE -o '$work/race' '$work/race.c' && clang $flags -o '$work/sound' '$work/race.c'"
check_not "the race is seen" "$work/race"
check "and nothing else" "$work/sound"
check "zutuan can be built so" build
binary=$work/build/zutuan

cat >"$work/tiny.cfg" <<'EOT'
base = "solo"; other = "16+1"; measure = "qa_per_10k_yuan"; replications = 4;
factors = ( { key = "providers.count"; values = [2, 3, 4]; } );
EOT
cat >"$work/morris.cfg" <<'EOT'
base = "solo"; other = "16+1"; measure = "qa_output"; kind = "morris"; trajectories = 4; replications = 2;
factors = ( { key = "demand.rate"; from = 0.4; to = 0.6; }, { key = "providers.count"; from = 2; to = 4; } );
EOT
run_as "run" 0 run 16+1 $small -n 16 -j 2 --out "$work/run"
run_as "compare" 0 compare solo 16+1 $small -n 16 -j 2 --equal-budget --out "$work/compare"
run_as "compare to a target" 0 compare solo 16+1 $small --target qa_output:rel=50% --min 50 --max 100 -j 2
run_as "sweep" 0 sweep "$work/tiny.cfg" -s programme.horizon=60 -j 2 --out "$work/sweep"
run_as "sweep, from its store" 0 sweep "$work/tiny.cfg" -s programme.horizon=60 -j 2 --out "$work/sweep"
run_as "sensitivity" 0 sensitivity "$work/morris.cfg" -s programme.horizon=60 -j 2
run_as "attribute" 0 attribute solo 16+1 $small -n 4 -j 2
run_as "select" 0 select solo 16+1 16+0 $small --measure qa_output --delta 5% --max 60 -j 2
run_as "breakeven" 0 breakeven solo 16+1 $small --over support.staff_cost=0:400k --in other -n 8 -j 2
"$binary" run 16+1 -n 100000 -j 2 --out "$work/stopped" >/dev/null 2>"$work/err" &
process=$!
sleep 3
kill -INT $process
wait $process
check "an interruption: exit code 130" test $? -eq 130
check_not "which is no race" grep -q ThreadSanitizer "$work/err"
}
finish
