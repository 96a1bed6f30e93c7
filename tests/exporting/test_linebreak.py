"""Lines of Chinese print: 禁则 kept, words whole, nothing lost."""

from __future__ import annotations

import random
import re
import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.exporting.linebreak import NO_LINE_END, NO_LINE_HEAD, LineBreaker
from desk_app.exporting.linebreak_balanced import balanced_lines

NEVER_FIRST = "，。、；：？！）》」』”’…—～·％"
NEVER_LAST = "（《「『“‘【〔"
HANZI = "学习宣传贯彻党的二十大精神王赟𬭚㛃年月日次元"
ALPHABET = HANZI + NEVER_FIRST + NEVER_LAST + string.ascii_letters + string.digits + ".,%-/()  "
EM = 1000


class Widths(dict[str, int]):
    """A hanzi one em wide, all of ASCII half of it."""

    def __missing__(self, char: str) -> int:
        self[char] = EM // 2 if char.isascii() else EM
        return self[char]


WIDTHS = Widths()


def width(text: str) -> int:
    return sum(WIDTHS[char] for char in text)


def broken(text: str, limit: float) -> list[str]:
    return [line for line, _ in LineBreaker(WIDTHS, limit).lines(text)]


def forbidden(before: str, after: str) -> bool:
    return after in NO_LINE_HEAD or before in NO_LINE_END


def faults(text: str, lines: list[str], limit: float) -> list[tuple[str, str]]:
    """Line ends against 禁则, but for those inside a chain of signs that is itself wider than the line."""
    found, place = [], 0
    for line, following in pairwise(lines):
        place = text.index(line, place) + len(line)
        start = end = text.index(following, place)
        if not following or not line or not forbidden(line[-1], following[0]):
            continue
        start -= 1
        while start > 0 and (text[start].isspace() or forbidden(text[:start].rstrip()[-1:] or "x", text[start])):
            start -= 1
        while end < len(text) - 1 and (text[end + 1].isspace() or forbidden(text[end], text[end + 1])):
            end += 1
        if width(text[start : end + 1]) <= limit:
            found.append((line, following))
    return found


@settings(max_examples=1000, deadline=None)
@given(st.text(ALPHABET, max_size=60), st.integers(3, 20))
def test_no_line_begins_or_ends_against_the_rules_whatever_the_text(text: str, ems: int) -> None:
    assert faults(text, broken(text, ems * EM), ems * EM) == []


@settings(max_examples=500, deadline=None)
@given(st.text(ALPHABET + "\n\t\u3000", max_size=80), st.integers(1, 12))
def test_no_visible_character_is_lost_or_added(text: str, ems: int) -> None:
    assert "".join("".join(broken(text, ems * EM)).split()) == "".join(text.split())


@settings(max_examples=500, deadline=None)
@given(st.text(ALPHABET, max_size=60), st.integers(3, 20))
def test_no_line_is_wider_than_its_width_and_widths_are_told_rightly(text: str, ems: int) -> None:
    for line, told in LineBreaker(WIDTHS, ems * EM).lines(text):
        assert told == width(line)
        assert told <= ems * EM


@settings(max_examples=1000, deadline=None)
@given(st.text(ALPHABET, max_size=60), st.integers(3, 20))
def test_latin_words_and_numbers_are_broken_only_where_they_are_wider_than_the_line(text: str, ems: int) -> None:
    lines, place = broken(text, ems * EM), 0
    ends = set()
    for line in lines:
        place = text.index(line, place) + len(line)
        ends.add(place)
    signs = rf"(?:[{re.escape(NO_LINE_END)}]\s*)*", rf"(?:\s*[{re.escape(NO_LINE_HEAD)}])*"
    for match in re.finditer(rf"{signs[0]}([A-Za-z0-9]+){signs[1]}", text):
        if width(match.group()) <= ems * EM:
            assert not ends & set(range(match.start(1) + 1, match.end(1))), match.group()


def test_ten_thousand_random_lines_have_no_fault() -> None:
    dice = random.Random(20221022)
    lines = 0
    while lines < 10_000:
        text = "".join(dice.choices(ALPHABET, k=dice.randint(10, 120)))
        limit = dice.randint(3, 25) * EM
        got = broken(text, limit)
        assert faults(text, got, limit) == []
        lines += len(got)


@pytest.mark.parametrize("sign", NEVER_FIRST)
def test_a_sign_that_may_not_begin_a_line_takes_the_character_before_it_along(sign: str) -> None:
    assert broken(f"甲乙丙丁戊{sign}己庚", 5 * EM) == ["甲乙丙丁", f"戊{sign}己庚"]


@pytest.mark.parametrize("sign", NEVER_LAST)
def test_a_sign_that_may_not_end_a_line_goes_down_to_the_next(sign: str) -> None:
    assert broken(f"甲乙丙丁{sign}戊己庚", 5 * EM) == ["甲乙丙丁", f"{sign}戊己庚"]


@pytest.mark.parametrize(
    "whole",
    [
        "2023年2月28日",
        "3.5%",
        "20万元",
        "第12次",
        "10:30",
        "http://a.cn",
        "2023-02-28",
        "科）.xlsx",
        "）.pdf、.docx",
        "——",
        "……",
        "13800138000",
    ],
)
def test_dates_numbers_with_units_and_double_signs_stay_on_one_line(whole: str) -> None:
    for before in range(12):
        lines = broken("甲" * before + whole + "乙" * 12, 8 * EM)
        assert any(whole in line for line in lines)


@pytest.mark.parametrize("ems", range(12, 40))
def test_a_stop_at_the_line_s_end_takes_one_character_down_and_no_more(ems: int) -> None:
    text = "5月31日 19　征集的原则。本着广开言路、兼听则明的原则，只要有利于解决现实问题、有利于推动工作的意见均可"
    for line in broken(text, ems * EM)[:-1]:
        assert width(line) >= (ems - 4) * EM


def test_a_word_wider_than_the_line_is_broken_at_its_joints_first() -> None:
    assert broken("http://www.example.com", 5 * EM) == ["http://", "www.", "example.", "com"]
    assert broken("abcdefghijkl", 3 * EM) == ["abcdef", "ghijkl"]


def test_line_breaks_of_the_text_are_kept_and_blanks_at_wrapped_ends_dropped() -> None:
    assert broken("甲\n\n乙丙", 5 * EM) == ["甲", "", "乙丙"]
    assert broken("甲乙丙 丁戊", 3 * EM) == ["甲乙丙", "丁戊"]
    assert broken("　　甲乙丙", 4 * EM) == ["　　甲乙", "丙"]
    assert broken("", 4 * EM) == [""]


def test_a_long_title_is_balanced_and_broken_after_its_middle_dot() -> None:
    def lines(text: str, ems: int) -> list[str]:
        return [line for line, _ in balanced_lines(text, WIDTHS, ems * EM)]

    title = "学习宣传贯彻党的二十大精神·大谈话统计表"
    assert lines(title, 21) == [title]
    assert lines(title, 18) == ["学习宣传贯彻党的二十大精神·", "大谈话统计表"]
    assert lines("谈话内容类型", 5) in (["谈话内容", "类型"], ["谈话", "内容类型"])
    assert all(len(line) > 3 for line in lines("某某局关于认真组织开展学习宣传贯彻活动情况的汇总表", 23))
