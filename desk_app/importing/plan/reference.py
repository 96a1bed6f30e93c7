"""The reference date of a plan: the day from which a missing year is told, and how far it is to be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.deadlines.scan import chinese_number
from desk_app.campaign.plan.document import PlanDocument
from desk_app.importing.plan.heads import Heads
from desk_app.importing.plan.passages import Passage, PassageKind

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
_FULL = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?")
_ISSUED = r"(?:编制|制定|制表|发布|发文|印发|成文|公开|下达|交办|签发|签批|派发|制发|转办|督办|派单)"
_FIGURES = r"((?:19|20)\d\d)\s*[年.\-/．]\s*(\d{1,2})\s*[月.\-/．]\s*(\d{1,2})"
_BYLINE = re.compile(
    r"[（(][^（）()]*(?:稿|来源|作者|摄|编辑|审核)[^（）()]*?((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*[）)]\s*$"
)
_STATED = re.compile(rf"{_ISSUED}(?:日期|时间)\s*[：:]\s*{_FIGURES}")
_LABEL = re.compile(rf"^{_ISSUED}(?:日期|时间)[：:]?$")
_VALUE = re.compile(rf"^\s*{_FIGURES}\s*日?\s*$")
#: The line under a title: （2025年1月20日局务会审定）, （甲局〔2025〕9号，2025年2月28日印发）.
_BENEATH = re.compile(
    rf"^[（(][^（）()]{{0,30}}?{_FIGURES}\s*日[^（）()，。；]{{0,16}}(?:审定|通过|印发|修订|发布|制定|研究|审议|下达|公布)[）)]$"
)
#: The line under a page's title: 2025-05-19 10:42  来源：….
#: The day alone in a bracket under the title.
_BARE_DAY = re.compile(rf"^[（(]\s*{_FIGURES}\s*日\s*[）)]$")
_WORDED_DAY = re.compile(
    r"^[（(]\s*([二〇○零一三四五六七八九]{4})\s*年\s*([一二三四五六七八九十]{1,3})\s*月\s*([一二三四五六七八九十]{1,3})\s*日\s*[）)]$"
)
_ONLINE = re.compile(
    r"^(?=.*(?:来源|作者|编辑|浏览|发布|字号|\d:\d\d))(?:[^。；]{0,20}?)((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})[^。；]*$"
)
_PRINTED = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日\s*印发?$")
#: A full date by which or from which something is to be done.
_DUE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日|底|末|[上中下]旬)?\s*(?:之?前|以前|起|开始|[-—–~～至到])(?!来)"
)
_LOOKS_BACK = re.compile(r"整改|考核|审计|总结|通报|巡视|巡察|回头看|回顾|反馈|结转|遗留|未办结|评议")
#: Minutes are as old as their meeting: 2026年2月26日（星期四）下午，馆长…主持召开馆务会议.
_MINUTES = re.compile(r"纪要\s*(?:[（(].*[）)])?$")
_MET = re.compile(
    r"^(?:时间[：:]\s*)?((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日(?=[^。；]{0,60}(?:召开|主持|研究|会议|$))"
)
_ABOVE, _OPENING = 6, 4


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference date, a sentence where it is inferred, and whether a missing year may be told from it.

    ``sure`` is False where only a year in passing, a cited paper or a past day gives it: what it tells is asked.
    """

    day: date | None
    remark: str = ""
    sure: bool = True
    stated: bool = False


def read_reference(heads: Heads, passages: tuple[Passage, ...], document: PlanDocument) -> Reference:
    """The day that the paper bears, else what its number, title and dates make likely; the span is tried by others."""
    if heads.signed is not None:
        return Reference(heads.signed, stated=True)
    written = next(_written(passages, document), None)
    if written is not None:
        return Reference(written, stated=True)
    found = _inferred(heads, passages)
    if found is None:
        return Reference(None, sure=False)
    day, basis, sure = found
    said = f"文中没有落款日期，按{basis}暂以{day.year}年{day.month}月{day.day}日为参照日期。"
    return Reference(day, said if sure else f"{said}缺年份的时限请逐项确认。", sure)


def _inferred(heads: Heads, passages: tuple[Passage, ...]) -> tuple[date, str, bool] | None:
    text = "\n".join(passage.text for passage in passages)
    first, due = _first(_FULL, text), _first(_DUE, text)
    if heads.year is not None and 1990 <= heads.year <= 2100:
        return _in_year(heads.year, first), "发文字号的年份", True
    titled = {int(year) for year in _YEAR.findall(heads.title or "")}
    if len(titled) == 1:
        year = titled.pop()
        ahead = not _LOOKS_BACK.search(heads.title or "") and (due is None or due.year <= year + 1)
        return _in_year(year, first), "标题的年份", ahead
    return _in_passing(heads.cited_year, first, due, [int(match[1]) for match in _YEAR.finditer(text)])


def _in_passing(
    cited: int | None, first: date | None, due: date | None, years: list[int]
) -> tuple[date, str, bool] | None:
    """What the body alone tells: its earliest deadline is to be relied on, a cited or past year is not."""
    if due is not None and (cited is None or not cited <= due.year <= cited + 1):
        return due, "文中最早的时限", True
    if cited is not None and 1990 <= cited <= 2100:
        return _in_year(cited, first), "引用文件的年份", due is not None
    if first is not None:
        return first, "文中最早的日期", False
    return (date(max(years), 1, 1), "文中年份", False) if years else None


def _written(passages: tuple[Passage, ...], document: PlanDocument) -> Iterator[date]:
    """The day that a paper bears elsewhere: 编制日期：…, a cell beside 交办日期, the bracket that ends a report."""
    matches = [_STATED.search(one.text) for one in passages if one.kind in {PassageKind.HEAD, PassageKind.TITLE}]
    matches += [_BENEATH.match(one.text) for one in passages[:_ABOVE]]
    matches += [_BARE_DAY.match(_in_figures(one.text)) for one in passages[:_ABOVE]]
    matches += [_STATED.search(one.text) for one in passages[:_ABOVE]]
    matches += [_ONLINE.search(one.text) for one in passages[:_ABOVE]]
    matches += list(_in_tables(document))
    if any(one.kind is PassageKind.TITLE and _MINUTES.search(one.text) for one in passages):
        opening = [one for one in passages if one.kind is PassageKind.BODY][:_OPENING]
        matches += [_MET.match(one.text) for one in opening]
    matches += [_BYLINE.search(one.text) for one in reversed(passages[-3:])]
    matches += [_PRINTED.search(one.text) for one in passages if one.kind is PassageKind.IMPRINT]
    for match in matches:
        day = None if match is None else _day(match)
        if day is not None:
            yield day


def _in_figures(text: str) -> str:
    """（二〇二六年三月五日） with figures for its numerals; any other text as it is."""
    match = _WORDED_DAY.match(text)
    said = (
        []
        if match is None
        else [chinese_number(part.replace("○", "〇").replace("零", "〇")) for part in match.groups()]
    )
    return "（{}年{}月{}日）".format(*said) if said and all(said) else text


def _in_tables(document: PlanDocument) -> Iterator[re.Match[str] | None]:
    """The date beside the label of a sheet (交办日期 │ 2025年5月12日), or in one cell with it."""
    for table in document.tables:
        for row in range(len(table.rows)):
            cells = [column for column in range(table.width) if table.own(row, column)]
            for place, column in enumerate(cells):
                said = "".join(table.text(row, column).split())
                if _LABEL.match(said) and place + 1 < len(cells):
                    yield _VALUE.match(table.text(row, cells[place + 1]))
                yield _STATED.search(said)


def _in_year(year: int, first: date | None) -> date:
    """A day in the year of a document: before the first date that it names."""
    if first is None or first.year < year:
        return date(year, 1, 1)
    return first if first.year == year else date(year, 12, 31)


def _first(pattern: re.Pattern[str], text: str) -> date | None:
    return min((day for match in pattern.finditer(text) if (day := _day(match)) is not None), default=None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None
