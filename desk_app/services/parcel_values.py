"""What may have to be decided before a 报送包 is taken in, and what would become of each of its returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desk_app.campaign.period import Period
from desk_app.forms.definition import FormDefinition
from desk_app.services.parcel_file import OpenedParcel, ParcelForm, ParcelReturn
from desk_app.storage.campaigns import StoredForm
from desk_app.storage.states import RecordState

SKIP, TAKE, SENDER, REPLACE, LEAVE = "skip", "take", "sender", "replace", "leave"


class ConflictKind(StrEnum):
    """What has to be decided, in the office's words."""

    CAMPAIGN = "专项不同"
    UNIT = "单位不在名册"
    NAMESAKE = "同名单位"
    FORM = "没有这张表"
    VERSION = "表样不同"
    PERIOD = "没有这一期"
    RECEIVED = "已收过"
    EQUAL = "有相同的行"


@dataclass(frozen=True, slots=True)
class Option:
    """One way to decide: its value, and its words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing to decide; ``key`` names it in the decisions."""

    key: str
    kind: ConflictKind
    said: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class PlannedReturn:
    """One return of the parcel: for whom it would count (None: not taken), with its rows' digests in our form.

    ``left_out`` are the rows, from 0, that are kept but not counted, and as what.
    """

    number: int
    given: ParcelReturn
    target: str | None
    form: StoredForm | None
    period: Period | None
    digests: tuple[str, ...] = ()
    left_out: Mapping[int, RecordState] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ParcelPlan:
    """The parcel, what would become of each return, and what is still to be decided (none: it can be taken)."""

    opened: OpenedParcel
    sender: str | None
    returns: tuple[PlannedReturn, ...]
    open_conflicts: tuple[Conflict, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def taken(self) -> tuple[PlannedReturn, ...]:
        """The returns that would be taken."""
        return tuple(one for one in self.returns if one.target is not None)


def slot_of(one: PlannedReturn) -> tuple[str, str, str]:
    """The place that a return would fill: unit, form and period."""
    if one.target is None or one.form is None or one.period is None:
        raise ValueError("a return without a place")
    return (one.target, one.form.name, one.period.code)


def difference(theirs: ParcelForm, ours: FormDefinition) -> str:
    """How two versions of a form differ, in words."""
    more = [label for label in theirs.labels if label not in ours.labels]
    less = [label for label in ours.labels if label not in theirs.labels]
    said = [f"包里多“{'、'.join(more)}”"] if more else []
    said += [f"包里少“{'、'.join(less)}”"] if less else []
    return "，".join(said) or "栏目次序不同"


def in_our_columns(
    ours: FormDefinition, theirs: ParcelForm, given: Mapping[str, str | int]
) -> tuple[dict[str, str | int], dict[str, str]]:
    """A row's values under our keys, found by the headings, and what stands under headings that we have not."""
    by_label = dict(zip(ours.labels, ours.keys, strict=True))
    values: dict[str, str | int] = dict.fromkeys(ours.keys, "")
    extra: dict[str, str] = {}
    for key, label in zip(theirs.keys, theirs.labels, strict=True):
        value = given.get(key, "")
        if label in by_label:
            values[by_label[label]] = value
        elif value != "":
            extra[label] = str(value)
    return values, extra


def slots_of(plan: ParcelPlan) -> Iterator[tuple[str, StoredForm, Period, list[PlannedReturn]]]:
    """The places that a plan would fill, each with all the parcel's returns for it."""
    by_slot: dict[tuple[str, str, str], list[PlannedReturn]] = {}
    for one in plan.taken:
        by_slot.setdefault(slot_of(one), []).append(one)
    for mine in by_slot.values():
        first = mine[0]
        if first.target is not None and first.form is not None and first.period is not None:
            yield first.target, first.form, first.period, mine
