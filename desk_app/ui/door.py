"""What stands where rooms would be while there is no campaign: opening, trouble, the two questions, the offers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.ui.look import chars, grid
from desk_app.ui.outside import Outside
from desk_app.ui.pieces import HEADING, MAIN, QUIET, TITLE, ChoiceBox, button, card, label, page, row
from desk_app.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk_app.services.desk import Desk
    from desk_app.services.values import ChangeSet

OPENING, TROUBLE, NAMES, OFFERS = range(4)


class Door(QStackedWidget):
    """The first ten minutes; ``plan``, ``blank`` and ``restore`` are what the window does when those are asked for."""

    def __init__(
        self, session: Session, outside: Outside, *,
        plan: Callable[[], None], blank: Callable[[], None], restore: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._session = session
        self._outside = outside
        self._blank = blank
        self.read_plan = button("读入方案", plan, MAIN)
        self._restore = restore
        self.bureau = QLineEdit()
        self.operator = QLineEdit()
        self.templates = ChoiceBox()
        self._trouble = label("", wrap=True)
        self._why = label("", QUIET, wrap=True)
        self._why.hide()
        self._builders = (self._opening_page, self._trouble_page, self._names_page, self._offers_page)
        self._built: dict[int, QWidget] = {}
        self._page = OPENING
        self._turn_to(OPENING)
        session.opened.connect(self.look)
        session.switched.connect(self.look)
        session.unusable.connect(self._say_trouble)

    @property
    def page(self) -> int:
        """Which of the four pages is shown."""
        return self._page

    @Slot()
    def look(self) -> None:
        """Show what the session asks for now."""
        overview = self._session.overview
        if overview is None:
            self._turn_to(OPENING)
            return
        self.templates.clear()
        self.templates.addItems(list(overview.templates))
        asked = not overview.bureau
        self._turn_to(NAMES if asked else OFFERS)
        if self.isVisible():
            (self.bureau if asked else self.read_plan).setFocus()

    def say_why(self, room: str) -> None:
        """Say why somebody who wanted a room stands here; nothing for who wanted none."""
        self._why.setText(f"“{room}”要先有专项才能办：读入方案，或按模板启动，随后就在这里办。" if room else "")
        if self._why.parent() is not None:  # else its page is not made yet, and it would stand as a window of its own
            self._why.setVisible(bool(room))

    @Slot()
    def keep_names(self) -> None:
        """Keep the two answers; without the bureau's name the question stays."""
        bureau, operator = self.bureau.text().strip(), self.operator.text().strip()
        if not bureau:
            self.bureau.setPlaceholderText("请先填写本单位全称")
            self.bureau.setFocus()
            return
        self._session.worker.run(partial(_name, bureau=bureau, operator=operator))

    @Slot()
    def open_template(self) -> None:
        """Open a campaign from the chosen template."""
        self._session.worker.run(partial(_open, template=self.templates.currentText()), text="启动专项")

    @Slot()
    def open_sample(self) -> None:
        """Open the sample in its own folder."""
        self._session.open(self._outside.sample_data, sample=True)

    @Slot()
    def _again(self) -> None:
        self._session.open(self._outside.data)

    @Slot(object)
    def _say_trouble(self, refusal: DeskError) -> None:
        self._trouble.setText(str(refusal))
        self._turn_to(TROUBLE)

    def _turn_to(self, place: int) -> None:
        """Show a page; each is built when it is first wanted."""
        self._page = place
        if place not in self._built:
            self._built[place] = self._builders[place]()
            self.addWidget(self._built[place])
        self.setCurrentWidget(self._built[place])

    def _opening_page(self) -> QWidget:
        made = QWidget()
        lines = page(made)
        lines.addWidget(label("正在打开数据……", QUIET))
        lines.addStretch(1)
        return made

    def _trouble_page(self) -> QWidget:
        made, lines = self._titled("数据没有打开")
        frame, inside = card()
        inside.addWidget(self._trouble)
        inside.addLayout(row(button("再试一次", self._again, MAIN), button("从备份恢复", self._restore)))
        lines.addWidget(frame)
        lines.addWidget(label(f"数据文件夹：{self._outside.data}", QUIET, wrap=True))
        lines.addLayout(row(label("不打开数据也能"), button("打印空白附件", self._blank)))
        lines.addStretch(1)
        return made

    def _names_page(self) -> QWidget:
        made, lines = self._titled("第一次使用，只问两件事")
        frame, inside = card()
        for word, field, hint in (
            ("本单位全称", self.bureau, "印在表头和落款上，如“××市生态环境局”"),
            ("经办人", self.operator, "记在操作记录里，可以以后再填"),
        ):
            named = label(word, HEADING)
            named.setBuddy(field)
            field.setAccessibleName(word)
            field.setAccessibleDescription(hint)
            field.setMaximumWidth(chars(field, 26))
            inside.addWidget(named)
            inside.addWidget(field)
            inside.addWidget(label(hint, QUIET, wrap=True))
        self.bureau.returnPressed.connect(self.operator.setFocus)
        self.operator.returnPressed.connect(self.keep_names)
        inside.addLayout(row(button("开始", self.keep_names, MAIN)))
        lines.addWidget(frame)
        lines.addWidget(self._other_ways())
        lines.addStretch(1)
        return made

    def _offers_page(self) -> QWidget:
        made, lines = self._titled("从哪里开始")
        lines.addWidget(self._why)
        self._why.setVisible(bool(self._why.text()))
        first, steps = card()
        steps.addWidget(label("手头有方案：读入方案", HEADING))
        steps.addWidget(
            label("Word或文本的实施方案，逐条列出任务、时限、附表和疑点，核对后启动专项。", QUIET, wrap=True)
        )
        steps.addLayout(row(self.read_plan))
        lines.addWidget(first)
        frame, inside = card()
        inside.addWidget(label("没有方案：按模板启动专项", HEADING))
        inside.addWidget(label("附件表、任务清单和期次都已备好，随后读入单位名册即可下发空表。", QUIET, wrap=True))
        self.templates.setAccessibleName("模板")
        self.templates.setMaximumWidth(chars(self.templates, 26))
        inside.addWidget(self.templates)
        inside.addLayout(row(button("启动专项", self.open_template)))
        lines.addWidget(frame)
        lines.addWidget(self._other_ways())
        lines.addStretch(1)
        return made

    def _other_ways(self) -> QFrame:
        frame, inside = card()
        inside.addWidget(label("也可以", HEADING))
        table = QGridLayout()
        table.setSpacing(grid(self))
        table.setColumnStretch(1, 1)
        ways = (
            ("打开样例", self.open_sample, "一个虚构的局三个月的来表，随便试，不影响本单位的数据"),
            ("从备份恢复", self._restore, "换了电脑，或者要接着以前的数据办"),
            ("打印空白附件", self._blank, "什么都不用打开，选一张表直接出空表"),
        )
        for place, (word, call, hint) in enumerate(ways):
            table.addWidget(button(word, call), place, 0)
            table.addWidget(label(hint, QUIET, wrap=True), place, 1)
        inside.addLayout(table)
        return frame

    def _titled(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        made = QWidget()
        lines = page(made)
        lines.addSpacing(grid(self, 2))
        lines.addWidget(label(title, TITLE))
        return made, lines


def _name(desk: Desk, _progress: Progress, *, bureau: str, operator: str) -> ChangeSet:
    from desk_app.services.open_campaign import name_the_office

    return name_the_office(desk, bureau, operator)


def _open(desk: Desk, _progress: Progress, *, template: str) -> None:
    from desk_app.services.open_campaign import open_from_template

    open_from_template(desk, template)
