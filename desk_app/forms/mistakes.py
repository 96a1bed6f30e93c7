"""A wrong definition file in one sentence: which file, which line, what is wrong and what to do."""

from __future__ import annotations

import re
from pathlib import Path

_SAID = re.compile(r"^(?P<file>[^ ]+) (?P<key>[^：]+)：(?P<text>.*)$", re.DOTALL)
_PART = re.compile(r"(?P<table>\w+)(?:\[(?P<place>\d+)\])?\.(?P<name>\w+)$")
_MOST = 3


_THEN = "暂不能用，改正（或删去）后重开程序，其余照常"


def sentence_of(path: Path, mistakes: list[str], then: str = _THEN) -> str:
    """The mistakes of one file as one sentence; those beyond the third are only counted."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    said = [_said(lines, mistake) for mistake in mistakes[:_MOST]]
    more = f"等{len(mistakes)}处" if len(mistakes) > _MOST else ""
    return f"表样文件“{path.parent.name}/{path.name}”{'；'.join(said)}{more}；这张表{then}。"


def _said(lines: list[str], mistake: str) -> str:
    found = _SAID.match(mistake)
    if found is None:
        return mistake.partition("：")[2] or mistake
    line = line_of(lines, found["key"])
    return f"{f'第{line}行' if line else ''} {found['key']}：{found['text']}".strip()


def line_of(lines: list[str], key: str) -> int:
    """The line, from 1, on which a key such as ``column[2].kind`` stands, or its table begins; 0 where neither does."""
    part = _PART.search(key)
    if part is None:
        top = next((place for place, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
        return _named(lines, 0, top, key) or _named(lines, 0, len(lines), key)
    head = f"[[{part['table']}]]" if part["place"] else f"[{part['table']}]"
    starts = [place for place, line in enumerate(lines) if line.strip().startswith(head)]
    wanted = int(part["place"] or 1) - 1
    if wanted >= len(starts):
        return 0
    start = starts[wanted]
    end = next((place for place in range(start + 1, len(lines)) if lines[place].lstrip().startswith("[")), len(lines))
    return _named(lines, start, end, part["name"]) or start + 1


def _named(lines: list[str], start: int, end: int, name: str) -> int:
    pattern = re.compile(rf"^\s*\"?{re.escape(name)}\"?\s*=")
    return next((place + 1 for place in range(start, end) if pattern.match(lines[place])), 0)
