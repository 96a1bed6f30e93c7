"""共60：待核6 重复2 … each count a button that narrows the list, the faultless ones folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desk_app.ui.flow import FlowLayout
from desk_app.ui.intake.lines_model import SHAPES
from desk_app.ui.look import grid

if TYPE_CHECKING:
    from desk_app.services.intake_page import IntakeLine, IntakePage

ALL = ""
FOLDED = frozenset({"无误", "零报告", "已被重报替换"})


class CountsBar(QWidget):
    """``chosen(word)`` names the kind that is wanted, empty for everything that is not folded."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, grid(self, 0.5), fills=False)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        self.kind = ALL
        for word in (ALL, *SHAPES):
            made = QPushButton()
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("word", word)
            made.clicked.connect(self._pick)
            self._group.addButton(made)
            self._flow.addWidget(made)
            self._buttons[word] = made
        self._buttons[ALL].setChecked(True)

    def show_page(self, page: IntakePage) -> None:
        """Count what the page holds."""
        from desk_app.services.intake_page import Kind

        unfolded = sum(_asks(line) for line in page.lines)
        self._buttons[ALL].setText(f"共{len(page.lines)}份　要看的{unfolded}")
        for kind in Kind:
            count = page.count(kind)
            fold = " ▸" if kind in FOLDED else ""
            self._buttons[kind].setText(f"{SHAPES[kind]} {kind}{count}{fold}")
            self._buttons[kind].setVisible(bool(count))
        if self.kind != ALL and not page.count(Kind(self.kind)):
            self.choose(ALL)
        self.updateGeometry()

    def choose(self, word: str) -> None:
        """Narrow to a kind."""
        self.kind = word
        self._buttons[word].setChecked(True)

    def wants(self, line: IntakeLine) -> bool:
        """Whether a line is to be listed."""
        return _asks(line) if self.kind == ALL else line.kind == self.kind

    @Slot()
    def _pick(self) -> None:
        self.kind = self.sender().property("word")
        self.chosen.emit(self.kind)


def _asks(line: IntakeLine) -> bool:
    """Whether a line is worth a look: not folded, and not settled by a person."""
    return line.kind not in FOLDED and not line.settled
