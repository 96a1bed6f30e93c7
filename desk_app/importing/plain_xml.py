"""Whether a workbook's XML is of the plain build in which a count of its cells is enough to trust the fast reader.

Readers differ on what is not: cells inside unknown elements, texts without their type, doubled texts, broken ends.
(Build of a sheet and of shared texts: ECMA-376 part 1, 18.3 and 18.4.)
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from xml.parsers import expat

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROOT = re.compile(rb"<(?:worksheet|sst)\b[^>]*\sxmlns\s*=\s*[\"']" + re.escape(_MAIN) + rb"[\"']")
_ATTRIBUTES = rb"(?:\s++[\w:.-]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+\s*+"
_TEXT = rb"<t" + _ATTRIBUTES + rb"(?:/>|>[^<]*+</t>)\s*+"
_FORMULA = rb"<f" + _ATTRIBUTES + rb"(?:/>|>[^<]*+</f>)"
_ODD_PLACE = rb"(?![^<>]*\sr\s*=\s*[\"'](?![A-Z]{1,3}[1-9]\d{0,6}[\"']))"
_SHARED = rb"(?=[^<>]*\st=\"s\")" + _ATTRIBUTES + rb">\s*+<v>\d{1,7}+</v>\s*+</c>"
_INLINE = (
    rb"(?=[^<>]*\st=\"inlineStr\")" + _ATTRIBUTES + rb"(?:/>|>\s*+(?:<is>\s*+" + _TEXT + rb"</is>|<is/>)?+\s*+</c>)"
)
_VALUE = rb"<v" + _ATTRIBUTES + rb"(?:/>|>[^<]*+</v>)"
_OTHER = (
    rb"(?![^<>]*\st\s*=\s*[\"'](?:s|inlineStr)[\"'])" + _ATTRIBUTES
    + rb"(?:/>|>\s*+(?:" + _FORMULA + rb")?+\s*+(?:" + _VALUE + rb")?+\s*+</c>)"
)  # fmt: skip
_COMMON_VALUE = (
    rb"(?: s=\"\d++\")?+"
    rb"(?: t=\"s\"><v>\d{1,7}+</v></c>| t=\"inlineStr\"><is><t(?: xml:space=\"preserve\")?+>[^<]*+</t></is></c>"
    rb"|(?: t=\"n\")?+>(?:<v>[^<]*+</v>)?+</c>|/>)"
)
_NEAR = rb"<c r=\"[A-Z][1-9]\d{0,3}+\"" + _COMMON_VALUE
_COMMON = rb"<c r=\"[A-Z]{1,3}+[1-9]\d{0,6}+\"" + _COMMON_VALUE
_CELL = rb"<c(?=[\s/>])" + _ODD_PLACE + rb"(?:" + _SHARED + rb"|" + _INLINE + rb"|" + _OTHER + rb")\s*+"


def _data_of(cell: bytes) -> re.Pattern[bytes]:
    """The rows of a sheet whose cells are of one build."""
    row = rb"<row" + _ATTRIBUTES + rb"(?:/>|>\s*+(?:" + cell + rb"\s*+)*+</row>)\s*+"
    return re.compile(rb"<sheetData\s*+(?:/>|>\s*+(?:" + row + rb")*+</sheetData>)")


_NEAR_DATA, _COMMON_DATA, _DATA = _data_of(_NEAR), _data_of(_COMMON), _data_of(_CELL)
_LOOK = rb"(?:<rPr>(?:(?!</rPr>).)*+</rPr>|<rPr/>)?+\s*+"
_RUN = rb"<r>\s*+" + _LOOK + _TEXT + rb"</r>\s*+"
_AID = rb"<rPh" + _ATTRIBUTES + rb">\s*+" + _TEXT + rb"</rPh>\s*+|<phoneticPr" + _ATTRIBUTES + rb"/>\s*+"
_ITEM = rb"<si>\s*+(?:" + _TEXT + rb"|(?:" + _RUN + rb")++)?+(?:" + _AID + rb")*+</si>|<si/>"
_ITEMS = re.compile(rb"<sst\b[^>]*+(?:/>|>\s*+(?:(?:" + _ITEM + rb")\s*+)*+</sst>)\s*+\Z", re.DOTALL)
_DECLARATION = re.compile(rb"<\?xml\s+version\s*=\s*[\"']1\.\d[\"']")
_ODD_ENTITY = re.compile(
    rb"&(?!(?:#[1-9]\d{1,6}|#x[\da-fA-F]{2,6}|amp|lt|gt|quot|apos);)|&#(?:1[124-9]|2\d|30|31|x[01][\dA-Fa-f]);"
)
_ODD_SIGNS = bytes(number for number in range(32) if number not in b"\t\n\r")
_HEAD = 4096
_LONGEST_KEPT = 16 << 10


class Build(Enum):
    """How a sheet is built: of the commonest cells alone (no formula, no error, none far away), plainly, or oddly."""

    COMMON = 1
    PLAIN = 2
    ODD = 3


def build_of(part: bytes) -> Build:
    """Plain is a sheet whose rows hold cells, its cells a value each, its inline texts their type, and no more."""
    start = part.find(b"<sheetData")
    if start < 0 or not _ROOT.search(part, 0, _HEAD):
        return Build.ODD
    near = _NEAR_DATA.match(part, start)
    common = near or _COMMON_DATA.match(part, start)
    data = common or _DATA.match(part, start)
    if data is None or part.find(b"<sheetData", data.end()) >= 0 or part.find(b"<c ", data.end()) >= 0:
        return Build.ODD
    if common is None:
        return Build.PLAIN if is_whole(part) else Build.ODD
    around = part[:start] + part[data.end() :]
    if not (_is_clean(part) and is_whole(around)):
        return Build.ODD
    is_common = near is not None and b"<worksheet" in around[:_HEAD] and b"<!" not in around
    return Build.COMMON if is_common else Build.PLAIN


def _is_clean(part: bytes) -> bool:
    """Whether a part's texts hold no sign and no entity that XML does not know, in UTF-8."""
    if len(part.translate(None, _ODD_SIGNS)) != len(part) or not (part.isascii() or _is_utf8(part)):
        return False
    return b"&" not in part or not _ODD_ENTITY.search(part)


def _is_utf8(part: bytes) -> bool:
    try:
        part.decode()
    except UnicodeDecodeError:
        return False
    return True


def are_plain_texts(part: bytes | None) -> bool:
    """Whether the shared texts are one text or runs of texts each; a workbook without any is plain too."""
    if part is None:
        return True
    start = part.find(b"<sst")
    return (
        start >= 0
        and bool(_ROOT.search(part, 0, _HEAD))
        and bool(_ITEMS.match(part, start))
        and _is_clean(part)
        and is_whole(part[:start] + b"<sst/>")
    )


def is_whole(part: bytes) -> bool:
    """Whether a part is well-formed XML from its first to its last sign; what many files share is looked at once."""
    return _is_short_whole(part) if len(part) <= _LONGEST_KEPT else _is_whole(part)


@lru_cache(maxsize=64)
def _is_short_whole(part: bytes) -> bool:
    return _is_whole(part)


def _is_whole(part: bytes) -> bool:
    if part.startswith(b"<?xml") and not _DECLARATION.match(part):
        return False
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(part, True)  # noqa: FBT003  it is taken by place only
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return True
