"""What of the matrix is shown: a search, how many periods, which form, kind and standing, which track."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desk_app.services.completion import Completion, Track
from desk_app.ui.completion.matrix_model import STANDINGS, MatrixFilter
from desk_app.ui.completion.work import Span
from desk_app.ui.flow import FlowLayout
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import ChoiceBox

_TYPING = 150
_ALL_FORMS, _ALL_KINDS, _ALL_STANDINGS = "各表", "各类单位", "各种情况"


class MatrixBar(QWidget):
    """``sifted`` tells that another part is wanted, ``span_picked`` that other periods are, ``folding(bool)``.

    ``lesser`` are the choices that give way on a low screen.
    """

    sifted = Signal()
    span_picked = Signal()
    folding = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setAccessibleName("找单位")
        self.search.setPlaceholderText("找单位，如 hpk")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(chars(self, 10))
        self.span = _choice("期次范围", [one.value for one in Span], 4.5)
        self.form = _choice("报表", [_ALL_FORMS], 5)
        self.kind = _choice("单位类别", [_ALL_KINDS], 4.5)
        self.standing = _choice("情况", [_ALL_STANDINGS, *STANDINGS], 5.5)
        self.track = _choice("电子或纸质", [one.value for one in Track], 5)
        self.folded = QCheckBox("下级并入上级")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING)
        flow = FlowLayout(self, grid(self, 0.75), fills=False)
        for one in (self.search, self.span, self.form, self.standing, self.kind, self.track, self.folded):
            flow.addWidget(one)
        self.has_parents = False
        self.lesser = (self.form, self.kind, self.track)
        self._connect()

    @property
    def filter(self) -> MatrixFilter:
        """What is asked for."""
        return MatrixFilter(self.search.text().strip(), _picked(self.kind), _picked(self.form), _picked(self.standing))

    @property
    def shown_track(self) -> Track:
        """Which track is shown."""
        return tuple(Track)[self.track.currentIndex()]

    @property
    def shown_span(self) -> Span:
        """How many periods are shown."""
        return tuple(Span)[self.span.currentIndex()]

    def offer(self, shown: Completion) -> None:
        """Offer the forms and kinds of a matrix; what was picked stays where it is still there."""
        _fill(self.form, _ALL_FORMS, list(dict.fromkeys(one.form.name for one in shown.columns)))
        _fill(self.kind, _ALL_KINDS, list(dict.fromkeys(row.unit.kind for row in shown.rows if row.unit.kind)))
        self.has_parents = any(row.is_parent for row in shown.rows)
        self.folded.setVisible(self.has_parents)

    def choose(self, standing: str) -> None:
        """Show only returns that stand so."""
        self.standing.setCurrentIndex(max(0, self.standing.findText(standing)))
        self.sifted.emit()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._typed)
        self._timer.timeout.connect(self.sifted)
        for one in (self.form, self.kind, self.standing, self.track):
            one.activated.connect(self._sift)
        self.span.activated.connect(self._span)
        self.folded.toggled.connect(self.folding)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._timer.start()

    @Slot(int)
    def _sift(self, _place: int) -> None:
        self.sifted.emit()

    @Slot(int)
    def _span(self, _place: int) -> None:
        self.span_picked.emit()


def _choice(name: str, words: list[str], least: float) -> ChoiceBox:
    made = ChoiceBox()
    made.setAccessibleName(name)
    made.addItems(words)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(1)
    made.setMinimumWidth(chars(made, least + 2.5))
    made.setMaxVisibleItems(16)
    return made


def _picked(choice: QComboBox) -> str:
    return choice.currentText() if choice.currentIndex() > 0 else ""


def _fill(choice: QComboBox, everything: str, words: list[str]) -> None:
    before = _picked(choice)
    choice.clear()
    choice.addItems([everything, *words])
    choice.setCurrentIndex(max(0, choice.findText(before)) if before else 0)
    choice.setEnabled(len(words) > 1)
