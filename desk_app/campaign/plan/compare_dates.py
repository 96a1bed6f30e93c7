"""Dates that disagree between body and list, and dates that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated, PlanTask
from desk_app.campaign.plan.pairing import Pair
from desk_app.campaign.plan.wording import fold

_HANDED_IN = re.compile(r"报送?|上报|汇总|提交|总结|公示|公布|通报")
#: 5月 with nothing behind it: some time in that month.
_MONTH_ONLY = re.compile(r"^(?:\d{4}年)?\d{1,2}(?:月份?)?(?:[-—–~～至到]+\d{1,2}(?:月份?)?)?(?<=[月份])$")
#: 全部清退到位, 全面完成: the whole of what was said before, and nothing behind it.
_ALL_DONE = re.compile(
    r"^(?:要|须|应)?(?:全部|全面|务必)?(?P<deed>[\u4e00-\u9fff]{0,4}?)(?:到位|完成|完毕|销号|办结|完工)$"
)
_ANY_TIME = re.compile(r"(?:\d{4}年|今|全|本)?年(?:年?内|度内|全年)?|年内")
#: 年内, “八一”前: a time with no month said, which leaves room.
_NAMED_TIME = re.compile(r"^[^\d]*$|^[^月.]*年[内底]?[^月.]*$")
_NEAR_FEAST, _SHOWN = 10, 24
_REVERSED = "起止时间颠倒"
_DATED = {Kind.BY, Kind.WINDOW}
_ENDED = {Kind.BY, Kind.WINDOW, Kind.QUOTA}


def compare_dates(pairs: Sequence[Pair], tasks: Sequence[PlanTask]) -> Iterator[Conflict]:
    """Every pair's stated deadlines, then the dates inside their words; ``tasks`` are all, with their milestones."""
    seen: set[tuple[str, str, str]] = set()
    for pair in pairs:
        name = pair.listed.activity or pair.body.activity
        if _milestone_agrees(pair, tasks):
            continue
        for said in (_stated(pair, name), *_inner(pair, name)):
            if said is None:
                continue
            conflict = said if name else _called_by_its_row(said, pair.listed)
            key = (name, _plain(conflict.a.text), _plain(conflict.b.text if conflict.b else ""))
            if key not in seen and not _told(key, seen):
                seen.add(key)
                yield conflict


def _called_by_its_row(conflict: Conflict, row: PlanTask) -> Conflict:
    """A contradiction of a row without an activity names the row's own first words."""
    words = re.split(r"[，,。；;：:]", row.content.strip())[0]
    short = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    return replace(conflict, message=f"“{short}”的{conflict.message}") if short else conflict


def _told(key: tuple[str, str, str], seen: set[tuple[str, str, str]]) -> bool:
    """Whether the same two wrong texts of one activity have been set against each other already."""
    told = {text for name, *texts in seen if name == key[0] for text in texts}
    return all(any(_core(text) == _core(other) for other in told) for text in key[1:] if text)


def _core(text: str) -> str:
    return re.sub(r"^(?:于|在)?(?:\d{4}年)?", "", text)


def _plain(text: str) -> str:
    return fold(text)


def day_of(value: date | datetime | None) -> date | None:
    """The calendar day of a deadline's end."""
    return None if value is None else date(value.year, value.month, value.day)


def stated_at(task: PlanTask, text: str) -> Source:
    """Where a task's deadline stands, with its words."""
    source = task.deadline_source or task.source
    if source.text and source.text in text:
        return source
    return Source(source.block, source.where, text or source.text, source.start, source.end, source.row, source.column)


def _milestone_agrees(pair: Pair, tasks: Sequence[PlanTask]) -> bool:
    """Whether one place states several milestones and the other one of them."""
    for one, other in ((pair.body, pair.listed), (pair.listed, pair.body)):
        ends = [day_of(task.deadline.end) for task in tasks if task.source == one.source]
        if len(ends) > 1 and other.deadline.end is not None and day_of(other.deadline.end) in ends:
            return True
    return False


def _stated(pair: Pair, name: str) -> Conflict | None:
    one, two = pair.body.deadline, pair.listed.deadline
    return _against(Dated(one, stated_at(pair.body, one.text)), Dated(two, stated_at(pair.listed, two.text)), name)


def _against(first: Dated, second: Dated, name: str, what: str = "完成时限") -> Conflict | None:
    one, two = first.deadline, second.deadline
    if Kind.INVALID in {one.kind, two.kind}:
        return not_existing(first, second, name)
    if one.kind not in _ENDED or two.kind not in _ENDED or one.end is None or two.end is None:
        return None
    if within_month(one, two) or _within_year(one, two) or _within_year(two, one):
        return None
    if day_of(one.end) == day_of(two.end):
        if one.kind is two.kind is Kind.WINDOW and day_of(one.start) != day_of(two.start):
            return differing(first, second, name, what)
        return None
    return differing(first, second, name, what)


def _within_year(loose: Deadline, other: Deadline) -> bool:
    """Whether one side only says 年内, and the other a day of that year."""
    said = _ANY_TIME.fullmatch(fold(loose.text)) is not None
    return said and loose.end is not None and other.end is not None and loose.end.year == other.end.year


def within_month(one: Deadline, two: Deadline) -> bool:
    """Whether one side gives no more than a month (5月), and the other a time in that month (5月中旬, 5月20日前)."""
    return _inside_month(one, two) or _inside_month(two, one)


def _inside_month(coarse: Deadline, fine: Deadline) -> bool:
    first, last, end = day_of(coarse.start), day_of(coarse.end), day_of(fine.end)
    if not _MONTH_ONLY.match(fold(coarse.text)) or first is None or last is None or end is None:
        return False
    return first <= end <= last and (fine.start is None or first <= (day_of(fine.start) or first))


def is_finer_than(fine: Deadline, coarse: Deadline) -> bool:
    """Whether a time is sure and lies inside the bare month or months that the other one gives."""
    if fine.kind not in _DATED or {fine.state, coarse.state} != {State.CLEAR} or not _inside_month(coarse, fine):
        return False
    return fine.kind is Kind.BY or (day_of(fine.start), day_of(fine.end)) != (day_of(coarse.start), day_of(coarse.end))


def with_finer_days(listed: Sequence[PlanTask], pairs: Sequence[Pair], body: Sequence[PlanTask]) -> list[PlanTask]:
    """The rows of a list by months with the day that the body states for the very same work."""
    finer: dict[int, PlanTask] = {}
    for pair in pairs:
        beside = [one for one in body if one.source == pair.body.source and one.deadline.end is not None]
        row, said = pair.listed, pair.body.deadline
        handed_in = bool(_HANDED_IN.search(pair.body.content)) and not _HANDED_IN.search(row.content)
        last = said.kind is Kind.BY and day_of(said.end) == day_of(row.deadline.end)
        if len(beside) != 1 or handed_in or last or row.inner or not is_finer_than(said, row.deadline):
            continue
        why = f"清单只写“{row.deadline.text}”，按{pair.body.source.where}写的时间。{said.why}"
        finer[id(row)] = replace(row, deadline=replace(said, why=why), deadline_source=stated_at(pair.body, said.text))
    return [finer.get(id(row), row) for row in listed]


def differing(first: Dated, second: Dated, name: str, what: str) -> Conflict:
    """Two dates for one thing, both quoted."""
    message = f"{_of(name)}{what}前后不一：{first.source.quoted}，{second.source.quoted}，请定以哪一处为准。"
    return Conflict(ConflictKind.DATE, first.source, second.source, message, name, _days(first, second))


def _days(*dated: Dated) -> tuple[date, ...]:
    return tuple(day for one in dated if (day := day_of(one.deadline.end)) is not None)


def _of(name: str) -> str:
    return f"“{name}”的" if name else ""


def not_existing(first: Dated, second: Dated, name: str) -> Conflict:
    """A date that does not exist, and what the other place says."""
    wrong, other = (first, second) if first.deadline.kind is Kind.INVALID else (second, first)
    if other.deadline.kind is Kind.INVALID and _plain(other.source.text) != _plain(wrong.source.text):
        tail = f"{other.source.where}写“{other.source.text}”，同样没有这个日期"
    elif other.deadline.kind is Kind.INVALID:
        tail = f"{other.source.where}也这样写"
    else:
        tail = f"{other.source.where}写“{other.source.text}”，可供参考"
    message = f"{_of(name)}时限有误：{wrong.source.where}写“{wrong.source.text}”，没有这个日期；{tail}，请核定。"
    return Conflict(ConflictKind.INVALID, wrong.source, other.source, message, name, _days(other))


def _inner(pair: Pair, name: str) -> Iterator[Conflict]:
    """Dates in the words of both, matched by what is said around them or by standing alone."""
    body, listed = list(pair.body.inner), list(pair.listed.inner)
    if len(body) == len(listed):
        for one, two in zip(body, listed, strict=True):
            found = _against(one, two, name, "文中的时限")
            if found is not None:
                yield found
        return
    for task in (pair.body, pair.listed):
        for one in task.inner:
            if one.deadline.kind is Kind.INVALID:
                yield alone(one, name)


def alone(wrong: Dated, name: str) -> Conflict:
    """A date that does not exist, and nothing to set against it."""
    if is_reversed(wrong.deadline):
        source = replace(wrong.source, text=_stretch(wrong.deadline))
        message = f"{_of(name)}起止时间前后颠倒：{source.quoted}，结束早于开始，请核定。"
        return Conflict(ConflictKind.INVALID, source, None, message, name)
    message = f"{_of(name)}时限有误：{wrong.source.where}写“{wrong.source.text}”，没有这个日期，请核定。"
    return Conflict(ConflictKind.INVALID, wrong.source, None, message, name)


def _stretch(deadline: Deadline) -> str:
    """The stretch of time itself, without the deed behind it."""
    return re.split(r"[，,；;。]", deadline.text.strip())[0]


def is_reversed(deadline: Deadline) -> bool:
    """Whether a stretch of time is wrong only in that it ends before it begins (7月20日至7月10日)."""
    return deadline.kind is Kind.INVALID and _REVERSED in deadline.why


def impossible(tasks: Sequence[PlanTask], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """Dates that do not exist and that no comparison has named yet."""
    told = {
        key for one in known for source in (one.a, one.b) if source is not None for key in _keys(source, one.activity)
    }
    for task in tasks:
        dated = [Dated(task.deadline, stated_at(task, task.deadline.text)), *task.inner]
        for one in dated:
            if one.deadline.kind is not Kind.INVALID or told & _keys(one.source, task.activity):
                continue
            told |= _keys(one.source, task.activity)
            others = (other for other in dated if other.deadline.kind is not Kind.INVALID and other.deadline.end)
            sibling = next(others, None)
            yield not_existing(one, sibling, task.activity) if sibling else alone(one, task.activity)


def wrong_anywhere(wrong: Sequence[Dated], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """Dates that do not exist in any place that no comparison has named: a phase, the span, a cell of another table."""
    told = " ".join(
        _plain(source.text)
        for one in known
        if one.kind in {ConflictKind.INVALID, ConflictKind.DATE}
        for source in (one.a, one.b)
        if source is not None
    )
    for one in wrong:
        text = _core(_plain(_stretch(one.deadline) if is_reversed(one.deadline) else one.deadline.text))
        if text and text not in told:
            told += f" {text}"
            yield alone(one, "")


def _keys(source: Source, activity: str) -> set[tuple[str, str, int]]:
    """By what a wrong date is known again: its words in one activity, or at one place."""
    text = _core(_plain(source.text))
    return {(text, activity, -1), (text, "", source.block)} if activity else {(text, "", source.block)}


def too_late(tasks: Sequence[PlanTask]) -> Iterator[Conflict]:
    """A date in a task's own words that lies behind the deadline stated for the whole of it."""
    for task in tasks:
        stated = task.deadline
        if (
            stated.kind not in _DATED
            or stated.end is None
            or (task.inner and task.deadline_source == task.inner[0].source)
        ):
            continue
        for one in task.inner:
            end = day_of(one.deadline.end)
            if one.deadline.kind is Kind.BY and end is not None and end > (day_of(stated.end) or end):
                if _leaves_room(one.source.text, end, day_of(stated.end) or end):
                    continue
                clause = _clause(task.content, one.source.text)
                if (stated.kind is Kind.WINDOW and _HANDED_IN.search(clause)) or _of_others(clause, task):
                    continue
                place = stated_at(task, stated.text)
                message = (
                    f"{_of(task.activity)}文中时限晚于总的完成时限：{one.source.where}写“{one.source.text}”，"
                    f"{place.where}写“{stated.text}”，请核定。"
                )
                yield Conflict(ConflictKind.DATE, one.source, place, message, task.activity, _days(one))


def _leaves_room(said: str, end: date, stated: date) -> bool:
    """Whether a time is only some time of the year, or a feast a few days behind what is stated."""
    return _ANY_TIME.fullmatch(said.strip()) is not None or (
        _NAMED_TIME.fullmatch(said.strip()) is not None and (end - stated).days <= _NEAR_FEAST
    )


def _of_others(clause: str, task: PlanTask) -> bool:
    """Whether a clause asks all of some kind (各党组织在…), where the task is that of others."""
    return clause.lstrip().startswith("各") and not any(name.startswith("各") for name in task.unit_names)


def done_before(tasks: Sequence[PlanTask]) -> Iterator[Conflict]:
    """…，7月底前全部清退到位（完成时限：8月底前）: all of it is done by another day than the whole is due."""
    for task in tasks:
        stated, ends = task.deadline, {day_of(one.deadline.end) for one in task.inner}
        if task.deadline_source is None or stated.kind is not Kind.BY or len(task.inner) != 1 or len(ends) != 1:
            continue
        one, end = task.inner[0], day_of(task.inner[0].deadline.end)
        head, found, behind = task.content.partition(one.deadline.text)
        if not found or one.deadline.kind is not Kind.BY or end is None or end >= (day_of(stated.end) or end):
            continue
        deed = _ALL_DONE.match(behind.strip(" 。；;，"))
        if deed is None or not set(deed["deed"]) <= set(head):
            continue
        place = stated_at(task, stated.text)
        yield differing(Dated(one.deadline, one.source), Dated(stated, place), task.activity, "完成时限")


def later_beside(beside: Sequence[tuple[PlanTask, Dated]]) -> Iterator[Conflict]:
    """A due date in another cell of a row that lies behind the row's own."""
    for task, one in beside:
        end, last = day_of(one.deadline.end), day_of(task.deadline.end)
        if task.deadline.kind not in _DATED or end is None or last is None or end <= last:
            continue
        place = stated_at(task, task.deadline.text)
        message = f"{_of(task.activity)}同一行的时限前后不一：{one.source.quoted}，{place.quoted}，请定以哪一处为准。"
        yield Conflict(ConflictKind.DATE, one.source, place, message, task.activity, _days(one))


def _clause(content: str, said: str) -> str:
    """The clause of a task's words in which a date stands."""
    return next((one for one in re.split(r"[，,；;。]", content) if said in one), "")
