"""What is registered from 完成情况, one place or hundreds in one step: 零报告, 不涉及, where the papers stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desk_app.problems import DeskError
from desk_app.services.completion import Slot
from desk_app.services.desk import Desk
from desk_app.services.send_back import NIL_BY_HAND, collection_of, note_nil, note_not_concerned
from desk_app.services.signing import note_paper
from desk_app.services.signing_content import ContentReader
from desk_app.services.standing import NOT_CONCERNED, standing_of_periods
from desk_app.storage import collections, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet, Operation
from desk_app.storage.states import PaperState

_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Registered:
    """What was registered: the step, how many places, and the places left alone with the reason."""

    changes: ChangeSet
    count: int
    left_out: tuple[str, ...] = ()


def register_nils(desk: Desk, campaign: Campaign, slots: Sequence[Slot]) -> Registered:
    """登记零报告 of several places in one step; what is in already is left alone and said. DeskError for none left."""
    return _each(desk, campaign, NIL_BY_HAND, slots, lambda op, one: note_nil(op, campaign, one.form, one.unit,
                                                                              one.period))  # fmt: skip


def register_excused(desk: Desk, campaign: Campaign, slots: Sequence[Slot], reason: str) -> Registered:
    """登记不涉及 of several places for one reason; DeskError without a reason."""
    if not reason.strip():
        raise DeskError("登记不涉及要写明原因，请填写后再登记。")

    def note(op: Operation, one: Slot) -> str:
        return note_not_concerned(op, campaign, one.form, one.unit, one.period, reason)

    return _each(desk, campaign, "登记不涉及", slots, note, tail=f"：{reason.strip()}")


def register_owing(desk: Desk, campaign: Campaign, slots: Sequence[Slot]) -> Registered:
    """撤销不涉及: the places owe again; those that were not excused are left alone and said."""
    excused = _excused(desk, campaign, slots)

    def note(op: Operation, one: Slot) -> str:
        if one not in excused:
            raise DeskError(f"{one.unit}{one.period.label}的{one.form}没有登记不涉及。")
        _, collection_id = collection_of(op, campaign, one.form, one.period)
        collections.clear_owing(op, collection_id, roster.unit_ids(op)[one.unit])
        return f"{one.unit} {one.form} {one.period.label}"

    return _each(desk, campaign, "撤销不涉及", slots, note)


def _excused(desk: Desk, campaign: Campaign, slots: Sequence[Slot]) -> set[Slot]:
    periods = {one.period.code: one.period for one in slots}
    return {
        Slot(unit.unit, standing.form.name, standing.period)
        for standing in standing_of_periods(desk, campaign, periods.values(), frozen=False)
        for unit in standing.units
        if unit.electronic == NOT_CONCERNED
    }


def register_papers(desk: Desk, campaign: Campaign, slots: Sequence[Slot], state: PaperState) -> Registered:
    """登记签字盖章 of several places: 已交, 缺签字, 缺盖章 or 未交, in one step.

    DeskError when a form is not collected in its period, or a unit is not in the roster.
    """
    with desk.store.operation("登记签字盖章", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        ids = roster.unit_ids(op)
        content = ContentReader(op, campaign, tuple({one.period.code for one in slots}))
        forms = {
            (one.form, one.period): collection_of(op, campaign, one.form, one.period)[0].id
            for one in dict.fromkeys(Slot("", one.form, one.period) for one in slots)
        }
        for one in slots:
            if one.unit not in ids:
                raise DeskError(f"名册中没有“{one.unit}”，请从局内单位中选。")
            place = (forms[one.form, one.period], ids[one.unit], one.period.code)
            note_paper(op, campaign, place, state, content=content)
        op.summary = f"{_summary([f'{one.unit} {one.form} {one.period.label}' for one in slots])}：{state.value}"
    return Registered(op.changes, len(slots))


def _each(
    desk: Desk,
    campaign: Campaign,
    name: str,
    slots: Sequence[Slot],
    note: Callable[[Operation, Slot], str],
    tail: str = "",
) -> Registered:
    """One step over all places that can be registered; DeskError with the first reason when none can."""
    done: list[str] = []
    left: list[str] = []
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        for one in slots:
            try:
                done.append(note(op, one))
            except DeskError as refusal:
                left.append(str(refusal))
        if not done:
            raise DeskError(left[0] if left else "还没有选单位和报表，请先在表里选。")
        op.summary = _summary(done) + tail
    return Registered(op.changes, len(done), tuple(left))


def _summary(said: Sequence[str]) -> str:
    return "、".join(said[:_MOST_NAMES]) + (f"等{len(said)}项" if len(said) > _MOST_NAMES else "")
