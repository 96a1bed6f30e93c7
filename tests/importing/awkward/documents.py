"""Awkward Word files: content controls, ticked boxes, tracked changes, tables in tables, merged cells."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx

from tests.importing.awkward.kit import FIRST, HEAD, SECOND, TITLE, UNIT_LINE, Case, Want, asked, case, good, row
from tests.importing.making import in_document, word

NAME = "2023年3月/附件2 大谈话统计表（办公室）.docx"
PLACE = "<w:t>三楼会议室</w:t>"
RUN = f"<w:r>{PLACE}</w:r>"
MARK = 'w:id="1" w:author="a" w:date="2023-03-05T00:00:00Z"'
BOTH = (row(), row(SECOND))
PLAIN = word([TITLE, UNIT_LINE], [HEAD, FIRST, SECOND], ["备注：无"])


def changed(old: str, new: str, says: str, *want: Want, **more: Any) -> Case:
    """A case whose one place of XML is another."""
    return case(says, in_document(PLAIN, old, new), *want, name=NAME, **more)


def xml_of(data: bytes) -> str:
    """The document's XML."""
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()


def piece(kind: str, holding: str) -> str:
    """The row (tr) or cell (tc) of the plain document that holds a text."""
    return next(part for part in re.findall(rf"<w:{kind}\b.*?</w:{kind}>", xml_of(PLAIN), re.DOTALL) if holding in part)


def controlled(inner: str, properties: str = "<w:sdtPr/>") -> str:
    """Something inside a content control."""
    return f"<w:sdt>{properties}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def inside_cells() -> list[Case]:
    """What stands inside a cell."""
    box = '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    ticked = (
        f'{box}<w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
    )
    old_box = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
        "</w:ffData></w:fldChar></w:r>"
    )
    return [
        case("Word, the annex as it was sent out", PLAIN, good(*BOTH, silent=True), name=NAME),
        changed(RUN, controlled(RUN), "a run in a content control", good(*BOTH, silent=True)),
        changed(
            piece("tc", PLACE), controlled(piece("tc", PLACE)), "a cell in a content control", good(*BOTH, silent=True)
        ),
        changed(
            piece("tr", "罗文博"),
            controlled(piece("tr", "罗文博")),
            "a row in a content control",
            good(*BOTH, silent=True),
        ),
        changed(RUN, f"<w:ins {MARK}>{RUN}</w:ins>", "an insertion counts", good(*BOTH, silent=True)),
        changed(
            RUN,
            f"{RUN}<w:del {MARK}><w:r><w:delText>一楼大厅</w:delText></w:r></w:del>",
            "a deletion does not count",
            good(*BOTH, silent=True),
        ),
        changed(
            RUN,
            f"<w:moveFrom {MARK}><w:r><w:t>一楼大厅</w:t></w:r></w:moveFrom><w:moveTo {MARK}>{RUN}</w:moveTo>",
            "moved text counts once",
            good(*BOTH, silent=True),
            lost=("一楼大厅",),
        ),
        changed(
            RUN, ticked + RUN, "a ticked box", good(row(谈话地点="☑三楼会议室"), row(SECOND)), lost=("☐三楼会议室",)
        ),
        changed(RUN, old_box + RUN, "a ticked box of the old kind", good(row(谈话地点="☑三楼会议室"), row(SECOND))),
        changed(
            PLACE,
            "<w:t>三楼</w:t><w:br/><w:t>会议室</w:t>",
            "a line break",
            good(row(谈话地点="三楼\n会议室"), row(SECOND)),
        ),
        changed(
            RUN,
            '<w:hyperlink r:id="rId99" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f"{RUN}</w:hyperlink>",
            "a link's text",
            good(*BOTH, silent=True),
        ),
        changed(
            RUN,
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> QUOTE </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{RUN}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "a field's result and not its code",
            good(*BOTH, silent=True),
        ),
        changed(
            RUN,
            '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>' + RUN,
            "a tick by a symbol font",
            good(row(谈话地点="☑三楼会议室"), row(SECOND)),
        ),
        changed(
            RUN,
            f"<w:ruby><w:rubyPr/><w:rt><w:r><w:t>sān</w:t></w:r></w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby>",
            "text with a reading aid",
            good(*BOTH, silent=True),
            lost=("sān三楼会议室",),
        ),
    ]


def tables() -> list[Case]:
    """What becomes of the table itself."""
    inner = (
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p>{RUN}</w:p></w:tc></w:tr></w:tbl><w:p/>"
    )
    deleted = piece("tr", "罗文博")
    gone = deleted.replace("<w:tr>", f"<w:tr><w:trPr><w:del {MARK}/></w:trPr>", 1) if "<w:trPr" not in deleted else ""
    merged = docx.Document()
    merged.add_paragraph(UNIT_LINE)
    table = merged.add_table(4, 9)
    for line, texts in zip(table.rows, (HEAD, FIRST, SECOND, ("合计", "2", *[""] * 7)), strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    table.cell(3, 1).merge(table.cell(3, 8))
    table.cell(1, 5).merge(table.cell(2, 5)).text = "汪㛃"
    outer = docx.Document()
    frame = outer.add_table(1, 1).cell(0, 0)
    frame.text = UNIT_LINE
    nested = frame.add_table(2, 9)
    for line, texts in zip(nested.rows, (HEAD, FIRST), strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    paged = word([TITLE], [HEAD, FIRST])
    document: Any = docx.Document(io.BytesIO(paged))
    document.sections[0].header.paragraphs[0].text = UNIT_LINE
    suggestion = {"序号": "1", "建议内容": "少开会"}
    double: Any = docx.Document(io.BytesIO(PLAIN))
    double.add_paragraph("提建议清单")
    more = double.add_table(2, 2)
    for line, texts in zip(more.rows, (("序号", "建议内容"), ("1", "少开会")), strict=True):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    result = [
        changed(f"<w:p>{RUN}</w:p>", inner, "a table within a cell", good(*BOTH)),
        case("a table within a frame", _saved(outer), good(), name=NAME, counted=False),
        case("merged cells and a sum", _saved(merged), good(*BOTH, says=["合计由程序另算"]), name=NAME),
        case("the unit in the page's head", _saved(document), good(), name="2023年3月/附件2.docx"),
        case(
            "two forms in one document",
            _saved(double),
            good(*BOTH),
            Want("accepted", [suggestion], form="提建议清单", period="once"),
            name=NAME,
        ),
        case(
            "a letter without a table that says nothing to report",
            word([TITLE, UNIT_LINE, "本月无谈话，零报告。"], []),
            Want("nil", ()),
            name=NAME,
        ),
        case(
            "a letter without a table that says something",
            word([TITLE, UNIT_LINE, "本月谈话两次。"], []),
            Want("rejected", (), ["没有找到任何一张表的栏目行"]),
            name=NAME,
            counted=False,
        ),
        case(
            "a remark below the table",
            word([UNIT_LINE], [HEAD, FIRST], ["说明：罗文博因病未谈"]),
            good(says=["说明：罗文博因病未谈"]),
            name=NAME,
        ),
        case(
            "a day that is none, in Word",
            word([UNIT_LINE], [HEAD, (*FIRST[:6], "2月30日", *FIRST[7:])]),
            asked("2月30日", rows=[row(谈话时间="2月30日")]),
            name=NAME,
        ),
        case("the document at another place", _elsewhere(), good(*BOTH, silent=True), name=NAME),
    ]
    if gone:
        result.append(changed(deleted, gone, "a deleted row", good(silent=True), lost=SECOND))
    return result


def _saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _elsewhere() -> bytes:
    """word/document2.xml, as an online office writes it."""
    source = zipfile.ZipFile(io.BytesIO(PLAIN))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = source.read(name).replace(b"word/document.xml", b"word/document2.xml")
            archive.writestr(
                name.replace("word/document.xml", "word/document2.xml").replace(
                    "document.xml.rels", "document2.xml.rels"
                ),
                data,
            )
    return target.getvalue()


CASES = [*inside_cells(), *tables()]
