"""All contradictions of a plan: body against list, tail against table, sibling against sibling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.deadlines import Deadline, Kind, State
from desk_app.campaign.plan.compare_annexes import (
    cited_matters,
    cited_names,
    cited_titles,
    compare_annexes,
    listed_titles,
    said_marks,
    unknown_annexes,
)
from desk_app.campaign.plan.compare_cells import claimed_cells
from desk_app.campaign.plan.compare_claims import as_groups, beyond_all, claimed_rows, given_elsewhere, renamed_headings
from desk_app.campaign.plan.compare_content import (
    claimed_numbers,
    compare_counts,
    compare_phases,
    heading_leaps,
    lost_activities,
    lost_numbers,
    phase_order,
    renamed_activities,
)
from desk_app.campaign.plan.compare_copies import lost_parts, lost_words
from desk_app.campaign.plan.compare_dates import (
    compare_dates,
    impossible,
    later_beside,
    too_late,
    with_finer_days,
    wrong_anywhere,
)
from desk_app.campaign.plan.compare_facts import compare_facts
from desk_app.campaign.plan.compare_forms import form_dates, missing_forms, named_columns, unlisted_forms
from desk_app.campaign.plan.compare_frames import (
    backwards,
    phases_in_order,
    phases_in_span,
    rows_backwards,
    tasks_in_frames,
)
from desk_app.campaign.plan.compare_lengths import compare_lengths
from desk_app.campaign.plan.compare_lost import lost_beside
from desk_app.campaign.plan.compare_mentions import Mention, compare_mentions
from desk_app.campaign.plan.compare_names import Named, named_by, nearly_named
from desk_app.campaign.plan.compare_order import before_its_year, summed_up_early
from desk_app.campaign.plan.compare_outline import claimed_groups, claimed_list, claimed_parts
from desk_app.campaign.plan.compare_papers import campaign_names, plan_names
from desk_app.campaign.plan.compare_quotes import renamed_in_quotes
from desk_app.campaign.plan.compare_sayings import inside_rows, noted_dates, said_numbers, weekdays, weekdays_anywhere
from desk_app.campaign.plan.compare_siblings import doubles, siblings, strays
from desk_app.campaign.plan.compare_totals import columns, parts, rates, totals_said
from desk_app.campaign.plan.compare_units import both_parts, compare_units, two_names, with_helpers
from desk_app.campaign.plan.compare_wholes import compare_wholes
from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.facts import Fact, Frame, Outline
from desk_app.campaign.plan.model import Annex, AnnexForm, Conflict, ConflictKind, Dated, Phase, PlanActivity, PlanTask
from desk_app.campaign.plan.pairing import Group, Pair, by_activity, pair_groups, pair_tasks, unmatched
from desk_app.campaign.plan.wording import fold

_HANDED_IN = re.compile(r"报|交|填|推荐")


@dataclass(frozen=True, slots=True)
class Statements:
    """What is to be compared, all of one plan.

    ``said`` are the body's paragraphs, ``headings`` its activities with their numbers, ``aliases`` the short names
    of units (以下简称…, 观测股), each with the full one, ``struck``
    the places before which tracked changes took something away, ``named`` the units that other tables name,
    ``form_dates`` the days that the notes of forms give, ``marks`` the annex marks that stand above annexes,
    ``noted`` the days in notes with the words before each, ``notes`` all notes, ``groups`` the activities of the list,
    ``facts`` what is stated of things anywhere, ``frames`` what governs which stretch, ``outlines`` how many parts
    follow a lead, ``wrong`` all dates that do not exist, ``weekdays`` all days with one, ``written`` all texts.
    """

    body: tuple[PlanTask, ...]
    listed: tuple[PlanTask, ...]
    annexes: tuple[Annex, ...] = ()
    forms: tuple[AnnexForm, ...] = ()
    phases: tuple[Phase, ...] = ()
    table_phases: tuple[Phase, ...] = ()
    activities: tuple[str, ...] = ()
    said: tuple[Source, ...] = ()
    headings: tuple[PlanActivity, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    struck: tuple[tuple[int, int | None], ...] = ()
    named: tuple[Named, ...] = ()
    form_dates: tuple[tuple[str, Dated], ...] = ()
    marks: tuple[Source, ...] = ()
    noted: tuple[tuple[str, Dated], ...] = ()
    notes: tuple[Source, ...] = ()
    groups: tuple[PlanActivity, ...] = ()
    facts: tuple[Fact, ...] = ()
    frames: tuple[Frame, ...] = ()
    outlines: tuple[Outline, ...] = ()
    span: Frame | None = None
    wrong: tuple[Dated, ...] = ()
    weekdays: tuple[tuple[str, date, str, Source], ...] = ()
    written: tuple[tuple[str, Source], ...] = ()
    stretches: tuple[tuple[str, Dated, Dated], ...] = ()
    beside: tuple[tuple[PlanTask, Dated], ...] = ()
    title: str = ""
    titles: tuple[Source, ...] = ()
    tables: tuple[PlanTable, ...] = ()
    mentions: tuple[Mention, ...] = ()
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The tasks that hold, doubts noted at their deadlines, and the contradictions."""

    tasks: tuple[PlanTask, ...]
    conflicts: tuple[Conflict, ...]


def compare(said: Statements) -> Compared:
    """Find every contradiction; tasks are those of the list and what only the body asks, or those of the body."""
    groups: list[Group] = pair_groups(said.body, said.listed) if said.listed else []
    pairs: list[Pair] = pair_tasks(groups, said.body, said.listed) if said.listed else []
    extra = unmatched(said.body, said.listed, groups, pairs) if said.listed else []
    conflicts = list(_all(said, groups, pairs))
    asked = [task for task in (extra if said.listed else said.body) if not _only_duty(task)]
    helped = with_helpers(said.listed, pairs, dict(said.aliases))
    dated = with_finer_days(said.listed, pairs, said.body)
    rows = (
        replace(row, deadline=one.deadline, deadline_source=one.deadline_source)
        for row, one in zip(helped, dated, strict=True)
    )
    tasks = (*rows, *asked)
    return Compared(tuple(_doubted(task, conflicts) for task in tasks), _once(conflicts))


def _only_duty(task: PlanTask) -> bool:
    """A count asked of persons (每位局领导讲1次党课) is a duty: compared with the list, no task beside it."""
    counted = task.deadline.kind is Kind.QUOTA and not task.units and not task.people
    return counted and _HANDED_IN.search(task.content) is None


def _all(said: Statements, groups: Sequence[Group], pairs: Sequence[Pair]) -> list[Conflict]:
    tasks = (*said.body, *said.listed)
    names = dict(said.aliases)
    found = [*compare_dates(pairs, tasks)]
    found.extend(siblings(said.body, names))
    paired = {id(pair.body) for pair in pairs}
    dated = {(pair.body.source, pair.body.deadline.end == pair.listed.deadline.end) for pair in pairs}
    loose = [task for task in said.body if id(task) not in paired and (task.source, True) not in dated]
    found.extend(strays(loose, said.listed, names))
    found.extend(impossible(tasks, found))
    found.extend(too_late((*said.body, *said.listed)))
    found.extend(doubles(said.listed, names))
    found.extend(later_beside(said.beside))
    found.extend(noted_dates(said.noted, said.listed))
    found.extend(weekdays(tasks))
    found.extend(compare_units(pairs, names))
    found.extend(both_parts(tasks))
    found.extend(compare_wholes(groups, found, names))
    found.extend(two_names(tasks, found))
    found.extend(nearly_named((*named_by(tasks), *said.named), found))
    found.extend(_of_annexes(said, pairs, found))
    found.extend(named_columns((*said.said, *said.notes), said.forms, found))
    found.extend(form_dates(tasks, said.form_dates))
    found.extend(renamed_activities(groups))
    found.extend(renamed_in_quotes(pairs, found))
    if said.listed:
        found.extend(lost_activities(groups, by_activity(said.body), by_activity(said.listed), said.written))
    found.extend(compare_counts(pairs, said.listed, _row_texts(said)))
    found.extend(said_numbers(said.said, said.listed, found))
    found.extend(lost_words(pairs, groups))
    found.extend(lost_numbers(said.listed, said.struck))
    found.extend(heading_leaps(said.headings, said.struck))
    found.extend(claimed_numbers(said.said, len(said.phases), said.activities))
    found.extend(compare_phases(said.phases, said.table_phases))
    found.extend(phase_order(said.phases))
    found.extend(claimed_rows((*said.said, *said.notes), said.listed, [one.name for one in said.groups]))
    found.extend(beyond_all(said.body, said.listed))
    found.extend(given_elsewhere(said.said, said.listed, found, names))
    found.extend(renamed_headings(said.headings, said.groups or as_groups(said.listed), found))
    found.extend(campaign_names(said.title, said.written))
    found.extend(plan_names(said.titles))
    found.extend(lost_parts(said.headings, said.listed, said.groups, found))
    found.extend(_of_times(said, found))
    found.extend(compare_facts(said.facts, found))
    found.extend(summed_up_early(said.body, said.facts))
    found.extend(before_its_year((*said.listed, *said.body), said.issued, said.title))
    found.extend(_of_numbers(said, found))
    found.extend(compare_lengths(said.said))
    found.extend(claimed_cells(said.said, said.tables, found))
    found.extend(compare_mentions(said.mentions, said.written, said.title, found))
    return found


def _of_annexes(said: Statements, pairs: Sequence[Pair], known: Sequence[Conflict]) -> list[Conflict]:
    """What is wrong with the numbers and titles of annexes."""
    found = [*compare_annexes(pairs)]
    found.extend(unknown_annexes((*said.body, *said.listed), said.annexes, [*known, *found]))
    found.extend(cited_titles(said.said, said.annexes, [*known, *found]))
    found.extend(cited_names(said.said, said.annexes, [*known, *found]))
    found.extend(cited_matters(said.said, said.annexes, [*known, *found], said.title))
    found.extend(said_marks(said.said, said.annexes, [*known, *found], said.marks))
    found.extend(listed_titles(said.annexes, said.forms))
    found.extend(unlisted_forms(said.annexes, said.marks, [*known, *found]))
    found.extend(missing_forms(said.annexes, said.marks, said.tables))
    return found


def _row_texts(said: Statements) -> dict[tuple[int, int], str]:
    """All that each row of each table says."""
    texts: dict[tuple[int, int], str] = {}
    for text, source in said.written:
        if source.row is not None:
            texts[source.block, source.row] = f"{texts.get((source.block, source.row), '')}，{text}"
    return texts


def _of_times(said: Statements, known: Sequence[Conflict]) -> list[Conflict]:
    """What is wrong with days and stretches of time wherever they stand."""
    found = [*wrong_anywhere(said.wrong, known)]
    found.extend(weekdays_anywhere(said.weekdays, known))
    found.extend(backwards(said.written, [*known, *found]))
    found.extend(rows_backwards(said.stretches))
    found.extend(phases_in_order(said.phases, [*known, *found]))
    found.extend(phases_in_span(said.span, said.phases))
    found.extend(tasks_in_frames((*said.listed, *said.body), said.frames, [*known, *found]))
    return found


def _of_numbers(said: Statements, known: Sequence[Conflict]) -> list[Conflict]:
    """What is wrong with counts: totals against parts, and how many parts a lead says that it has."""
    rows = len({(task.source.block, task.source.row) for task in said.listed})
    rows = rows if len({task.source.block for task in said.listed}) == 1 else 0
    found = [*rates(said.said), *parts(said.said), *columns(said.tables)]
    found.extend(totals_said(said.said, said.tables, [*known, *found]))
    found.extend(claimed_parts(said.outlines, {rows, len(said.groups)}, [*known, *found]))
    found.extend(lost_beside(said.said, said.listed, said.written))
    found.extend(claimed_groups((*said.said, *said.notes), said.tables))
    found.extend(inside_rows(said.written, [*known, *found]))
    found.extend(claimed_list(said.outlines, rows, len(said.groups), [*known, *found]))
    return found


def _once(conflicts: Sequence[Conflict]) -> tuple[Conflict, ...]:
    return tuple({(one.kind, one.message): one for one in conflicts}.values())


def _doubted(task: PlanTask, conflicts: Sequence[Conflict]) -> PlanTask:
    """A task with its deadline doubted where a contradiction speaks of that very deadline."""
    for conflict in conflicts:
        if conflict.kind not in {ConflictKind.DATE, ConflictKind.INVALID}:
            continue
        if _speaks_of(conflict, task) and task.deadline.kind is not Kind.MENTION:
            return replace(task, deadline=_asked(task.deadline, conflict))
    return task


def _speaks_of(conflict: Conflict, task: PlanTask) -> bool:
    stated = task.deadline_source or task.source
    for source in (conflict.a, conflict.b):
        if source is None or source.block != stated.block:
            continue
        if (source.row, source.column) == (stated.row, stated.column) and source.row is not None:
            return True
        if (
            source.row is not None
            and task.source.row is not None
            and (source.row, source.column) == (task.source.row, task.source.column)
            and (stated == task.source or fold(task.deadline.text) in fold(source.text))
        ):
            return True
        if source.row is None and stated.row is None and source.start < stated.end and stated.start < source.end:
            return True
    return False


def _asked(deadline: Deadline, conflict: Conflict) -> Deadline:
    """The deadline with the days of both places among its candidates."""
    if deadline.state is State.INVALID:
        return deadline.offered(*conflict.days)
    return deadline.asked(conflict.message, *conflict.days)
