"""Cuts a small TrueType font program out of a large one: the glyphs a document uses, in the document's order."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack, pack_into, unpack_from

from desk_app.exporting.font_sfnt import SfntFont

_COPIED = ("cvt ", "fpgm", "prep")
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
_CHECKSUM_BASE = 0xB1B0AFBA


def subset_program(font: SfntFont, glyphs: Sequence[int]) -> bytes:
    """The font program whose glyph ``n`` is ``glyphs[n]`` of the font (glyph 0 first); parts of composites follow.

    It has no character table: in a PDF the glyphs are called by number (Identity-H).
    """
    order = list(glyphs)
    outlines = _outlines(font, order)
    head, hhea, maxp = (bytearray(font.table(tag)) for tag in ("head", "hhea", "maxp"))
    pack_into(">L", head, 8, 0)
    pack_into(">h", head, 50, 1)
    pack_into(">H", hhea, 34, len(order))
    pack_into(">H", maxp, 4, len(order))
    tables = {"head": bytes(head), "hhea": bytes(hhea), "maxp": bytes(maxp)}
    tables |= {tag: font.table(tag) for tag in _COPIED if font.table(tag)}
    tables["hmtx"] = b"".join(pack(">Hh", font.advance(glyph), font.side_bearing(glyph)) for glyph in order)
    tables["loca"], tables["glyf"] = _laid_out(outlines)
    return _assembled(tables)


def _outlines(font: SfntFont, order: list[int]) -> list[bytes]:
    """The outlines in order; ``order`` grows by the parts that composites name."""
    places: dict[int, int] = {}
    for place, glyph in enumerate(order):
        places.setdefault(glyph, place)
    outlines = []
    for glyph in order:  # grows while it is walked
        outline = font.outline(glyph)
        if len(outline) > 10 and unpack_from(">h", outline)[0] < 0:
            outline = _renumbered(outline, places, order)
        outlines.append(outline)
    return outlines


def _renumbered(outline: bytes, places: dict[int, int], order: list[int]) -> bytes:
    data = bytearray(outline)
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = unpack_from(">HH", data, at)
        if part not in places:
            places[part] = len(order)
            order.append(part)
        pack_into(">H", data, at + 2, places[part])
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return bytes(data)


def _laid_out(outlines: list[bytes]) -> tuple[bytes, bytes]:
    offsets, padded, position = [0], [], 0
    for outline in outlines:
        piece = outline + b"\0" * (-len(outline) % 4)
        padded.append(piece)
        position += len(piece)
        offsets.append(position)
    return pack(f">{len(offsets)}L", *offsets), b"".join(padded)


def _assembled(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = pack(">LHHHH", 0x00010000, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    position, entries, bodies, head_at = 12 + 16 * count, [], [], 0
    for tag, data in sorted(tables.items()):
        body = data + b"\0" * (-len(data) % 4)
        entries.append(pack(">4sLLL", tag.encode("latin-1"), _checksum(body), position, len(data)))
        bodies.append(body)
        head_at = position if tag == "head" else head_at
        position += len(body)
    program = bytearray(b"".join((header, *entries, *bodies)))
    pack_into(">L", program, head_at + 8, (_CHECKSUM_BASE - _checksum(program)) & 0xFFFFFFFF)
    return bytes(program)


def _checksum(data: bytes | bytearray) -> int:
    words: tuple[int, ...] = unpack_from(f">{len(data) // 4}L", data)
    return sum(words) & 0xFFFFFFFF
