#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian package on a bare Debian 12: a root made by debootstrap, the package installed with what it depends on and
# nothing else, and a question of five lines answered by the program in it. Needs root, debootstrap and a network;
# without them nothing is checked, which is said. DEBIAN_ROOT=DIR: a bare root that is there already is copied.
. tests/cli/checks
build=$(dirname -- "$binary")

if [ "$(id -u)" -ne 0 ] || ! command -v debootstrap >/dev/null 2>&1 || ! command -v dpkg-shlibdeps >/dev/null 2>&1; then
    echo "ok the Debian package: not checked, since root, debootstrap or dpkg-dev is missing"
    exit 0
fi
root=$work/root
if [ -n "${DEBIAN_ROOT-}" ]; then
    cp -a "$DEBIAN_ROOT" "$root" || exit 1
elif ! debootstrap --variant=minbase bookworm "$root" >"$work/debootstrap.log" 2>&1; then
    tail -n 3 "$work/debootstrap.log"
    echo "ok the Debian package: not checked, since debootstrap made no root"
    exit 0
fi

check "cpack -G DEB" cpack -G DEB --config "$build/CPackConfig.cmake" -B "$work/package"
package=$(find "$work/package" -maxdepth 1 -name 'zutuan_*.deb')
check "a package" test -s "$package"
check "recommends gnuplot" sh -c "dpkg-deb -f '$package' Recommends | grep -q gnuplot"
check "depends on GSL" sh -c "dpkg-deb -f '$package' Depends | grep -q 'libgsl27'"
check "says under which licence it is" sh -c "dpkg-deb --fsys-tarfile '$package' | tar -xO ./usr/share/doc/zutuan/copyright |
    grep -q '^License: GPL-3+'"
if command -v lintian >/dev/null 2>&1; then
    check "lintian finds no error" lintian --fail-on error --suppress-tags bogus-mail-host "$package"
fi

inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive sh -c "cd /root && $1"
}
cp "$package" "$root/root/zutuan.deb" || exit 1
cp /etc/resolv.conf "$root/etc/resolv.conf"
check_not "the root is bare" inside "command -v zutuan"
inside "apt-get update && apt-get install -y --no-install-recommends ./zutuan.deb" >"$work/apt.log" 2>&1 ||
    tail -n 5 "$work/apt.log"
check "installs" inside "dpkg -s zutuan | grep -q '^Status: install ok installed'"
cat >"$root/root/mine.cfg" <<EOF
description = "Two staff, and only monitoring";
extends = "16+1";
support: { staff = 2; };
training: { on = false; };
referral: { on = false; };
EOF
check "answers a question of five lines" inside "zutuan compare solo mine.cfg --equal-budget -n 50 --out answer >answer.txt"
check "with an interval" grep -Eq '^  qa_per_10k_yuan .*\[[-+][0-9.]+, [-+][0-9.]+\]' "$root/root/answer.txt"
check "as here" sh -c "cd '$root/root' && '$binary' compare solo mine.cfg --equal-budget -n 50 --store none |
    cmp - answer.txt"
check "makes a page of it" inside "zutuan report answer && test -s answer/report.html"
check "a manual" inside "test -s /usr/share/man/man1/zutuan.1.gz && test -s /usr/share/man/man1/zutuan-compare.1.gz"
check "goes" inside "apt-get remove -y zutuan && ! command -v zutuan && test ! -e /usr/share/zutuan"
finish
