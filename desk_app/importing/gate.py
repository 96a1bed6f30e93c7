"""The gate before any parser: limits, unsafe archives, encryption and secrecy marks, each with one clear sentence."""

from __future__ import annotations

import html
import io
import itertools
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from desk_app.broken_zip import BROKEN_ZIP
from desk_app.importing.refusal import Refused

MAX_SIZE = 100 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 5000
MAX_CELLS = 5_000_000
MAX_TEXT = 100_000_000
_RATIO_FROM = 20 * 1024 * 1024
_LOCAL_HEADER = 30
_ENCRYPTED_BIT = 0x1

_TAGS = re.compile(r"<[^>]*>")
BEARS_MARK = "secret"
"""The code of the refusal of a file that bears a secrecy mark."""
_SECRET = re.compile(r"(绝密|机密|秘密)\s*[★☆]")
_STAR_SIGNS = (b"\xe2\x98\x85", b"\xe2\x98\x86")
_STAR_CODES = re.compile(rb"&#(?:0*973[34]|[xX]0*260[56]);")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MACRO_PARTS = ("vbaproject.bin",)


@dataclass(frozen=True)
class Package:
    """A checked zip container: the names of all entries and the bytes of those that are XML.

    ``renamed`` when entries bore other slashes than the standard's, which other readers do not find.
    """

    names: frozenset[str]
    parts: dict[str, bytes]
    data: bytes
    renamed: bool = False

    @property
    def has_macros(self) -> bool:
        """Whether the file carries macros; they are never run."""
        return any(name.lower().endswith(_MACRO_PARTS) for name in self.names)

    def part(self, name: str) -> bytes | None:
        """The bytes of an entry, whatever the case of its name; None when there is none."""
        found = self.parts.get(name)
        if found is not None:
            return found
        lowered = name.lower()
        return next((data for known, data in self.parts.items() if known.lower() == lowered), None)


def check_size(data: bytes) -> None:
    """Refuse what is too large to be a return."""
    if len(data) > MAX_SIZE:
        raise Refused(
            "too_large", f"文件有{len(data) // 1024 // 1024}MB，超过100MB的上限，请删去图片等无关内容后重报。"
        )


def open_package(data: bytes) -> Package:
    """Open a zip container after checking it as a whole; raises Refused with one sentence."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            parts = {_plain(entry.filename): archive.read(entry) for entry in entries if _is_text(entry.filename)}
    except (OSError, *BROKEN_ZIP) as error:
        raise damaged(repr(error)) from error
    for name, part in parts.items():
        _check_xml(name, part)
    names = frozenset(_plain(entry.filename) for entry in entries)
    return Package(names, parts, data, renamed=any("\\" in entry.orig_filename for entry in entries))


def damaged(detail: str) -> Refused:
    """The refusal of a file that cannot be opened."""
    return Refused("damaged", "文件已损坏或不完整，打不开，请让报送单位重新发送。", detail)


def check_area(rows: int, columns: int, where: str) -> None:
    """Refuse a sheet whose used area is beyond all reason, before anything lays it out in memory."""
    if rows * columns > MAX_CELLS:
        raise Refused(
            "too_many_cells",
            f"{where}用到了{rows}行{columns}列，范围过大，多半是远处有散落的单元格，请删去后重报。",
        )


def check_text(size: int, where: str) -> None:
    """Refuse a sheet whose cells together hold more text than any office writes: one long text shared by many."""
    if size > MAX_TEXT:
        raise Refused("too_many_cells", f"{where}的文字有{size // 10_000}万字，多得不合常理，可能是恶意文件，未读入。")


def check_secrecy(texts: Iterable[str]) -> None:
    """Stop a file that bears a secrecy mark (秘密★, 机密★, 绝密★); the sentence repeats nothing of its content."""
    for text in texts:
        if ("★" in text or "☆" in text) and _SECRET.search(text):
            raise secret()


def secret() -> Refused:
    """The refusal of a file with a secrecy mark."""
    return Refused(BEARS_MARK, "文件带有密级标志，不得在本机处理，已停止读入，请按保密规定处置。")


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Refused("archive_unsafe", f"文件内部有{len(entries)}个部分，超出正常范围，未读入。")
    unpacked = sum(entry.file_size for entry in entries)
    check_unpacked(unpacked, sum(entry.compress_size for entry in entries))
    if any(entry.flag_bits & _ENCRYPTED_BIT for entry in entries):
        raise Refused("encrypted", "文件设有密码，请去掉密码后重报。")
    if any(is_unsafe_path(entry.filename) for entry in entries):
        raise unsafe_path()
    if any("\0" in entry.orig_filename or not entry.filename for entry in entries):
        raise damaged("an entry without a name")
    check_overlap(entries)
    if len({_plain(entry.filename).lower() for entry in entries}) != len(entries):
        raise _overlapping()


def check_unpacked(unpacked: int, packed: int, most: int = MAX_UNPACKED) -> None:
    """Refuse what unpacks to more than ``most`` bytes, or to far more than any office file does."""
    if unpacked > most or (unpacked > _RATIO_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        raise Refused("archive_unsafe", "文件展开后大得不合常理，可能是恶意文件，未读入。")


def is_unsafe_path(name: str) -> bool:
    """Whether an entry's name points outside its archive."""
    plain = _plain(name)
    return plain.startswith("/") or ":" in plain.split("/", maxsplit=1)[0] or ".." in plain.split("/")


def unsafe_path() -> Refused:
    """The refusal of an archive with a name that points outside it."""
    return Refused("archive_unsafe", "文件内部的路径不安全，可能是恶意文件，未读入。")


def check_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip whose entries lie over one another: so a small file unpacks to a giant one."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    if any(
        first.header_offset + _LOCAL_HEADER + first.compress_size > second.header_offset
        for first, second in itertools.pairwise(ordered)
    ):
        raise _overlapping()


def _overlapping() -> Refused:
    return Refused("archive_unsafe", "文件内部有重叠或重名的部分，可能是恶意文件，未读入。")


def _plain(name: str) -> str:
    """An entry's name with the slashes that the standard asks for; some makers write the other ones."""
    return name.replace("\\", "/")


def _check_xml(name: str, part: bytes) -> None:
    text = part
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part[:64]:
        text = part.decode("utf-16", "replace").encode()
    if b"!" in text and b"<!" in text and _DOCTYPE.search(text):
        raise Refused("xml_unsafe", "文件内部含有不安全的定义，可能是恶意文件，未读入。", name)
    if any(sign in text for sign in _STAR_SIGNS) or (b"&#" in text and _STAR_CODES.search(text)):
        whole = text.decode("utf-8", "replace")
        check_secrecy((html.unescape(_TAGS.sub("", whole)), html.unescape(whole)))
