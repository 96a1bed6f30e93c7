"""启动专项: what the campaign is called, how long it lasts, and the annex forms as they shall be collected."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desk_app.services.plan_doubts import said_day
from desk_app.services.plan_page import PlanPage
from desk_app.services.plan_start import Opening
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.first_word import TypedTable
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label, row
from desk_app.ui.plan.form_models import ChoiceDelegate, ColumnsModel, FormsModel
from desk_app.ui.plan.work import Wanted
from desk_app.ui.tally.views import prepare

_FORM_WIDTHS, _COLUMN_WIDTHS = (2.5, 4.0, 10.0, 7.5, 3.5), (10.0, 5.5, 3.5, 5.5)
_EDITS = QAbstractItemView.EditTrigger


class StartDialog(DeskDialog):
    """``started(Wanted)`` and ``kept(Wanted)`` tell what a person decided."""

    started = Signal(object)
    kept = Signal(object)

    def __init__(self, parent: QWidget | None, page: PlanPage, opening: Opening) -> None:
        super().__init__(parent, "启动专项")
        self.name = QLineEdit(opening.name)
        self.start, self.end = QLineEdit(said_day(opening.start)), QLineEdit(said_day(opening.end))
        self.forms = FormsModel(page.forms, self)
        self.columns = ColumnsModel(self)
        self.forms_table = self._table("附表", self.forms, _FORM_WIDTHS)
        self.columns_table = self._table("栏目", self.columns, _COLUMN_WIDTHS)
        self._lay_out(page)
        self.forms_table.selectionModel().currentRowChanged.connect(self._form_chosen)
        self.columns.changed.connect(self._columns_changed)
        if page.forms:
            self.forms_table.setCurrentIndex(self.forms.index(0, 2))
        self.suit(chars(self, 66), row_height(self) * 18)

    def wanted(self) -> Wanted:
        """Everything as it stands."""
        return Wanted(self.name.text().strip(), self.start.text(), self.end.text(), self.forms.definitions())

    def _table(self, name: str, model: FormsModel | ColumnsModel, widths: tuple[float, ...]) -> QTableView:
        made = TypedTable()
        prepare(made, name, model)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setItemDelegate(ChoiceDelegate(made))
        made.setEditTriggers(
            _EDITS.DoubleClicked | _EDITS.EditKeyPressed | _EDITS.SelectedClicked | _EDITS.AnyKeyPressed
        )
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        made.verticalHeader().hide()
        for column, width in enumerate(widths):
            made.setColumnWidth(column, chars(self, width))
        made.setMinimumHeight(row_height(self) * 3)
        return made

    def _lay_out(self, page: PlanPage) -> None:
        fields = QFormLayout()
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        days = QHBoxLayout()
        days.setSpacing(grid(self))
        for word, field in (("起", self.start), ("止", self.end)):
            field.setAccessibleName(f"{word}日")
        days.addWidget(self.start)
        days.addWidget(label("至"))
        days.addWidget(self.end)
        self.name.setAccessibleName("专项名称")
        fields.addRow("专项名称(&M)", self.name)
        fields.addRow("起止日期", days)
        inner = QWidget()
        inner.setObjectName("page")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, grid(self), 0)
        lines.setSpacing(grid(self, 1.5))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.lines.addWidget(area, 1)
        lines.addLayout(fields)
        tasks = sum(not one.dropped for one in page.tasks)
        doubts = (
            f"，还有{page.open_doubts}处疑点未审定，不影响启动，时限未定的按“时限待定”列出" if page.open_doubts else ""
        )
        lines.addWidget(label(f"将列入任务{tasks}项{doubts}。", QUIET, wrap=True))
        if page.forms:
            lines.addWidget(label("确认附表", HEADING))
            lines.addWidget(
                label("收不收、按什么期次收、每栏填什么，请逐表核对；双击或按 F2 修改，空格键勾选。", QUIET, wrap=True)
            )
            halves = QSplitter()
            halves.addWidget(self.forms_table)
            halves.addWidget(self.columns_table)
            halves.setChildrenCollapsible(False)
            halves.setMinimumHeight(row_height(self) * 6)
            halves.setSizes([5300, 4700])
            lines.addWidget(halves, 1)
        go = button("启动专项(&S)", self._go, MAIN)
        self.lines.addLayout(row(go, button("存为草稿(&D)", self._keep), button("取消", self.close)))

    @Slot(QModelIndex, QModelIndex)
    def _form_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        form = self.forms.form(now.row())
        self.columns.show_columns(form.columns if form is not None else ())

    @Slot(object)
    def _columns_changed(self, columns: object) -> None:
        if isinstance(columns, tuple):
            self.forms.put_columns(self.forms_table.currentIndex().row(), columns)

    @Slot()
    def _go(self) -> None:
        wanted = self.wanted()
        self.close()
        self.started.emit(wanted)

    @Slot()
    def _keep(self) -> None:
        wanted = self.wanted()
        self.close()
        self.kept.emit(wanted)
