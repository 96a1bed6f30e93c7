"""The annex forms found in a plan as small tables to set right: each form's rhythm, each column's kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desk_app.campaign.period import Rhythm
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.services.plan_page import FormView
from desk_app.ui.colours import tick_palette
from desk_app.ui.guarded import guarded

Index = QModelIndex | QPersistentModelIndex
CHOICES_ROLE = Qt.ItemDataRole.UserRole + 1
_ROLE = Qt.ItemDataRole
_KINDS = {
    ColumnKind.SERIAL: "序号",
    ColumnKind.TEXT: "文字",
    ColumnKind.LONG: "长文字",
    ColumnKind.INTEGER: "数",
    ColumnKind.DATE: "日期",
    ColumnKind.DUE: "时限",
    ColumnKind.PERSON: "姓名",
    ColumnKind.UNIT: "单位",
}
_FORM_HEADINGS = ("收", "附件", "表名", "期次", "空行")
_COLUMN_HEADINGS = ("栏目", "类型", "必填", "发生时间")
_CHECK = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}


class _Table(QAbstractTableModel):
    """What both tables have in common."""

    headings: tuple[str, ...] = ()
    checked: frozenset[int] = frozenset()
    edited: frozenset[int] = frozenset()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """As many as the head has."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802  Qt's name
        """The head's words."""
        if role == _ROLE.DisplayRole:
            return self.headings[section] if orientation == Qt.Orientation.Horizontal else str(section + 1)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Ticks are ticked, the rest is chosen or typed."""
        made = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() in self.checked:
            made |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() in self.edited:
            made |= Qt.ItemFlag.ItemIsEditable
        return made if index.isValid() else Qt.ItemFlag.NoItemFlags


class FormsModel(_Table):
    """One row a form. ``definitions()`` are the forms as they stand, None for one that is not collected."""

    headings = _FORM_HEADINGS
    checked = frozenset({0})
    edited = frozenset({2, 3, 4})

    def __init__(self, forms: Sequence[FormView], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places = [one.place for one in forms]
        self._forms = [one.definition for one in forms]
        self._taken = [not one.dropped for one in forms]

    def definitions(self) -> Mapping[int, FormDefinition | None]:
        """Every form by its place in the plan."""
        kept = (one if taken else None for one, taken in zip(self._forms, self._taken, strict=True))
        return dict(zip(self._places, kept, strict=True))

    def form(self, row: int) -> FormDefinition | None:
        """The form of a row."""
        return self._forms[row] if 0 <= row < len(self._forms) else None

    def put_columns(self, row: int, columns: tuple[Column, ...]) -> None:
        """Take a form's columns as they were set right."""
        self._forms[row] = replace(self._forms[row], columns=columns)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """One row a form."""
        return 0 if parent.isValid() else len(self._forms)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """The words of a cell."""
        form = self.form(index.row())
        if form is None:
            return None
        column = index.column()
        if role == _ROLE.CheckStateRole and column == 0:
            return _CHECK[self._taken[index.row()]]
        if role == CHOICES_ROLE and column == 3:
            return tuple(one.label for one in Rhythm)
        if role == _ROLE.AccessibleTextRole and column == 0:
            return f"{'收' if self._taken[index.row()] else '不收'}{form.name}"
        if role in (_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.ToolTipRole):
            rhythm = form.collected.label if form.collected else ""
            return ("", form.annex, form.name, rhythm, str(form.blank_rows))[column]
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802  Qt's name
        """Take what was chosen; a name twice or empty, or rows that are no number, are not taken."""
        row, form = index.row(), self.form(index.row())
        if form is None:
            return False
        changed = form
        if role == _ROLE.CheckStateRole and index.column() == 0:
            self._taken[row] = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role == _ROLE.EditRole and index.column() == 2:
            name = str(value).strip()
            if not name or any(one.name == name for place, one in enumerate(self._forms) if place != row):
                return False
            changed = replace(form, name=name)
        elif role == _ROLE.EditRole and index.column() == 3:
            rhythm = next((one for one in Rhythm if one.label == value), None)
            if rhythm is None:
                return False
            changed = replace(form, collected=rhythm)
        elif role == _ROLE.EditRole and index.column() == 4:
            if not str(value).isdecimal() or int(value) > 200:
                return False
            changed = replace(form, blank_rows=int(value))
        else:
            return False
        self._forms[row] = changed
        self.dataChanged.emit(index, index)
        return True


class ColumnsModel(_Table):
    """One row a column of the chosen form; ``changed(columns)`` tells of every change."""

    headings = _COLUMN_HEADINGS
    checked = frozenset({2, 3})
    edited = frozenset({1})
    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: list[Column] = []

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show another form's columns."""
        self.beginResetModel()
        self._columns = list(columns)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """One row a column."""
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """发生时间 is ticked at dates only."""
        made = super().flags(index)
        if index.column() == 3 and index.isValid() and self._columns[index.row()].kind is not ColumnKind.DATE:
            return made & ~Qt.ItemFlag.ItemIsUserCheckable & ~Qt.ItemFlag.ItemIsEnabled
        return made

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:  # noqa: PLR0911  one role a line
        """The words of a cell."""
        if not 0 <= index.row() < len(self._columns):
            return None
        one, column = self._columns[index.row()], index.column()
        if role == _ROLE.CheckStateRole and column == 2:
            return _CHECK[one.required]
        if role == _ROLE.CheckStateRole and column == 3 and one.kind is ColumnKind.DATE:
            return _CHECK[one.row_date]
        if role == CHOICES_ROLE and column == 1:
            return tuple(_KINDS.values())
        if role == _ROLE.AccessibleTextRole and column in (2, 3):
            return f"{one.label}{self.headings[column]}{'是' if (one.required, one.row_date)[column - 2] else '否'}"
        if role in (_ROLE.DisplayRole, _ROLE.EditRole, _ROLE.ToolTipRole) and column < 2:
            name = f"{one.group}·{one.label}" if one.group and one.group != one.label else one.label
            return (name, _KINDS.get(one.kind, "选项"))[column]
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: N802  Qt's name
        """Take what was chosen; there is one 序号 and one 发生时间 at most."""
        if not 0 <= index.row() < len(self._columns):
            return False
        one, column = self._columns[index.row()], index.column()
        if role == _ROLE.EditRole and column == 1:
            kind = next((kind for kind, word in _KINDS.items() if word == value), None)
            if kind is None:
                return False
            if kind is ColumnKind.SERIAL:
                self._each(lambda each: replace(each, kind=ColumnKind.TEXT) if each.kind is kind else each)
            dated = one.row_date and kind is ColumnKind.DATE
            self._columns[index.row()] = replace(one, kind=kind, row_date=dated, choices=(), closed=False)
        elif role == _ROLE.CheckStateRole and column == 2:
            self._columns[index.row()] = replace(one, required=Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == _ROLE.CheckStateRole and column == 3 and one.kind is ColumnKind.DATE:
            self._each(lambda each: replace(each, row_date=False))
            on = Qt.CheckState(value) == Qt.CheckState.Checked
            self._columns[index.row()] = replace(self._columns[index.row()], row_date=on)
        else:
            return False
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._columns) - 1, len(self.headings) - 1))
        self.changed.emit(tuple(self._columns))
        return True

    def _each(self, change: Callable[[Column], Column]) -> None:
        self._columns = [change(one) for one in self._columns]


class ChoiceDelegate(QStyledItemDelegate):
    """A list to choose from where the model offers one, else a line to type; ticks are seen in the dark as well."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802  Qt's name
        """Give the ticks their own palette."""
        super().initStyleOption(option, index)
        option.palette = tick_palette(option.palette)  # type: ignore[attr-defined]  # PySide's own name for it

    @guarded
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: N802
        """Open the list."""
        choices = index.data(CHOICES_ROLE)
        if not choices:
            return super().createEditor(parent, option, index)
        editor = QComboBox(parent)
        editor.addItems(list(choices))
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802  Qt's name
        """Begin with what stands there."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(_ROLE.EditRole)))
            return
        super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Give back what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
            return
        super().setModelData(editor, model, index)
