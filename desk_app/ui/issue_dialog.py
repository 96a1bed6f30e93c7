"""下发空表 asked in one dialog: of which period, which forms, to whom, as what, with the notice or without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desk_app.campaign.period import Period
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import HEADING, LINK, MAIN, QUIET, ChoiceBox, button, label, row
from desk_app.ui.ticks import Tickable, TickList

if TYPE_CHECKING:
    from desk_app.services.issuing import IssueForm, IssueWish

EACH_OWN = "各表本期"
_XLSX, _DOCX = ".xlsx", ".docx"
_NO_FORM, _NO_UNIT, _NO_KIND = "请至少勾选一张表。", "请至少勾选一家单位。", "请至少勾选一种文件。"


@dataclass(frozen=True, slots=True)
class IssueChoices:
    """What can go out in a period, the bureau's units in its order, and the contact that was said last."""

    period: Period | None
    forms: tuple[IssueForm, ...]
    units: tuple[str, ...]
    contact: str


class IssueDialog(DeskDialog):
    """``period_picked(Period|None)`` asks for another period's forms, ``wanted(IssueWish)`` is the answer."""

    period_picked = Signal(object)
    wanted = Signal(object)

    def __init__(self, parent: QWidget | None, periods: tuple[Period, ...], choices: IssueChoices) -> None:
        super().__init__(parent, "下发空表")
        self._forms: tuple[IssueForm, ...] = ()
        self._all_units: tuple[str, ...] = ()
        self.period = ChoiceBox()
        self.period.setAccessibleName("期次")
        self.period.addItem(EACH_OWN, None)
        for one in periods:
            self.period.addItem(one.label, one)
        self.forms, self.units = TickList("报表"), TickList("单位")
        self.contact = QLineEdit()
        self.contact.setAccessibleName("通知里的联系人和电话")
        self.contact.setPlaceholderText("姓名和电话，印在通知上")
        self.excel, self.word = _box("Excel", chosen=True), _box("Word", chosen=True)
        self.notice = _box("附报送通知", chosen=True)
        self.by_unit = _box("每家单位一个文件夹", chosen=True)
        self.zipped = _box("打成一个压缩包", chosen=False)
        self.go = button("选文件夹并写出", self._answer, MAIN)
        self.go.setDefault(True)
        self._said = label("", QUIET, wrap=True)
        self._lay_out()
        self.offer(choices)
        self._connect()

    def offer(self, choices: IssueChoices) -> None:
        """Show the forms and units of a period."""
        self.period.setCurrentIndex(max(0, self.period.findText(choices.period.label if choices.period else EACH_OWN)))
        self._forms, self._all_units = choices.forms, choices.units
        things = [Tickable(one.form, _form_line(one), _form_tip(one)) for one in choices.forms]
        self.forms.ticks.show(things, [one.form for one in choices.forms])
        concerned = {unit for one in choices.forms for unit in one.units}
        known = [unit for unit in choices.units if unit in concerned]
        self.units.ticks.show([Tickable(unit, unit) for unit in known], known)
        if not self.contact.isModified():
            self.contact.setText(choices.contact)
        self._look()

    def wish(self) -> IssueWish:
        """What is chosen."""
        from desk_app.services.issuing import IssueWish

        units = self.units.ticks.ticked
        everybody = len(units) == len(self.units.ticks.keys)
        kinds = [kind for kind, box in ((_XLSX, self.excel), (_DOCX, self.word)) if box.isChecked()]
        return IssueWish(
            self.period.currentData(),
            self.forms.ticks.ticked,
            () if everybody else units,
            tuple(kinds),
            self.notice.isChecked(),
            self.by_unit.isChecked(),
            self.zipped.isChecked(),
            self.contact.text().strip(),
        )

    def _lay_out(self) -> None:
        word = label("期次(&P)")
        word.setBuddy(self.period)
        self.lines.addLayout(row(word, self.period))
        across = QGridLayout()
        across.setSpacing(grid(self))
        self._all_forms = button("全选或全不选", self.forms.tick_all, LINK)
        self._all = button("全选或全不选", self.units.tick_all, LINK)
        self._forms_head, self._units_head = label("报表(&B)", HEADING), label("单位(&U)", HEADING)
        for place, (head, whole, listed) in enumerate(
            ((self._forms_head, self._all_forms, self.forms), (self._units_head, self._all, self.units))
        ):
            head.setBuddy(listed)
            side = QVBoxLayout()
            side.addLayout(row(head, whole))
            side.addWidget(listed, 1)
            listed.setMinimumHeight(row_height(self) * 2)
            across.addLayout(side, 0, place)
        across.setColumnStretch(0, 3)
        across.setColumnStretch(1, 2)
        self.lines.addLayout(across, 1)
        boxes = QWidget()
        flow = FlowLayout(boxes, grid(self), fills=False)
        for box in (self.excel, self.word, self.by_unit, self.zipped, self.notice):
            flow.addWidget(box)
        self.lines.addWidget(boxes)
        whom = label("联系人(&L)")
        whom.setBuddy(self.contact)
        self.contact.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.lines.addLayout(row(whom, self.contact, stretch=False))
        self.lines.addWidget(self._said)
        self.lines.addLayout(row(self.go, button("取消", self.close)))
        self.suit(chars(self, 56), row_height(self) * 17)
        self.forms.setFocus()

    def _connect(self) -> None:
        self.period.activated.connect(self._pick)
        for ticks in (self.forms.ticks, self.units.ticks):
            ticks.ticked_changed.connect(self._look)
        for box in (self.excel, self.word, self.by_unit, self.zipped, self.notice):
            box.toggled.connect(self._look)

    @Slot(int)
    def _pick(self, place: int) -> None:
        self.period_picked.emit(self.period.itemData(place))

    @Slot()
    def _look(self, *_: object) -> None:
        """Say what will be written, or what is still wanting."""
        kinds = self.excel.isChecked() + self.word.isChecked()
        ticked = set(self.units.ticks.ticked)
        chosen = set(self.forms.ticks.ticked)
        why = _NO_FORM if not chosen else _NO_UNIT if not ticked else _NO_KIND if not kinds else ""
        count = sum(len(ticked & set(one.units)) for one in self._forms if one.form in chosen) * kinds
        papers = "和报送通知" if self.notice.isChecked() else ""
        self._said.setText(why or f"将给{len(ticked)}家单位写出空表{count}个{papers}，并登记下发。")
        self.go.setEnabled(not why)
        self.contact.setEnabled(self.notice.isChecked())
        self.by_unit.setEnabled(True)

    @Slot()
    def _answer(self) -> None:
        self.wanted.emit(self.wish())


def _form_line(one: IssueForm) -> str:
    due = one.due_at
    until = f"{due.month}月{due.day}日截止" if due else "时限待定"
    sent = f"　{one.issued_at.month}月{one.issued_at.day}日已下发" if one.issued_at else ""
    period = f"　{one.period.label}" if one.period.start is not None else ""
    return f"{one.label}{period}　{until}{sent}"


def _form_tip(one: IssueForm) -> str:
    return f"{one.label}　{one.period.label}　发给{len(one.units)}家单位"


def _box(text: str, *, chosen: bool) -> QCheckBox:
    made = QCheckBox(text)
    made.setChecked(chosen)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
