"""人员 and 分管和联系: two sheets to type or paste into; each change is kept at once and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desk_app.campaign.people import TIE_KINDS, lines_of
from desk_app.campaign.roster import Roster
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import grid, row_height
from desk_app.ui.pieces import QUIET, button, label
from desk_app.ui.tally.views import fit_columns
from desk_app.ui.units.lines_model import LinesModel
from desk_app.ui.units.lines_view import LinesView
from desk_app.ui.units.page import scrolling


class LinesPage(QWidget):
    """``keep_asked(rows)`` when lines were changed; what is refused stays on the screen until it is put right."""

    keep_asked = Signal(object)

    def __init__(self, name: str, headings: Sequence[str], hint: str, acts: Sequence[QPushButton] = ()) -> None:
        super().__init__()
        self.model = LinesModel(headings, self)
        self.table = LinesView(name, self.model)
        self.unsaved = False
        tools = FlowLayout(spacing=grid(self), fills=False)
        for act in (*acts, button("删除所选行", self.table.delete_chosen)):
            tools.addWidget(act)
        lines = scrolling(self)
        self.table.setMinimumHeight(row_height(self) * 5)
        lines.setContentsMargins(0, grid(self), 0, 0)
        lines.addWidget(label(hint, QUIET, wrap=True))
        lines.addLayout(tools)
        lines.addWidget(self.table, 1)
        self._open = label("", "accent", wrap=True)
        self._open.hide()
        lines.addWidget(self._open)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._keep)
        self.model.edited.connect(self._wait)

    def show_lines(self, rows: Sequence[Sequence[str]]) -> None:
        """Show what is stored, unless something typed still waits to be put right."""
        if not self.unsaved and self.model.lines != [tuple(row) for row in rows]:
            place = self.table.currentIndex()
            self.model.show_lines(rows)
            fit_columns(self.table, 7, 14)
            self.table.setCurrentIndex(self.model.index(min(place.row(), self.model.rowCount() - 1), place.column()))

    @Slot()
    def _wait(self) -> None:
        self.unsaved = True
        self._timer.start()

    @Slot()
    def _keep(self) -> None:
        """Keep all lines at once, as soon as each of them says of whom it speaks."""
        nameless = [str(place) for place, line in enumerate(self.model.lines, start=1) if not line[0].strip()]
        self._open.setVisible(bool(nameless))
        self._open.setText(f"第{'、'.join(nameless)}行还没有{self.model.headings[0]}，填上后一起保存。")
        if not nameless:
            self.keep_asked.emit(self.model.lines)


class PeoplePage(LinesPage):
    """人员和职务, a line a post; the order is 领导排序."""

    def __init__(self, acts: Sequence[QPushButton]) -> None:
        from desk_app.services.people import HEADINGS

        hint = "一行一个职务，上下次序就是领导排序；局领导的单位可以空着，任职单位与所在单位相同的不用填。"
        super().__init__("人员和职务", HEADINGS, hint, acts)

    def show_roster(self, known: Roster) -> None:
        """Show the persons of a roster."""
        from desk_app.services.people import line_texts

        self.show_lines([line_texts(line) for line in lines_of(known.people)])
        names = [unit.name for unit in known.units]
        branches = list(dict.fromkeys(unit.branch for unit in known.units if unit.branch))
        self.table.offer({1: names, 4: [*names, *branches]})


class TiesPage(LinesPage):
    """分管 and 联系支部, with from–to dates; asked for only where a requirement needs them."""

    def __init__(self, acts: Sequence[QPushButton] = ()) -> None:
        from desk_app.services.people import TIE_HEADINGS

        hint = (
            "只有要核对“分管领导与分管科室”“党员领导与联系支部”这类要求时才用得着；"
            "没有登记的，核对时写明“无法核对”，不按零计。"
        )
        super().__init__("分管和联系", TIE_HEADINGS, hint, acts)

    def show_roster(self, known: Roster) -> None:
        """Show the ties of a roster."""
        from desk_app.services.people import tie_texts

        self.show_lines([tie_texts(tie) for tie in known.relations])
        names = [unit.name for unit in known.units]
        branches = list(dict.fromkeys(unit.branch for unit in known.units if unit.branch))
        self.table.offer({0: [one.name for one in known.people], 1: TIE_KINDS, 2: [*names, *branches]})
