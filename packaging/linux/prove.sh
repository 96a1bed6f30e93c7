#!/usr/bin/env bash
# Proves a bundle on the spot: its own self-test, with the network off and watched for network calls where this
# computer allows both. Usage: bash packaging/linux/prove.sh dist/desk-app/desk-app
set -euo pipefail
program=$1
watched=$(mktemp)
trap 'rm -f "$watched"' EXIT

alone=()
if unshare --net true 2>/dev/null; then
    alone=(unshare --net)
elif unshare --map-root-user --net true 2>/dev/null; then
    alone=(unshare --map-root-user --net)
else
    echo "本机不允许断网试验，只做自检。"
fi
if command -v strace > /dev/null; then
    strace -f -qq -e trace=network -o "$watched" "${alone[@]}" "$program" --self-test
    # A call to the desktop on this computer (AF_UNIX) is no network.
    if grep -E 'AF_INET6?|AF_PACKET' "$watched"; then
        echo "程序打开了网络连接，见上。" >&2
        exit 1
    fi
    echo "断网自检通过，网络连接：0次。"
else
    "${alone[@]}" "$program" --self-test
    echo "本机没有 strace，没有查网络调用。"
fi
missing=$(find "$(dirname "$program")" -name '*.so*' -type f -exec ldd {} + 2>/dev/null | awk '/not found/ {print $1}' | sort -u)
[ -z "$missing" ] || echo "本机没有、程序包里也没有的系统库（打印、Wayland 才用到）：$missing"
newest=$(grep -raohE 'GLIBC_2\.[0-9]+' "$(dirname "$program")" | sort -uV | tail -n 1)
echo "程序文件夹：$(du -sm "$(dirname "$program")" | cut -f1)MB，需要 $newest 以上"
