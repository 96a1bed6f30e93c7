#!/usr/bin/env bash
# Sets up what the program needs: system libraries (on Debian as root; elsewhere says what is missing), a virtual
# environment, and the locked packages. Usage: bash tools/setup.sh run|test
set -euo pipefail
cd "$(dirname "$0")/.."
goal=${1:-run}

# What the window needs below Qt on Linux, by the library's name and Debian's package.
libraries="libGL.so.1:libgl1 libEGL.so.1:libegl1 libglib-2.0.so.0:libglib2.0-0 libfontconfig.so.1:libfontconfig1
libfreetype.so.6:libfreetype6 libxkbcommon.so.0:libxkbcommon0 libdbus-1.so.3:libdbus-1-3 libX11.so.6:libx11-6
libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 libxcb-image.so.0:libxcb-image0
libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-randr.so.0:libxcb-randr0 libxcb-render-util.so.0:libxcb-render-util0
libxcb-shape.so.0:libxcb-shape0 libxcb-xkb.so.1:libxcb-xkb1 libxkbcommon-x11.so.0:libxkbcommon-x11-0
libX11-xcb.so.1:libx11-xcb1"

find_python() {
    local name
    for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
        [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
        "$name" -c 'import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || continue
        echo "$name"
        return 0
    done
    return 1
}

missing_packages() {
    local pair known
    known=$(ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null || true)
    for pair in $libraries; do
        case "$known" in *"${pair%%:*}"*) ;; *) echo "${pair##*:}" ;; esac
    done
    find_python >/dev/null || printf 'python3\npython3-venv\n'
}

install_system() {
    local packages
    packages=$(missing_packages | tr '\n' ' ')
    [ -n "${packages// /}" ] || return 0
    if [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
        echo "正在安装系统软件包：$packages"
        # shellcheck disable=SC2086  # a list of names
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } >/dev/null
    else
        echo "本机缺少系统软件包，请用管理员账号安装后再试（Debian 系的包名）：$packages" >&2
        find_python >/dev/null || exit 1
    fi
}

install_system
python=$(find_python) || { echo "没有找到 Python 3.11 至 3.13（含 venv），请安装后再试。" >&2; exit 1; }
[ -x .venv/bin/python ] || { echo "正在建立运行环境（$($python --version)）……"; "$python" -m venv .venv; }

lock=requirements.lock
[ "$goal" = test ] && lock=requirements-dev.lock
echo "正在安装所需的程序库……"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$lock"
if [ "$goal" = run ]; then
    # The program itself, straight from this checkout: a path file and a starter, no build and no download.
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    pwd > "$site/desk_app_checkout.pth"
    printf '#!%s/.venv/bin/python\nimport sys\nfrom desk_app.__main__ import main\nsys.exit(main())\n' "$(pwd)" > .venv/bin/desk-app
    chmod +x .venv/bin/desk-app
fi
