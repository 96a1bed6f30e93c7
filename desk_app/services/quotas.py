"""次数要求: what each unit, person or pair owes a number of times, held against the rows that count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.campaign.duties import Per, Quota, times_text
from desk_app.campaign.period import ONCE, Period, Rhythm
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.services.desk import Desk
from desk_app.services.double_entries import shape_of
from desk_app.services.leader_figures import folded_person
from desk_app.services.quota_people import Subjects, pairs_of, persons_of, units_of
from desk_app.services.standing import NOT_CONCERNED, standing_of
from desk_app.services.unit_classes import read_classes
from desk_app.storage import campaigns, records, roster
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record

DONE, LACKING, OVER = "完成", "未完成", "超出"
_NAMES = re.compile(r"[、，,；;/\n]+")
_SPEAKERS = ("授课人", "主讲人", "讲课人", "发言人", "主持人")


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One unit, person or pair: how often it was done, and the rows that say so."""

    subject: str
    count: int
    state: str
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaCheck:
    """One requirement: of whom, how often, by when; its lines, and ``why`` where it cannot be checked (in part)."""

    title: str
    who: str
    per: str
    times: str
    window: str
    start: date | None
    end: date | None
    lines: tuple[QuotaLine, ...] = ()
    why: str = ""
    form: str = ""

    @property
    def done(self) -> int:
        """How many have done it."""
        return sum(line.state == DONE for line in self.lines)

    @property
    def lacking(self) -> tuple[QuotaLine, ...]:
        """Who has not, in order."""
        return tuple(line for line in self.lines if line.state == LACKING)

    @property
    def is_met(self) -> bool:
        """Whether everybody has, and nothing is left that cannot be checked."""
        return not self.why and all(line.state == DONE for line in self.lines)

    @property
    def said(self) -> str:
        """In one clause: how many of how many, or why nobody can tell."""
        if not self.lines:
            return self.why
        known = f"应完成{len(self.lines)}，已完成{self.done}，未完成{len(self.lacking)}"
        over = sum(line.state == OVER for line in self.lines)
        return known + (f"，超出{over}" if over else "") + (f"；另有{self.why}" if self.why else "")


def quota_checks(desk: Desk, campaign: Campaign, period: Period | None) -> tuple[QuotaCheck, ...]:
    """Every requirement of the forms of a period (or of every form's current one) and of the plan, as it stands."""
    return (*_of_forms(desk, campaign, period, with_once=True), *_of_plan(desk, campaign, lambda _quota: True))


def due_quotas(desk: Desk, campaign: Campaign, period: Period, forms: Sequence[str]) -> tuple[QuotaCheck, ...]:
    """The requirements to be looked at before a period is closed: of its forms, and of the plan with an end by then.

    Only those of the plan whose rows stand in these forms.
    """
    last = period.end
    own = [one for one in _of_forms(desk, campaign, period) if one.form in forms]
    ended = _of_plan(desk, campaign, lambda quota: last is not None and quota.end is not None and quota.end <= last)
    return (*own, *(one for one in ended if one.form in forms))


def _of_forms(
    desk: Desk, campaign: Campaign, period: Period | None, *, with_once: bool = False
) -> Iterator[QuotaCheck]:
    """次数要求 of a form itself: so many rows of each unit in a period."""
    standings = standing_of(desk, campaign, period)
    if with_once and period is not None and period.rhythm is not Rhythm.ONCE:
        standings += standing_of(desk, campaign, ONCE)
    for standing in standings:
        quota = standing.form.definition.quota
        if quota is None:
            continue
        with desk.store.read() as reader:
            rows = records.counted(reader, campaign.id, form_id=standing.form.id, period=standing.period.code)
            names = roster.unit_names(reader)
        by_unit = _grouped((names[row.unit_id], row.id) for row in rows if row.unit_id is not None)
        units = [unit.unit for unit in standing.units if unit.electronic != NOT_CONCERNED]
        lines = tuple(_line(unit, by_unit.get(unit, ()), quota.least, quota.most) for unit in units)
        yield QuotaCheck(
            f"{standing.form.definition.annex}{standing.form.name}", "各报送单位", Per.UNIT.label,
            times_text(quota.least, quota.most), standing.period.label, standing.period.start, standing.period.end,
            lines, form=standing.form.name,
        )  # fmt: skip


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for name, row_id in pairs:
        found.setdefault(name, []).append(row_id)
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}


def _line(subject: str, rows: Sequence[int], least: int | None, most: int | None) -> QuotaLine:
    count = len(rows)
    state = LACKING if least is not None and count < least else OVER if most is not None and count > most else DONE
    return QuotaLine(subject, count, state, tuple(rows))


def _of_plan(desk: Desk, campaign: Campaign, wanted: Callable[[Quota], bool]) -> Iterator[QuotaCheck]:
    quotas = [one for one in campaign.outline.quotas if wanted(one)]
    if not quotas:
        return
    with desk.store.read() as reader:
        evidence = _Evidence(reader, campaign)
        for quota in quotas:
            yield evidence.check(quota, desk.clock().date())


class _Evidence:
    """The rows and persons of a campaign against which its plan's requirements are held."""

    def __init__(self, reader: Reader, campaign: Campaign) -> None:
        self._reader = reader
        self._campaign = campaign
        self._known = roster.load(reader)
        self._classes = read_classes(reader, campaign)
        self._names = roster.unit_names(reader)
        self._forms = [one for one in campaigns.forms_of(reader, campaign.id) if one.definition.collected is not None]

    def check(self, quota: Quota, today: date) -> QuotaCheck:
        """One requirement as it stands."""
        outline = self._campaign.outline
        start, end = quota.start or outline.start, quota.end or outline.end
        subjects = self._subjects(quota, min(max(today, start), end))
        form = self._form_of(quota)
        why = list(subjects.why)
        if form is None:
            why.append(f"无法核对：没有登记“{quota.content}”的表")
        lines = () if form is None else tuple(self._lines(quota, subjects, form, (start, end)))
        if form is not None and quota.doubt:
            why.append(f"时限待定（{quota.doubt}），按{start}至{end}统计")
        window = quota.deadline or f"{start}至{end}"
        return QuotaCheck(
            quota.content, quota.who, quota.per.label, times_text(quota.min_count, quota.max_count), window, start, end,
            lines, "；".join(dict.fromkeys(why)), form.name if form is not None else "",
        )  # fmt: skip

    def _subjects(self, quota: Quota, day: date) -> Subjects:
        if quota.per is Per.PAIR:
            return pairs_of(self._known, quota.who, day)
        if quota.per is Per.UNIT:
            return units_of(self._classes, quota.who)
        return persons_of(self._known, quota.who, day)

    def _form_of(self, quota: Quota) -> StoredForm | None:
        """The form whose rows tell of it: named by the requirement, else of the shape that it needs."""
        named = [one for one in self._forms if one.definition.annex and one.definition.annex in _marks(quota.content)]
        if named:
            return named[0]
        if quota.per is Per.PAIR:
            return next((one for one in self._forms if shape_of(one.definition).is_pair), None)
        if quota.per is Per.UNIT:
            return next((one for one in self._forms if one.name in quota.content), None)
        subject = "党课" if "党课" in quota.content else "发言" if "发言" in quota.content else quota.content
        return next((one for one in self._forms if subject in one.name and _speaker(one.definition)), None)

    def _lines(
        self, quota: Quota, subjects: Subjects, form: StoredForm, window: tuple[date, date]
    ) -> Iterator[QuotaLine]:
        definition = form.definition
        counted = records.counted(self._reader, self._campaign.id, form_id=form.id)
        rows = [one for one in counted if _is_within(one, definition, window)]
        rows = [one for one in rows if _is_of_kind(one, definition, quota.content)]
        least, most = quota.min_count, quota.max_count
        if quota.per is Per.PAIR:
            met = _grouped(pair for one in rows for pair in _pairs_in(one, form.definition))
            for one, other in subjects.pairs:
                yield _line(f"{one}—{other}", met.get(_pair_key(one, other), ()), least, most)
        elif quota.per is Per.UNIT:
            by_unit = _grouped((self._names[one.unit_id], one.id) for one in rows if one.unit_id is not None)
            for unit in subjects.names:
                yield _line(unit, by_unit.get(unit, ()), least, most)
        else:
            key = _speaker(form.definition)
            by_name = _grouped((name, one.id) for one in rows for name in _names_in(one.values.get(key)))
            for person in subjects.names:
                yield _line(person, by_name.get(folded_person(person), ()), least, most)


def _marks(content: str) -> tuple[str, ...]:
    return tuple(re.findall(r"附件\d+", content))


def _speaker(form: FormDefinition) -> str:
    """The key of the column that names who did it; empty where the form names nobody."""
    persons = [column for column in form.columns if column.kind is ColumnKind.PERSON]
    named = [column for column in persons if column.label in _SPEAKERS]
    found = named or persons
    return found[0].key if found else ""


def _is_within(row: Record, form: FormDefinition, window: tuple[date, date]) -> bool:
    """By the day of the thing where the form has one; a row without a day tells of no window."""
    if form.row_date is None:
        return True
    return row.occurred_on is not None and window[0] <= row.occurred_on <= window[1]


def _is_of_kind(row: Record, form: FormDefinition, content: str) -> bool:
    """A form whose rows are of several kinds (谈话内容类型) counts only those of the kind required."""
    choice = next((one for one in form.columns if one.kind is ColumnKind.CHOICE and content in one.choices), None)
    return choice is None or str(row.values.get(choice.key, "")).strip() == content


def _pairs_in(row: Record, form: FormDefinition) -> Iterator[tuple[str, int]]:
    shape = shape_of(form)
    if shape.talker is None or shape.talkee is None:
        return
    for one in _names_in(row.values.get(shape.talker.key)):
        for other in _names_in(row.values.get(shape.talkee.key)):
            yield _pair_key(one, other), row.id


def _pair_key(one: str, other: str) -> str:
    """Who sought whom makes no difference."""
    return "\x1f".join(sorted((folded_person(one), folded_person(other))))


def _names_in(value: object) -> list[str]:
    """The persons of a cell; a blank parts two names, but not the two signs of one (蒋　赟)."""
    found: list[str] = []
    for part in _NAMES.split(str(value or "")):
        words = part.split()
        found += words if all(len(word) > 1 for word in words) else ["".join(words)]
    return [name for name in map(folded_person, found) if name]


def forms_by_name(desk: Desk, campaign: Campaign) -> dict[str, StoredForm]:
    """The forms of a campaign, in whose headings the rows behind a count are shown."""
    with desk.store.read() as reader:
        return {one.name: one for one in campaigns.forms_of(reader, campaign.id)}
