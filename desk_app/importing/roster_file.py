"""Reads 单位名册 from a csv or workbook; the file's order is the bureau's order, every mistake is said at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.campaign.roster import Roster, Unit, fold_name
from desk_app.forms.headings import fold_heading
from desk_app.importing.documents import open_document
from desk_app.importing.grid import Grid
from desk_app.problems import DeskError, Level, Problem

_HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "单位名称", "单位", "名称", "单位全称"),
    "aliases": ("aliases", "又称", "别名", "简称", "曾用名"),
    "kind": ("kind", "类别", "单位类别", "类型", "性质"),
    "parent": ("parent", "上级单位", "上级", "隶属单位"),
    "contact": ("contact", "联系人", "联络员"),
    "branch": ("branch", "所在党支部", "党支部", "所属党支部"),
}
_SERIAL = {"序号", "编号", "no"}
_BETWEEN = re.compile(r"[、，,;；\n]+")


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster as read, with a word on columns that it has no room for."""

    roster: Roster
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    unit: Unit


def read_roster(data: bytes) -> RosterFile:
    """Read a roster file; raises DeskError listing every mistake with its row."""
    for grid in open_document(data).grids:
        head = _head(grid)
        if head is not None:
            return _read(grid, *head)
    raise DeskError("单位名册里没有找到“单位名称”（name）这一栏，请核对表头后再读入。")


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(grid.rows):
        folded = [fold_heading(cell.text) for cell in row]
        columns = {
            key: folded.index(wanted)
            for key, names in _HEADINGS.items()
            for wanted in [next((fold_heading(name) for name in names if fold_heading(name) in folded), "")]
            if wanted
        }
        if "name" in columns:
            return number, columns
    return None


def _read(grid: Grid, head: int, columns: dict[str, int]) -> RosterFile:
    mistakes: list[str] = []
    lines: list[_Line] = []
    for number in range(head + 1, len(grid.rows)):
        if all(cell.blank for cell in grid.rows[number]):
            continue
        texts = {key: grid.cell(number, column).text.strip() for key, column in columns.items()}
        if not texts["name"]:
            mistakes.append(f"第{number + 1}行没有单位名称")
            continue
        lines.append(_Line(number + 1, _unit(texts)))
    mistakes.extend(_repeated(lines))
    mistakes.extend(_wrong_parents(lines))
    if not lines and not mistakes:
        mistakes.append("一家单位也没有")
    if mistakes:
        raise DeskError("单位名册有误，请改正后再读入：" + "；".join(mistakes) + "。")
    return RosterFile(Roster(tuple(line.unit for line in lines)), tuple(_unread(grid, head, columns)))


def _unit(texts: dict[str, str]) -> Unit:
    aliases = tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(texts.get("aliases", "")) if part.strip()))
    return Unit(
        name=texts["name"],
        aliases=tuple(alias for alias in aliases if alias != texts["name"]),
        kind=texts.get("kind", ""),
        parent=texts.get("parent", ""),
        contact=texts.get("contact", ""),
        branch=texts.get("branch", ""),
    )


def _repeated(lines: Sequence[_Line]) -> Iterator[str]:
    names: dict[str, _Line] = {}
    for line in lines:
        first = names.setdefault(fold_name(line.unit.name), line)
        if first is not line:
            yield f"第{line.number}行“{line.unit.name}”与第{first.number}行重复"
    owners: dict[str, _Line] = {}
    for line in lines:
        for alias in line.unit.aliases:
            folded = fold_name(alias)
            named = names.get(folded)
            if named is not None and named.unit.name != line.unit.name:
                yield f"第{line.number}行“{line.unit.name}”的又称“{alias}”是第{named.number}行的单位名称"
            owner = owners.setdefault(folded, line)
            if owner.unit.name != line.unit.name:
                yield f"第{line.number}行的又称“{alias}”已是“{owner.unit.name}”的又称"


def _wrong_parents(lines: Sequence[_Line]) -> Iterator[str]:
    parents = {line.unit.name: line.unit.parent for line in lines}
    for line in lines:
        if not line.unit.parent:
            continue
        if line.unit.parent not in parents:
            yield f"第{line.number}行“{line.unit.name}”的上级单位“{line.unit.parent}”不在名册中"
        elif _circular(line.unit.name, parents):
            yield f"第{line.number}行“{line.unit.name}”的上级单位绕回了自己"


def _circular(name: str, parents: dict[str, str]) -> bool:
    seen = {name}
    above = parents.get(name, "")
    while above:
        if above == name:
            return True
        if above in seen:
            return False
        seen.add(above)
        above = parents.get(above, "")
    return False


def _unread(grid: Grid, head: int, columns: dict[str, int]) -> Iterator[Problem]:
    names = [
        cell.text.strip()
        for column, cell in enumerate(grid.rows[head])
        if column not in columns.values() and not cell.blank and fold_heading(cell.text) not in _SERIAL
    ]
    if names:
        yield Problem(grid.where, Level.WARNING, f"名册用不到的栏目没有读入：{'、'.join(names)}", "column_extra")
