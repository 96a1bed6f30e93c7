"""Blocks of cells go to WPS and come back as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk_app.ui.ledger.clipboard import format_block, parse_block
from desk_app.ui.ledger.clipboard_html import table_of


def test_a_block_as_wps_gives_it_is_read_line_by_line() -> None:
    assert parse_block("张三\t李四\t3月5日\r\n王五\t\t3月6日\r\n") == [
        ["张三", "李四", "3月5日"],
        ["王五", "", "3月6日"],
    ]


def test_a_quoted_cell_keeps_its_line_ends_tabs_and_quotes() -> None:
    assert parse_block('甲\t"第一行\n第二\t行说""好"""\t乙\n') == [["甲", '第一行\n第二\t行说"好"', "乙"]]


def test_a_quote_inside_a_text_is_only_a_sign() -> None:
    assert parse_block('他说"好"\t"半句\t完\n') == [['他说"好"', '"半句', "完"]]


def test_an_empty_line_stays_a_line_and_the_last_line_end_adds_none() -> None:
    assert parse_block("甲\n\n乙\n") == [["甲"], [""], ["乙"]]
    assert parse_block("甲") == [["甲"]]


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n\t"'), max_size=8)


@given(st.integers(1, 4).flatmap(lambda wide: st.lists(st.lists(CELLS, min_size=wide, max_size=wide), min_size=1)))
def test_what_is_copied_is_pasted_as_it_was(rows: list[list[str]]) -> None:
    assert parse_block(format_block(rows)) == rows


def test_a_table_that_comes_as_a_page_only_is_read_cell_by_cell() -> None:
    page = (
        "<html><head><style>td {color: red}</style></head><body><table><tr><th>谈话人<th>单位\n 及职务</tr>"
        "<tr><td>沈&nbsp;维清</td><td>办公室<br>主任</td></tr><tr><td> </td><td>3 &lt; 4</td></tr></table>"
        "<table><tr><td>别的表</td></tr></table></body></html>"
    )
    assert table_of(page) == [["谈话人", "单位 及职务"], ["沈\xa0维清", "办公室\n主任"], ["", "3 < 4"]]


def test_merged_cells_keep_the_others_in_their_columns() -> None:
    page = "<table><tr><td rowspan=2>甲<td colspan=2>乙<td>丙<tr><td>丁<td>戊<td>己</table>"
    assert table_of(page) == [["甲", "乙", "", "丙"], ["", "丁", "戊", "己"]]


def test_a_page_without_a_table_gives_no_cells() -> None:
    assert table_of("<p>只是一句话</p>") == []
    assert table_of("") == []
