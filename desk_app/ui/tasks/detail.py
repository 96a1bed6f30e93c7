"""One task beside the list: its words, units and days, what was noted of it, and what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from desk_app.campaign.calendar_days import long_day, until
from desk_app.campaign.tasks import TaskState
from desk_app.services.task_board import TaskBoard, TaskLine, TaskNote
from desk_app.services.task_work import Entry
from desk_app.services.unit_classes import UnitClass
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import ACCENT, HEADING, LINK, MAIN, QUIET, STRONG, button, emptied, label, line, row, rule

_AS_IT_WAS = "状态不变"
_NOTHING = Entry()
Place = tuple[int, str]
_CHOICES = (_AS_IT_WAS, *(state.value for state in TaskState))


class TaskDetail(QScrollArea):
    """Shows one task, and tells what is asked for.

    ``noted(Entry)``, ``dates_asked()``, ``restore_asked()``, ``evidence_asked(note id)``, ``file_asked()``,
    ``review_asked()``, ``class_asked(written)``.
    """

    noted = Signal(object)
    dates_asked = Signal()
    restore_asked = Signal()
    evidence_asked = Signal(int)
    file_asked = Signal()
    review_asked = Signal()
    class_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line: TaskLine | None = None
        self.file: Path | None = None
        self._place: Place | None = None
        self._drafts: dict[Place, Entry] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.state = QComboBox()
        self.state.addItems(list(_CHOICES))
        self.state.setAccessibleName("状态改为")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("进展")
        self.text.setPlaceholderText("写进展；登记已完成要写一句完成情况，或选一份佐证文件")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(round(row_height(self) * 2.4))
        self._file = label("", QUIET, wrap=True)
        self._keep = button("登记进展", self.keep, MAIN)
        self._facts = QVBoxLayout()
        self._notes = QVBoxLayout()
        self._entry = self._entry_part()
        self._lay_out()
        self.show_line(None, None)

    def show_line(self, board: TaskBoard | None, shown: TaskLine | None) -> None:
        """Show another task, or none; what is being written stays while the task stays."""
        place = (board.campaign.id, shown.key) if board and shown else None
        if place != self._place:
            self._turn_to(place)
        self.line = shown
        facts, notes = emptied(self._facts), emptied(self._notes)
        self._entry.setVisible(shown is not None)
        if board is None or shown is None:
            _put(facts, label("选中一条任务，这里显示它的内容、时限和进展。", QUIET, wrap=True))
            return
        for widget in _facts(board, shown):
            _put(facts, widget)
        for one in board.classes.among(shown.units):
            self._add_class(facts, one, has_roster=board.classes.has_roster)
        _put(facts, self._ways(shown))
        _put(notes, label(f"进展记录（{len(shown.notes)}）", STRONG))
        for note in reversed(shown.notes):
            self._add_note(notes, note.id, _note_words(note), note.file if note.original else "")
        if not shown.notes:
            _put(notes, label("还没有登记进展。", QUIET))

    def _turn_to(self, place: Place | None) -> None:
        """Put away what was being written for one task, and take out what was left for another."""
        written = self.entry
        if self._place is not None and written != _NOTHING:
            self._drafts[self._place] = written
        self._place = place
        left = self._drafts.pop(place, _NOTHING) if place else _NOTHING
        self.text.setPlainText(left.text)
        self.state.setCurrentText(left.state.value if left.state else _AS_IT_WAS)
        self.take_file(left.file)

    @property
    def entry(self) -> Entry:
        """What is written, as it stands."""
        chosen = self.state.currentText()
        state = None if chosen == _AS_IT_WAS else TaskState(chosen)
        return Entry(state, self.text.toPlainText(), self.file)

    def clear_entry(self) -> None:
        """Empty what was being written."""
        self.text.clear()
        self.state.setCurrentIndex(0)
        self.take_file(None)

    def take_file(self, path: Path | None) -> None:
        """Take a file as evidence."""
        self.file = path
        self._file.setText(f"佐证文件：{path.name}" if path else "")
        self._file.setVisible(path is not None)

    @Slot()
    def keep(self) -> None:
        """Hand over what was written."""
        self.noted.emit(self.entry)

    def _entry_part(self) -> QWidget:
        part = QWidget()
        inside = QVBoxLayout(part)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(grid(self))
        inside.addWidget(rule())
        inside.addLayout(row(label("登记进展", STRONG), self.state))
        inside.addWidget(self.text)
        inside.addWidget(self._file)
        inside.addWidget(line(self._keep, button("选佐证文件", self._ask_file)))
        return part

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(grid(self), 0, grid(self), grid(self))
        inside.setSpacing(grid(self))
        self._facts.setSpacing(grid(self, 0.75))
        self._notes.setSpacing(grid(self, 0.75))
        inside.addLayout(self._facts)
        inside.addWidget(self._entry)
        inside.addWidget(rule())
        inside.addLayout(self._notes)
        inside.addStretch(1)
        self.setWidget(inner)
        self.setMinimumWidth(chars(self, 15))

    def _ways(self, shown: TaskLine) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, spacing=grid(self, 0.75), fills=False)
        flow.addWidget(button("认定时限", self._ask_dates))
        if shown.moved:
            flow.addWidget(button("恢复原时限", self._ask_restore))
        if shown.can_be_reviewed:
            flow.addWidget(button("改回看日期" if shown.review else "设回看日期", self._ask_review))
        return box

    def _add_class(self, facts: QVBoxLayout, one: UnitClass, *, has_roster: bool) -> None:
        said, word = _class_words(one, has_roster=has_roster)
        _put(facts, label(said, QUIET, wrap=True))
        if word:
            opener = button(word, self._ask_class, LINK)
            opener.setProperty("class", one.written)
            opener.setAccessibleName(f"{word}：{one.written}")
            _put(facts, opener)

    def _add_note(self, notes: QVBoxLayout, note_id: int, words: str, file: str) -> None:
        _put(notes, label(words, wrap=True))
        if file:
            opener = button(f"查看佐证：{file}", self._ask_evidence, LINK)
            opener.setProperty("note", note_id)
            _put(notes, opener)

    @Slot()
    def _ask_dates(self) -> None:
        self.dates_asked.emit()

    @Slot()
    def _ask_restore(self) -> None:
        self.restore_asked.emit()

    @Slot()
    def _ask_review(self) -> None:
        self.review_asked.emit()

    @Slot()
    def _ask_class(self) -> None:
        self.class_asked.emit(self.sender().property("class"))

    @Slot()
    def _ask_file(self) -> None:
        self.file_asked.emit()

    @Slot()
    def _ask_evidence(self) -> None:
        self.evidence_asked.emit(self.sender().property("note"))


def _put(lines: QVBoxLayout, widget: QWidget) -> None:
    """Add a widget and show it at once, so that the page is laid out in one go."""
    lines.addWidget(widget)
    widget.show()


def _facts(board: TaskBoard, shown: TaskLine) -> list[QWidget]:
    task = shown.task
    widgets: list[QWidget] = [
        label(f"{task.number}　{task.activity}".strip("　"), QUIET, wrap=True),
        label(task.content, HEADING, wrap=True),
        label(f"责任单位：{'、'.join(shown.units) or '方案没有写'}", wrap=True),
        label(f"方案时限：{task.deadline or '没有写'}", wrap=True),
    ]
    widgets += [label(words, kind, wrap=True) for words, kind in _days(board, shown)]
    state = f"状态：{shown.state.value}" + (f"（{shown.mark.value}）" if shown.mark else "")
    widgets.append(label(state + ("　专项已结束" if board.ended else ""), wrap=True))
    return widgets


def _days(board: TaskBoard, shown: TaskLine) -> list[tuple[str, str]]:
    said = []
    kind = ACCENT if shown.mark else STRONG
    if shown.inner is not None:
        tail = "（拟，比上报提前，可改）" if shown.proposed else ""
        said.append((f"局内时限：{long_day(shown.inner)}{until(shown.inner_clock)}{tail}", kind))
    if shown.report is not None:
        day = f"{long_day(shown.report)}{until(shown.report_clock)}"
        said.append((f"上报时限：{day}", STRONG if shown.inner else kind))
    if not said:
        said.append((f"时限：{shown.said.value}", STRONG))
    if shown.review is not None and shown.can_be_reviewed:
        said.append((f"回看日期：{long_day(shown.review)}（到时看进展，不算到期）", ""))
    ruling = shown.ruling
    if ruling is not None:
        by = "，".join(part for part in (ruling.decided_by, long_day(ruling.decided_at.date())) if part)
        said.append((f"依据：{ruling.basis}（{by}认定）", QUIET))
    said += [
        (f"原时限：{long_day(before.day)}，依据：{before.basis}", QUIET)
        for before in reversed(shown.earlier)
        if before.day is not None and before.day != shown.due
    ]
    if ruling is None and shown.due is not None and not shown.proposed and board.own_plan:
        said.append(("依据：本局方案原文", QUIET))
    return said


def _class_words(one: UnitClass, *, has_roster: bool) -> tuple[str, str]:
    """What is to be said of a class, and the word of the button that leads on, empty for none."""
    if one.confirmed is not None:
        return f"“{one.written}”共{len(one.confirmed)}家：{'、'.join(one.confirmed)}", "改展开的单位"
    if not has_roster:
        return f"“{one.written}”没有展开到单位：还没有单位名册，请先到“单位”读入。", ""
    count = f"，按名册拟列{len(one.proposed)}家" if one.proposed else "，名册没有这一类，要逐家勾选"
    return f"“{one.written}”还没有展开到单位{count}。", "展开单位"


def _note_words(note: TaskNote) -> str:
    at = note.noted_at
    state = f"改为“{note.state.value}”" if note.state else ""
    moment = f"{long_day(at.date())} {at.hour:02d}:{at.minute:02d}"
    head = "　".join(part for part in (moment, note.noted_by, state) if part)
    return head + (f"\n{note.text}" if note.text else "")
