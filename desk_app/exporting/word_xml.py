"""The small words of WordprocessingML: texts, runs and paragraphs as XML, with nothing lost on the way."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from desk_app.problems import DeskError

_BREAKS = re.compile(r"(\r\n|[\r\n]|\t)")
_ILLEGAL = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"} | {
    0xFFFE: "\N{REPLACEMENT CHARACTER}",
    0xFFFF: "\N{REPLACEMENT CHARACTER}",
}
"""Signs that XML cannot hold, and the visible picture each is printed as (U+000B becomes ␋)."""


def legal(text: str) -> str:
    """A text as XML can hold it: control signs become visible pictures; raises DeskError for half a code unit."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        sample = text.encode("utf-8", "replace").decode()[:20]
        raise DeskError(f"“{sample}”：含有不成字的半个编码，无法写入文件，请改正后再导出。") from error
    return text.translate(_ILLEGAL)


def attribute(text: str) -> str:
    """A text as a quoted attribute value."""
    return quoteattr(legal(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def content(text: str) -> str:
    """A text as an element's content."""
    return escape(legal(text))


def run(text: str) -> str:
    """A run with a text, its line breaks and tabs as Word's own; an empty text gives nothing."""
    if not text:
        return ""
    pieces = (_piece(piece) for piece in _BREAKS.split(text) if piece)
    return f"<w:r>{''.join(pieces)}</w:r>"


def _piece(piece: str) -> str:
    if piece == "\t":
        return "<w:tab/>"
    if piece in {"\n", "\r", "\r\n"}:
        return "<w:br/>"
    return f'<w:t xml:space="preserve">{content(piece)}</w:t>'


def paragraph(style: str, inner: str, properties: str = "") -> str:
    """A paragraph in a style, with further paragraph properties as XML in the schema's order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inner}</w:p>'


def tabs(*stops: tuple[str, int]) -> str:
    """Tab stops, each a kind (left, right) and a place in twentieths of a point."""
    return "<w:tabs>" + "".join(f'<w:tab w:val="{kind}" w:pos="{place}"/>' for kind, place in stops) + "</w:tabs>"


def twips(points: float) -> int:
    """Points as twentieths of a point, the unit of Word's measures."""
    return round(points * 20)
