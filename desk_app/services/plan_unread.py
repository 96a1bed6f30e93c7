"""未理解的句子: what a later paper says of a day, unit, form or activity that became no change, to be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desk_app.campaign.deadlines import Kind, find_deadlines
from desk_app.campaign.holidays import Holidays
from desk_app.campaign.plan import Line, PlanReading, Source
from desk_app.campaign.plan.wording import fold, short_activity
from desk_app.services.plan_changes import Change, Standing, is_new_version, says_a_move
from desk_app.services.plan_rows import rows_unread

UNREAD = "未理解，请人工核对"
_SENTENCE = re.compile(r"[^。；;\n]+")
_CLAUSE = re.compile(r"[^，,]+")
_UNIT_WORDS = re.compile(r"责任单位|牵头|配合单位|承办|主办")
_NUMBERED = re.compile(r"任务|清单|附件\s*\d|附表")
_BARE_DATE = re.compile(
    r"\s*[〇○零一二三四五六七八九十\d]{2,4}年[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日\s*"
)
_NUMBER = re.compile(r".*〔\d{4}〕\d+号\s*")
_NO_DAY = {Kind.UNDATED, Kind.QUOTA}
_LEAST_NAME = 2


def unread_of(
    reading: PlanReading, standing: Standing, found: Sequence[Change], units: Sequence[str], holidays: Holidays
) -> tuple[Change, ...]:
    """Each sentence of a later paper that names something of the campaign's and is the place of no change.

    A new version says the whole plan anew and its rows are compared: there only a sentence with a word of moving.
    """
    names = _names(standing, units)
    whole = is_new_version(reading, standing)
    lines = [line for line in reading.document.lines if not _is_frame(line, reading)]
    said = tuple(
        Change(f"unread/{place.block}/{place.start}", UNREAD, "原文", "", place.text.strip(), place, doubt=UNREAD)
        for line in lines
        for place in _left(line, found, names, reading, standing, holidays)
        if not whole or says_a_move(place.text)
    )
    return (*said, *_rows(reading, standing, found))


def _rows(reading: PlanReading, standing: Standing, found: Sequence[Change]) -> Iterator[Change]:
    """Rows of the paper's lists that are neither surely a standing task nor surely a new one, and tables not read."""
    for task in rows_unread(reading, standing, found):
        place = task.source
        yield Change(f"unread/{place.block}/r{place.row}", UNREAD, "原文", "", task.content, place, doubt=UNREAD)
    read = {one.source.block for one in reading.tasks} | {one.source.block for one in reading.forms}
    read |= {one.source.block for one in reading.phases} | {one.source.block for one in found}
    for table in reading.document.tables:
        for row in range(1, len(table.rows)) if table.index not in read else ():
            text = "，".join(dict.fromkeys(text for text in table.texts(row) if text))
            if text:
                place = table.source(row, 0, text)
                yield Change(f"unread/{table.index}/r{row}", UNREAD, "原文", "", text, place, doubt=UNREAD)


def _names(standing: Standing, units: Sequence[str]) -> frozenset[str]:
    """Units, forms and activities as they may be written, folded."""
    tasks = standing.campaign.outline.tasks
    said = [*units, *standing.annexes, *(short_activity(task.activity) for task in tasks)]
    return frozenset(name for name in map(fold, said) if len(name) >= _LEAST_NAME)


def _is_frame(line: Line, reading: PlanReading) -> bool:
    """Whether a line is the paper's title, number, addressees or signature, which change nothing."""
    text = line.text.strip()
    framed = text.endswith(("：", ":")) or bool(_BARE_DATE.fullmatch(text) or _NUMBER.fullmatch(text))
    return framed or fold(text) in {fold(reading.title or ""), fold(reading.issuer or "")}


def _left(
    line: Line,
    found: Sequence[Change],
    names: frozenset[str],
    reading: PlanReading,
    standing: Standing,
    holidays: Holidays,
) -> Iterator[Source]:
    outline = standing.campaign.outline
    on, within = reading.reference_date or outline.start, (outline.start, outline.end)

    def dated(text: str) -> bool:
        return any(one.deadline.kind not in _NO_DAY for one in find_deadlines(text, on, within, holidays))

    for sentence in _SENTENCE.finditer(line.text):
        if not _is_place_of_change(line, sentence.start(), sentence.end(), found):
            if dated(sentence[0]) or _speaks(sentence[0], names):
                yield _place(line, sentence.start(), sentence.end())
            continue
        for clause in _CLAUSE.finditer(sentence[0]):
            start, end = sentence.start() + clause.start(), sentence.start() + clause.end()
            is_said = _UNIT_WORDS.search(clause[0]) or dated(clause[0])
            if is_said and not _is_place_of_change(line, start, end, found):
                yield _place(line, start, end)


def _speaks(sentence: str, names: frozenset[str]) -> bool:
    plain = fold(sentence)
    return bool(_UNIT_WORDS.search(sentence) or _NUMBERED.search(sentence)) or any(name in plain for name in names)


def _is_place_of_change(line: Line, start: int, end: int, found: Sequence[Change]) -> bool:
    return any(
        one.source.block == line.index and one.source.row is None and one.source.start < end and one.source.end > start
        for one in found
    )


def _place(line: Line, start: int, end: int) -> Source:
    return Source(line.index, line.where, line.text[start:end], start, end)
