#!/bin/bash
# 查窗口从头到尾有没有打开过网络连接：跟踪走一遍窗口的测试和真窗口进程的每一次网络调用，见到 AF_INET、AF_INET6 即失败。
# 用法：bash tools/trace_window.sh（需要 strace；另有 Xvfb、xdotool 时连真窗口一起查）
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
screen=
trap 'rm -rf "$folder"; [ -z "$screen" ] || kill "$screen" 2>/dev/null || true' EXIT
trace() { strace -f -qq -e trace=network -o "$folder/$1" "${@:2}"; }
verdict() {
    if grep -E 'AF_INET6?\b' "$folder/$1"; then
        echo "$2：打开了网络套接字，见上。"
        exit 1
    fi
    echo "$2：没有网络套接字（本机套接字 $(grep -c 'socket(AF_UNIX' "$folder/$1" || true) 个）。"
}

QT_QPA_PLATFORM=offscreen trace journey .venv/bin/python -m pytest -q -p no:cacheprovider tests/journeys/test_window_journey.py
verdict journey "走一遍窗口的测试"

if command -v Xvfb xdotool >/dev/null; then
    mkfifo "$folder/number"
    exec 7<>"$folder/number"
    Xvfb -displayfd 7 -screen 0 1366x768x24 -nolisten tcp 2>/dev/null &
    screen=$!
    read -r number <&7
    export DISPLAY=":$number"
    unset QT_QPA_PLATFORM
    trace window .venv/bin/desk-app --data "$folder/data" &
    window=$!
    shown=
    for _ in $(seq 100); do
        shown=$(xdotool search --onlyvisible --name 专班台账 2>/dev/null | tail -1 || true)
        [ -n "$shown" ] && break
        sleep 0.2
    done
    sleep 2
    for keys in ctrl+4 ctrl+5 ctrl+6 ctrl+7 ctrl+8 ctrl+comma ctrl+1 ctrl+q; do
        xdotool windowfocus "$shown" key "$keys"
        sleep 1
    done
    wait "$window"

    verdict window "真窗口"
fi
