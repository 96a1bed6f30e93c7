"""Whether a file that is kept and not read bears a secrecy mark: told from its name and the text of office files."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from desk_app.broken_zip import BROKEN_ZIP
from desk_app.importing.gate import check_secrecy

_TAGS = re.compile(r"<[^>]*>")
_PARTS = re.compile(r"(word|xl|ppt)/.*\.xml")
_MOST = 64 << 20
_PLAIN = frozenset({".txt", ".csv", ".html", ".htm"})


def refuse_marked(path: Path) -> None:
    """Refused for a file that is marked 秘密★, 机密★, 绝密★; pictures and scans cannot be looked into."""
    check_secrecy([path.name])
    if path.suffix.lower() in _PLAIN:
        content = path.read_bytes()[:_MOST]
        check_secrecy([content.decode("utf-8", errors="ignore"), content.decode("gb18030", errors="ignore")])
    elif zipfile.is_zipfile(path):
        check_secrecy(_texts(path))


def _texts(path: Path) -> Iterator[str]:
    """The text of each part, its tags taken out, for a mark is often written in several runs."""
    try:
        with zipfile.ZipFile(path) as package:
            for entry in package.infolist():
                if _PARTS.fullmatch(entry.filename) and entry.file_size <= _MOST:
                    yield _TAGS.sub("", package.read(entry).decode("utf-8", errors="ignore"))
    except BROKEN_ZIP:
        return  # what cannot be opened is kept as it came; nothing of it is shown
