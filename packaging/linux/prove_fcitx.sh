#!/usr/bin/env bash
# Proves that Chinese can be typed into the real window through the fcitx of this computer (4.2 or 5, whichever is
# installed) on a virtual screen: the first key goes down on a cell of 台账, on an empty row, in the bar's search and in
# 查找, and what was committed is then looked for in the data itself.
# Usage: bash packaging/linux/prove_fcitx.sh [PROGRAM…]    (the default is the checkout's own: .venv/bin/desk-app)
# Needs: xvfb openbox xdotool dbus, and fcitx-bin fcitx-pinyin fcitx-module-dbus, or fcitx5 fcitx5-pinyin.
# SHOTS=folder keeps the screen of every step (as .xwd files).
set -euo pipefail
if [ "${1:-}" != --inside ]; then
    [ $# -gt 0 ] || set -- "$(dirname "$0")/../../.venv/bin/desk-app"
    exec dbus-run-session -- bash "$0" --inside "$@"
fi
shift
program=("$@")
work=$(mktemp -d)
running=()
finish() {
    for one in "${running[@]}"; do kill "$one" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
export HOME=$work XDG_CONFIG_HOME=$work/.config XDG_DATA_HOME=$work/.local/share LANG=C.UTF-8
unset XDG_RUNTIME_DIR WAYLAND_DISPLAY QT_QPA_PLATFORM

"${program[@]}" demo --out "$work/demo" --no-window > "$work/demo.txt" 2>&1
data=$(dirname "$(find "$work/demo" -name desk.db | head -n 1)")

screen=:$((70 + RANDOM % 20))
Xvfb "$screen" -screen 0 1366x768x24 -fbdir "$work" > /dev/null 2>&1 &
running+=($!)
export DISPLAY=$screen QT_IM_MODULE=fcitx XMODIFIERS=@im=fcitx
sleep 1
openbox > /dev/null 2>&1 &
running+=($!)

# A first start without questions: pinyin beside the plain keyboard.
if command -v fcitx5 > /dev/null; then
    mkdir -p "$XDG_CONFIG_HOME/fcitx5"
    printf '[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=pinyin\n[Groups/0/Items/0]\nName=keyboard-us\nLayout=\n[Groups/0/Items/1]\nName=pinyin\nLayout=\n[GroupOrder]\n0=Default\n' \
        > "$XDG_CONFIG_HOME/fcitx5/profile"
    fcitx5 --disable=notificationitem > "$work/fcitx.txt" 2>&1 &
    running+=($!)
    turn() { fcitx5-remote "$1"; }
    fcitx5 --version
else
    mkdir -p "$XDG_CONFIG_HOME/fcitx"
    printf '[Profile]\nIMName=pinyin\nEnabledIMList=fcitx-keyboard-us:True,pinyin:True\n' \
        > "$XDG_CONFIG_HOME/fcitx/profile"
    fcitx -D > "$work/fcitx.txt" 2>&1 &
    running+=($!)
    turn() { fcitx-remote "$1"; }
    fcitx --version 2>&1 | grep -i version || true
fi
sleep 3

"${program[@]}" --data "$data" &
window=$!
running+=("$window")
xdotool search --sync --onlyvisible --name 专班台账 > /dev/null
sleep 4

shot() {
    if [ -n "${SHOTS:-}" ]; then
        cp "$work/Xvfb_screen0" "$SHOTS/$1.xwd"
    fi
}
keys() { xdotool key --delay 60 "$@"; sleep 0.4; }
# What is typed is pinyin: the letters go to the input method, and the space commits its first choice.
pinyin() { xdotool type --delay 90 "$1"; sleep 0.5; shot "$2"; xdotool key space; sleep 0.6; }

# What the data says of a word; without one row it says so in a sentence that names the word, which is no proof.
rows_with() { "${program[@]}" --data "$data" --json find "$1" 2> /dev/null | grep -c '"count"' || true; }
for word in 你好 中国 我们; do
    [ "$(rows_with "$word")" = 0 ] || { echo "样例里本来就有“$word”，证明不了什么。" >&2; exit 1; }
done

keys Escape ctrl+5  # the first walk through the rooms is left
sleep 3
turn -o
sleep 0.5
# 1. On a cell, without opening it first: 谈话地点 of the first row.
keys Home
for _ in 1 2 3 4 5 6 7 8 9; do keys Right; done
pinyin nihao cell
keys Return
# 2. The cell below opened by F2, and its text taken away.
keys F2 ctrl+a
pinyin zhongguo opened
keys Return
# 3. A choice, 谈话内容类型, whose list opens below it while one writes.
keys Up Right
pinyin women choice
keys Return
sleep 2
# 4. The search above the ledger, and 查找.
keys alt+f
pinyin beijing bar
shot bar-done
keys ctrl+k
pinyin nihao find
shot find-done
keys Escape
turn -c
keys ctrl+q
wait "$window" || true

failed=0
for word in 你好 中国 我们; do
    if [ "$(rows_with "$word")" = 0 ]; then
        echo "台账里没有“$word”：没有打进去。" >&2
        failed=1
    else
        echo "“$word”已打进台账。"
    fi
done
exit "$failed"
