"""单位变动: one small question for 改名, 并入, 分设, 停用 and 恢复启用, with the day and its basis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, QStringListModel, Slot
from PySide6.QtWidgets import QCheckBox, QCompleter, QDateEdit, QFormLayout, QLabel, QLineEdit, QWidget

from desk_app.campaign.roster import Unit
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, grid, row_height
from desk_app.ui.pieces import HEADING, MAIN, QUIET, ChoiceBox, button, label, row

RENAME, CORRECT, MERGE, SPLIT, STOP, RESUME = "改名", "更正名称", "并入", "分设", "停用", "恢复启用"
_TODAY, _AT_REST = (RENAME, MERGE, SPLIT, STOP, CORRECT), (RESUME,)
_HINTS = {
    RENAME: "旧名作为又称保留，来表上写旧名也认得；改名以前各期的报表仍印旧名。",
    CORRECT: "只是名册里写错了：各期报表都印新名，旧写法作为又称保留。",
    MERGE: "从这天起不再应报，以前应报的照旧；已报的表和数字留在原处，下级单位转到并入的单位。",
    SPLIT: "新单位排在它后面，从这天起应报；已报的表和数字留在原单位。",
    STOP: "从这天起不再应报，以前应报的照旧；已报的表和数字都保留。",
    RESUME: "从这天起恢复应报，排在原来的位置。",
}
_OTHERS = {RENAME: "新名称", CORRECT: "正确名称", MERGE: "并入哪家", SPLIT: "分设出"}
_SPLITTERS = str.maketrans("，,;；\n", "、、、、、")


@dataclass(frozen=True, slots=True)
class TurnSaid:
    """What a person said of a unit: ``other`` is the new name or the other unit, ``new`` the units split off."""

    name: str
    kind: str
    day: date
    basis: str = ""
    other: str = ""
    new: tuple[str, ...] = ()
    keeps: bool = True


class TurnDialog(DeskDialog):
    """Asks only what the chosen change needs; ``answer`` gets what was said."""

    def __init__(
        self, parent: QWidget, unit: Unit, names: Sequence[str], today: date, answer: Callable[[TurnSaid], None]
    ) -> None:
        super().__init__(parent, "单位变动")
        self._unit, self._answer = unit, answer
        self.kind = ChoiceBox()
        self.kind.addItems(_AT_REST if unit.active_to else _TODAY)
        self.kind.setAccessibleName("变动")
        self.other = QLineEdit()
        self._units = tuple(name for name in names if name != unit.name)
        self._offered = QStringListModel(list(self._units), self)
        self._names = QCompleter(self._offered, self)
        self._names.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.keeps = QCheckBox("原单位继续保留")
        self.keeps.setChecked(True)
        self.day = QDateEdit(QDate(today.year, today.month, today.day))
        self.day.setMinimumHeight(row_height(self))
        self.day.setMaximumDate(QDate(today.year, today.month, today.day))
        self.day.setDisplayFormat("yyyy年M月d日")
        self.day.setAccessibleName("从哪天起")
        self.basis = QLineEdit()
        self.basis.setAccessibleName("依据")
        self.basis.setPlaceholderText("可不填，如：三定方案、局发〔2023〕5号")
        self._hint = label("", QUIET, wrap=True)
        self._other_word = label("")
        self.keep = button("登记", self.say, MAIN)
        self._lay_out()
        self.kind.currentTextChanged.connect(self._look)
        self.other.textChanged.connect(self._look)
        self.other.textEdited.connect(self._offer)
        self.other.returnPressed.connect(self.say)
        self._look()
        self.suit(chars(self, 36), row_height(self) * 11)

    @Slot()
    def say(self) -> None:
        """Give the answer, once there is one."""
        if not self.keep.isEnabled():
            return
        chosen = self.day.date()
        parts = tuple(part.strip() for part in self.other.text().translate(_SPLITTERS).split("、") if part.strip())
        kind = self.kind.currentText()
        said = TurnSaid(
            self._unit.name,
            kind,
            date(chosen.year(), chosen.month(), chosen.day()),
            self.basis.text().strip(),
            self.other.text().strip(),
            parts if kind == SPLIT else (),
            self.keeps.isChecked(),
        )
        self.close()
        self._answer(said)

    @Slot(str)
    def _offer(self, typed: str) -> None:
        """Offer the units that answer to what is typed, by name or 拼音首字母, those that begin with it first."""
        from desk_app.services.initials import begins, matches

        found = [name for name in self._units if matches(typed, name)] if typed.strip() else list(self._units)
        found.sort(key=lambda name: bool(typed.strip()) and not begins(typed, name))
        self._offered.setStringList(found)

    def _lay_out(self) -> None:
        self.lines.addWidget(label(self._unit.name, HEADING, wrap=True))
        form = QFormLayout()
        form.setHorizontalSpacing(grid(self, 2))
        form.setVerticalSpacing(grid(self))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        words: tuple[tuple[QLabel, QWidget], ...] = (
            (label("变动"), self.kind),
            (self._other_word, self.other),
            (label(""), self.keeps),
            (label("从哪天起"), self.day),
            (label("依据"), self.basis),
        )
        for word, field in words:
            form.addRow(word, field)
        self._form = form
        self.lines.addLayout(form)
        self.lines.addWidget(self._hint)
        self.lines.addStretch(1)
        self.lines.addLayout(row(self.keep, button("关闭", self.close)))

    @Slot()
    def _look(self) -> None:
        kind = self.kind.currentText()
        word = _OTHERS.get(kind, "")
        self._other_word.setText(word)
        self._form.setRowVisible(self.other, bool(word))
        self.other.setAccessibleName(word)
        told = {SPLIT: "几家之间用顿号隔开", MERGE: "单位名称或拼音首字母，如 hpk"}
        self.other.setPlaceholderText(told.get(kind, ""))
        self.other.setCompleter(self._names if kind == MERGE else None)  # type: ignore[arg-type]  # Qt takes none
        self._form.setRowVisible(self.keeps, kind == SPLIT)
        self._form.setRowVisible(self.day, kind != CORRECT)
        self._form.setRowVisible(self.basis, kind != CORRECT)
        self._hint.setText(_HINTS[kind])
        self.keep.setEnabled(not word or bool(self.other.text().strip()))
