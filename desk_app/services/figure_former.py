"""Where each unit's return of the period before stood, so that 较上期 never takes what was missing for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from desk_app.campaign.period import Period, Rhythm
from desk_app.services.desk import Desk
from desk_app.services.figure_times import before_of
from desk_app.services.standing import RECEIVED, standing_of_periods
from desk_app.services.tally import FormTally, closed_by_place
from desk_app.storage import closings, collections, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.closings import Closing
from desk_app.storage.frozen import REPORTED
from desk_app.storage.spans import merged

NOT_KEPT = "报送情况未留存"
"""Of a period frozen by a program that did not keep the former states: what had no rows then cannot be told."""
_FORMER = "former"

States: TypeAlias = Mapping[int, str]
"""The states of one form's returns by unit."""


def former_states(desk: Desk, campaign: Campaign, tallies: Sequence[FormTally]) -> dict[str, States]:
    """By form the states in the period before: as 定稿 kept them where that is closed, else as they stand.

    A form is not among them where it has no period before, or where its own figures are frozen with what was known.
    """
    with desk.store.read() as reader:
        known = {(one.form, one.period.code) for one in collections.of_campaign(reader, campaign.id)}
        closed = closed_by_place(reader, campaign)
        wanted = _wanted(tallies, known)
        found: dict[str, States] = {
            form: {line.unit_id: line.state for line in closings.lines_of(reader, closed[form, one.code].id, REPORTED)}
            for form, one in wanted.items()
            if (form, one.code) in closed
        }
        ids = roster.unit_ids(reader)
    still_open = {form: one for form, one in wanted.items() if form not in found}
    for standing in standing_of_periods(desk, campaign, dict.fromkeys(still_open.values())) if still_open else ():
        if still_open.get(standing.form.name) == standing.period:
            found[standing.form.name] = {ids[unit.unit]: unit.electronic for unit in standing.units}
    return found


def _wanted(tallies: Sequence[FormTally], known: set[tuple[str, str]]) -> dict[str, Period]:
    """By form the period before, of forms that are counted live and have one."""
    before = {
        one.form.name: before_of(one.period)
        for one in tallies
        if one.closing is None and one.is_owed and one.form.definition.collected is not Rhythm.ONCE
    }
    return {form: one for form, one in before.items() if one is not None and (form, one.code) in known}


def to_keep(states: Iterable[tuple[int, str]]) -> dict[str, Any]:
    """The states as 定稿 keeps them beside its sums: each word with the units of which it was said, as runs of ids."""
    by_word: dict[str, list[tuple[int, int]]] = {}
    for unit_id, word in states:
        if word:
            by_word.setdefault(word, []).append((unit_id, unit_id))
    return {_FORMER: {word: merged(spans) for word, spans in by_word.items()}}


def kept_former(closing: Closing, lines: Iterable[closings.ClosingLine]) -> States:
    """The states that 定稿 kept; of one that kept none only what has rows is known to have been in."""
    kept = closing.sums.get(_FORMER)
    if kept is None:
        return {one.unit_id: RECEIVED if one.before else NOT_KEPT for one in lines if one.before is not None}
    return {unit: word for word, spans in kept.items() for first, last in spans for unit in range(first, last + 1)}
