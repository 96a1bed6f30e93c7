"""Tasks each in a sheet of its own (交办单, 督办单, 任务书): labels with their values beside them, no rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from desk_app.campaign.plan.document import Line, PlanTable, Source
from desk_app.campaign.plan.model import PlanTask, Role, UnitRole
from desk_app.campaign.plan.wording import number_of
from desk_app.importing.plan.context import Context
from desk_app.importing.plan.milestones import milestones
from desk_app.importing.plan.row_annexes import annexes_in
from desk_app.importing.plan.tail_labels import parted
from desk_app.importing.plan.units import role_of

_CONTENT = re.compile(
    r"^(?:(?:交办|督办|督查|承办|任务|工作|重点|整改|办理|落实|立项|项目|攻坚|问题|行动|主要|具体|课题)(?:事项|任务|名称|工作|内容|项目|标题|描述)(?:名称|内容)?|事项(?:名称|内容)?|任务|工作|存在问题|问题)$"
)
_UNITS = re.compile(
    r"^(?:牵头|责任|配合|主责|参与|协办|主办|承办|落实|实施|协同|协助|承接|负责|执行|支持)(?:单位|部门|科室|处室|股室|部室|机构|支部|主体|党组织|方)$"
)
_PEOPLE = re.compile(r"^(?:责任|牵头|分管|包保|主管|联系|督办|经办|承办)(?:局|县|市|区)?(?:领导|人|同志)$")
_TIME = re.compile(
    r"^(?:完成|办结|整改|办理|反馈|报送|交办|落实|计划|要求|预计|预期|实施|推进|起止|结束|销号|验收|工作|任务|时间)*(?:时限|期限|日期|时间|节点|时点|进度)(?:要求|安排|节点)?$"
    r"|^(?:截止|最迟)(?:时间|日期)?$"
)
_GIVEN_ON = re.compile(r"^(?:交办|下达|签发|填表|制表)(?:日期|时间)$")
_MORE = re.compile(
    r"^(?:办理|工作|具体|完成|目标|任务|整改|交办|督办|推进|阶段)?(?:要求|措施|举措|目标|内容|标准|成效|步骤|思路|安排)$"
)
_HEADED = re.compile(
    r"^(?:交办|督办|重点)?(?:事项|任务|项目|问题|清单)(?:卡|书|单|表)?\s*[（(]?([一二三四五六七八九十]{1,3}|\d{1,2})[）)]?\s*[：:、.．]?$"
)
#: 事项1, 任务三: a label that bears the number of its own task.
_COUNTED = re.compile(
    r"^(?:交办|督办|重点)?(?:事项|任务|项目|问题)[（(]?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})[）)]?$"
)
#: What stands beside a label in the head of a grid, and is no value.
_HEADING = re.compile(r"^(?:备注|序号|负责人|联系人|责任人|地点|进度|状态|完成情况|落实情况)$")
#: Label, value, label, value: more cells in a row are the head of a grid.
_SHEET_CELLS = 4
_SERIAL = re.compile(r"^(?:序号|编号)$")
_NOTHING = re.compile(r"^[/／\-—无]*$")


@dataclass
class _Sheet:
    """What the labels of one task say, each with the place of its value."""

    content: str
    source: Source
    number: str = ""
    more: list[str] = field(default_factory=list)
    units: list[UnitRole] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    time: str = ""
    units_source: Source | None = None
    time_source: Source | None = None

    @property
    def asks(self) -> bool:
        """Whether it says who or until when."""
        return bool(self.units or self.people or self.time)


def sheet_tasks(table: PlanTable, context: Context) -> tuple[PlanTask, ...]:
    """The tasks of a table of labels and values; none where it is a grid with a head, or a blank form."""
    pairs = list(_pairs(table))
    if not pairs or _is_grid(table, pairs):
        return ()
    sheets: list[_Sheet] = []
    beside: dict[int, _Sheet] = {}
    for one in pairs:
        if _is_content(one.label):
            first = one.row != max((sheet.source.row or 0 for sheet in beside.values()), default=-1)
            beside = {} if first else beside
            if not _NOTHING.match(_plain(one.value)):
                beside[one.column] = _Sheet(one.value, one.source, _own_number(one.label))
                sheets.append(beside[one.column])
            continue
        home = max((column for column in beside if column <= one.column), default=None)
        if home is not None:
            _take(beside[home], one.label, one.value, one.source)
    asked = [sheet for sheet in sheets if sheet.asks]
    number = _number_above(table, context) if len(asked) == 1 else None
    drafts = (_task(sheet, sheet.number or number, context) for sheet in asked)
    return tuple(task for draft in drafts for task in milestones(draft, context))


def _is_grid(table: PlanTable, pairs: Sequence[_Pair]) -> bool:
    """Whether the labels are the head of a grid: beside one stands another, or below all of them nothing does."""
    if any(_is_label(one.value) or _HEADING.match(_plain(one.value)) for one in pairs):
        return True
    head, *others = {one.row for one in pairs}
    if others:
        return False
    below = [table.texts(row) for row in range(head + 1, len(table.rows))]
    blank = all(not text or text.isdecimal() for texts in below for text in texts)
    wide = len([column for column in range(table.width) if table.own(head, column)]) > _SHEET_CELLS
    numbered = _SERIAL.match(_plain(table.text(head, 0))) is not None
    return numbered or bool(below and (blank or (wide and _filled_alike(table, head))))


def _filled_alike(table: PlanTable, head: int) -> bool:
    """Whether the next row fills most of the columns that a row of labels heads."""
    headed = [column for column in range(table.width) if table.own(head, column) and table.text(head, column)]
    filled = [column for column in headed if table.own(head + 1, column) and table.text(head + 1, column)]
    return len(filled) * 2 > len(headed)


def _is_content(label: str) -> bool:
    """Whether a label names the task itself, with its number or without."""
    return bool(_CONTENT.match(label) or _COUNTED.match(label))


def _own_number(label: str) -> str:
    match = _COUNTED.match(label)
    value = None if match is None else number_of(match["number"])
    return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A label, where it stands, and the value to its right."""

    label: str
    value: str
    source: Source
    row: int
    column: int


def _pairs(table: PlanTable) -> Iterator[_Pair]:
    """Each label with the text of the cell to its right."""
    for row in range(len(table.rows)):
        cells = [column for column in range(table.width) if table.own(row, column)]
        for place, column in enumerate(cells[:-1]):
            label = _plain(table.text(row, column))
            if _is_label(label):
                value = cells[place + 1]
                yield _Pair(label, table.text(row, value), table.source(row, value), row, column)


def _plain(text: str) -> str:
    return "".join(text.split()).rstrip("：:")


def _is_label(text: str) -> bool:
    plain = _plain(text)
    return any(pattern.match(plain) for pattern in (_CONTENT, _COUNTED, _UNITS, _PEOPLE, _TIME, _MORE))


def _take(sheet: _Sheet, label: str, value: str, source: Source) -> None:
    if _NOTHING.match(_plain(value)) or _GIVEN_ON.match(label):
        return
    if _UNITS.match(label):
        named, people = parted(value, label)
        role = role_of(label)
        sheet.units.extend(one if one.role is not Role.ANSWER else replace(one, role=role) for one in named)
        sheet.people.extend(people)
        sheet.units_source = sheet.units_source or source
    elif _PEOPLE.match(label):
        sheet.people.extend(name for name in re.split(r"[、，,；;\s]+", value) if name)
    elif _TIME.match(label):
        sheet.time, sheet.time_source = value, source
    else:
        sheet.more.append(value)


def _task(sheet: _Sheet, number: str | None, context: Context) -> PlanTask:
    content = "。".join(text.strip().rstrip("。") for text in (sheet.content, *sheet.more))
    return PlanTask(
        number=number,
        activity="",
        content=content,
        units=tuple(dict.fromkeys(sheet.units)),
        deadline=context.due(sheet.time),
        source=sheet.source,
        annexes=annexes_in(f"{content}，{sheet.time}"),
        people=tuple(dict.fromkeys(sheet.people)),
        units_source=sheet.units_source or sheet.source,
        deadline_source=sheet.time_source or sheet.source,
    )


def _number_above(table: PlanTable, context: Context) -> str | None:
    """事项三 on the line above a sheet."""
    above = context.document.blocks[table.index - 1] if table.index else None
    match = _HEADED.match(above.text.strip()) if isinstance(above, Line) else None
    value = None if match is None else number_of(match[1])
    return None if value is None else str(value)
