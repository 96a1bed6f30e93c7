"""The bar at the top: current 专项 and 期次, 查找, 领导要数."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QWidget

from desk_app.ui.actions import spec
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import QUIET, ChoiceBox, button, label
from desk_app.ui.session import Session

EACH_OWN = "各表本期"


class TopBar(QFrame):
    """Chooses campaign and period of the session; the two buttons only tell that they were pressed."""

    find_asked = Signal()
    figures_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self._session = session
        self.campaigns = _choice("专项", 14, 40)
        self.periods = _choice("期次", 7, 14)
        self.find_button = button("查找")
        self.find_button.clicked.connect(self.find_asked)
        self.figures_button = button("领导要数")
        self.figures_button.clicked.connect(self.figures_asked)
        for one, name in ((self.find_button, "find"), (self.figures_button, "figures")):
            one.setToolTip(f"{spec(name).text}（{spec(name).keys[0]}）")
        line = QHBoxLayout(self)
        line.setContentsMargins(grid(self, 2), grid(self), grid(self, 2), grid(self))
        line.setSpacing(grid(self))
        for word, choice in (("专项", self.campaigns), ("期次", self.periods)):
            named = label(word, QUIET)
            named.setBuddy(choice)
            line.addWidget(named)
            line.addWidget(choice, 3 if choice is self.campaigns else 1)
        line.addStretch(1)
        line.addWidget(self.find_button)
        line.addWidget(self.figures_button)
        self.campaigns.activated.connect(self._campaign_picked)
        self.periods.activated.connect(self._period_picked)
        session.opened.connect(self.fill)
        session.chosen.connect(self.fill)
        session.switched.connect(self.fill)
        self.fill()

    @Slot()
    def fill(self) -> None:
        """Show the session's choices."""
        overview, current = self._session.overview, self._session.current
        self.campaigns.clear()
        self.periods.clear()
        for one in overview.campaigns if overview else ():
            tail = "（已结束）" if one.campaign.ended else ""
            self.campaigns.addItem(f"{one.campaign.name}{tail}", one.campaign.id)
            if one.campaign.ended:
                grey = self.palette().color(QPalette.ColorRole.PlaceholderText)
                self.campaigns.setItemData(self.campaigns.count() - 1, grey, Qt.ItemDataRole.ForegroundRole)
        if current is not None:
            self.campaigns.setCurrentIndex(self.campaigns.findData(current.campaign.id))
            self.campaigns.setToolTip(current.campaign.title)
            self.periods.addItem(EACH_OWN, "")
            for period in current.periods:
                self.periods.addItem(period.label, period.code)
            code = self._session.period.code if self._session.period else ""
            self.periods.setCurrentIndex(self.periods.findData(code))
        else:
            self.campaigns.addItem("还没有专项")
        for choice in (self.campaigns, self.periods):
            choice.setEnabled(current is not None)
        self.figures_button.setEnabled(current is not None)

    @Slot()
    def open_campaigns(self) -> None:
        """Let the campaigns be chosen by key."""
        _unfold(self.campaigns)

    @Slot()
    def open_periods(self) -> None:
        """Let the periods be chosen by key."""
        _unfold(self.periods)

    @Slot(int)
    def _campaign_picked(self, place: int) -> None:
        self._session.choose_campaign(self.campaigns.itemData(place))

    @Slot(int)
    def _period_picked(self, place: int) -> None:
        code = self.periods.itemData(place)
        current = self._session.current
        known = current.periods if current else ()
        self._session.choose_period(next((one for one in known if one.code == code), None))


def _choice(name: str, least: int, most: int) -> QComboBox:
    made = ChoiceBox()
    made.setAccessibleName(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(least)
    made.setMaximumWidth(chars(made, most))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setMaxVisibleItems(16)
    return made


def _unfold(choice: QComboBox) -> None:
    if choice.isEnabled():
        choice.setFocus()
        choice.showPopup()
