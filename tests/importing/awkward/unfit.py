"""Files that must be refused, or kept beside the returns, each with one sentence: broken, locked, tricked, foreign."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from tests.importing.awkward.kit import (
    FIRST,
    HEAD,
    NAME,
    TITLE,
    UNIT_LINE,
    Case,
    Want,
    case,
    good,
    package,
    refused,
    row,
    sheet_of,
    written_book,
)
from tests.importing.making import in_sheet, repacked, talks, word, xls, xlsx

SHEET = ([TITLE], [UNIT_LINE], HEAD, FIRST)
BOOK = xlsx(SHEET)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 64
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 64
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_entry(name: str, data: bytes, source: bytes = BOOK) -> bytes:
    """A package with one more entry."""
    target = io.BytesIO(source)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return target.getvalue()


def renamed_stream(name: str, *, encrypted: bool = False) -> bytes:
    """An old container whose workbook bears another name."""
    data = bytearray(xls(talks(FIRST)))
    place, text = data.find("Workbook".encode("utf-16-le")), name.encode("utf-16-le")
    data[place : place + len(text)] = text
    data[place + 64 : place + 66] = struct.pack("<H", len(text) + 2)
    return bytes(data)


def locked_zip(data: bytes) -> bytes:
    """The same package with the mark of a password on every entry."""
    marked = bytearray(data)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = marked.find(sign)
        while place >= 0:
            marked[place + flags] |= 1
            place = marked.find(sign, place + 4)
    return bytes(marked)


def overlapping() -> bytes:
    """A package two of whose entries lie over one another."""
    data = bytearray(BOOK)
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def shared_bomb() -> bytes:
    """A small workbook that shows one long text again and again."""
    row_of = ['<c r="@" t="s"><v>0</v></c>'] * 9
    shared = f"<si><t>{'长' * 20_000}</t></si>"
    return written_book(sheet_of(*SHEET[:3], *([row_of] * 1000)), shared=shared)


def in_book(part: str, change: Callable[[str], str]) -> bytes:
    """A hand-written workbook with one part changed."""

    def each(name: str, data: bytes) -> bytes:
        return change(data.decode()).encode() if name == part else data

    return repacked(written_book(sheet_of(*SHEET)), each)


def broken() -> list[Case]:
    """Files that are not whole."""
    return [
        case("nothing at all", b"", refused("文件是空的")),
        case("zeros only", b"\0" * 4096, refused("文件是空的")),
        case("a truncated workbook", BOOK[: len(BOOK) // 2], refused("已损坏或不完整")),
        case("a workbook without its end", BOOK[:-30], refused("已损坏或不完整")),
        case("a truncated old workbook", xls(talks(FIRST))[:2000], refused("已损坏")),
        case("a truncated document", word([UNIT_LINE], [HEAD, FIRST])[:3000], refused("已损坏或不完整")),
        case("XML that is cut off", in_book("xl/workbook.xml", lambda text: text[:-40]), refused("已损坏或不完整")),
        case(
            "a sheet that is not there",
            repacked(BOOK, lambda n, d: None if "sheet1" in n else d),
            refused(
                "",
            ),
        ),
        case("bytes by chance", bytes(range(256)) * 20, refused("文件内容无法识别")),
        case("an old container with nothing", OLE + b"\0" * 600, refused("已损坏")),
    ]


def tricks() -> list[Case]:
    """Files that mean harm."""
    doctype = '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet'
    return [
        case("a bomb", with_entry("xl/worksheets/sheet9.xml", b" " * 60_000_000), refused("大得不合常理")),
        case("one long text in thousands of cells", shared_bomb(), refused("多得不合常理")),
        case("a path that leaves the folder", with_entry("../../x.xml", b"<a/>"), refused("路径不安全")),
        case("an absolute path", with_entry("/etc/x.xml", b"<a/>"), refused("路径不安全")),
        case("entries over one another", overlapping(), refused("")),
        case("two entries of one name", with_entry("XL/WORKBOOK.XML", b"<a/>"), refused("重叠或重名")),
        case("a DOCTYPE with entities", in_sheet(BOOK, "<worksheet", doctype), refused("不安全的定义")),
        case(
            "a DOCTYPE in UTF-16",
            repacked(BOOK, lambda n, d: doctype.encode("utf-16") if "sheet1" in n else d),
            refused("不安全的定义"),
        ),
        case("a password on a workbook", renamed_stream("EncryptedPackage"[:8] + "e"), refused("")),
        case("a password on a package", locked_zip(BOOK), refused("设有密码")),
        case(
            "too many entries",
            package({**{f"x{n}": b"" for n in range(5001)}, "xl/workbook.xml": b""}),
            refused("超出正常范围"),
        ),
        case("macros are said and not run", with_entry("xl/vbaProject.bin", b"x"), good(says=["文件带有宏"])),
        case(
            "an external link is not followed",
            with_entry("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
            good(says=["链接"]),
        ),
    ]


def secrets() -> list[Case]:
    """Marks of secrecy stop a file; the word alone does not."""
    mark = "文件带有密级标志"
    place = (*FIRST[:7], "保密教育基地", FIRST[8])
    return [
        case("秘密★ in a cell", xlsx([["秘密★1年"], *SHEET]), refused(mark)),
        case(
            "机密 ★ in Word",
            word(["机密 ★", UNIT_LINE], [HEAD, FIRST]),
            refused(mark),
            name=NAME.replace(".xlsx", ".docx"),
        ),
        case(
            "绝密★ in a csv",
            f"绝密★\n{','.join(HEAD)}\n".encode("gb18030"),
            refused(mark),
            name=NAME.replace(".xlsx", ".csv"),
        ),
        case(
            "秘密★ in an old workbook", xls([["秘密★3年"], *SHEET]), refused(mark), name=NAME.replace(".xlsx", ".xls")
        ),
        case("秘密★ in the file's name", BOOK, refused(mark), name="2023年3月/秘密★附件2（办公室）.xlsx"),
        case("秘密★ in a sheet's name", xlsx(SHEET, None, "秘密★"), refused(mark)),
        case(
            "秘密★ in a page's head",
            in_book(
                "xl/worksheets/sheet1.xml",
                lambda t: t.replace(
                    "</worksheet>", "<headerFooter><oddHeader>&amp;R秘密★</oddHeader></headerFooter></worksheet>"
                ),
            ),
            refused(mark),
        ),
        case(
            "秘密★ split over two runs",
            in_book(
                "xl/worksheets/sheet1.xml",
                lambda t: t.replace('<t xml:space="preserve">三楼会议室</t>', "<r><t>秘</t></r><r><t>密★</t></r>"),
            ),
            refused(mark),
        ),
        case("保密教育 is none", xlsx([*SHEET[:3], place]), good(row(谈话地点="保密教育基地"), silent=True)),
        case("a star alone is none", xlsx([*SHEET[:3], (*FIRST[:7], "三楼★", FIRST[8])]), good(row(谈话地点="三楼★"))),
    ]


def foreign() -> list[Case]:
    """Files of other kinds."""
    slides = package({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<a/>"})
    base = NAME.removesuffix(".xlsx")
    return [
        case("a scan as PDF", PDF, Want("scan"), name=f"{base}盖章.pdf"),
        case("a scan as JPG", JPG, Want("scan"), name=f"{base}.jpg"),
        case("a scan as PNG", PNG, Want("scan"), name=f"{base}扫描件.png"),
        case(
            "a scan whose name tells little", JPG, Want("scan", unit=None, form=None, period=None), name="IMG_0032.JPG"
        ),
        case("a presentation", slides, refused("可能是演示文稿"), name=f"{base}.pptx"),
        case("an old presentation", renamed_stream("Quill"), refused("可能是演示文稿"), name=f"{base}.ppt"),
        case("a rar", b"Rar!\x1a\x07\x01\0" + b"\0" * 50, refused("RAR压缩包"), name=f"{base}.rar"),
        case("a gz", b"\x1f\x8b\x08\0" + b"\0" * 50, refused("打不开这种压缩包"), name=f"{base}.gz"),
        case("a program", b"MZ\x90\0" + b"\0" * 80, refused("程序文件"), name=f"{base}.exe"),
        case(
            "a lock file",
            b"\x05office",
            Want("ignored", unit=None, form=None, period=None),
            name="2023年3月/~$附件2.xlsx",
        ),
        case(
            "a LibreOffice lock",
            b",office,",
            Want("ignored", unit=None, form=None, period=None),
            name="2023年3月/.~lock.附件2.xlsx#",
        ),
        case(
            "a Mac's shadow",
            b"\0\x05\x16\x07",
            Want("ignored", unit=None, form=None, period=None),
            name="2023年3月/._附件2.xlsx",
        ),
        case("thumbnails", b"x", Want("ignored", unit=None, form=None, period=None), name="2023年3月/Thumbs.db"),
        case(
            "another table",
            xlsx([["姓名", "工资"], ["林嘉禾", 1]]),
            refused("没有找到任何一张表的栏目行"),
            counted=False,
        ),
        case("an empty workbook", xlsx([]), refused("没有找到任何一张表的栏目行")),
    ]


CASES = [*broken(), *tricks(), *secrets(), *foreign()]
