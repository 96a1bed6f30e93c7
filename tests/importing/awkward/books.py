"""Awkward workbooks from other makers: written by hand as XML, by xlsxwriter, by xlwt, by openpyxl at its oddest."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import xlsxwriter

from tests.importing.awkward.kit import (
    FIRST,
    HEAD,
    MAIN,
    RELS,
    SECOND,
    TITLE,
    UNIT_LINE,
    Case,
    asked,
    case,
    good,
    row,
    sheet_of,
    written_book,
)
from tests.importing.making import repacked, xlsx

SHEET = ([TITLE], [UNIT_LINE], HEAD, FIRST)
BOTH = (row(), row(SECOND))


def made(fill: Callable[[Any, Any], None], options: dict[str, Any] | None = None) -> bytes:
    """A workbook by xlsxwriter."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **(options or {})}) as book:
        fill(book, book.add_worksheet("3月"))
    return target.getvalue()


def by_hand() -> list[Case]:
    """Workbooks as programs other than Excel write them."""
    place = len(FIRST) - 2

    def with_place(xml: str) -> list[Any]:
        return [*FIRST[:place], xml, FIRST[-1]]

    shared = "".join(f"<si><t>{text}</t></si>" for text in FIRST)
    rich = "<si><r><t>三楼</t></r><r><rPr><b/></rPr><t>会议室</t></r><rPh sb='0' eb='1'><t>sanlou</t></rPh></si>"
    by_number = [f'<c r="@" t="s"><v>{number}</v></c>' for number in range(9)]
    relations = {
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{RELS}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELS}/styles" Target="/xl/styles.xml"/></Relationships>'
    }
    return [
        case("written by hand, texts inline", written_book(sheet_of(*SHEET)), good(silent=True)),
        case("without a single address", written_book(sheet_of(*SHEET, address=False)), good(silent=True)),
        case(
            "a dimension that is wrong",
            written_book(sheet_of(*SHEET, SECOND), before='<dimension ref="A1:C2"/>'),
            good(*BOTH, silent=True),
        ),
        case(
            "a dimension of one cell",
            written_book(sheet_of(*SHEET, SECOND), before='<dimension ref="A1"/>'),
            good(*BOTH),
        ),
        case("shared texts", written_book(sheet_of(*SHEET[:3], by_number), shared=shared), good(silent=True)),
        case(
            "rich text with a reading aid",
            written_book(sheet_of(*SHEET[:3], with_place('<c r="@" t="s"><v>0</v></c>')), shared=rich),
            good(silent=True),
        ),
        case("relations with absolute targets", written_book(sheet_of(*SHEET), more=relations), good(silent=True)),
        case("entries with backslashes", written_book(sheet_of(*SHEET), slash="\\"), good(silent=True)),
        case("the strict dialect", _strict(written_book(sheet_of(*SHEET))), good(silent=True)),
        case("the strict dialect of openpyxl's file", _strict(xlsx([*SHEET, SECOND])), good(*BOTH, silent=True)),
        case("elements with a prefix", _prefixed(written_book(sheet_of(*SHEET))), good(silent=True)),
        case(
            "a style that is not there",
            written_book(
                sheet_of(*SHEET[:3], [f'<c r="@" s="77" t="inlineStr"><is><t>{text}</t></is></c>' for text in FIRST])
            ),
            good(),
        ),
        case(
            "an error cell",
            written_book(sheet_of(*SHEET[:3], with_place('<c r="@" t="e"><v>#DIV/0!</v></c>'))),
            asked("错误值“#DIV/0!”", rows=[row(谈话地点="#DIV/0!")]),
        ),
        case(
            "a formula without its result",
            written_book(sheet_of(*SHEET[:3], with_place('<c r="@"><f>A1&amp;"x"</f></c>'))),
            asked("公式没有保存结果", rows=[row(谈话地点="")]),
        ),
        case(
            "a formula with its result",
            written_book(sheet_of(*SHEET[:3], with_place('<c r="@" t="str"><f>A1&amp;"x"</f><v>三楼会议室</v></c>'))),
            good(silent=True),
        ),
        case(
            "one cell twice",
            written_book(sheet_of(*SHEET[:3], [*FIRST, '<c r="H4" t="inlineStr"><is><t>别处</t></is></c>'])),
            asked("有单元格重复出现", rows=[row(谈话地点="别处")]),
            lost=("三楼会议室",),
        ),
        case(
            "an escaped sign",
            written_book(sheet_of(*SHEET[:3], with_place('<c r="@" t="inlineStr"><is><t>三楼_x000D_</t></is></c>'))),
            good(row(谈话地点="三楼")),
        ),
        case(
            "entities in a text",
            written_book(sheet_of(*SHEET[:3], with_place("甲&amp;乙&lt;丙&gt;&#9312;"))),
            good(row(谈话地点="甲&乙<丙>①")),
        ),
        case(
            "a date in 1904's count",
            written_book(
                sheet_of(*SHEET[:3], [*FIRST[:6], '<c r="@" s="1"><v>43528</v></c>', *FIRST[7:]]),
                book='<workbookPr date1904="1"/>',
            ),
            good(row(谈话时间="2023-03-05")),
        ),
        case(
            "a date in Excel's count with a Chinese format",
            written_book(sheet_of(*SHEET[:3], [*FIRST[:6], '<c r="@" s="2"><v>44990</v></c>', *FIRST[7:]])),
            good(silent=True),
        ),
        case(
            "a date as a bare number",
            written_book(sheet_of(*SHEET[:3], [*FIRST[:6], 44990, *FIRST[7:]])),
            good(row()),
        ),
        case(
            "an ISO date cell",
            written_book(sheet_of(*SHEET[:3], [*FIRST[:6], '<c r="@" t="d" s="1"><v>2023-03-05</v></c>', *FIRST[7:]])),
            good(),
        ),
        case("a number with a fraction that is none", written_book(sheet_of(*SHEET[:3], [1.0, *FIRST[1:]])), good()),
        case("rows in the wrong order", _rows_swapped(), good(*BOTH, silent=True)),
        case(
            "a far cell in row 900000 is refused",
            written_book(sheet_of(*SHEET) + '<row r="900000"><c r="XFD900000"><v>1</v></c></row>'),
            _far(),
        ),
        case(
            "a comment inside the sheet's XML",
            written_book('<!-- <c r="A9"><v>1</v></c> -->' + sheet_of(*SHEET)),
            good(),
        ),
        case(
            "a CDATA text",
            written_book(
                sheet_of(*SHEET[:3], with_place('<c r="@" t="inlineStr"><is><t><![CDATA[三楼会议室]]></t></is></c>'))
            ),
            good(),
        ),
        case("the workbook at another place", _elsewhere(), good(silent=True)),
    ]


def _far() -> Any:
    from tests.importing.awkward.kit import refused

    return refused("范围过大")


def _strict(data: bytes) -> bytes:
    old = "http://schemas.openxmlformats.org/"

    def change(name: str, part: bytes) -> bytes:
        text = part.decode()
        if name.endswith((".rels", "[Content_Types].xml")):
            return text.replace(
                f"{old}officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"
            ).encode()
        text = text.replace(f"{old}spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
        return text.replace(
            f"{old}officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ).encode()

    return repacked(data, change)


def _prefixed(data: bytes) -> bytes:
    import re

    def change(name: str, part: bytes) -> bytes:
        if "worksheets/" not in name:
            return part
        text = re.sub(r"<(/?)(?=[a-zA-Z])(?!\?)", r"<\1x:", part.decode())
        return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()

    return repacked(data, change)


def _rows_swapped() -> bytes:
    rows = sheet_of(*SHEET, SECOND).split("</row>")[:-1]
    return written_book("</row>".join([*rows[:3], rows[4], rows[3]]) + "</row>")


def _elsewhere() -> bytes:
    """All parts in the root, as a small library writes them."""
    import zipfile

    source = zipfile.ZipFile(io.BytesIO(written_book(sheet_of(*SHEET))))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = (
                source.read(name).decode().replace('"xl/workbook.xml"', '"book/workbook.xml"').replace("/xl/", "/book/")
            )
            archive.writestr(name.replace("xl/", "book/"), text)
    return target.getvalue()


def by_xlsxwriter() -> list[Case]:
    """xlsxwriter's own ways: constant memory, formulas with results, drop-downs, frozen heads, protection, filters."""

    def plain(_book: Any, sheet: Any) -> None:
        for number, line in enumerate((*SHEET, SECOND)):
            for column, value in enumerate(line):
                sheet.write_string(number, column, value)

    def rich(book: Any, sheet: Any) -> None:
        plain(book, sheet)
        sheet.data_validation("I4:I20", {"validate": "list", "source": ["谈心谈话", "任前谈话"]})
        sheet.freeze_panes(3, 0)
        sheet.autofilter("A3:I5")
        sheet.protect("x")
        sheet.merge_range("A1:I1", TITLE)
        sheet.write_comment("B4", "已核")
        sheet.write_url("H4", "internal:'3月'!A1", string="三楼会议室")
        sheet.write_rich_string("F4", "汪", book.add_format({"bold": True}), "㛃")
        sheet.write_formula("H5", '="二楼"&"会议室"', None, "二楼会议室")
        sheet.write_datetime("G4", date(2023, 3, 5), book.add_format({"num_format": "yyyy/m/d"}))
        sheet.write_boolean("J4", boolean=True)

    def boxed(book: Any, sheet: Any) -> None:
        plain(book, sheet)
        sheet.insert_textbox("K2", "其余见纸质材料")

    return [
        case("xlsxwriter, a text box over the sheet", made(boxed), good(*BOTH, says=["文本框“其余见纸质材料”"])),
        case("xlsxwriter, plain", made(plain), good(*BOTH, silent=True)),
        case("xlsxwriter, constant memory", made(plain, {"constant_memory": True}), good(*BOTH, silent=True)),
        case(
            "xlsxwriter, everything at once",
            made(rich),
            good({**row(), "J列": "TRUE"}, row(SECOND), says=["J列没有栏目名却有内容", "批注“B4已核”"]),
            lost=("True",),
        ),
    ]


CASES = [*by_hand(), *by_xlsxwriter()]
