"""The numbers and bullets with which paragraphs begin, and the names of the headings behind them."""

from __future__ import annotations

import re

_CHINESE = "一二三四五六七八九十"
#: A date right behind an item's number and its stop: 3.6月10日前, 3.6月份组织, 1、2025年底前.
DATED = r"(?:0?[1-9]|1[0-2])(?:[-—–~～至到、](?:0?[1-9]|1[0-2]))?月(?![龄刊薪嫂租])|20\d\d年"
#: 项目一　家庭教育指导服务, 任务3：…: a numbered thing under its own word.
_NAMED_THING = re.compile(
    r"^(?:重点)?(?:项目|任务|课题|工程|事项|专题|举措|模块|行动|板块)"
    r"\s*([一二三四五六七八九十]{1,3}|\d{1,2})(?:\s*[：:、.．]\s*|[ 　\t]+)(?=[\u4e00-\u9fff“《])"
)
_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"^(?:第([{_CHINESE}百]{{1,4}})[章部编][分]?|([{_CHINESE}]{{1,3}})[、.．])\s*")),
    (2, re.compile(rf"^[（(]\s*([{_CHINESE}]{{1,3}})\s*[）)][、.．]?\s*")),
    (3, re.compile(rf"^(\d{{1,2}})\s*[.．、](?!\d|\s*\d、)\s*|^(\d{{1,2}})[.．、](?={DATED})")),
    (4, re.compile(r"^[（(]\s*(\d{1,2})\s*[）)][、.．]?\s*")),
    (5, re.compile(r"^([①-⑳])\s*")),
    (2, re.compile(r"^(\d{1,2}\.\d{1,2})\s+(?=[\u4e00-\u9fff“《])")),
    (3, re.compile(r"^(\d{1,2}\.\d{1,2}\.\d{1,2})\s+(?=[\u4e00-\u9fff“《])")),
    (1, re.compile(r"^(\d{1,2})\s{1,2}(?=[\u4e00-\u9fff]{2,12}$)")),
    (2, _NAMED_THING),
    (2, re.compile(rf"^第([{_CHINESE}百]{{1,4}}|\d{{1,3}})条(?:\s+|[：:、])")),
    (
        6,
        re.compile(
            r"^([●■◆▲★☆◇•·◎➢►▶✓✔◼▪▫]|[-*＊](?=\s*[\u4e00-\u9fff])|[—–]{2}(?=\s*[\u4e00-\u9fff]))\s*(?=[\u4e00-\u9fff“《])"
        ),
    ),
)
#: The level of a paragraph behind a bullet, below all numbers.
BULLET = 6
_UNCLOSED = re.compile(r"[（(][^（）()]*$")


def mark_of(text: str) -> tuple[int, str, str] | None:
    """Level, number and rest of a numbered paragraph (a bullet has no number); None for one without either."""
    for level, pattern in _MARKS:
        match = pattern.match(text)
        if match is not None:
            number = next(group for group in match.groups() if group)
            return level, "" if level == BULLET else number, text[match.end() :]
    return None


def heading_name(rest: str) -> str:
    """The heading's own words: up to the first stop, without a bracket of dates or units behind it."""
    first = re.split(r"[。；;！]|(?<!\d)[：:]|[：:](?!\d)", rest, maxsplit=1)[0].strip()
    bare = re.sub(
        r"[（(［\[〔【][^）)］\]〕】]*(?:[月日年]|单位|部门|科室|时限)[^）)］\]〕】]*[）)］\]〕】]?\s*$", "", first
    ).strip()
    return _UNCLOSED.sub("", bare).strip() or bare or first
