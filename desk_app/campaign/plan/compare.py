"""All contradictions of a plan: body against list, tail against table, sibling against sibling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
from desk_app.campaign.plan.compare_called import called_otherwise
from desk_app.campaign.plan.compare_cells import claimed_cells
from desk_app.campaign.plan.compare_cited import cited_numbers
from desk_app.campaign.plan.compare_claims import as_groups, beyond_all, claimed_rows, given_elsewhere, renamed_headings
from desk_app.campaign.plan.compare_contacts import compare_contacts
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
from desk_app.campaign.plan.compare_copies import lost_items, lost_parts, lost_words, unasked_rows
from desk_app.campaign.plan.compare_counted import compare_counted
from desk_app.campaign.plan.compare_dates import (
    compare_dates,
    done_before,
    impossible,
    later_beside,
    too_late,
    with_finer_days,
    wrong_anywhere,
)
from desk_app.campaign.plan.compare_doers import compare_doers
from desk_app.campaign.plan.compare_enumerated import compare_enumerated
from desk_app.campaign.plan.compare_facts import compare_facts, sent_elsewhere
from desk_app.campaign.plan.compare_forms import form_dates, missing_forms, named_columns, unlisted_forms
from desk_app.campaign.plan.compare_frames import (
    backwards,
    named_by_phases,
    phases_in_order,
    phases_in_span,
    rows_backwards,
    tasks_in_frames,
)
from desk_app.campaign.plan.compare_givings import compare_givings
from desk_app.campaign.plan.compare_items import item_leaps
from desk_app.campaign.plan.compare_leaders import led_otherwise
from desk_app.campaign.plan.compare_lengths import compare_lengths
from desk_app.campaign.plan.compare_lines import compare_lines
from desk_app.campaign.plan.compare_lost import lost_beside
from desk_app.campaign.plan.compare_lost_rows import lost_phases, lost_rows
from desk_app.campaign.plan.compare_matters import compare_matters
from desk_app.campaign.plan.compare_mentions import compare_mentions
from desk_app.campaign.plan.compare_named_places import named_twice
from desk_app.campaign.plan.compare_names import named_by, nearly_named
from desk_app.campaign.plan.compare_order import before_its_day, before_its_year, summed_up_early
from desk_app.campaign.plan.compare_outline import claimed_groups, claimed_list, claimed_parts
from desk_app.campaign.plan.compare_papers import campaign_names, plan_names
from desk_app.campaign.plan.compare_people import compare_people, contacts_named
from desk_app.campaign.plan.compare_phase_ends import phases_ended
from desk_app.campaign.plan.compare_places import compare_places
from desk_app.campaign.plan.compare_quotes import renamed_in_quotes
from desk_app.campaign.plan.compare_reminders import compare_reminders
from desk_app.campaign.plan.compare_repeated import compare_repeated
from desk_app.campaign.plan.compare_sayings import inside_rows, noted_dates, weekdays, weekdays_anywhere
from desk_app.campaign.plan.compare_siblings import doubles, siblings, strays
from desk_app.campaign.plan.compare_tellings import compare_tellings
from desk_app.campaign.plan.compare_titles import renamed_alone, renamed_items
from desk_app.campaign.plan.compare_totals import columns, parts, rates, totals_said
from desk_app.campaign.plan.compare_units import both_parts, compare_units, two_names, with_helpers
from desk_app.campaign.plan.compare_wholes import compare_wholes
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Matter, read_matters
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.pairing import Group, Pair, by_activity, pair_groups, pair_tasks, unmatched
from desk_app.campaign.plan.spoken_of import items_of_text
from desk_app.campaign.plan.statements import Statements
from desk_app.campaign.plan.wording import fold

_HANDED_IN = re.compile(r"报|交|填|推荐")
_SHOWN = 24


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
    told = [_naming_its_row(one, said.listed) for one in conflicts]
    return Compared(tuple(_doubted(task, told) for task in tasks), _once(told))


def _naming_its_row(conflict: Conflict, listed: Sequence[PlanTask]) -> Conflict:
    """“城镇燃气安全”中“…”: where several rows have one activity, the row's own words tell which is meant."""
    rows = [row for row in listed if row.activity and row.activity == conflict.activity]
    head = f"“{conflict.activity}”的"
    if len({row.source for row in rows}) < 2 or not conflict.message.startswith(head):
        return conflict
    places = {(source.block, source.row) for source in (conflict.a, conflict.b) if source and source.row is not None}
    own = {row.content for row in rows if places & _places(row)}
    if len(own) != 1:
        return conflict
    (words,) = own
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    return replace(conflict, message=f"“{conflict.activity}”中“{shown}”的{conflict.message[len(head) :]}")


def _places(row: PlanTask) -> set[tuple[int, int | None]]:
    """The rows of a table in which a task stands: its time or its units may be those of a whole group."""
    stated = (row.source, row.deadline_source, row.units_source)
    return {(source.block, source.row) for source in stated if source is not None}


def _only_duty(task: PlanTask) -> bool:
    """A count asked of persons (每位局领导讲1次党课) is a duty: compared with the list, no task beside it."""
    counted = task.deadline.kind is Kind.QUOTA and not task.units and not task.people
    return counted and _HANDED_IN.search(task.content) is None


def _all(said: Statements, groups: Sequence[Group], pairs: Sequence[Pair]) -> list[Conflict]:
    names = dict(said.aliases)
    found = _of_tasks(said, pairs, names)
    found.extend(_of_units(said, groups, pairs, found))
    found.extend(_of_annexes(said, pairs, found))
    found.extend(_of_names(said, groups, pairs, found))
    matters = read_matters(said.sections, pairs, said.tables, said.listed)
    found.extend(renamed_items(said.sections, matters, found))
    found.extend(renamed_alone(said.body, said.listed, pairs, found))
    found.extend(compare_matters(matters, found))
    found.extend(called_otherwise(said.written, said.sections, said.listed, matters, said.title, found))
    found.extend(_of_lists(said, groups, pairs, found))
    found.extend(_of_times(said, found))
    found.extend(compare_facts(said.facts, found))
    found.extend(sent_elsewhere(said.facts, found))
    found.extend(_of_numbers(said, found))
    found.extend(compare_mentions(said.mentions, said.written, said.title, found))
    found.extend(compare_reminders(said.sections, said.body, found))
    found.extend(compare_doers(said.doings, said.listed, found, dict(said.aliases), said.title))
    found.extend(lost_rows(said.sections, said.givings, said.listed, said.tables, found))
    found.extend(lost_phases(said.phases, said.tables, found))
    found.extend(compare_people(pairs))
    found.extend(contacts_named(said.said, said.tables, found))
    found.extend(compare_lines(said.said, said.tables, {row.source.block for row in said.listed}, found))
    found.extend(compare_givings(said.givings, said.listed, said.body, said.tables, found, names))
    found.extend(before_its_day((*said.listed, *said.body), said.issued, found))
    found.extend(phases_ended(said.tellings, said.phases, found))
    found.extend(compare_tellings(said.tellings, said.written, said.title, found))
    found.extend(_told_twice(said, matters, found))
    return found


def _told_twice(said: Statements, matters: Sequence[Matter], known: Sequence[Conflict]) -> list[Conflict]:
    """What is wrong with papers, places and numbers that are told again wherever they stand."""
    items = items_of_text(said.sections, matters, said.body)
    texts = (*said.said, *said.notes)
    found = [*cited_numbers(said.written), *named_twice(texts)]
    found.extend(compare_places(items, texts, matters, said.title, [*known, *found]))
    found.extend(compare_repeated(items, texts, matters, said.title, said.issued, [*known, *found]))
    return found


def _of_tasks(said: Statements, pairs: Sequence[Pair], names: Mapping[str, str]) -> list[Conflict]:
    """What is wrong with when the tasks are due, in text and list."""
    tasks = (*said.body, *said.listed)
    found = [*compare_dates(pairs, tasks)]
    found.extend(siblings(said.body, names))
    paired = {id(pair.body) for pair in pairs}
    dated = {(pair.body.source, pair.body.deadline.end == pair.listed.deadline.end) for pair in pairs}
    loose = [task for task in said.body if id(task) not in paired and (task.source, True) not in dated]
    found.extend(strays(loose, said.listed, names))
    found.extend(impossible(tasks, found))
    found.extend(too_late(tasks))
    found.extend(done_before(said.body))
    found.extend(doubles(said.listed, names))
    found.extend(later_beside(said.beside))
    found.extend(noted_dates(said.noted, said.listed))
    found.extend(beyond_all(said.body, said.listed))
    found.extend(weekdays(tasks))
    found.extend(form_dates(tasks, said.form_dates))
    found.extend(summed_up_early(said.body, said.facts))
    found.extend(before_its_year((*said.listed, *said.body), said.issued, said.title))
    return found


def _of_units(
    said: Statements, groups: Sequence[Group], pairs: Sequence[Pair], known: Sequence[Conflict]
) -> list[Conflict]:
    """What is wrong with who is to do it."""
    tasks, names = (*said.body, *said.listed), dict(said.aliases)
    found = [*compare_units(pairs, names)]
    found.extend(both_parts(tasks))
    found.extend(led_otherwise(said.body, names))
    found.extend(compare_wholes(groups, [*known, *found], names))
    found.extend(two_names(tasks, found))
    found.extend(nearly_named((*named_by(tasks), *said.named), found))
    found.extend(given_elsewhere(said.said, said.listed, found, names))
    return found


def _of_names(
    said: Statements, groups: Sequence[Group], pairs: Sequence[Pair], known: Sequence[Conflict]
) -> list[Conflict]:
    """What is wrong with what campaigns, papers and activities are called, and which of them stand on one side only."""
    found = [*renamed_activities(groups)]
    found.extend(renamed_in_quotes(pairs, [*known, *found]))
    found.extend(renamed_headings(said.headings, said.groups or as_groups(said.listed), found))
    if said.listed:
        found.extend(lost_activities(groups, by_activity(said.body), by_activity(said.listed), said.written, found))
    found.extend(campaign_names(said.title, said.written))
    found.extend(plan_names(said.titles))
    found.extend(compare_contacts(said.written))
    return found


def _of_lists(
    said: Statements, groups: Sequence[Group], pairs: Sequence[Pair], known: Sequence[Conflict]
) -> list[Conflict]:
    """What a list has lost or counts otherwise than the text."""
    found = [*compare_counts(pairs, said.listed, _row_texts(said), known)]
    found.extend(lost_words(pairs, groups))
    found.extend(lost_numbers(said.listed, said.struck))
    found.extend(heading_leaps(said.headings, said.struck))
    found.extend(item_leaps(said.sections, said.struck))
    found.extend(claimed_numbers(said.said, len(said.phases), said.activities))
    found.extend(claimed_rows((*said.said, *said.notes), said.listed, [one.name for one in said.groups]))
    found.extend(lost_parts(said.headings, said.listed, said.groups, [*known, *found]))
    found.extend(unasked_rows(said.said, said.body, said.listed, pairs, [*known, *found]))
    found.extend(lost_items(said.body, said.listed, pairs, [*known, *found]))
    return found


def _of_annexes(said: Statements, pairs: Sequence[Pair], known: Sequence[Conflict]) -> list[Conflict]:
    """What is wrong with the numbers and titles of annexes."""
    found = [*compare_annexes(pairs)]
    found.extend(unknown_annexes((*said.body, *said.listed), said.annexes, [*known, *found]))
    found.extend(cited_titles(said.said, said.annexes, [*known, *found]))
    found.extend(cited_names(said.said, said.annexes, [*known, *found]))
    found.extend(cited_matters((*said.said, *_with_names(said.listed)), said.annexes, [*known, *found], said.title))
    found.extend(said_marks((*said.said, *said.notes), said.annexes, [*known, *found], said.marks))
    found.extend(listed_titles(said.annexes, said.forms))
    found.extend(unlisted_forms(said.annexes, said.marks, [*known, *found]))
    found.extend(missing_forms(said.annexes, said.marks, said.tables))
    found.extend(named_columns((*said.said, *said.notes), said.forms, [*known, *found]))
    return found


def _with_names(listed: Sequence[PlanTask]) -> list[Source]:
    """What each row asks, with the activity that it is of."""
    return [replace(row.source, text=f"{row.activity}：{row.content}") for row in listed if row.annexes]


def _list_cells(said: Statements) -> list[Source]:
    """The cells of the task lists' rows."""
    rows = {(task.source.block, task.source.row) for task in said.listed}
    return [source for _, source in said.written if source.row is not None and (source.block, source.row) in rows]


def _row_texts(said: Statements) -> dict[tuple[int, int], str]:
    """All that each row of each table says."""
    texts: dict[tuple[int, int], str] = {}
    for text, source in said.written:
        if source.row is not None:
            texts[source.block, source.row] = f"{texts.get((source.block, source.row), '')}，{text}"
    return texts


def _of_times(said: Statements, known: Sequence[Conflict]) -> list[Conflict]:
    """What is wrong with days and stretches of time wherever they stand."""
    found = [*compare_phases(said.phases, said.restated)]
    found.extend(phase_order(said.phases))
    found.extend(wrong_anywhere(said.wrong, [*known, *found]))
    found.extend(weekdays_anywhere(said.weekdays, known))
    found.extend(compare_lengths(said.said))
    found.extend(backwards(said.written, [*known, *found]))
    found.extend(rows_backwards(said.stretches))
    found.extend(phases_in_order(said.phases, [*known, *found]))
    found.extend(phases_in_span(said.span, said.phases, found))
    found.extend(named_by_phases(said.listed, said.phases))
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
    found.extend(compare_counted(said.said, _list_cells(said), said.issued, [*known, *found]))
    found.extend(claimed_list(said.outlines, rows, len(said.groups), [*known, *found]))
    found.extend(compare_enumerated(said.said))
    found.extend(claimed_cells(said.said, said.tables, [*known, *found]))
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
