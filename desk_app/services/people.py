"""人员和职务: kept as lines in 领导排序, and given to whoever prefills or offers names: of a unit, on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desk_app.campaign import people as persons
from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.people import PersonLine, TieCheck, lines_of, people_of_lines, title_of
from desk_app.campaign.roster import Person, Relation, Roster
from desk_app.exporting.plain_sheet import write_list
from desk_app.importing.named_columns import FileColumn, plain_text
from desk_app.importing.people_file import FIELDS, PeopleFile, read_day, read_pasted, read_people
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import roster
from desk_app.storage.operations import ChangeSet

__all__ = ["FIELDS", "HEADINGS"]

HEADINGS = tuple(FIELDS.values())
TIE_HEADINGS = ("姓名", "关系", "单位", "自", "至")


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """One thing that a list of persons would change."""

    what: str
    person: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What reading a list of persons in would do; nothing is changed yet."""

    path: Path
    lines: tuple[PersonLine, ...]
    changes: tuple[PeopleChange, ...]
    remarks: tuple[str, ...] = ()
    columns: tuple[FileColumn, ...] = ()


def people_of(desk: Desk, unit: str, on: date | None = None) -> tuple[Person, ...]:
    """The persons of a unit on a day (today by default) in 领导排序, with the posts held there then.

    For prefilling and for choosing in editors; `title_of` makes 单位及职务 of a person's posts.
    """
    with desk.store.read() as reader:
        return persons.people_of(roster.load(reader), unit, on or desk.clock().date())


def names_of(desk: Desk, unit: str, on: date | None = None) -> tuple[tuple[str, str], ...]:
    """The names of a unit's persons with their titles, to be offered while one types."""
    return tuple((person.name, title_of(person)) for person in people_of(desk, unit, on))


def check_ties(desk: Desk, kind: str, units: Sequence[str], on: date | None = None) -> TieCheck:
    """Who stands in 分管 or 联系支部 to each unit on a day; where nothing is registered it says so, never 0 %."""
    with desk.store.read() as reader:
        return persons.check_ties(roster.load(reader), kind, units, on or desk.clock().date())


def keep_people(desk: Desk, rows: Sequence[Sequence[str]], name: str = "登记人员") -> ChangeSet:
    """Keep the whole list as it stands on the screen; DeskError with every mistake, and nothing changed."""
    written = [row for row in rows if any(text.strip() for text in row)]
    lines = read_pasted([HEADINGS, *written]).lines if written else ()
    return _save(desk, lines, name, "")


def pasted_people(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Lines copied from any table of persons as lines of our own; DeskError with every mistake."""
    return [line_texts(line) for line in read_pasted(rows).lines]


def plan_people(desk: Desk, path: Path, columns: Mapping[int, str] | None = None) -> PeoplePlan:
    """What a file would change; DeskError with every mistake of the file."""
    read = _from(path, columns)
    with desk.store.read() as reader:
        known = roster.load(reader)
    lines = _named(known, read.lines)
    remarks = tuple(one.message for one in read.problems)
    return PeoplePlan(path, lines, tuple(_changes(known, lines)), remarks, read.columns)


def import_people(desk: Desk, path: Path, columns: Mapping[int, str] | None = None) -> ChangeSet:
    """Take a file as the whole list of persons."""
    return _save(desk, _from(path, columns).lines, "读入人员名单", path.name)


def write_people(desk: Desk, path: Path) -> Path:
    """Write the list as csv or xlsx in the very columns in which it is read in."""
    with desk.store.read() as reader:
        known = roster.load(reader)
    return write_list(path, "人员名单", HEADINGS, [line_texts(line) for line in lines_of(known.people)])


def write_ties(desk: Desk, path: Path) -> Path:
    """Write 分管和联系 as csv or xlsx, in the columns in which they are typed and pasted."""
    with desk.store.read() as reader:
        known = roster.load(reader)
    return write_list(path, "分管和联系", TIE_HEADINGS, [tie_texts(tie) for tie in known.relations])


def line_texts(line: PersonLine) -> tuple[str, ...]:
    """A line as it is shown, written and typed."""
    days = (long_day(day) if day else "" for day in (line.start, line.end))
    return (line.name, line.unit, line.title, line.party_title, line.post_unit, *days)


def tie_texts(tie: Relation) -> tuple[str, ...]:
    """A tie as it is shown and typed."""
    return (tie.person, tie.kind, tie.unit, *(long_day(day) if day else "" for day in (tie.start, tie.end)))


def keep_ties(desk: Desk, rows: Sequence[Sequence[str]]) -> ChangeSet:
    """Keep all ties as they stand on the screen; DeskError with every mistake, and nothing changed."""
    with desk.store.operation("登记分管和联系", actor=desk.actor, at=desk.clock()) as op:
        known = roster.load(op)
        mistakes: list[str] = []
        ties = [
            tie
            for number, row in enumerate(rows, start=1)
            if any(text.strip() for text in row) and (tie := _tie(known, number, row, mistakes)) is not None
        ]
        if mistakes:
            raise DeskError("；".join(mistakes) + "。")
        roster.save(op, replace(known, relations=tuple(ties)))
        op.summary = f"{len(ties)}条"
    return op.changes


def _tie(known: Roster, number: int, row: Sequence[str], mistakes: list[str]) -> Relation | None:
    person, kind, unit, start, end = (plain_text(text) for text in row)
    named = known.certain(unit)
    if person not in {one.name for one in known.people}:
        mistakes.append(f"第{number}行的“{person or '（空）'}”不在人员里，请先登记人员")
    elif kind not in persons.TIE_KINDS:
        mistakes.append(f"第{number}行的关系写作“{kind or '（空）'}”，请写“分管”或“联系支部”")
    elif named is None and not _is_branch(known, unit):
        mistakes.append(f"第{number}行的“{unit or '（空）'}”不在名册里，请从名册里选")
    else:
        try:
            return Relation(kind, person, named or unit, read_day(start), read_day(end, last=True))
        except ValueError as error:
            mistakes.append(f"第{number}行的日期“{error}”读不懂，请写成2023年3月1日这样")
    return None


def _is_branch(known: Roster, name: str) -> bool:
    return bool(name) and any(unit.branch == name for unit in known.units)


def _from(path: Path, columns: Mapping[int, str] | None) -> PeopleFile:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(f"人员名单“{path}”打不开（{reason_of(error)}），请核对路径。") from error
    return read_people(data, columns)


def _save(desk: Desk, lines: Sequence[PersonLine], name: str, summary: str) -> ChangeSet:
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), summary=summary) as op:
        known = roster.load(op)
        people = people_of_lines(_named(known, lines))
        _refuse_untied(known, people)
        roster.save(op, replace(known, people=people))
        op.summary = summary or f"{len(people)}人"
    return op.changes


def _refuse_untied(known: Roster, people: Sequence[Person]) -> None:
    names = {person.name for person in people}
    lost = dict.fromkeys(tie.person for tie in known.relations if tie.person not in names)
    if lost:
        raise DeskError(f"“{'、'.join(lost)}”还登记着分管或联系支部，请先到“分管和联系”里去掉，再移出人员。")


def _named(known: Roster, lines: Sequence[PersonLine]) -> tuple[PersonLine, ...]:
    """The lines with units by the roster's names; DeskError for every unit that it does not have."""
    strange = list(dict.fromkeys(
        unit for line in lines for unit in (line.unit, line.post_unit) if unit and _unit(known, unit) is None
    ))  # fmt: skip
    if strange:
        near = [f"“{unit}”" + _hint(known, unit) for unit in strange]
        raise DeskError(f"名册中没有{'、'.join(near)}；请改成名册里的名称，局领导的单位可以空着。")
    return tuple(
        replace(line, unit=_unit(known, line.unit) or "", post_unit=_unit(known, line.post_unit) or "")
        for line in lines
    )


def _unit(known: Roster, written: str) -> str | None:
    if not written:
        return None
    return known.certain(written) or (written if _is_branch(known, written) else None)


def _hint(known: Roster, written: str) -> str:
    near = known.match(written).proposed
    return f"（是不是“{near}”？）" if near else ""


def _changes(known: Roster, lines: Sequence[PersonLine]) -> list[PeopleChange]:
    before, after = _by_person(lines_of(known.people)), _by_person(lines)
    found = [PeopleChange("新增", _who(key), _said(after[key])) for key in after if key not in before]
    found += [PeopleChange("不再列入", _who(key), _said(before[key])) for key in before if key not in after]
    both = [key for key in after if key in before]
    found += [
        PeopleChange("修改", _who(key), f"{_said(before[key])} → {_said(after[key])}")
        for key in both
        if before[key] != after[key]
    ]
    stood = [key for key in before if key in after]
    if stood != both:
        moved = next(key for key, former in zip(both, stood, strict=True) if key != former)
        found.append(PeopleChange("排序", _who(moved), "从这人起，领导排序与现在不同"))
    return found


def _by_person(lines: Sequence[PersonLine]) -> dict[tuple[str, str], list[PersonLine]]:
    found: dict[tuple[str, str], list[PersonLine]] = {}
    for person in people_of_lines(lines):
        found[person.name, person.unit] = list(lines_of([person]))
    return found


def _who(key: tuple[str, str]) -> str:
    return f"{key[0]}（{key[1]}）" if key[1] else key[0]


def _said(lines: Sequence[PersonLine]) -> str:
    texts = ["　".join(text for text in line_texts(line)[2:] if text) for line in lines]
    return "；".join(text for text in texts if text) or "没有职务"
