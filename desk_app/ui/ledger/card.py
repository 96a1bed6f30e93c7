"""记录卡: one record with a field for each column, where it came from, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desk_app.forms.definition import Column, FormDefinition
from desk_app.forms.showing import shown
from desk_app.problems import Level, Problem
from desk_app.ui.ledger.attached import AttachedPart
from desk_app.ui.ledger.editors import CellEditor, editor_for
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import ACCENT, HEADING, LINK, QUIET, button, label, line, rule

if TYPE_CHECKING:
    from desk_app.services.record_card import RecordCard, Step

EMPTY = "在表格里选一行，这里按栏目一条一条看，可直接改。"


class CardPanel(QScrollArea):
    """Tells ``edited(record_id, key, text)``, ``original_asked(submission_id)``, ``restore_asked(record, step)``.

    ``print_asked()`` wants the record on paper; ``attached`` is the part with its files.
    """

    edited = Signal(int, str, str)
    original_asked = Signal(int)
    restore_asked = Signal(int, int)
    print_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.card: RecordCard | None = None
        self.editors: dict[str, CellEditor] = {}
        self._said: dict[str, QLabel] = {}
        self._form: FormDefinition | None = None
        self._page = QWidget()
        self._page.setObjectName("page")
        self._lines = QVBoxLayout(self._page)
        self._lines.setContentsMargins(0, grid(self), grid(self), grid(self))
        self._lines.setSpacing(grid(self))
        self._title = label(EMPTY, QUIET, wrap=True)
        self._lines.addWidget(self._title)
        self._deeds = line(button("打印这条记录", self.print_asked.emit, LINK))
        self._deeds.hide()
        self._lines.addWidget(self._deeds)
        self._fields = QWidget()
        self._rows = QFormLayout(self._fields)
        self._lines.addWidget(self._fields)
        self.attached = AttachedPart()
        self.attached.hide()
        self._lines.addWidget(self.attached)
        self._story = QWidget()
        self._lines.addWidget(self._story)
        self._lines.addStretch(1)
        self.setWidget(self._page)

    def show_card(self, card: RecordCard | None) -> None:
        """Show a record, or that none is chosen."""
        self.card = card
        self._title.setText(_title(card) if card else EMPTY)
        form = card.form if card else None
        if form != self._form:
            self._make_fields(form)
        for key, editor in self.editors.items():
            if card is not None:
                self._fill(card, key, editor)
        for part in (self._fields, self._deeds, self.attached):
            part.setVisible(card is not None)
        if card is not None:
            self.attached.show_files(card)
        self._tell_story(card)

    def _fill(self, card: RecordCard, key: str, editor: CellEditor) -> None:
        column = card.form.column(key)
        text = shown(column, card.values.get(key, ""))
        if not (editor.hasFocus() and editor.text() != str(editor.property("stored"))):
            editor.set_text(text)
        if editor.text() == text or not editor.hasFocus():
            editor.setProperty("seen", text)
        editor.setProperty("stored", text)
        problems = card.problems.get(key, ())
        self._said[key].setText("\n".join(_sentence(one) for one in problems))
        kind = ACCENT if any(one.level is Level.ERROR for one in problems) else QUIET
        if self._said[key].property("kind") != kind:
            self._said[key].setProperty("kind", kind)
            self._said[key].style().polish(self._said[key])
        self._said[key].setVisible(bool(problems))
        editor.setAccessibleDescription("；".join(one.message for one in problems))

    def _make_fields(self, form: FormDefinition | None) -> None:
        self._form = form
        self.editors, self._said = {}, {}
        old = self._fields
        self._fields = QWidget()
        self._rows = QFormLayout(self._fields)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(grid(self))
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._lines.replaceWidget(old, self._fields)
        old.hide()
        old.deleteLater()
        for column, name in zip(form.columns if form else (), form.labels if form else (), strict=True):
            self._add_row(column, name)

    def _add_row(self, column: Column, name: str) -> None:
        """The one place where a field gets its label, its buddy and its name for who cannot see it."""
        editor = editor_for(column)
        editor.setAccessibleName(name)
        editor.setProperty("key", column.key)
        editor.left.connect(self._left)
        said = label("", wrap=True)
        said.hide()
        field = QWidget()
        down = QVBoxLayout(field)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(grid(self, 0.25))
        down.addWidget(editor)
        down.addWidget(said)
        word = label(f"{name} *" if column.required else name, wrap=True)
        word.setFixedWidth(chars(self, 7))
        word.setBuddy(editor)
        self._rows.addRow(word, field)
        self.editors[column.key], self._said[column.key] = editor, said

    @Slot()
    def _left(self) -> None:
        editor = self.sender()
        key = str(editor.property("key"))
        if self.card is None or self.editors.get(key) is not editor:
            return
        text = self.editors[key].text()
        if text != str(editor.property("stored")):
            editor.setProperty("stored", text)
            self.edited.emit(self.card.id, key, text)
            editor.setProperty("seen", text)

    def _tell_story(self, card: RecordCard | None) -> None:
        old = self._story
        self._story = QWidget()
        down = QVBoxLayout(self._story)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(grid(self, 0.5))
        if card is not None:
            for text in _source(card):
                down.addWidget(label(text, QUIET, wrap=True))
            if not card.typed:
                down.addWidget(line(button("查看原件", self._ask_original, LINK)))
            down.addWidget(rule())
            down.addWidget(label("改动经过", HEADING))
            for place, step in enumerate(card.steps):
                down.addWidget(self._step(step, is_latest=place == 0))
        self._lines.replaceWidget(old, self._story)
        old.hide()
        old.deleteLater()

    def _step(self, step: Step, *, is_latest: bool) -> QWidget:
        undone = "（已撤销）" if step.undone else ""
        head = f"{step.at:%Y-%m-%d %H:%M}　{step.actor or '经办人'}　{step.name}{undone}"
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, grid(self, 0.5))
        down.setSpacing(0)
        down.addWidget(label(head, wrap=True))
        for text in step.said:
            down.addWidget(label(text, QUIET, wrap=True))
        if not is_latest:
            back = button("恢复到这时的内容", self._ask_restore, LINK)
            back.setProperty("step", step.operation_id)
            back.setAccessibleName(f"恢复到{step.at:%Y-%m-%d %H:%M}的内容")
            down.addWidget(line(back))
        return whole

    @Slot()
    def _ask_original(self) -> None:
        if self.card is not None:
            self.original_asked.emit(self.card.submission_id)

    @Slot()
    def _ask_restore(self) -> None:
        if self.card is not None:
            self.restore_asked.emit(self.card.id, int(self.sender().property("step")))


def _title(card: RecordCard) -> str:
    return f"{card.unit or '单位未定'}　{card.period or '期次未定'}　{card.state or '计入'}　第{card.revision}稿"


def _source(card: RecordCard) -> list[str]:
    if card.typed:
        return [f"来源：手工录入，{card.received_at:%Y-%m-%d}起"]
    told = [f"来源：{card.file}　{card.sheet}　{card.area}（{card.received_at:%Y-%m-%d %H:%M}收）"]
    told += [f"多出的栏目　{name}：{text}" for name, text in card.extra.items()]
    for key, name in zip(card.form.keys, card.form.labels, strict=True):
        written = card.texts.get(key, "")
        value = card.values.get(key, "")
        if written not in {str(value), shown(card.form.column(key), value)}:
            told.append(f"{name} 原写作“{written}”")
    return told


def _sentence(problem: Problem) -> str:
    return f"{'▲' if problem.level is Level.ERROR else '△'} {problem.message}"
