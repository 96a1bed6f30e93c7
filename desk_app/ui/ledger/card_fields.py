"""The card's fields as the form groups and measures them, each with its label above and what is wrong below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.showing import shown
from desk_app.ui.ledger.card_layout import ShareLayout
from desk_app.ui.ledger.editors import CellEditor, editor_for
from desk_app.ui.ledger.offers import Offers, post_column
from desk_app.ui.ledger.problems import SIGNS
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import ACCENT, QUIET, STRONG, label

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerProblem
    from desk_app.services.record_card import RecordCard

_THIRD, _HALF, _WHOLE = 1 / 3, 1 / 2, 1.0
_SHARES = {ColumnKind.SERIAL: _THIRD, ColumnKind.INTEGER: _THIRD, ColumnKind.LONG: _WHOLE}
_LEAST = {_THIRD: 6.5, _HALF: 11.0, _WHOLE: 11.0}
_WIDE = 55.0
_LABEL, _ANY = 5.5, 16_777_215
_ASKS = {"需说明": "（按 F9 写说明）"}


class CardFields(QWidget):
    """``edited(record_id, key, text)`` tells what was written, once its field is left."""

    edited = Signal(int, str, str)

    def __init__(self, form: FormDefinition) -> None:
        super().__init__()
        self.editors: dict[str, CellEditor] = {}
        self._said: dict[str, QLabel] = {}
        self._pairs: dict[str, tuple[QWidget, QBoxLayout, QLabel]] = {}
        self._low = False
        self._card: RecordCard | None = None
        self._form = form
        self._lines = ShareLayout(self, grid(self))
        linked = {link.own for link in form.links}
        group = ""
        for column, name in zip(form.columns, form.labels, strict=True):
            is_new = column.group != group
            begins = is_new or post_column(form, column.key) is not None
            group = column.group
            if is_new and group:
                self._lines.add(label(group.replace("\n", ""), STRONG), begins=True)
            self._add(column, name, begins=begins, is_listed=column.key in linked)

    def show_card(self, card: RecordCard, offers: Offers) -> None:
        """Show a record; what is being written in a field stays."""
        self._card = card
        self.offer(offers)
        for key, editor in self.editors.items():
            _fill(editor, shown(card.form.column(key), card.values.get(key, "")))

    def be_low(self, *, low: bool) -> None:
        """Where there is little height, each label beside its field, so that twice as many are to be seen."""
        if low is self._low:
            return
        self._low = low
        beside = chars(self, _LABEL)
        for column in self._form.columns:
            field, pair, word = self._pairs[column.key]
            pair.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
            word.setMinimumWidth(beside if low else 0)
            word.setMaximumWidth(beside if low else _ANY)
            field.setMinimumWidth(chars(self, _LEAST[_share(column)]) + (beside if low else 0))
        self._lines.invalidate()

    def let_write(self, *, may: bool) -> None:
        """Take writing, or let the fields only be read."""
        for editor in self.editors.values():
            editor.setReadOnly(not may)

    def offer(self, offers: Offers) -> None:
        """Offer what may stand in each field of the record's unit."""
        card = self._card
        if card is not None:
            for key, editor in self.editors.items():
                editor.offer(offers.of(card.form.column(key), card.unit))

    def show_problems(self, problems: Sequence[LedgerProblem]) -> None:
        """Say below each field what stands against it, the same as in the table."""
        for key, said in self._said.items():
            mine = [one for one in problems if one.key == key]
            said.setText("\n".join(f"{SIGNS[one.grade]} {one.said}{_ASKS.get(one.grade, '')}" for one in mine))
            kind = ACCENT if any(one.is_error for one in mine) else QUIET
            if said.property("kind") != kind:
                said.setProperty("kind", kind)
                said.style().polish(said)
            said.setVisible(bool(mine))
            self.editors[key].setAccessibleDescription("；".join(f"{one.grade}：{one.said}" for one in mine))

    def _add(self, column: Column, name: str, *, begins: bool, is_listed: bool) -> None:
        """The one place where a field gets its label, its buddy and its name for who cannot see it."""
        share = _share(column)
        editor = editor_for(column, is_listed=is_listed)
        editor.setAccessibleName(name)
        editor.setProperty("key", column.key)
        editor.setSizePolicy(QSizePolicy.Policy.Ignored, editor.sizePolicy().verticalPolicy())
        editor.left.connect(self._left)
        word = label(f"{column.label} *" if column.required else column.label, QUIET, wrap=True)
        word.setBuddy(editor)
        said = label("", wrap=True)
        said.hide()
        field = QWidget()
        field.setMinimumWidth(chars(self, _LEAST[share]))
        down = QVBoxLayout(field)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(grid(self, 0.25))
        pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        pair.setSpacing(grid(self, 0.25))
        pair.addWidget(word)
        pair.addWidget(editor, 1)
        down.addLayout(pair)
        down.addWidget(said)
        down.addStretch(1)
        self._pairs[column.key] = (field, pair, word)
        self._lines.add(field, share, begins=begins)
        self.editors[column.key], self._said[column.key] = editor, said

    @Slot()
    def _left(self) -> None:
        editor = self.sender()
        key = str(editor.property("key"))
        if self._card is None or self.editors.get(key) is not editor:
            return
        text = self.editors[key].text()
        if text != str(editor.property("stored")):
            editor.setProperty("stored", text)
            self.edited.emit(self._card.id, key, text)
            editor.setProperty("seen", text)


def _fill(editor: CellEditor, text: str) -> None:
    if not (editor.hasFocus() and editor.text() != str(editor.property("stored"))):
        editor.set_text(text)
    if editor.text() == text or not editor.hasFocus():
        editor.setProperty("seen", text)
    editor.setProperty("stored", text)


def _share(column: Column) -> float:
    """How much of a line: long texts all of it, figures a third, all else a half, as on paper."""
    if column.kind not in _SHARES and column.width > _WIDE:
        return _WHOLE
    return _SHARES.get(column.kind, _HALF)
