"""任务: the campaign's tasks as a list, a calendar and a chart, and the papers that go out of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTemporaryDir, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk_app.campaign.tasks import DueWord
from desk_app.campaign.tasks_chart import ChartRow
from desk_app.services.task_work import Entry
from desk_app.ui.ask_path import ask_file
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import grid
from desk_app.ui.pieces import QUIET, TITLE, label, line
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.tasks import work
from desk_app.ui.tasks.calendar_page import CalendarPage
from desk_app.ui.tasks.chart_view import ChartView
from desk_app.ui.tasks.dialogs import CountingDialog, CountingSaid, DatesDialog
from desk_app.ui.tasks.list_model import TaskFilter
from desk_app.ui.tasks.list_page import ListPage
from desk_app.ui.tasks.menus import menu_button
from desk_app.ui.tasks.papers import TaskPapers
from desk_app.ui.tasks.settling import Settling
from desk_app.ui.tasks.work import DatesSaid, TaskView

if TYPE_CHECKING:
    from desk_app.services.values import ChangeSet

_VIEWS = ("列表", "日历", "推进图")
_TASK, _FORM = "task:", "报送时限:"
_LIST, _CALENDAR, _CHART = range(3)
_EVIDENCE = "佐证文件 (*.pdf *.jpg *.jpeg *.png *.doc *.docx *.xls *.xlsx *.wps *.et)"


class TaskRoom(Room):
    """The tasks of the session's campaign."""

    redraws_on = frozenset(
        {"task_note", "ruling", "setting", "campaign", "collection", "submission", "unit", "owing", "chase"}
    )

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.shown: TaskView | None = None
        self._campaign_id: int | None = None
        self._wanted = ""
        self._folder: QTemporaryDir | None = None
        self.list = ListPage()
        self.calendar = CalendarPage(context.session.clock().date())
        self.chart = ChartView()
        self.views = _views(self)
        self.papers = TaskPapers(self)
        self.settling = Settling(self)
        self._row_said = label("", wrap=True)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the tasks anew."""
        campaign = self.session.campaign
        if campaign is not None:
            self.worker.run(partial(work.read_view, campaign=campaign), self._show, key="tasks.refresh")

    def arrive(self, errand: str) -> None:
        """Be entered for a view, a standing such as 逾期, a task (``task:3``), 时限待定, or ``报送时限:提建议清单``."""
        if errand.startswith((_TASK, _FORM)) or errand == DueWord.OPEN.value:
            self._wanted = errand
            self.refresh()
        elif errand in _VIEWS:
            self.show_view(_VIEWS.index(errand))
        elif errand:
            self.show_view(_LIST)
            self.list.choose(TaskFilter(standing=errand))

    def first_focus(self) -> QWidget | None:
        """The view that is shown."""
        return (self.list.table, self.calendar.view, self.chart)[self.views.checkedId()]

    @property
    def is_at_calendar(self) -> bool:
        """Whether the calendar is shown."""
        return self.views.checkedId() == _CALENDAR

    def show_view(self, place: int) -> None:
        """Turn to 列表, 日历 or 推进图."""
        self.views.button(place).setChecked(True)
        self._pages.setCurrentIndex(place)

    @Slot(object)
    def note(self, entry: Entry) -> None:
        """登记进展 of the task that is shown."""
        campaign, line_shown = self.session.campaign, self.list.detail.line
        if campaign is not None and line_shown is not None:
            job = partial(work.keep_entry, campaign=campaign, key=line_shown.key, entry=entry)
            self.worker.run(job, self._noted, text="登记进展")

    @Slot()
    def ask_dates(self) -> None:
        """Ask for the dates of the task that is shown."""
        line_shown = self.list.detail.line
        if self.shown is not None and line_shown is not None:
            DatesDialog(self, self.shown.board, line_shown, self.rule).open()

    def rule(self, said: DatesSaid) -> None:
        """认定时限."""
        campaign = self.session.campaign
        if campaign is not None:
            job = partial(work.keep_dates, campaign=campaign, said=said)
            self.worker.run(job, self._done, text="认定时限")

    @Slot()
    def restore(self) -> None:
        """恢复原时限 of the task that is shown."""
        campaign, line_shown = self.session.campaign, self.list.detail.line
        if campaign is not None and line_shown is not None:
            job = partial(work.restore_dates, campaign=campaign, key=line_shown.key)
            self.worker.run(job, self._done, text="恢复原时限")

    @Slot()
    def ask_counting(self) -> None:
        """Ask how time is counted."""
        if self.shown is not None:
            CountingDialog(self, self.shown.board, self.count_so).open()

    def count_so(self, said: CountingSaid) -> None:
        """Keep how time is counted."""
        campaign = self.session.campaign
        if campaign is not None:
            job = partial(work.keep_settings, campaign=campaign, thresholds=said.thresholds, own_plan=said.own_plan)
            self.worker.run(job, self._counted, text="保存设定")

    @Slot()
    def ask_evidence(self) -> None:
        """Ask for a file as evidence."""
        ask_file(self, "选佐证文件", _EVIDENCE, self.list.detail.take_file)

    @Slot(int)
    def show_evidence(self, note_id: int) -> None:
        """Open a copy of a kept file."""
        campaign = self.session.campaign
        if campaign is not None:
            self._folder = self._folder or QTemporaryDir()
            folder = Path(self._folder.path())
            job = partial(work.copy_evidence, campaign=campaign, note_id=note_id, folder=folder)
            self.worker.run(job, self._open_copy, text="取出佐证")

    def _lay_out(self) -> None:
        head = FlowLayout(spacing=grid(self), fills=False)
        head.addWidget(label("任务", TITLE))
        head.addWidget(line(*self.views.buttons()))
        head.addWidget(self.papers.button)
        settings = (("各表报送时限", self.settling.ask_any_due), ("临期、逾期和方案来源", self.ask_counting))
        head.addWidget(menu_button(self, "时限设定", settings))
        area = QScrollArea()
        area.setWidget(self.chart)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        charted = QWidget()
        down = QVBoxLayout(charted)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(grid(self, 0.75))
        down.addWidget(self._row_said)
        down.addWidget(area, 1)
        down.addWidget(label("◇ 到期　◆ 到期且已完成　▼ 逾期　箭头：方案未写明起止　回车查看任务", QUIET, wrap=True))
        self._pages = QStackedWidget()
        for one in (self.list, self.calendar, charted):
            self._pages.addWidget(one)
        lines = QVBoxLayout(self)
        step = grid(self, 2)
        lines.setContentsMargins(step, grid(self), step, grid(self))
        lines.setSpacing(grid(self, 0.75))
        lines.addLayout(head)
        lines.addWidget(self._pages, 1)

    def _connect(self) -> None:
        detail = self.list.detail
        self.views.idClicked.connect(self.show_view)
        detail.noted.connect(self.note)
        detail.dates_asked.connect(self.ask_dates)
        detail.restore_asked.connect(self.restore)
        detail.file_asked.connect(self.ask_evidence)
        detail.evidence_asked.connect(self.show_evidence)
        detail.review_asked.connect(self.settling.ask_review)
        detail.class_asked.connect(self.settling.ask_class)
        self.calendar.task_asked.connect(self.to_task)
        self.calendar.form_asked.connect(self.settling.ask_form_due)
        for page in (self.list, self.calendar):
            page.open_asked.connect(self.settling.show_open)
        self.chart.row_chosen.connect(self._row_chosen)
        self.chart.row_opened.connect(self._row_opened)

    def _show(self, shown: TaskView) -> None:
        if shown.board.campaign.id != self._campaign_id:
            self._campaign_id = shown.board.campaign.id
            self.list.choose(TaskFilter())
        self.shown = shown
        board = shown.board
        self.list.show_board(board, shown.units)
        self.calendar.show_items(shown.items, shown.units, board.today, ended=board.ended)
        for page in (self.list, self.calendar):
            page.show_open(shown.undated)
        self.chart.show_chart(shown.chart)
        wanted, self._wanted = self._wanted, ""
        if wanted.startswith(_TASK):
            self.to_task(wanted.removeprefix(_TASK))
        elif wanted.startswith(_FORM):
            self.settling.ask_form_due(wanted.removeprefix(_FORM))
        elif wanted:
            self.settling.show_open()

    @Slot(str)
    def to_task(self, key: str) -> None:
        """Go to a task in the list."""
        self.show_view(_LIST)
        self.list.go_to(key)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _row_chosen(self, row: ChartRow) -> None:
        self._row_said.setText(row.words)

    @Slot(object)
    def _row_opened(self, row: ChartRow) -> None:
        if self.list.activity.findText(row.label) > 0:
            self.show_view(_LIST)
            self.list.choose(TaskFilter(activity=row.label))
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _noted(self, changes: ChangeSet) -> None:
        self.list.detail.clear_entry()
        self._done(changes)

    def _done(self, changes: ChangeSet) -> None:
        self.notices.done(f"已{changes.name}。", changes.operation_id)

    def _counted(self, changes: ChangeSet | None) -> None:
        if changes is not None:
            self._done(changes)

    def _open_copy(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.notices.done(f"本机没有能打开它的程序；副本在“{path}”。")


def _views(owner: QWidget) -> QButtonGroup:
    group = QButtonGroup(owner)
    for place, word in enumerate(_VIEWS):
        choice = QRadioButton(word)
        choice.setAccessibleName(f"看法：{word}")
        choice.setChecked(place == _LIST)
        group.addButton(choice, place)
    return group
