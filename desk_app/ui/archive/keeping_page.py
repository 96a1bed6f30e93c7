"""核对、查阅和交接: archives that were made are checked and opened, and the work is handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QListWidget, QVBoxLayout, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import HEADING, QUIET, STRONG, button, card, label, line, page

if TYPE_CHECKING:
    from desk_app.services.archive_verify import Verified
    from desk_app.services.values import Seal

_MOST = 200


class KeepingPage(QWidget):
    """Signals say what a person wants; ``hand_asked(name, seal)`` the package for a successor."""

    check_folder_asked = Signal()
    check_zip_asked = Signal()
    open_folder_asked = Signal()
    open_zip_asked = Signal()
    hand_asked = Signal(str, bool)
    take_asked = Signal()
    resume_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.taker = QLineEdit()
        self.seal = QCheckBox("做成后本机数据只供查阅，不再改动")
        self.hand = button("做成交接包…", self._hand)
        self.resume = button("解除只读，在本机继续办理", self.resume_asked.emit)
        self.verdict = label("", STRONG, wrap=True)
        self.differences = QListWidget()
        self.differences.setAccessibleName("与归档时不同之处")
        self.differences.setFixedHeight(row_height(self) * 6)
        self.differences.setWordWrap(True)
        self.differences.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.matters = label("", QUIET, wrap=True)
        lines = page(self)
        for frame in (self._check_part(), self._open_part(), self._hand_part(), self._take_part()):
            lines.addWidget(frame)
        lines.addStretch(1)
        self.show_verified(None)

    def show_verified(self, done: Verified | None) -> None:
        """Say what came of a check, every file that differs by name."""
        self.verdict.setText(f"{done.path.name}：{done.said}" if done else "")
        self.verdict.setVisible(done is not None)
        self.differences.clear()
        found = done.differences if done else ()
        for one in found[:_MOST]:
            self.differences.addItem(f"{one.kind}　{one.path}：{one.message}")
        if len(found) > _MOST:
            self.differences.addItem(f"另有{len(found) - _MOST}处，用命令 desk-app verify 可列出全部。")
        self.differences.setVisible(bool(found))

    def show_state(self, seal: Seal | None, matters: str) -> None:
        """Say what is open, and let only that be asked for which can be done now."""
        self.matters.setText(matters)
        self.matters.setVisible(bool(matters))
        for widget in (self.hand, self.taker, self.seal):
            widget.setEnabled(seal is None)
        self.resume.setVisible(seal is not None and not seal.stands_still)

    def _check_part(self) -> QFrame:
        frame, inside = _titled("核对归档", "归档多年以后也能核对：缺失、改动、多出的文件逐个列出；不需要原来的数据。")
        inside.addLayout(_acts(self, button("核对文件夹…", self.check_folder_asked.emit),
                               button("核对压缩包…", self.check_zip_asked.emit)))  # fmt: skip
        inside.addWidget(self.verdict)
        inside.addWidget(self.differences)
        return frame

    def _open_part(self) -> QFrame:
        told = "打开归档里的只读副本：各处照常可看、可印，什么都不能改，时间停在归档那天。归档本身不动。"
        frame, inside = _titled("打开归档查阅", told)
        inside.addLayout(_acts(self, button("打开文件夹…", self.open_folder_asked.emit),
                               button("打开压缩包…", self.open_zip_asked.emit)))  # fmt: skip
        return frame

    def _hand_part(self) -> QFrame:
        told = (
            "把全部数据、本局表样和未办、未报、承诺打成一个包，另有交接清单供三方签字；接收人在新电脑上打开就能接着办。"
        )
        frame, inside = _titled("交接给接手的人", told)
        self.taker.setAccessibleName("接收人")
        self.taker.setPlaceholderText("接收人姓名")
        self.taker.setMaximumWidth(chars(self, 12))
        word = label("接收人(&J)")
        word.setBuddy(self.taker)
        inside.addWidget(self.matters)
        inside.addLayout(_acts(self, line(word, self.taker), self.seal))
        inside.addLayout(_acts(self, self.hand, self.resume))
        self.taker.returnPressed.connect(self._hand)
        return frame

    def _take_part(self) -> QFrame:
        frame, inside = _titled("打开交接包", "在没有数据的电脑上打开移交人给的交接包，接着办理；经办人改为接收人。")
        inside.addLayout(_acts(self, button("打开交接包…", self.take_asked.emit)))
        return frame

    @Slot()
    def _hand(self) -> None:
        if self.taker.text().strip():
            self.hand_asked.emit(self.taker.text().strip(), self.seal.isChecked())
        else:
            self.taker.setPlaceholderText("请先填写接收人姓名")
            self.taker.setFocus(Qt.FocusReason.OtherFocusReason)


def _titled(title: str, told: str) -> tuple[QFrame, QVBoxLayout]:
    frame, inside = card()
    inside.addWidget(label(title, HEADING))
    inside.addWidget(label(told, QUIET, wrap=True))
    return frame, inside


def _acts(owner: QWidget, *widgets: QWidget) -> FlowLayout:
    made = FlowLayout(spacing=grid(owner), fills=False)
    for widget in widgets:
        made.addWidget(widget)
    return made
