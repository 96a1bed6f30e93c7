"""从来表生成名册: the names that received files and plans write, gathered and grouped, for a person to confirm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desk_app.campaign.roster import Roster, Unit, fold_name
from desk_app.campaign.tasks import split_units
from desk_app.importing.documents import open_document
from desk_app.importing.refusal import Refused
from desk_app.importing.unit_names import Where, WrittenName, is_class, names_in_document, names_in_path
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.services.desk import Desk
from desk_app.services.given_files import GivenFile, list_given
from desk_app.services.near_names import near_reason
from desk_app.storage import campaigns, plan_drafts, roster, submissions
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader
from desk_app.storage.states import SubmissionState

_KINDS = (("分局", "分局"), ("党支部", "党支部"), ("支部", "党支部"), ("工会", "群团组织"), ("团委", "群团组织"),
          ("妇联", "群团组织"), ("科", "科室"), ("处", "科室"), ("办公室", "科室"), ("支队", "二级机构"),
          ("大队", "二级机构"), ("中心", "二级机构"), ("站", "二级机构"))  # fmt: skip
"""What a name's end says of the unit's kind; only proposed."""
_SCANS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".ofd"})
"""Pictures of papers: their names are looked at, nothing is expected inside."""
_TRUST = {
    Where.LINE: 0,
    Where.COLUMN: 1,
    Where.PLAN: 2,
    Where.WAITING: 3,
    Where.FOLDER: 4,
    Where.SHEET: 5,
    Where.FILE: 6,
}


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name that was found: how often and where; ``near`` is the name that it may be another spelling of.

    ``near_known`` says that the near name stands in the roster already.
    """

    name: str
    count: int
    sources: tuple[str, ...]
    files: tuple[str, ...]
    kind: str = ""
    near: str = ""
    reason: str = ""
    near_known: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """All names that were found and are not in the roster yet, near ones behind the name they may belong to."""

    names: tuple[FoundName, ...]
    files: int
    known: int
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person decided of a name: a unit of its own (with its kind), or 又称 of another."""

    name: str
    kind: str = ""
    alias_of: str = ""


def propose(desk: Desk, paths: Sequence[Path], progress: Progress) -> Proposal:
    """Gather the names of files, folders, plans and waiting returns; nothing is stored, no roster is needed."""
    with desk.store.read() as reader:
        known = roster.load(reader)
        written = [*_of_plans(reader), *_of_returns(reader)]
    unread: list[str] = []
    files = list_given(paths) if paths else []
    for place, file in enumerate(files):
        progress.step(place, len(files), file.name)
        written += _of_file(desk, file, unread)
    names, stood = _gathered(desk, known, written)
    return Proposal(_grouped(names, known), len(files), stood, tuple(unread))


def create(desk: Desk, confirmed: Sequence[Confirmed]) -> ChangeSet:
    """Add the confirmed names to the roster, in the order given; DeskError where one is taken already."""
    with desk.store.operation("从来表生成名册", actor=desk.actor, at=desk.clock()) as op:
        known = roster.load(op)
        own = [one for one in confirmed if not one.alias_of]
        taken = [one.name for one in confirmed if known.certain(one.name) is not None]
        if taken:
            raise DeskError(f"名册中已有“{'、'.join(taken)}”，请重新从来表生成。")
        fresh = tuple(Unit(one.name, kind=one.kind) for one in own)
        units = _with_aliases((*known.units, *fresh), [one for one in confirmed if one.alias_of])
        roster.save(op, replace(known, units=units))
        op.summary = f"{len(own)}家单位"
    return op.changes


def _with_aliases(units: tuple[Unit, ...], aliases: Sequence[Confirmed]) -> tuple[Unit, ...]:
    names = {unit.name for unit in units}
    lost = [one for one in aliases if one.alias_of not in names]
    if lost:
        raise DeskError(f"“{lost[0].name}”要作“{lost[0].alias_of}”的又称，而那一家没有列入；请先列入，或改为单独一家。")
    mine: dict[str, list[str]] = {}
    for one in aliases:
        mine.setdefault(one.alias_of, []).append(one.name)
    return tuple(replace(unit, aliases=(*unit.aliases, *mine.get(unit.name, ()))) for unit in units)


def _of_plans(reader: Reader) -> Iterator[WrittenName]:
    for campaign in campaigns.list_campaigns(reader):
        for task in campaign.outline.tasks:
            for name in split_units(task.units):
                yield WrittenName(name, Where.PLAN, campaign.title)
    for head in plan_drafts.heads(reader):
        if head.campaign_id is None:
            for read in plan_drafts.get(reader, head.id).reading.tasks:
                for name in read.unit_names:
                    yield WrittenName(name, Where.PLAN, head.file)


def _of_returns(reader: Reader) -> Iterator[WrittenName]:
    for campaign in campaigns.list_campaigns(reader):
        for one in submissions.select_by(reader, campaign.id, states=[SubmissionState.NEEDS_REVIEW]):
            if one.unit_id is None and one.written_unit:
                yield WrittenName(one.written_unit, Where.WAITING, one.file)


def _of_file(desk: Desk, file: GivenFile, unread: list[str]) -> list[WrittenName]:
    forms = desk.catalogue.forms
    if file.path.name.startswith(("~$", ".")):
        return []
    found = list(names_in_path(file.name, forms))
    try:
        document = open_document(file.path.read_bytes(), desk.converter)
    except Refused as refusal:
        if file.path.suffix.lower() not in _SCANS:
            unread.append(f"{file.name}：{refusal}")
    except OSError as error:
        unread.append(f"{file.name}：打不开（{reason_of(error)}）")
    else:
        found += names_in_document(document, file.name, forms)
    return found


def _gathered(desk: Desk, known: Roster, written: Iterable[WrittenName]) -> tuple[list[FoundName], int]:
    """The names that the roster has not, in the order in which they first stand where they are most to be trusted."""
    bureau = fold_name(desk.bureau)
    groups: dict[str, list[WrittenName]] = {}
    stood: set[str] = set()
    for one in written:
        folded = fold_name(one.name)
        owner = known.certain(one.name)
        if owner is not None:
            stood.add(owner)
        elif folded and folded != bureau and not is_class(one.name):
            groups.setdefault(folded, []).append(one)
    return [_found(group) for group in groups.values()], len(stood)


def _found(group: Sequence[WrittenName]) -> FoundName:
    best = min(group, key=lambda one: _TRUST[one.where])
    counted = Counter(one.where for one in group)
    sources = tuple(f"{where.value}{count}处" for where, count in counted.items())
    files = tuple(dict.fromkeys(one.file for one in group))
    kind = next((kind for end, kind in _KINDS if best.name.endswith(end)), "")
    return FoundName(best.name, len(files), sources, files, kind)


def _grouped(names: Sequence[FoundName], known: Roster) -> tuple[FoundName, ...]:
    """Near names behind the one they may belong to: the roster's, else the one that is written most often."""
    ranked = sorted(names, key=lambda one: (-one.count, -len(one.name)))
    heads: list[FoundName] = []
    belonging: dict[str, list[FoundName]] = {}
    for one in ranked:
        near = _near(one, known, heads)
        if near is None:
            heads.append(one)
        else:
            belonging.setdefault(near.near, []).append(near)
    order = {one.name: place for place, one in enumerate(names)}
    result: list[FoundName] = [near for group in belonging.values() for near in group if near.near_known]
    for head in sorted(heads, key=lambda one: order[one.name]):
        result += [head, *(near for near in belonging.get(head.name, ()) if not near.near_known)]
    return tuple(result)


def _near(one: FoundName, known: Roster, heads: Sequence[FoundName]) -> FoundName | None:
    for unit in known.units:
        for spelling in (unit.name, *unit.aliases):
            reason = near_reason(one.name, spelling)
            if reason:
                return replace(one, near=unit.name, reason=reason, near_known=True)
    for head in heads:
        reason = near_reason(one.name, head.name)
        if reason:
            return replace(one, near=head.name, reason=reason)
    return None
