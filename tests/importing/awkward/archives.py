"""压缩包: zip and 7z with folders, names in every encoding, archives within, and all the tricks an archive can play."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from tests.importing.awkward.kit import FIRST, HEAD, SECOND, TITLE, Case, Want, case, good, row
from tests.importing.making import xlsx

PERSONNEL, FINANCE = "2023年3月/附件2 大谈话统计表（人事科）.xlsx", "2023年3月/附件2 大谈话统计表（财务科）.xlsx"
ZIP = "来表.zip"
OF_PERSONNEL = xlsx([[TITLE], ["填报单位：人事科"], HEAD, FIRST])
OF_FINANCE = xlsx([[TITLE], ["填报单位：财务科"], HEAD, SECOND])
TWO = {PERSONNEL: OF_PERSONNEL, FINANCE: OF_FINANCE}
UNKNOWN: dict[str, Any] = {"unit": None, "form": None, "period": None}


def zipped(files: Mapping[str, bytes], encoding: str = "") -> bytes:
    """A zip; with an ``encoding`` the names are written in it without saying so, as old programs do."""
    target = io.BytesIO()
    plain = (
        {f"@{place:03d}".ljust(len(name.encode(encoding)), "x"): name for place, name in enumerate(files)}
        if encoding
        else {}
    )
    names = {name: stand_in for stand_in, name in plain.items()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(names.get(name, name), data)
    result = target.getvalue()
    for stand_in, name in plain.items():
        result = result.replace(stand_in.encode(), name.encode(encoding))
    return result


def with_second_name(name: str, data: bytes) -> bytes:
    """A zip whose entry has a useless first name and a second, Unicode one."""
    first, second = b"__.xlsx", name.encode()
    info = zipfile.ZipInfo(first.decode())
    info.extra = struct.pack("<HHBI", 0x7075, len(second) + 5, 1, zlib.crc32(first)) + second
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(info, data)
    return target.getvalue()


def with_link(data: bytes) -> bytes:
    """A zip with an entry that is only a link."""
    target = io.BytesIO(data)
    link = zipfile.ZipInfo("链接.xlsx")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(link, "../../etc/passwd")
    return target.getvalue()


def damaged_entry() -> bytes:
    """A zip of two, stored, the first of which was altered on its way."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in TWO.items():
            archive.writestr(name, data)
    result = bytearray(target.getvalue())
    result[result.find(OF_PERSONNEL) + 300] ^= 0xFF
    return bytes(result)


def number(value: int) -> bytes:
    """A number as 7z writes it, below 2**14."""
    return bytes([value]) if value < 0x80 else bytes([0x80 | value >> 8, value & 0xFF])


def seven_zipped(files: Mapping[str, bytes], *, packed: bool = True, method: bytes = b"\x21") -> bytes:
    """A 7z of one solid block, LZMA2 or stored; another ``method`` makes it unreadable."""
    solid = b"".join(files.values())
    block = (
        lzma.compress(solid, lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 20}])
        if packed
        else solid
    )
    coder = bytes([0x20 | len(method)]) + method + b"\x01\x10" if packed else b"\x01\x00"
    sizes = [len(data) for data in files.values()]
    names = b"\0" + "".join(f"{name}\0" for name in files).encode("utf-16-le")
    checks = b"\x01" + b"".join(struct.pack("<I", zlib.crc32(data)) for data in files.values())
    header = b"".join([
        b"\x01\x04", b"\x06\x00\x01\x09", number(len(block)), b"\x00",
        b"\x07\x0b\x01\x00\x01", coder, b"\x0c", number(len(solid)), b"\x00",
        b"\x08\x0d", number(len(files)), b"\x09", *map(number, sizes[:-1]), b"\x0a", checks, b"\x00", b"\x00",
        b"\x05", number(len(files)), b"\x11", number(len(names)), names, b"\x00", b"\x00",
    ])  # fmt: skip
    start = struct.pack("<QQI", len(block), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<I", zlib.crc32(start)) + start + block + header


def both(archive: str = ZIP) -> tuple[Want, Want]:
    """The two files inside, each an entry of its own."""
    return (
        good(unit="人事科", file=f"{archive}/{PERSONNEL}"),
        good(row(SECOND), unit="财务科", file=f"{archive}/{FINANCE}"),
    )


def one_sentence(*says: str, **more: Any) -> Want:
    """The archive itself as the only entry."""
    return Want("rejected", (), says, **{**UNKNOWN, **more})


def opened() -> list[Case]:
    """Archives that are opened."""
    nested = zipped({"内层.zip": zipped(TWO)})
    again = {PERSONNEL: OF_PERSONNEL, "2023年3月/副本（人事科）.xlsx": OF_PERSONNEL}
    mac = {**TWO, "__MACOSX/2023年3月/._附件2.xlsx": b"\0\5\x16\7", "2023年3月/~$附件2.xlsx": b"x"}
    return [
        case("zip with a folder", zipped(TWO), *both(), name=ZIP),
        case("zip with names in GBK", zipped(TWO, "gb18030"), *both(), name=ZIP),
        case("zip with names in unmarked UTF-8", zipped(TWO, "utf-8"), *both(), name=ZIP),
        case("zip with a second, Unicode name", with_second_name(PERSONNEL, OF_PERSONNEL), both()[0], name=ZIP),
        case(
            "zip whose own name tells the month",
            zipped({"人事科.xlsx": xlsx([HEAD, (*FIRST[:6], "3月5日", *FIRST[7:])])}),
            good(unit="人事科", file="2023年3月.zip/人事科.xlsx"),
            name="2023年3月.zip",
        ),
        case("zip within a zip", nested, *both("来表.zip/内层.zip"), name=ZIP),
        case(
            "zip within zip within zip",
            zipped({"外.zip": nested}),
            one_sentence("压缩包里又套了几层压缩包", file="来表.zip/外.zip/内层.zip"),
            name=ZIP,
        ),
        case(
            "zip with the same file twice",
            zipped(again),
            good(unit="人事科", file="来表.zip/2023年3月/副本（人事科）.xlsx"),
            Want("duplicate", [row()], ["内容完全相同"], unit="人事科"),
            name=ZIP,
        ),
        case("zip with a Mac's shadows and a lock", zipped(mac), *(_mac()), name=ZIP),
        case("7z, solid LZMA2", seven_zipped(TWO), *both("来表.7z"), name="来表.7z"),
        case("7z, stored", seven_zipped(TWO, packed=False), *both("来表.7z"), name="来表.7z"),
        case("7z within a zip", zipped({"内.7z": seven_zipped(TWO)}), *both("来表.zip/内.7z"), name=ZIP),
        case(
            "zip with one damaged file",
            damaged_entry(),
            Want("rejected", (), ["已损坏或不完整"], file=f"{ZIP}/{PERSONNEL}", unit=None, form=None, period=None),
            both()[1],
            name=ZIP,
        ),
        case(
            "zip with a link",
            with_link(zipped({PERSONNEL: OF_PERSONNEL})),
            one_sentence("只是一个链接", file=f"{ZIP}/链接.xlsx"),
            both()[0],
            name=ZIP,
        ),
        case(
            "zip with a scan",
            zipped({"2023年3月/附件2 大谈话统计表（人事科）盖章.pdf": b"%PDF-1.4 x"}),
            Want("scan", unit="人事科"),
            name=ZIP,
        ),
        Case(
            "zip beside the same file",
            {ZIP: zipped({PERSONNEL: OF_PERSONNEL}), "人事科/附件2.xlsx": OF_PERSONNEL},
            [both()[0], Want("duplicate", [row()], ["内容完全相同"], unit="人事科")],
        ),
    ]


def _mac() -> list[Want]:
    ignored = Want("ignored", **UNKNOWN)
    return [ignored, ignored, *both()]


def not_opened() -> list[Case]:
    """Archives that are not."""
    locked = bytearray(zipped(TWO))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(sign)
        while place >= 0:
            locked[place + flags] |= 1
            place = locked.find(sign, place + 4)
    lying = bytearray(zipped(TWO))
    first = lying.find(b"PK\x01\x02")
    second = lying.find(b"PK\x01\x02", first + 4)
    lying[second + 42 : second + 46] = lying[first + 42 : first + 46]
    whole = zipped(TWO)
    return [
        case("zip with a password", bytes(locked), one_sentence("压缩包设有密码"), name=ZIP),
        case("zip of nothing", zipped({}), one_sentence("压缩包里没有文件"), name=ZIP),
        case("zip cut off", whole[: len(whole) // 2], one_sentence("已损坏或不完整"), name=ZIP),
        case("zip whose files lie over one another", bytes(lying), one_sentence("重叠或重名"), name=ZIP),
        case(
            "zip with a path that leaves it",
            zipped({"../../x.xlsx": OF_PERSONNEL}),
            one_sentence("路径不安全"),
            name=ZIP,
        ),
        case("zip that is a bomb", zipped({"a.xlsx": b"0" * 90_000_000}), one_sentence("大得不合常理"), name=ZIP),
        case(
            "zip of too many",
            zipped({f"{place}": b"" for place in range(5001)}),
            one_sentence("超出正常范围"),
            name=ZIP,
        ),
        case(
            "7z with a password",
            seven_zipped(TWO, method=b"\x06\xf1\x07\x01"),
            one_sentence("压缩包设有密码"),
            name="来表.7z",
        ),
        case(
            "7z by a rare method",
            seven_zipped({PERSONNEL: OF_PERSONNEL}, method=b"\x03\x04\x01"),
            one_sentence("少见的压缩方法", file=f"来表.7z/{PERSONNEL}"),
            name="来表.7z",
        ),
        case("7z cut off", seven_zipped(TWO)[:-40], one_sentence("已损坏或不完整"), name="来表.7z"),
    ]


CASES = [*opened(), *not_opened()]
