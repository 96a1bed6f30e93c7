"""What the body or a note says in passing of a row: another day, another number, a weekday that the day is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.compare_dates import day_of, differing, stated_at
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated, PlanTask
from desk_app.campaign.plan.wording import counts_in, fold

_DAYS = "一二三四五六日"
_NOT_THAT_DAY = "日期与星期不符"
_WEEKDAY = re.compile(r"(\d{1,2})[日号]?\s*[（(]?\s*(?:周|星期|礼拜)([一二三四五六日天])")
_FRAME = re.compile(
    r"^(?:其中|另|此外|各(?:单位|部门|科室|股室|处室))?[，,]?|(?:任务|工作|事项)?(?:务必|必须|一律|原则上|[须要应需]|统一)*[于在]?$"
)
_LEAST, _LEAST_STEM = 4, 4
_VERB = re.compile(r"^(?:完成|新建|改造|建成|实施|开展|组织|举办|打造|培育|建设|更新|整治|排查|新增|达到)")
_STOPS = re.compile(r"[，,。；;：:、（()）]")


def weekdays(tasks: Sequence[PlanTask]) -> Iterator[Conflict]:
    """6月20日（星期四） where that day is a Friday."""
    seen: set[Source] = set()
    for task in tasks:
        for dated in (Dated(task.deadline, stated_at(task, task.deadline.text)), *task.inner):
            match, day = _WEEKDAY.search(dated.deadline.text), day_of(dated.deadline.end)
            if match is None or day is None or day.day != int(match[1]) or dated.source in seen:
                continue
            if day.weekday() == _DAYS.index(match[2].replace("天", "日")):
                continue
            seen.add(dated.source)
            yield _not_that_day(dated.source, dated.deadline.text, day, task.activity)


def _not_that_day(source: Source, shown: str, day: date, activity: str) -> Conflict:
    real = f"{day.month}月{day.day}日是星期{_DAYS[day.weekday()]}"
    message = f"{_NOT_THAT_DAY}：{source.where}写“{shown}”，{day.year}年{real}，请核定。"
    return Conflict(ConflictKind.DATE, source, None, message, activity, (day,))


def weekdays_anywhere(said: Sequence[tuple[str, date, str, Source]], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """A day and a weekday that do not go together in any place of the paper that is not told yet."""
    told = {(one.a.block, one.a.row, one.a.column) for one in known if one.message.startswith(_NOT_THAT_DAY)}
    for shown, day, named, source in said:
        place = (source.block, source.row, source.column)
        if day.weekday() == _DAYS.index(named) or place in told:
            continue
        yield _not_that_day(source, shown, day, "")


def noted_dates(noted: Sequence[tuple[str, Dated]], listed: Sequence[PlanTask]) -> Iterator[Conflict]:
    """国土绿化任务务必于4月30日前完成 in a note, where the row of that name has another day."""
    for words, dated in noted:
        name = fold(_FRAME.sub("", _FRAME.sub("", words.strip())))
        rows = [row for row in listed if len(name) >= _LEAST and name in fold(row.content)]
        days = {day_of(row.deadline.end) for row in rows if row.deadline.kind is Kind.BY}
        if len(days) == 1 and len(rows) == 1 and days != {day_of(dated.deadline.end)} and None not in days:
            row = rows[0]
            found = differing(dated, Dated(row.deadline, stated_at(row, row.deadline.text)), name, "时限")
            yield replace(found, activity=row.activity)


def inside_rows(written: Sequence[tuple[str, Source]], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """建成幸福院3所 in one cell and 建成幸福院4所 in another of the same row."""
    told = {(one.a.block, one.a.row) for one in known if one.kind is ConflictKind.NUMBER}
    rows: dict[tuple[int, int], list[tuple[str, Source]]] = {}
    for text, source in written:
        if source.row is not None and len(text) >= _LEAST:
            rows.setdefault((source.block, source.row), []).append((text, source))
    for place, cells in rows.items():
        first: dict[tuple[str, str], tuple[str, float, Source]] = {}
        for text, source in cells if place not in told else ():
            for stem, shown, (count, word) in _stems(text):
                shown_before, before, home = first.setdefault((stem, word), (shown, count, source))
                if before != count and home != source:
                    a, b = _quoted(home, shown_before), _quoted(source, shown)
                    message = f"同一行的数量前后不一：{a.quoted}，{b.quoted}，请核定。"
                    yield Conflict(ConflictKind.NUMBER, a, b, message)


def _stems(text: str) -> list[tuple[str, str, tuple[float, str]]]:
    """Each number with the words right before it: 改造小区, 改造小区15个, 15 and 个."""
    found, place = [], 0
    for shown, least, most, word in counts_in(text):
        at = text.find(shown, place)
        place = at + len(shown)
        before = _STOPS.split(text[:at])[-1].strip()
        stem = before
        while (match := _VERB.match(stem)) and len(stem) - match.end() >= _LEAST_STEM:
            stem = stem[match.end() :]
        stem = re.sub(r"^.*?(?:今年|全年|年内|本年度|计划|确保|力争)(?:共|将|要|内)?", "", stem) or stem
        while (match := _VERB.match(stem)) and len(stem) - match.end() >= _LEAST_STEM:
            stem = stem[match.end() :]
        if least == most and len(fold(stem)) >= _LEAST_STEM:
            found.append((fold(stem), f"{stem}{shown}", (least, word)))
    return found


def _quoted(source: Source, text: str) -> Source:
    return Source(source.block, source.where, text, source.start, source.end, source.row, source.column)
