"""Damages files as chance, mail, broken sticks and bad programs do: their bytes, their zip, their XML, their cells."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from random import Random

TEXTS = (
    "", " ", "　", "=1+1", "2023-02-30", "2月30日", "2023.3.5", "1e999", "NaN", "-0", "9" * 40, "0x1F", "44990", "无",
    "合计", "零报告", "秘密★", "保密教育", "\u202e倒写", "👩‍👩‍👧", "𠮷", "_x000D_", "&amp;lt;", "序号",
    "填报单位：财务科", "A" * 5000, "TRUE", "#DIV/0!", "谈话人\n", "\t", "林嘉禾",
)  # fmt: skip
VALUES = (
    "", "0", "-1", "1", "2", "65536", "4294967296", "99999999999999999999", "A0", "XFE1", "ZZZZ9", "s", "str",
    "inlineStr", "e", "b", "d", "n", "x", "true", "../x", "rId1", "#", "1900-01-01", "中",
)  # fmt: skip
PIECES = (
    b"<!-- <c r='A1'><v>1</v></c> -->", b"<![CDATA[<c r='A1'/>]]>", b"<?x y?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"&b;", b"&#0;",
    b"&#x1F;", b"\0", b"<row/>", b"<c/>", b"<c r='H4'><v>7</v></c>", b"</row>", b"<w:tc/>", b"<w:tr/>", b"<w:del/>",
    b"\xff\xfe", b"<row r='5' hidden='1'>", b"<mergeCell ref='A1:XFD1048576'/>", b"<" * 300,
)  # fmt: skip
_TAG = re.compile(rb"<[^<>]{1,400}>")
_ATTRIBUTE = re.compile(rb"(\s[\w:]+=)(\"[^\"]{0,200}\"|'[^']{0,200}')")
_TEXT = re.compile(rb">([^<>]{1,200})<")
_ELEMENT = re.compile(
    rb"<(\w+:)?(row|c|tr|tc|p|r|t|v|sheet|si|td|Relationship|Override|mergeCell|xf)\b[^<>]*>.*?</(?:\w+:)?\2>",
    re.DOTALL,
)

Change = Callable[[bytes, Random], bytes]


def mutated(data: bytes, chance: Random) -> bytes:
    """The file with one to three damages."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        data = _one(data, chance)
    return data


def _one(data: bytes, chance: Random) -> bytes:
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        return chance.choice((_in_part, _in_part, _in_part, _in_part, _structure, _zip_field))(data, chance)
    if data.lstrip()[:1] == b"<" and chance.random() < 0.8:
        return chance.choice(XML)(data, chance)
    if data.startswith(b"\xd0\xcf\x11\xe0") and chance.random() < 0.6:
        return chance.choice((_number, _number, _swap, _flip))(data, chance)
    return chance.choice(BYTES)(data, chance)


def _place(data: bytes, chance: Random) -> int:
    return chance.randrange(len(data)) if data else 0


def _flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        if changed:
            changed[_place(data, chance)] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: _place(data, chance)]


def _drop(data: bytes, chance: Random) -> bytes:
    start = _place(data, chance)
    return data[:start] + data[start + chance.choice((1, 4, 16, 512)) :]


def _double(data: bytes, chance: Random) -> bytes:
    start = _place(data, chance)
    return data[:start] + data[start : start + chance.choice((1, 16, 512))] + data[start:]


def _zero(data: bytes, chance: Random) -> bytes:
    start, size = _place(data, chance), chance.choice((4, 64, 512))
    return data[:start] + b"\0" * min(size, len(data) - start) + data[start + size :]


def _insert(data: bytes, chance: Random) -> bytes:
    start = _place(data, chance)
    return data[:start] + chance.choice((chance.randbytes(8), chance.choice(TEXTS).encode(), *PIECES)) + data[start:]


def _swap(data: bytes, chance: Random) -> bytes:
    first, second = sorted((_place(data, chance) & ~511, _place(data, chance) & ~511))
    a, b = data[first : first + 512], data[second : second + 512]
    return data[:first] + b + data[first + 512 : second] + a + data[second + 512 :] if second >= first + 512 else data


def _number(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    kind, top = chance.choice((("<H", 0xFFFF), ("<I", 0xFFFFFFFF)))
    if len(changed) > 8:
        place = chance.choice((chance.randrange(512), _place(data, chance))) % (len(changed) - 4)
        struct.pack_into(kind, changed, place, chance.choice((0, 1, 2, 255, 256, top >> 1, top - 1, top)))
    return bytes(changed)


BYTES: Sequence[Change] = (_flip, _flip, _cut, _drop, _double, _zero, _insert, _swap, _number)


def _spot(pattern: re.Pattern[bytes], data: bytes, chance: Random) -> re.Match[bytes] | None:
    """One of the places of a pattern near a place by chance, so that large parts cost little."""
    start = max(0, _place(data, chance) - 200)
    return pattern.search(data, start) or pattern.search(data)


def _tag(data: bytes, chance: Random) -> bytes:
    found = _spot(_TAG, data, chance)
    if found is None:
        return _flip(data, chance)
    new = chance.choice((b"", found[0] * 2, found[0].lower(), b"<x>", found[0].replace(b"<", b"<x:", 1)))
    return data[: found.start()] + new + data[found.end() :]


def _attribute(data: bytes, chance: Random) -> bytes:
    found = _spot(_ATTRIBUTE, data, chance)
    if found is None:
        return _tag(data, chance)
    new = chance.choice((b"", found[0] * 2, found[1] + b'"' + chance.choice(VALUES).encode() + b'"'))
    return data[: found.start()] + new + data[found.end() :]


def _text(data: bytes, chance: Random) -> bytes:
    found = _spot(_TEXT, data, chance)
    if found is None:
        return _tag(data, chance)
    value = chance.choice(TEXTS).replace("&", "&amp;").replace("<", "&lt;").encode()
    return data[: found.start(1)] + value + data[found.end(1) :]


def _element(data: bytes, chance: Random) -> bytes:
    found = _spot(_ELEMENT, data, chance)
    if found is None:
        return _tag(data, chance)
    other = _spot(_ELEMENT, data, chance) or found
    new = chance.choice((b"", found[0] * 2, found[0] * 50, other[0], b"<x>" * 40 + found[0] + b"</x>" * 40))
    return data[: found.start()] + new + data[found.end() :]


def _piece(data: bytes, chance: Random) -> bytes:
    found = _spot(_TAG, data, chance)
    place = found.end() if found else _place(data, chance)
    return data[:place] + chance.choice(PIECES) + data[place:]


def _coded(data: bytes, chance: Random) -> bytes:
    try:
        return data.decode().encode(chance.choice(("utf-16", "gb18030", "utf-16-be", "utf-32")), "replace")
    except UnicodeDecodeError:
        return _flip(data, chance)


XML: Sequence[Change] = (
    _tag,
    _attribute,
    _attribute,
    _attribute,
    _text,
    _text,
    _text,
    _element,
    _element,
    _piece,
    _coded,
    _flip,
)


def _unpacked(data: bytes) -> list[tuple[str, bytes]] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist() if info.file_size < 4_000_000]
    except Exception:  # noqa: BLE001  what an earlier damage left is no zip any more
        return None


def _packed(parts: Sequence[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, part in parts:
            archive.writestr(name, part)
    return target.getvalue()


def _in_part(data: bytes, chance: Random) -> bytes:
    """One part damaged, most often a sheet or the document."""
    parts = _unpacked(data)
    if not parts:
        return _flip(data, chance)
    main = [
        place
        for place, (name, _) in enumerate(parts)
        if re.search(r"sheet\d*\.xml|document\d*\.xml|sharedStrings|styles|workbook\.xml|\.xlsx?$", name)
    ]
    place = chance.choice(main) if main and chance.random() < 0.85 else chance.randrange(len(parts))
    name, part = parts[place]
    parts[place] = (name, mutated(part, chance) if part.startswith(b"PK") else chance.choice(XML)(part, chance))
    return _packed(parts)


def _structure(data: bytes, chance: Random) -> bytes:
    """Parts lost, doubled, swapped, renamed."""
    parts = _unpacked(data)
    if not parts:
        return _flip(data, chance)
    first, second = chance.randrange(len(parts)), chance.randrange(len(parts))
    what = chance.randrange(5)
    if what == 0:
        del parts[first]
    elif what == 1:
        parts.append(parts[first])
    elif what == 2:
        (a, x), (b, y) = parts[first], parts[second]
        parts[first], parts[second] = (a, y), (b, x)
    elif what == 3:
        name, part = parts[first]
        new = chance.choice((name.upper(), name.replace("/", "\\"), "/" + name, "../" + name, name + "x", "C:" + name))
        parts[first] = (new, part)
    else:
        chance.shuffle(parts)
    return _packed(parts)


def _zip_field(data: bytes, chance: Random) -> bytes:
    """A field of an entry's own or of the central header: sizes, method, flags, place."""
    sign, fields = chance.choice(
        (
            (b"PK\x03\x04", (6, 8, 14, 18, 22, 26, 28)),
            (b"PK\x01\x02", (8, 10, 16, 20, 24, 28, 30, 32, 42)),
            (b"PK\x05\x06", (8, 10, 12, 16, 20)),
        )
    )
    places = [found.start() for found in re.finditer(re.escape(sign), data)]
    changed = bytearray(data)
    if places:
        place = chance.choice(places) + chance.choice(fields)
        if place + 4 <= len(changed):
            struct.pack_into("<H", changed, place, chance.choice((0, 1, 8, 12, 99, 0xFFFF, chance.randrange(65536))))
    return bytes(changed)
