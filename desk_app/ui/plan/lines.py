"""What was understood of a plan as lists: one line a thing, with its places in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from desk_app.campaign.plan import Source
from desk_app.services.plan_amended import AMENDED, DutyView, PhaseView
from desk_app.services.plan_changes import Change
from desk_app.services.plan_doubts import Doubt, Stage
from desk_app.services.plan_page import FormView, PlanPage, TaskView

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
_LEFT_OUT = "－ 不列入"
_SHAPES = {Stage.OPEN: "◆ 未定", Stage.PROPOSED: "◇ 拟按", Stage.RULED: "√ 审定", Stage.PUT_OFF: "… 暂缓"}
_STATES = {
    "明确": "√ 明确",
    "已审定": "√ 已审定",
    "待确认": "◆ 待确认",
    "日期有误": "× 日期有误",
    "无时限": "－ 无时限",
    AMENDED: "√ 已更正",
}


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line: what its cells say, where it stands, and the thing itself."""

    about: str
    cells: tuple[str, ...]
    sources: tuple[Source, ...]
    thing: TaskView | DutyView | FormView | PhaseView | Doubt | Change
    struck: bool = False


@dataclass(frozen=True, slots=True)
class PlanList:
    """One list: its word, its headings with their widths in characters (0 takes what is left), its lines."""

    name: str
    word: str
    headings: tuple[tuple[str, float], ...]
    lines: tuple[PlanLine, ...]

    @property
    def title(self) -> str:
        """The word with the number of lines."""
        return f"{self.word}{len(self.lines)}"


def lists_of(page: PlanPage, changes: Sequence[Change]) -> tuple[PlanList, ...]:
    """All lists of a document, what a person has to settle first; of a later paper what it changes, and its doubts."""
    doubts = PlanList(
        "doubts",
        "疑点",
        (("", 2), ("状态", 4.5), ("疑点", 0), ("拟按", 8)),
        tuple(PlanLine(one.about, _doubt_cells(one), one.quotes, one) for one in page.doubts),
    )
    moved = PlanList(
        "changes",
        "变动",
        (("确认", 6.5), ("事项", 0), ("原", 8), ("现", 12.5)),
        tuple(PlanLine(one.about, _change_cells(one), (one.source,), one) for one in changes),
    )
    if page.head.later:
        return moved, doubts
    rest = (_duties(page), _forms(page), _phases(page))
    return (doubts, _tasks(page), *(one for one in rest if one.lines))


def _doubt_cells(one: Doubt) -> tuple[str, ...]:
    return str(one.number), _SHAPES[one.answer.stage], one.short, one.answer.said


def _change_cells(one: Change) -> tuple[str, ...]:
    state = "○ 待确认" if one.can_be_taken else "◆ 日期未定"
    if one.is_unread:
        return "√ 已核对" if one.taken is not None else "◆ 未理解", one.new, "", ""
    if one.taken is not None:
        state = "√ 采用" if one.taken else "－ 不采用"
    if one.done:
        state = "√ 已采用"
    return state, f"{one.name}·{one.what}", one.old, one.new


def _tasks(page: PlanPage) -> PlanList:
    lines = tuple(PlanLine(one.about, _task_cells(one), one.sources, one, struck=one.dropped) for one in page.tasks)
    headings = (("", 2), ("任务事项", 0), ("责任单位", 8), ("时限", 9), ("状态", 5.5))
    return PlanList("tasks", "任务", headings, lines)


def _task_cells(one: TaskView) -> tuple[str, ...]:
    text = one.task.deadline.text or "（没有写）"
    due = f"{one.due.year}年{one.due.month}月{one.due.day}日" if one.basis and one.due else text
    state = _LEFT_OUT if one.dropped else _STATES.get(one.state, one.state)
    return one.number, one.task.content, one.units, due, state


def _duties(page: PlanPage) -> PlanList:
    lines = tuple(
        PlanLine(
            one.about,
            (
                one.said.content,
                one.said.who,
                one.counted,
                _LEFT_OUT if one.dropped else _STATES.get(one.state, one.state),
            ),
            (one.duty.source,),
            one,
            struck=one.dropped,
        )
        for one in page.duties
    )
    return PlanList("duties", "次数要求", (("要求", 0), ("对象", 6), ("周期、次数", 8), ("状态", 5.5)), lines)


def _forms(page: PlanPage) -> PlanList:
    lines = tuple(
        PlanLine(
            one.about,
            (
                one.form.annex,
                one.definition.name,
                one.definition.collected.label if one.definition.collected else "不收",
                _LEFT_OUT if one.dropped else "√ 已确认" if one.confirmed else "○ 待确认",
            ),
            (one.form.source,),
            one,
            struck=one.dropped,
        )
        for one in page.forms
    )
    return PlanList("forms", "附表", (("附件", 4), ("表名", 0), ("期次", 7), ("栏目", 5.5)), lines)


def _phases(page: PlanPage) -> PlanList:
    lines = tuple(
        PlanLine(
            one.about,
            (one.said.name, one.when, _LEFT_OUT if one.dropped else _STATES[AMENDED] if one.amended else ""),
            (one.phase.source,),
            one,
            struck=one.dropped,
        )
        for one in page.phases
    )
    return PlanList("phases", "阶段", (("阶段", 0), ("起止", 14), ("状态", 5.5)), lines)


class LinesModel(QAbstractTableModel):
    """One list at a time; ``line(row)`` gives its line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._list = PlanList("", "", (), ())

    @property
    def shown(self) -> PlanList:
        """The list that is shown."""
        return self._list

    def show(self, wanted: PlanList) -> None:
        """Show another list, or the same with other words."""
        if wanted != self._list:
            self.beginResetModel()
            self._list = wanted
            self.endResetModel()

    def line(self, row: int) -> PlanLine | None:
        """The line of a row."""
        return self._list.lines[row] if 0 <= row < len(self._list.lines) else None

    def row_of(self, about: str) -> int:
        """The row of a thing, -1 when it is not in the list."""
        return next((row for row, one in enumerate(self._list.lines) if one.about == about), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """One row a thing."""
        return 0 if parent.isValid() else len(self._list.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """As many as the head has."""
        return 0 if parent.isValid() else len(self._list.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The head's words."""
        if role == _ROLE.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._list.headings[section][0] if 0 <= section < len(self._list.headings) else None
        return str(section + 1) if role == _ROLE.DisplayRole else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The words of a cell; what is left out is struck through."""
        line = self.line(index.row())
        if line is None or not 0 <= index.column() < len(line.cells):
            return None
        text = line.cells[index.column()]
        if role == _ROLE.DisplayRole:
            return " ".join(text.split())
        if role == _ROLE.ToolTipRole:
            return text
        if role == _ROLE.AccessibleTextRole:
            return f"{self._list.headings[index.column()][0] or '序号'}：{text}"
        if role == _ROLE.FontRole and line.struck:
            struck = QFont()
            struck.setStrikeOut(True)
            return struck
        return None
