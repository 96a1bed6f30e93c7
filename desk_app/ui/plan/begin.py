"""方案 before a document is open: 读入方案, the documents that lie there, a campaign from a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import (
    HEADING,
    LINK,
    MAIN,
    QUIET,
    TITLE,
    ChoiceBox,
    button,
    card,
    emptied,
    label,
    line,
    page,
    row,
)

if TYPE_CHECKING:
    from desk_app.services.values import DraftHead

_MOST = 12


class BeginPage(QWidget):
    """Tells by signals what a person wants; does nothing itself."""

    plan_asked = Signal()
    later_asked = Signal()
    opened = Signal(int)
    removed = Signal(int)
    template_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.templates = ChoiceBox()
        self.name = QLineEdit()
        self.read = button("读入方案(&O)", self.plan_asked.emit, MAIN)
        self.later = button("读入后续文件(&L)", self.later_asked.emit)
        lines = page(self)
        lines.addWidget(label("方案", TITLE))
        frame, inside = card()
        inside.addWidget(label("读入方案", HEADING))
        inside.addWidget(
            label("选一份实施方案（Word文档或文本文件），也可以直接拖进来。逐条列出任务、次数要求、附表和阶段，每条都能点回原文；"
                  "前后不一、日期有误的列成疑点，由领导审定。", wrap=True)
        )  # fmt: skip
        inside.addLayout(row(self.read, self.later))
        self._hint = label("", QUIET, wrap=True)
        inside.addWidget(self._hint)
        lines.addWidget(frame)
        self._known, self._known_lines = card()
        lines.addWidget(self._known)
        lines.addWidget(self._by_template())
        lines.addStretch(1)

    def offer(self, documents: tuple[DraftHead, ...], templates: tuple[str, ...], campaign: str) -> None:
        """Show what there is; ``campaign`` is the one a later paper would be read against, empty for none."""
        chosen = self.templates.currentText()
        self.templates.clear()
        self.templates.addItems(list(templates))
        self.templates.setCurrentIndex(max(0, self.templates.findText(chosen)))
        self.later.setVisible(bool(campaign))
        self._hint.setVisible(bool(campaign))
        self._hint.setText(
            f"补充通知、延期通知、方案的新版本，用“读入后续文件”对照“{campaign}”逐条核对，只改它写明的。"
        )
        lines = emptied(self._known_lines)
        self._known.setVisible(bool(documents))
        lines.addWidget(label("读入过的文件", HEADING))
        for one in documents[:_MOST]:
            lines.addWidget(self._line(one))

    def _line(self, one: DraftHead) -> QWidget:
        when = f"{one.read_at.month}月{one.read_at.day}日 {one.read_at:%H:%M}"
        kind = "后续文件" if one.later else "方案"
        name = button("打开", self._open, LINK)
        name.setObjectName(f"open{one.id}")
        name.setAccessibleName(f"打开{one.file}")
        gone = button("删除", self._remove, LINK)
        gone.setObjectName(f"gone{one.id}")
        gone.setAccessibleName(f"删除{one.file}")
        gone.setVisible(one.state.value == "草稿")
        text = label(f"{one.title or one.file}", wrap=True)
        said = label(f"{kind}·{one.state.value}　{when}　{one.file}", QUIET, wrap=True)
        box = QWidget()
        lines = QVBoxLayout(box)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(text)
        lines.addWidget(said)
        return line(box, name, gone, grow=0)

    def _by_template(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label("按模板启动专项", HEADING))
        form = QFormLayout()
        form.setHorizontalSpacing(grid(self, 2))
        form.setVerticalSpacing(grid(self))
        for word, field in (("模板", self.templates), ("专项名称", self.name)):
            field.setAccessibleName(word)
            field.setMaximumWidth(chars(self, 26))
            named = label(word)
            named.setBuddy(field)
            form.addRow(named, field)
        inside.addLayout(form)
        inside.addLayout(row(button("启动专项", self._start)))
        return frame

    @Slot()
    def _start(self) -> None:
        self.template_asked.emit(self.templates.currentText(), self.name.text().strip())

    @Slot()
    def _open(self) -> None:
        self.opened.emit(int(self.sender().objectName().removeprefix("open")))

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(int(self.sender().objectName().removeprefix("gone")))
