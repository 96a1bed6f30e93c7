"""Blocks of cells go to WPS and come back as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk_app.ui.ledger.clipboard import format_block, parse_block


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
