"""记录卡: one record with a field for each column, where it came from, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desk_app.campaign.calendar_days import long_day, long_moment
from desk_app.forms.definition import FormDefinition
from desk_app.forms.showing import shown
from desk_app.services.ledger_found import NOTHING
from desk_app.ui.ledger.attached import AttachedPart
from desk_app.ui.ledger.card_fields import CardFields
from desk_app.ui.ledger.editors import CellEditor
from desk_app.ui.ledger.offers import Offers
from desk_app.ui.look import grid
from desk_app.ui.pieces import HEADING, LINK, QUIET, button, label, line, rule

if TYPE_CHECKING:
    from desk_app.services.ledger_rows import LedgerFound
    from desk_app.services.record_card import RecordCard, Step

_NO_FORM = FormDefinition("", "", ())
EMPTY = "在表格里选一行，这里按栏目一条一条看，可直接改。"


class CardPanel(QScrollArea):
    """Tells ``edited(record_id, key, text)``, ``original_asked(record_id)``, ``restore_asked(record, step)``.

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
        self.offers = Offers()
        self._may_write = True
        self._low = False
        self._problems = NOTHING
        self._form = _NO_FORM
        self._page = QWidget()
        self._page.setObjectName("page")
        self._lines = QVBoxLayout(self._page)
        self._lines.setContentsMargins(0, grid(self), grid(self), grid(self))
        self._lines.setSpacing(grid(self))
        self._title = label(EMPTY, QUIET, wrap=True)
        self._deeds = button("打印这条记录", self.print_asked.emit, LINK)
        self._deeds.hide()
        self._lines.addWidget(line(self._title, self._deeds, grow=0))
        self._fields = CardFields(_NO_FORM)
        self._lines.addWidget(self._fields)
        self.attached = AttachedPart()
        self.attached.hide()
        self._lines.addWidget(self.attached)
        self._story = QWidget()
        self._lines.addWidget(self._story)
        self._lines.addStretch(1)
        self.setWidget(self._page)

    @property
    def editors(self) -> dict[str, CellEditor]:
        """The fields by column key."""
        return self._fields.editors

    def show_card(self, card: RecordCard | None) -> None:
        """Show a record, or that none is chosen."""
        self.card = card
        self._title.setText(_title(card) if card else EMPTY)
        form = card.form if card else _NO_FORM
        if form != self._form:
            self._make_fields(form)
        if card is not None:
            self._fields.show_card(card, self.offers)
            self.attached.show_files(card)
        for part in (self._fields, self._deeds, self.attached):
            part.setVisible(card is not None)
        self._say_problems()
        self._tell_story(card)

    def take_problems(self, problems: LedgerFound) -> None:
        """Know what stands against the rows of the table, and say what is of this record."""
        self._problems = problems
        self._say_problems()

    def be_low(self, *, low: bool) -> None:
        """Where there is little height, let as many fields be seen as go in."""
        self._low = low
        self._fields.be_low(low=low)
        self._lines.setSpacing(grid(self, 0.5 if low else 1))
        self._deeds.setText("打印" if low else "打印这条记录")
        self._deeds.setAccessibleName("打印这条记录")

    def let_write(self, *, may: bool) -> None:
        """Offer what changes the record, or nothing of it."""
        self._may_write = self.attached.may_write = may
        self._fields.let_write(may=may)

    def offer_anew(self) -> None:
        """Offer what has become known since."""
        self._fields.offer(self.offers)

    def place(self) -> tuple[int, str] | None:
        """The record and column that one writes in, None where the card has not the keyboard."""
        key = next((key for key, editor in self.editors.items() if editor.hasFocus()), None)
        return (self.card.id, key) if self.card is not None and key is not None else None

    def _say_problems(self) -> None:
        self._fields.show_problems(self._problems.of_row(self.card.id if self.card is not None else None))

    def _make_fields(self, form: FormDefinition) -> None:
        self._form = form
        old = self._fields
        self._fields = CardFields(form)
        self._fields.be_low(low=self._low)
        self._fields.let_write(may=self._may_write)
        self._fields.edited.connect(self.edited)
        self._lines.replaceWidget(old, self._fields)
        old.hide()
        old.deleteLater()

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
            for step in card.steps:
                leads_back = self._may_write and not step.of_files and dict(step.values) != dict(card.values)
                down.addWidget(self._step(step, leads_back=leads_back))
        self._lines.replaceWidget(old, self._story)
        old.hide()
        old.deleteLater()

    def _step(self, step: Step, *, leads_back: bool) -> QWidget:
        undone = "（已撤销）" if step.undone else ""
        head = f"{long_moment(step.at)}　{step.actor or '经办人'}　{step.name}{undone}"
        whole = QWidget()
        down = QVBoxLayout(whole)
        down.setContentsMargins(0, 0, 0, grid(self, 0.5))
        down.setSpacing(0)
        down.addWidget(label(head, wrap=True))
        for text in step.said:
            down.addWidget(label(text, QUIET, wrap=True))
        if leads_back:
            back = button("恢复到这时的内容", self._ask_restore, LINK)
            back.setProperty("step", step.operation_id)
            back.setAccessibleName(f"恢复到第{step.revision}稿（{long_moment(step.at)}）的内容")
            down.addWidget(line(back))
        return whole

    @Slot()
    def _ask_original(self) -> None:
        if self.card is not None:
            self.original_asked.emit(self.card.id)

    @Slot()
    def _ask_restore(self) -> None:
        if self.card is not None:
            self.restore_asked.emit(self.card.id, int(self.sender().property("step")))


def _title(card: RecordCard) -> str:
    return f"{card.unit or '单位未定'}　{card.period or '期次未定'}　{card.state or '计入'}　第{card.revision}稿"


def _source(card: RecordCard) -> list[str]:
    if card.typed:
        return [f"来源：手工录入，{long_day(card.received_at)}起"]
    told = [f"来源：{card.file}　{card.sheet}　{card.area}（{long_moment(card.received_at)}收）"]
    told += [f"多出的栏目　{name}：{text}" for name, text in card.extra.items()]
    for key, name in zip(card.form.keys, card.form.labels, strict=True):
        written = card.texts.get(key, "")
        value = card.values.get(key, "")
        if written not in {str(value), shown(card.form.column(key), value)}:
            told.append(f"{name} 原写作“{written}”")
    return told
