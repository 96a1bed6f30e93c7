"""Reads 单位名册 from a csv or workbook; the file's order is the bureau's order, every mistake is said at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.full_names import spellings_of
from desk_app.campaign.roster import Roster, Unit, fold_name
from desk_app.importing.documents import open_document
from desk_app.importing.named_columns import FileColumn, ListKind, ListRow, ListTable, plain_text, read_list
from desk_app.problems import DeskError, Level, Problem

FIELDS: Mapping[str, str] = {
    "name": "单位名称",
    "aliases": "又称",
    "kind": "类别",
    "parent": "上级单位",
    "contact": "联系人",
    "phone": "电话",
    "branch": "所属党支部",
    "reports": "是否报送",
}
"""Every field of a unit that a file may give, in the order in which a file is written, with its heading."""

KIND = ListKind(
    headings={
        "name": (
            "name",
            "单位名称",
            "单位",
            "名称",
            "单位全称",
            "全称",
            "部门",
            "部门名称",
            "科室名称",
            "填报单位",
            "支部名称",
        ),
        "aliases": ("aliases", "又称", "别名", "简称", "单位简称", "规范简称", "曾用名"),
        "kind": ("kind", "类别", "单位类别", "类型", "单位类型", "性质", "单位性质", "机构类别", "机构性质"),
        "parent": ("parent", "上级单位", "上级", "隶属单位", "隶属", "主管单位", "所属单位", "上级部门"),
        "contact": ("contact", "联系人", "联络员", "经办人", "联系人姓名", "负责人"),
        "phone": ("phone", "电话", "联系电话", "办公电话", "联系方式", "手机", "手机号", "手机号码", "联系人电话"),
        "branch": ("branch", "所属党支部", "所在党支部", "党支部", "所属支部", "所在支部", "党组织"),
        "reports": ("reports", "是否报送", "是否填报", "是否报表"),
    },
    hints={
        "phone": ("电话", "手机", "联系方式"),
        "contact": ("联系人", "联络员"),
        "aliases": ("简称", "又称", "曾用名"),
        "kind": ("性质", "类别"),
        "parent": ("上级", "隶属"),
        "branch": ("支部",),
    },
    needed="name",
)
_BETWEEN = re.compile(r"[、，,;；\n]+")
_YES, _NO = (
    frozenset({"", "是", "√", "1", "true", "报", "报送"}),
    frozenset({"否", "×", "0", "false", "不报", "不报送"}),
)


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A roster as read: what each column was taken for, and a word on what was not read."""

    roster: Roster
    problems: tuple[Problem, ...] = ()
    columns: tuple[FileColumn, ...] = ()
    given: frozenset[str] = frozenset(FIELDS)


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    unit: Unit


def read_roster(data: bytes, chosen: Mapping[int, str] | None = None, *, bureau: str = "") -> RosterFile:
    """Read a roster file; raises DeskError listing every mistake with its row.

    ``chosen`` says by column what a person takes it for, in place of what its heading says. A unit whose 上级单位 is
    the ``bureau`` itself, by its full or its short name, stands at the top; so it does where the bureau is not known
    and every unit stands below one and the same 上级单位 that has no row, which is said. The bureau's own row is not
    owed (报送) unless the file says so; where it is not known, a row above all others is asked about.
    """
    for grid in open_document(data).grids:
        table = read_list(grid, KIND, chosen)
        if table is not None:
            return _read(table, grid.where, bureau)
    raise DeskError("单位名册里没有找到“单位名称”（name）这一栏，请核对表头后再读入。")


def _read(table: ListTable, where: str, bureau: str) -> RosterFile:
    if "name" not in table.given:
        raise DeskError("没有指定哪一栏是单位名称，请先选定。")
    mistakes: list[str] = []
    lines: list[_Line] = []
    grouped = bool(table.groups) and "kind" not in table.given
    for row in table.rows:
        if not row.texts["name"].strip():
            mistakes.append(f"第{row.number}行没有单位名称")
            continue
        if row.texts.get("reports", "").strip().lower() not in _YES | _NO:
            mistakes.append(f"第{row.number}行是否报送写作“{row.texts['reports']}”，请写“是”或“否”")
        lines.append(_Line(row.number, _unit(row, grouped=grouped)))
    root = "" if bureau else _root(lines)
    lines = _own_row(_with_parents(lines, bureau or root), bureau, stated="reports" in table.given)
    mistakes.extend(_repeated(lines))
    mistakes.extend(_wrong_parents(lines))
    if not lines and not mistakes:
        mistakes.append("一家单位也没有")
    if mistakes:
        raise DeskError("单位名册有误，请改正后再读入：" + "；".join(mistakes) + "。")
    given = table.given | ({"kind"} if grouped else frozenset())
    remarks = (*_remarks(table, where), *_on_root(lines, root, bureau, where, stated="reports" in table.given))
    known = Roster(tuple(line.unit for line in lines), bureau=bureau or root)
    return RosterFile(known, remarks, table.columns, given)


def _unit(row: ListRow, *, grouped: bool) -> Unit:
    texts = {key: plain_text(text) for key, text in row.texts.items()}
    name = texts["name"]
    parts = (plain_text(part) for part in _BETWEEN.split(row.texts.get("aliases", "")))
    return Unit(
        name=name,
        aliases=tuple(dict.fromkeys(alias for alias in parts if alias and alias != name)),
        kind=row.group if grouped else texts.get("kind", ""),
        parent=texts.get("parent", ""),
        contact=texts.get("contact", ""),
        phone=texts.get("phone", ""),
        branch=texts.get("branch", ""),
        reports=texts.get("reports", "").lower() not in _NO,
    )


def _with_parents(lines: Sequence[_Line], bureau: str) -> list[_Line]:
    """The lines with 上级单位 by the name that the list itself gives it, and none where that is the bureau."""
    known = {fold_name(alias): line.unit.name for line in lines for alias in line.unit.aliases}
    known |= {fold_name(line.unit.name): line.unit.name for line in lines}
    for name in spellings_of(fold_name(bureau)):
        known.setdefault(name, "")
    return [
        replace(line, unit=replace(line.unit, parent=known.get(fold_name(line.unit.parent), line.unit.parent)))
        for line in lines
    ]


def _root(lines: Sequence[_Line]) -> str:
    """The one 上级单位 without a row of its own below which every unit stands; empty where there is none such."""
    known = {fold_name(name) for line in lines for name in (line.unit.name, *line.unit.aliases)}
    above = {line.unit.parent for line in lines if fold_name(line.unit.parent) not in known}
    tops = sum(line.unit.parent in above for line in lines)
    return above.pop() if len(above) == 1 and tops > 1 and "" not in above else ""


def _own_row(lines: Sequence[_Line], bureau: str, *, stated: bool) -> list[_Line]:
    """The lines, the bureau's own not owed: it sends nothing to itself."""
    own = set(spellings_of(fold_name(bureau)))
    return [
        replace(line, unit=replace(line.unit, reports=False))
        if not stated and own & {fold_name(name) for name in (line.unit.name, *line.unit.aliases)}
        else line
        for line in lines
    ]


def _on_root(lines: Sequence[_Line], root: str, bureau: str, where: str, *, stated: bool) -> Iterator[Problem]:
    """A word on the body above all units: taken for one's own, or asked whether it is."""
    if root:
        message = f"上级单位“{root}”没有自己的一行，各单位都在其下，看作本单位，各单位列在最上一级"
        yield Problem(where, Level.WARNING, message, "root_is_own")
    tops = [line.unit for line in lines if not line.unit.parent]
    if not bureau and not stated and len(tops) == 1 and len(lines) > 2 and tops[0].reports:
        message = f"“{tops[0].name}”是其余各单位的上级；如果就是本单位、自己不报送，请在“是否报送”栏写“否”"
        yield Problem(where, Level.WARNING, message, "root_asked")


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


def _remarks(table: ListTable, where: str) -> Iterator[Problem]:
    unread = [column.heading for column in table.columns if not column.field and not column.is_serial]
    if unread:
        message = f"名册用不到的栏目没有读入：{'、'.join(unread)}"
        yield Problem(where, Level.WARNING, message, "column_extra")
    for number, text in table.skipped:
        yield Problem(where, Level.WARNING, f"第{number}行“{text}”不是单位，没有读入", "row_left")
    if table.groups:
        use = "没有用" if "kind" in table.given else "作为其下单位的类别"
        groups = "、".join(dict.fromkeys(table.groups))
        yield Problem(where, Level.WARNING, f"分组行（{groups}）{use}", "row_group")
