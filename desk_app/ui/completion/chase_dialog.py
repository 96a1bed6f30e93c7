"""催报 noted in one small window: how, when, with whom, what was answered, what was promised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QTime, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDateEdit,
    QDateTimeEdit,
    QFormLayout,
    QLineEdit,
    QRadioButton,
    QTimeEdit,
    QWidget,
)

from desk_app.services.chasing import ChaseEntry, ChaseWay, Matter, matter_words
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import HEADING, MAIN, QUIET, button, label, line, row

if TYPE_CHECKING:
    from desk_app.services.chasing import ChaseLine

_MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class ChaseAsk:
    """What a call is about: by unit what it owes; whom to call; the text to paste; the kept call that is mended."""

    matters: Mapping[str, tuple[Matter, ...]]
    now: datetime
    contact: str = ""
    message: str = ""
    kept: ChaseLine | None = None


class ChaseDialog(DeskDialog):
    """``noted(ChaseEntry)`` follows when it is kept; Enter keeps it."""

    noted = Signal(object)

    def __init__(self, parent: QWidget | None, ask: ChaseAsk) -> None:
        super().__init__(parent, "改催报记录" if ask.kept else "登记催报")
        self._ask = ask
        self.ways = QButtonGroup(self)
        for place, way in enumerate(ChaseWay):
            choice = QRadioButton(way.value)
            choice.setAccessibleName(f"方式：{way.value}")
            self.ways.addButton(choice, place)
        self.at = QDateTimeEdit()
        self.at.setDisplayFormat("yyyy年M月d日 HH:mm")
        self.at.setAccessibleName("催报时间")
        self.whom, self.answer = QLineEdit(), QLineEdit()
        self.promised, self.hour = QCheckBox("已承诺"), QCheckBox("到几点")
        self.day, self.clock = QDateEdit(), QTimeEdit()
        self.day.setDisplayFormat("yyyy年M月d日")
        self.clock.setDisplayFormat("HH:mm")
        self.day.setAccessibleName("承诺哪天报送")
        self.clock.setAccessibleName("承诺几点前")
        self._fill()
        self._lay_out()
        self._connect()

    def entry(self) -> ChaseEntry:
        """What stands in the window."""
        chosen, at, clock = self.day.date(), self.at.dateTime(), self.clock.time()
        moment = datetime.combine(_day(at.date()), time(at.time().hour(), at.time().minute()))
        promised = self.promised.isChecked()
        return ChaseEntry(
            self._ask.matters,
            tuple(ChaseWay)[self.ways.checkedId()],
            None if moment == self._shown_at else moment,
            self.whom.text().strip(),
            self.answer.text().strip(),
            _day(chosen) if promised else None,
            time(clock.hour(), clock.minute()) if promised and self.hour.isChecked() else None,
        )

    @Slot()
    def keep(self) -> None:
        """Keep the call."""
        said = self.entry()
        self.close()
        self.noted.emit(said)

    @Slot()
    def copy_message(self) -> None:
        """Put the message on the clipboard; it was a message, then."""
        QGuiApplication.clipboard().setText(self._ask.message)
        self.ways.button(tuple(ChaseWay).index(ChaseWay.MESSAGE)).setChecked(True)
        self._said.setText("催报内容已复制，可直接粘贴到内网消息里。")
        self._said.show()

    def _fill(self) -> None:
        kept = self._ask.kept.kept if self._ask.kept else None
        at = kept.chased_at if kept else self._ask.now
        self._shown_at = at.replace(second=0, microsecond=0)
        self.at.setDateTime(QDateTime(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute)))
        way = kept.way if kept else ChaseWay.PHONE
        self.ways.button(tuple(ChaseWay).index(way)).setChecked(True)
        self.whom.setText(kept.whom if kept else self._ask.contact)
        self.answer.setText(kept.answer if kept else "")
        day = kept.promised_on if kept and kept.promised_on else self._ask.now.date()
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.promised.setChecked(bool(kept and kept.promised_on))
        clock = kept.promised_clock if kept and kept.promised_clock else time(17, 0)
        self.clock.setTime(QTime(clock.hour, clock.minute))
        self.hour.setChecked(bool(kept and kept.promised_clock))

    def _lay_out(self) -> None:
        names = list(self._ask.matters)
        shown = "、".join(names[:_MOST_NAMES]) + (f"等{len(names)}家" if len(names) > _MOST_NAMES else "")
        self.lines.addWidget(label(shown, HEADING, wrap=True))
        if len(names) == 1:
            self.lines.addWidget(label(matter_words(self._ask.matters[names[0]]), QUIET, wrap=True))
        else:
            self.lines.addWidget(
                label(f"共{len(names)}家，各催各欠的表；接听人不填的，记名册里的联系人。", QUIET, wrap=True)
            )
        form = QFormLayout()
        form.setHorizontalSpacing(grid(self, 2))
        form.setVerticalSpacing(grid(self))
        ways = QWidget()
        flow = FlowLayout(ways, grid(self), fills=False)
        for one in self.ways.buttons():
            flow.addWidget(one)
        form.addRow("方式", ways)
        form.addRow("时间", self.at)
        form.addRow("接听人", self.whom)
        form.addRow("答复", self.answer)
        form.addRow("承诺", line(self.promised, self.day, self.hour, self.clock))
        self.whom.setAccessibleName("接听人")
        self.answer.setAccessibleName("答复")
        self.answer.setPlaceholderText("如：正在汇总，明天报")
        self.lines.addLayout(form)
        self._said = label("", QUIET, wrap=True)
        self._said.hide()
        self.lines.addWidget(self._said)
        self._keep = button("保存" if self._ask.kept else "登记", self.keep, MAIN)
        self._keep.setDefault(True)
        acts = [self._keep, button("取消", self.close)]
        if self._ask.message:
            acts.insert(1, button("复制催报内容", self.copy_message))
        self.lines.addLayout(row(*acts))
        self.suit(chars(self, 40), self.sizeHint().height())
        self.answer.setFocus()

    def _connect(self) -> None:
        for one in (self.whom, self.answer):
            one.returnPressed.connect(self.keep)
        for box in (self.promised, self.hour):
            box.toggled.connect(self._look)
        self._look()

    @Slot()
    def _look(self, *_: object) -> None:
        promised = self.promised.isChecked()
        self.day.setEnabled(promised)
        self.hour.setEnabled(promised)
        self.clock.setEnabled(promised and self.hour.isChecked())


def _day(chosen: QDate) -> date:
    return date(chosen.year(), chosen.month(), chosen.day())
