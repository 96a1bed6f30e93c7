import io

import docx
import pytest

from desk_app.importing.results import FileState, ReadReturn
from tests.importing.making import TALK, TALK_HEAD, TITLE, UNIT_LINE, codes, in_document, one, word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAME = "2023年3月/附件2.docx"
PLACE = "<w:t>会议室</w:t>"


def read_word(old: str = "", new: str = "") -> ReadReturn:
    data = word([TITLE, UNIT_LINE], [TALK_HEAD, TALK], ["备注：无"])
    return one(in_document(data, old, new) if old else data, NAME)


def test_a_word_table_is_read_with_the_unit_line_above_it() -> None:
    found = read_word()
    assert (found.state, found.unit, found.month, found.problems) == (FileState.ACCEPTED, "办公室", "2023-03", ())
    assert found.rows[0].cells["talked_on"] == "G2"


@pytest.mark.parametrize(
    ("new", "text"),
    [
        ("<w:t>会议</w:t><w:br/><w:t>室</w:t>", "会议\n室"),
        ("<w:t>会议</w:t><w:tab/><w:t>室</w:t>", "会议\t室"),
        ("<w:t>会议</w:t><w:noBreakHyphen/><w:t>室</w:t>", "会议-室"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/><w:t>会议室</w:t>', "☑会议室"),
    ],
)
def test_breaks_tabs_and_ticked_symbols_inside_a_run_are_kept(new: str, text: str) -> None:
    assert read_word(PLACE, new).rows[0].values["place"] == text


def test_text_outside_any_paragraph_is_kept_in_a_cell_and_above_the_table() -> None:
    run = f"<w:r>{PLACE}</w:r>"
    assert read_word(f"<w:p>{run}</w:p>", run).rows[0].values["place"] == "会议室"
    unit = f"<w:r><w:t>{UNIT_LINE}</w:t></w:r>"
    assert read_word(f"<w:p>{unit}</w:p>", unit).unit == "办公室"


def test_an_accepted_insertion_counts_and_a_deletion_does_not() -> None:
    run = f"<w:r>{PLACE}</w:r>"
    mark = 'w:id="1" w:author="a" w:date="2023-03-05T00:00:00Z"'
    new = (
        f"<w:r><w:t>小</w:t></w:r><w:ins {mark}>{run}</w:ins><w:del {mark}><w:r><w:delText>旧</w:delText></w:r></w:del>"
    )
    assert read_word(run, new).rows[0].values["place"] == "小会议室"


def test_text_in_a_content_control_is_kept_and_the_columns_do_not_shift() -> None:
    start = in_document(word([UNIT_LINE], [TALK_HEAD, TALK]), "<w:t>会议室</w:t>", "<w:t>会议室</w:t>")
    import re
    import zipfile
    from io import BytesIO

    xml = zipfile.ZipFile(BytesIO(start)).read("word/document.xml").decode()
    cell = next(piece for piece in re.findall(r"<w:tc>.*?</w:tc>", xml, re.DOTALL) if "会议室" in piece)
    found = one(in_document(start, cell, f"<w:sdt><w:sdtPr/><w:sdtContent>{cell}</w:sdtContent></w:sdt>"), NAME)
    assert (found.rows[0].values["place"], found.rows[0].values["type"]) == ("会议室", "谈心谈话")
    row = next(piece for piece in re.findall(r"<w:tr\b.*?</w:tr>", xml, re.DOTALL) if "会议室" in piece)
    found = one(in_document(start, row, f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>"), NAME)
    assert len(found.rows) == 1


def test_a_ticked_content_control_counts_as_ticked() -> None:
    for checked, state in (("1", FileState.NIL), ("0", FileState.NEEDS_REVIEW)):
        box = (
            '<w:sdt xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w14:checkbox>'
            f'<w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r>'
            "</w:sdtContent></w:sdt><w:r><w:t>零报告</w:t></w:r>"
        )
        data = word([TITLE, UNIT_LINE, "此处"], [TALK_HEAD, [""] * 9])
        found = one(in_document(data, "<w:r><w:t>此处</w:t></w:r>", box), NAME)
        assert found.state is state


def test_what_somebody_wrote_over_a_ticking_box_is_kept() -> None:
    start = word([TITLE, UNIT_LINE], [TALK_HEAD, TALK])
    box = (
        '<w:sdt xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w14:checkbox>'
        '<w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>三楼</w:t></w:r></w:sdtContent>'
        "</w:sdt><w:r><w:t>会议室</w:t></w:r>"
    )
    found = one(in_document(start, "<w:r><w:t>会议室</w:t></w:r>", box), NAME)
    assert found.rows[0].values["place"] == "三楼会议室"


def test_cells_merged_over_columns_and_rows_keep_their_neighbours_in_place() -> None:
    import io

    import docx

    document = docx.Document()
    document.add_paragraph(UNIT_LINE)
    table = document.add_table(4, 9)
    for row, texts in zip(table.rows, [TALK_HEAD, TALK, TALK, TALK], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = str(text)
    for row in (2, 3):
        table.cell(row, 1).text = ""
    table.cell(1, 1).merge(table.cell(3, 1)).text = "林嘉禾"
    table.cell(3, 7).text = ""
    table.cell(3, 6).merge(table.cell(3, 7)).text = "3月8日"
    target = io.BytesIO()
    document.save(target)
    found = one(target.getvalue(), NAME)
    assert [row.values["talker"] for row in found.rows] == ["林嘉禾"] * 3
    assert found.rows[2].values["talked_on"] == "2023-03-08"
    assert found.rows[2].values["type"] == "谈心谈话"


def test_a_table_inside_a_layout_table_is_found() -> None:
    import io

    import docx

    document = docx.Document()
    outer = document.add_table(2, 1)
    outer.cell(0, 0).text = UNIT_LINE
    inner = outer.cell(1, 0).add_table(2, 9)
    for row, texts in zip(inner.rows, [TALK_HEAD, TALK], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = str(text)
    target = io.BytesIO()
    document.save(target)
    found = one(target.getvalue(), NAME)
    assert (found.unit, len(found.rows)) == ("办公室", 1)


def test_a_deleted_row_is_left_out() -> None:
    data = word([UNIT_LINE], [TALK_HEAD, TALK, TALK])
    deleted = '<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>'
    import re
    import zipfile
    from io import BytesIO

    xml = zipfile.ZipFile(BytesIO(data)).read("word/document.xml").decode()
    last = re.findall(r"<w:tr\b.*?</w:tr>", xml, re.DOTALL)[2]
    found = one(
        in_document(data, last + "</w:tbl>", re.sub(r"<w:tr\b[^>]*>", deleted, last, count=1) + "</w:tbl>"), NAME
    )
    assert len(found.rows) == 1
    assert codes(found) == []


def test_a_unit_named_in_the_page_header_is_found() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "填报单位：人事科"
    table = document.add_table(2, len(TALK_HEAD))
    for row, texts in zip(table.rows, (TALK_HEAD, TALK), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = str(text)
    target = io.BytesIO()
    document.save(target)
    assert one(target.getvalue(), "2023年3月/附件2.docx").unit == "人事科"


def test_text_inside_an_unknown_wrapper_or_a_second_body_is_not_lost() -> None:
    row = "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"
    data = in_document(word([TITLE, UNIT_LINE], [TALK_HEAD, TALK]), "<w:tbl>", "<w:unknown><w:tbl>")
    data = in_document(data, "</w:tbl>", "</w:tbl></w:unknown>")
    assert len(one(data, NAME).rows) == 1
    more = f"</w:body><w:body><w:p><w:r><w:t>说明：另有一次</w:t></w:r></w:p><w:tbl>{row}</w:tbl></w:body>"
    assert "remark_below" in codes(one(in_document(data, "</w:body>", more), NAME))
