"""次数要求: what each unit, person or pair owes a number of times, held against the rows that count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.duties import Per, Quota, times_text
from desk_app.campaign.period import ONCE, Period, Rhythm
from desk_app.services.desk import Desk
from desk_app.services.double_entries import shape_of
from desk_app.services.leader_figures import folded_person
from desk_app.services.quota_people import Subjects, pairs_of, persons_of, units_of
from desk_app.services.quota_roles import named_roles, roles_of
from desk_app.services.quota_rows import (
    annexes_named,
    is_of_kind,
    is_within,
    names_in,
    pair_key,
    pairs_in,
    speaker_of,
)
from desk_app.services.quota_values import DONE, LACKING, OVER, QuotaCheck, QuotaLine
from desk_app.services.standing import NOT_CONCERNED, WAITING, standing_of
from desk_app.services.unit_classes import read_classes
from desk_app.storage import campaigns, records, roster, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record
from desk_app.storage.states import SubmissionState

_UNCHECKED = "无法核对："


def quota_checks(desk: Desk, campaign: Campaign, period: Period | None) -> tuple[QuotaCheck, ...]:
    """Every requirement of the forms of a period (or of every form's current one) and of the plan, as it stands.

    What the plan asks of a form that asks it itself is one requirement.
    """
    own = tuple(_of_forms(desk, campaign, period, with_once=True))
    return _together(desk, campaign, own, tuple(_of_plan(desk, campaign, lambda _quota: True)))


def due_quotas(desk: Desk, campaign: Campaign, period: Period, forms: Sequence[str]) -> tuple[QuotaCheck, ...]:
    """The requirements to be looked at before a period is closed: of its forms, and of the plan with an end by then.

    Only those of the plan whose rows stand in these forms.
    """
    last = period.end
    own = tuple(one for one in _of_forms(desk, campaign, period) if one.form in forms)
    ended = _of_plan(desk, campaign, lambda quota: last is not None and quota.end is not None and quota.end <= last)
    return _together(desk, campaign, own, tuple(one for one in ended if one.form in forms))


def _together(
    desk: Desk, campaign: Campaign, own: Sequence[QuotaCheck], planned: Sequence[QuotaCheck]
) -> tuple[QuotaCheck, ...]:
    """The forms' own requirements and the plan's, each once.

    A form collected once, and the plan naming it with the same number of times for each unit, ask the same: it is told
    of the units that owe the form, with the plan's words for them, its time and what is doubtful in that. Where the
    plan was confirmed to mean other units, or asks a second time, both stand.
    """
    once = {name for name, one in forms_by_name(desk, campaign).items() if _counts_the_same(one)}
    found = list(own)
    left: list[QuotaCheck] = []
    free = {place for place, one in enumerate(own) if one.form in once}
    for plan in planned:
        place = next((place for place in sorted(free) if _is_same(own[place], plan)), None)
        if place is None:
            left.append(plan)
        else:
            free.remove(place)
            who = f"{own[place].who}，方案写作{plan.who}" if plan.who else own[place].who
            found[place] = replace(
                found[place], who=who, window=plan.window, start=plan.start, end=plan.end, why=plan.doubt
            )
    return (*found, *left)


def _counts_the_same(form: StoredForm) -> bool:
    """Whether plan and form count the same rows: a form collected once whose rows have no day to fall out of a time."""
    return form.definition.collected is Rhythm.ONCE and form.definition.row_date is None


def _is_same(own: QuotaCheck, plan: QuotaCheck) -> bool:
    same = (own.form, own.per, own.times) == (plan.form, plan.per, plan.times)
    return same and (not plan.lines or {one.subject for one in plan.lines} == {one.subject for one in own.lines})


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
        waiting = {unit.unit for unit in standing.units if unit.electronic == WAITING}
        lines = tuple(
            _line(unit, by_unit.get(unit, ()), quota.least, quota.most, waiting=unit in waiting) for unit in units
        )
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


def _line(subject: str, rows: Sequence[int], least: int | None, most: int | None, *, waiting: bool) -> QuotaLine:
    count = len(rows)
    state = LACKING if least is not None and count < least else OVER if most is not None and count > most else DONE
    return QuotaLine(subject, count, state, tuple(rows), waiting)


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
        self._named = named_roles(reader, campaign)
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
        span = f"{long_day(start)}至{long_day(end)}"
        doubt = f"时限待定（{quota.doubt}），按{span}统计" if form is not None and quota.doubt else ""
        if doubt:
            why.append(doubt)
        window = quota.deadline or span
        roles = roles_of(quota.per, quota.who)
        return QuotaCheck(
            quota.content, quota.who, quota.per.label, times_text(quota.min_count, quota.max_count), window, start, end,
            lines, _reasons(why), form.name if form is not None else "", roles, self._by_hand(roles), doubt,
        )  # fmt: skip

    def _by_hand(self, roles: Sequence[str]) -> str:
        """Which roles a person named, and whom of those the list of persons has no more."""
        known = {person.name for person in self._known.people}
        said = []
        for role in (one for one in roles if one in self._named):
            names = self._named[role]
            gone = [name for name in names if name not in known]
            lost = f"，其中{'、'.join(gone)}不在人员名单里" if gone else ""
            said.append(f"“{role}”按指定的{len(names)}人{lost}")
        return "；".join(said)

    def _subjects(self, quota: Quota, day: date) -> Subjects:
        if quota.per is Per.PAIR:
            return pairs_of(self._known, quota.who, day, self._named)
        if quota.per is Per.UNIT:
            return units_of(self._classes, quota.who)
        return persons_of(self._known, quota.who, day, self._named)

    def _form_of(self, quota: Quota) -> StoredForm | None:
        """The form whose rows tell of it: named by the requirement, else of the shape that it needs."""
        named = [
            one for one in self._forms if one.definition.annex and one.definition.annex in annexes_named(quota.content)
        ]
        if named:
            return named[0]
        if quota.per is Per.PAIR:
            return next((one for one in self._forms if shape_of(one.definition).is_pair), None)
        if quota.per is Per.UNIT:
            return next((one for one in self._forms if one.name in quota.content), None)
        subject = "党课" if "党课" in quota.content else "发言" if "发言" in quota.content else quota.content
        return next((one for one in self._forms if subject in one.name and speaker_of(one.definition)), None)

    def _lines(
        self, quota: Quota, subjects: Subjects, form: StoredForm, window: tuple[date, date]
    ) -> Iterator[QuotaLine]:
        """Each subject with the rows that tell of it; a unit may also have sent a return that nobody could read yet."""
        counted = records.counted(self._reader, self._campaign.id, form_id=form.id)
        waiting = submissions.select_by(
            self._reader, self._campaign.id, form_id=form.id, states=[SubmissionState.NEEDS_REVIEW]
        )
        unread = [row for one in waiting for row in records.of_submission(self._reader, one.id)]
        told, may_tell = (_grouped(self._told(quota, form, window, rows)) for rows in (counted, unread))
        sent = {self._names.get(one.unit_id or 0, "") for one in waiting} if quota.per is Per.UNIT else set[str]()
        for subject, key in _keyed(quota, subjects):
            waits = key in may_tell or key in sent
            yield _line(subject, told.get(key, ()), quota.min_count, quota.max_count, waiting=waits)

    def _told(
        self, quota: Quota, form: StoredForm, window: tuple[date, date], rows: Iterable[Record]
    ) -> Iterator[tuple[str, int]]:
        """Of whom the rows tell that fall into the window and are of the kind required: keys with the row's id."""
        definition = form.definition
        speaker = speaker_of(definition)
        for row in rows:
            if not (is_within(row, definition, window) and is_of_kind(row, definition, quota.content)):
                continue
            if quota.per is Per.PAIR:
                yield from ((key, row.id) for key in pairs_in(row, definition))
            elif quota.per is Per.UNIT:
                yield from ((self._names[unit], row.id) for unit in (row.unit_id,) if unit is not None)
            else:
                yield from ((name, row.id) for name in names_in(row.values.get(speaker)))


def _reasons(why: Iterable[str]) -> str:
    """All reasons in one clause; that it cannot be checked is said once."""
    told = list(dict.fromkeys(why))
    first, rest = told[:1], [one.removeprefix(_UNCHECKED) for one in told[1:]]
    return "；".join((*first, *rest))


def _keyed(quota: Quota, subjects: Subjects) -> Iterator[tuple[str, str]]:
    """Each subject as it is written, with the key by which rows tell of it."""
    if quota.per is Per.PAIR:
        yield from ((f"{one}—{other}", pair_key(one, other)) for one, other in subjects.pairs)
    elif quota.per is Per.UNIT:
        yield from ((unit, unit) for unit in subjects.names)
    else:
        yield from ((person, folded_person(person)) for person in subjects.names)


def forms_by_name(desk: Desk, campaign: Campaign) -> dict[str, StoredForm]:
    """The forms of a campaign, in whose headings the rows behind a count are shown."""
    with desk.store.read() as reader:
        return {one.name: one for one in campaigns.forms_of(reader, campaign.id)}
