#!/usr/bin/env bash
# Builds the bundle and the .deb in a Debian 11 of its own, so that they start on old desktops (glibc 2.28: UOS 20;
# 2.31: Kylin V10). Debian 11 has no Python 3.11; it is built there from its source.
#
#   sudo bash packaging/linux/build_on_debian11.sh ROOT MIRROR PYTHON_SOURCE
#
# ROOT           a folder that does not exist yet, or one that this script made before
# MIRROR         the address of a Debian mirror that carries bullseye
# PYTHON_SOURCE  Python-3.11.*.tar.gz, or Debian's python3.11_*.orig.tar.gz
#
# pip in the root uses this computer's settings (/etc/pip.conf) and trusts whom it trusts. The result lies in dist/.
set -euo pipefail
[ $# = 3 ] || { sed -n '2,13p' "$0"; exit 2; }
root=$1 mirror=$2 source=$3
here=$(cd "$(dirname "$0")/../.." && pwd)

# shellcheck disable=SC2016  # what is meant for the root is not expanded here
inside() {
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        DEBIAN_FRONTEND=noninteractive bash -ec "$1"
}

if [ ! -e "$root/etc/debian_version" ]; then
    debootstrap --variant=minbase bullseye "$root" "$mirror"
fi
# A bundle finds its own folder by /proc.
mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
libraries=$(cat "$here"/packaging/linux/*libraries.txt | tr '\n' ' ')
inside "apt-get update -qq && apt-get install -y -qq --no-install-recommends build-essential ca-certificates \
    zlib1g-dev libffi-dev libbz2-dev liblzma-dev libssl-dev $libraries"
for settings in /etc/pip.conf /etc/ssl/certs/ca-certificates.crt; do
    [ ! -e "$settings" ] || cp -L "$settings" "$root$settings"
done

if [ ! -x "$root/opt/python/bin/python3.11" ]; then
    mkdir -p "$root/build/python"
    tar xf "$source" -C "$root/build/python" --strip-components=1
    cp "$here/packaging/linux/old_glibc.h" "$root/build/old_glibc.h"
    # sem_clockwait came with glibc 2.30; Python waits with the older call where it is told that there is none.
    inside 'cd /build/python
        ./configure -q --prefix=/opt/python --enable-shared LDFLAGS=-Wl,-rpath,/opt/python/lib ac_cv_func_sem_clockwait=no
        make -s -j"$(nproc)" CC="gcc -include /build/old_glibc.h"
        make -s install CC="gcc -include /build/old_glibc.h"'
fi

rm -rf "$root/build/desk-app"
mkdir -p "$root/build/desk-app"
# What is committed, not what lies about.
git -C "$here" archive HEAD | tar x -C "$root/build/desk-app"
inside 'cd /build/desk-app
    [ -x ../venv/bin/python ] || /opt/python/bin/python3.11 -m venv ../venv
    ../venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
    ../venv/bin/pyinstaller --noconfirm --log-level ERROR --distpath dist --workpath build build.spec
    dist/desk-app/desk-app --self-test
    bash packaging/debian/make_deb.sh'
mkdir -p "$here/dist"
cp "$root"/build/desk-app/dist/*.deb "$here/dist/"
