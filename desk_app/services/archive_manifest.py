"""校验码.txt: the SHA-256 of every file of an archive, in the form that ``sha256sum -c`` reads, and nothing else.

One line a file: 64 small hexadecimal digits, two blanks, the path with ``/``, sorted by path, each line ended by one
line feed, UTF-8 without a mark. Anything else in it is an alteration.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from desk_app.problems import DeskError

MANIFEST = "校验码.txt"
CATALOGUE = "归档目录"
NOTE = "归档说明.txt"
_PRINTED = re.compile(r"内容校验码：((?:[0-9A-F]{4} ){7}[0-9A-F]{4})")
_LINE = re.compile(r"([0-9a-f]{64})  ([^\r\n]+)")
_MOST = 256 << 20


def manifest_text(codes: Mapping[str, str]) -> bytes:
    """The manifest of files by path."""
    return "".join(f"{codes[path]}  {path}\n" for path in sorted(codes)).encode("utf-8")


def parse_manifest(content: bytes) -> dict[str, str]:
    """What a manifest says; DeskError where it is not exactly as it was written."""
    try:
        lines = content[:_MOST].decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise _altered("有读不出的字") from error
    if lines.pop() != "":
        raise _altered("最后一行不完整")
    codes: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise _altered(f"第{number}行不是“校验码  文件名”的样子")
        if found[2] in codes:
            raise _altered(f"第{number}行的文件名重复")
        codes[found[2]] = found[1]
    if manifest_text(codes) != content:
        raise _altered("各行的次序被改动")
    return codes


def _altered(why: str) -> DeskError:
    return DeskError(f"“{MANIFEST}”已损坏或被改动（{why}），无法据此核对；请另找一份归档或原件比对。")


def content_code(codes: Mapping[str, str]) -> str:
    """内容校验码: one code over all 件 and the copy of the data, as 移交清单 prints it: paper vouches for files.

    The catalogue's own papers and the covering note bear it and are therefore left out.
    """
    inner = {path: code for path, code in codes.items() if "/" in path and not path.startswith(f"{CATALOGUE}/")}
    return hashlib.sha256(manifest_text(inner)).hexdigest()


def said_code(code: str) -> str:
    """A code as it stands on paper: the first 32 signs in groups of four."""
    return " ".join(code[place : place + 4] for place in range(0, 32, 4)).upper()


def printed_code(note: bytes) -> str:
    """The code that the covering note bears, as ``said_code`` writes it; empty where it bears none."""
    found = _PRINTED.search(note.decode("utf-8-sig", errors="replace"))
    return found[1] if found else ""
