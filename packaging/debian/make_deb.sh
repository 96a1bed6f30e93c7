#!/usr/bin/env bash
# Puts the bundle of dist/desk-app into a .deb with menu entry, icon and the libraries it needs: dist/desk-app_*.deb.
set -euo pipefail
cd "$(dirname "$0")/../.."
bundle=dist/desk-app
[ -x "$bundle/desk-app" ] || { echo "没有找到 $bundle，请先运行 make bundle。" >&2; exit 1; }
version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' desk_app/__init__.py)
# The newest glibc that any file of the bundle asks for.
libc=$(grep -raohE 'GLIBC_2\.[0-9]+' "$bundle" | sort -uV | tail -n 1 | cut -d_ -f2)
libraries=$(paste -sd, packaging/linux/libraries.txt | sed 's/,/, /g')

stage=build/deb
rm -rf "$stage"
install -d "$stage/DEBIAN" "$stage/opt" "$stage/usr/bin" "$stage/usr/share/applications" "$stage/usr/share/doc/desk-app"
cp -a "$bundle" "$stage/opt/desk-app"
ln -s ../../opt/desk-app/desk-app "$stage/usr/bin/desk-app"
install -m 644 packaging/debian/desk-app.desktop "$stage/usr/share/applications/"
for size in 48 256; do
    install -D -m 644 "resources/icons/desk-app-$size.png" "$stage/usr/share/icons/hicolor/${size}x$size/apps/desk-app.png"
done
for licence in resources/fonts/*.LICENSE.txt; do install -m 644 "$licence" "$stage/usr/share/doc/desk-app/"; done
cp -R "$bundle/_internal/licences" "$stage/usr/share/doc/desk-app/"
size=$(du -sk --exclude=DEBIAN "$stage" | cut -f1)
sed -e "s/@VERSION@/$version/; s/@SIZE@/$size/; s/@LIBC@/$libc/; s/@LIBRARIES@/$libraries/" packaging/debian/control \
    > "$stage/DEBIAN/control"
chmod -R u=rwX,go=rX "$stage"
dpkg-deb --root-owner-group -Zxz -z1 --build "$stage" "dist/desk-app_${version}_amd64.deb" > /dev/null
echo "已写成 dist/desk-app_${version}_amd64.deb（需要 glibc $libc 以上）"
