"""What every awkward file is made with: the case and its expected entry, the bureau, and hand-written packages."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TITLE = "学习宣传贯彻党的二十大精神·大谈话统计表"
UNIT_LINE = "填报单位（盖章）：办公室"
HEAD = ("序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型")
KEYS = (*HEAD[:4], "单位及职务(2)", *HEAD[5:])
FIRST = ("1", "林嘉禾", "办公室主任", "周德喆", "办公室副主任", "汪㛃", "2023-03-05", "三楼会议室", "谈心谈话")
SECOND = ("2", "许映雪", "办公室科员", "罗文博", "办公室科员", "汪㛃", "2023-03-16", "二楼会议室", "任前谈话")
NAME = "2023年3月/附件2 大谈话统计表（办公室）.xlsx"
ROSTER = (
    "name,aliases,kind,parent\n办公室,局办公室、局办,科室,\n机关党委,,党支部,\n人事科,人事处,科室,\n"
    "财务科,,科室,\n法规科,,科室,\n执法支队,,二级机构,\n应急中心,,二级机构,执法支队\n"
    "东城分局,东城区分局,分局,\n西城分局,,分局,\n"
)
Row = Mapping[str, str]


@dataclass(frozen=True)
class Want:
    """The entry that the program must give: ``rows`` cell by cell, ``says`` pieces of its messages, all of them.

    ``silent`` entries have no message at all; ``unit`` and the others are None where they must stay unknown.
    """

    state: str = "accepted"
    rows: Sequence[Row] = ()
    says: Sequence[str] = ()
    unit: str | None = "办公室"
    form: str | None = "大谈话统计表"
    period: str | None = "2023-03"
    file: str = ""
    proposed: str | None = None
    silent: bool = False


@dataclass(frozen=True)
class Case:
    """One awkward file (or a folder of few) with all entries it must give; ``resave`` goes through LibreOffice first.

    ``lost`` are texts that are rightly neither stored nor said, such as those that were struck out.
    """

    says: str
    files: Mapping[str, bytes]
    want: Sequence[Want]
    options: Sequence[str] = ()
    resave: str = ""
    counted: bool = True
    lost: Sequence[str] = ()

    @property
    def folder(self) -> str:
        """The folder it is written to, whose name tells nothing of unit or time."""
        return "f" + hashlib.sha256(self.says.encode()).hexdigest()[:8].translate(
            str.maketrans("0123456789", "ghijklmnop")
        )


def row(values: Sequence[str] = FIRST, **changes: str) -> dict[str, str]:
    """A row as the program gives it, with some columns by other values."""
    return {**dict(zip(KEYS, values, strict=True)), **changes}


def case(says: str, data: bytes, *want: Want, name: str = NAME, **more: Any) -> Case:
    """A case of one file."""
    return Case(says, {name: data}, want, **more)


def good(*rows: Row, **more: Any) -> Want:
    """An accepted return."""
    return Want("accepted", rows or (row(),), **more)


def asked(*says: str, rows: Sequence[Row] = (), **more: Any) -> Want:
    """A return that waits for a person."""
    return Want("needs_review", rows or (row(),), says, **more)


def refused(*says: str, **more: Any) -> Want:
    """A file that is not taken, with its sentence."""
    more.setdefault("unit", "办公室")
    return Want("rejected", (), says, **more)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006"


def written_book(
    sheet: str,
    *,
    before: str = "",
    after: str = "",
    shared: str = "",
    styles: str = "",
    book: str = "",
    more: Mapping[str, str | bytes] | None = None,
    slash: str = "/",
) -> bytes:
    """A workbook written by hand: ``sheet`` is the inside of sheetData, ``book`` stands inside the workbook."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACK}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kinds}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACK}/relationships"><Relationship Id="rId1" '
        f'Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{book}'
        '<sheets><sheet name="3月" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACK}/relationships">'
        f'<Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{RELS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{RELS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": styles or STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{before}<sheetData>{sheet}</sheetData>{after}'
        "</worksheet>",
        **(more or {}),
    }
    return package({name.replace("/", slash): part for name, part in parts.items()})


STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;'
    '月&quot;d&quot;日&quot;"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip container of parts, texts as XML with their declaration."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{part}' if isinstance(part, str) else part
            archive.writestr(name, text)
    return target.getvalue()


def cells(number: int, values: Sequence[Any], *, address: bool = True) -> str:
    """One row of a hand-written sheet: texts inline, numbers as numbers, ready-made XML (``<c``) as it stands."""
    parts = []
    for place, value in enumerate(values):
        at = f' r="{chr(65 + place)}{number}"' if address else ""
        if value is None:
            parts.append("" if address else "<c/>")
        elif isinstance(value, str) and value.startswith("<c"):
            parts.append(value.replace("@", f"{chr(65 + place)}{number}"))
        elif isinstance(value, str):
            parts.append(f'<c{at} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>')
        else:
            parts.append(f"<c{at}><v>{value}</v></c>")
    number_of = f' r="{number}"' if address else ""
    return f"<row{number_of}>{''.join(parts)}</row>"


def sheet_of(*rows: Sequence[Any], address: bool = True) -> str:
    """The inside of a hand-written sheetData."""
    return "".join(cells(number, row, address=address) for number, row in enumerate(rows, start=1))
