"""The fields in which a person sets a stage, a duty or a quota right, beside the sentence that it came from."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from desk_app.services.plan_amend import DutySaid, PhaseSaid
from desk_app.services.plan_amended import DutyView, PhaseView
from desk_app.ui.look import row_height


class DutyFields(QFrame):
    """内容, 对象, 周期和时限, 最少次数."""

    def __init__(self) -> None:
        super().__init__()
        self.content = QPlainTextEdit()
        self.content.setTabChangesFocus(True)
        self.content.setFixedHeight(round(row_height(self) * 2.4))
        self.content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.who, self.when, self.least = QLineEdit(), QLineEdit(), QLineEdit()
        form = _form(self)
        for word, field, hint in (
            ("内容", self.content, "要求做什么"),
            ("对象", self.who, "谁来做，如：各党支部"),
            ("周期、时限", self.when, "如：每月、每月20日前、4月至6月、7月31日前；不写即全程"),
            ("最少次数", self.least, "如：2；不限的不填"),
        ):
            _add(form, word, field, hint)

    def show_view(self, view: DutyView) -> None:
        """Show a duty as it holds."""
        self.content.setPlainText(view.said.content)
        least = view.said.deadline.min_count
        for field, text in ((self.who, view.said.who), (self.when, view.when), (self.least, str(least or ""))):
            field.setText(text)
            field.setCursorPosition(0)

    @property
    def said(self) -> DutySaid:
        """What is typed."""
        content = " ".join(self.content.toPlainText().split())
        return DutySaid(content, self.who.text(), self.when.text(), self.least.text())


class PhaseFields(QFrame):
    """阶段名称, 起止."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.when = QLineEdit(), QLineEdit()
        form = _form(self)
        _add(form, "阶段名称", self.name, "如：动员部署阶段")
        _add(form, "起止", self.when, "如：2022年2月1日至4月30日；起日不明的写：1月31日前")

    def show_view(self, view: PhaseView) -> None:
        """Show a stage as it holds."""
        for field, text in ((self.name, view.said.name), (self.when, view.when)):
            field.setText(text)
            field.setCursorPosition(0)

    @property
    def said(self) -> PhaseSaid:
        """What is typed."""
        return PhaseSaid(self.name.text(), self.when.text())


def _form(owner: QFrame) -> QFormLayout:
    form = QFormLayout(owner)
    form.setContentsMargins(0, 0, 0, 0)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def _add(form: QFormLayout, word: str, field: QWidget, hint: str) -> None:
    field.setAccessibleName(word)
    if isinstance(field, QLineEdit | QPlainTextEdit):
        field.setPlaceholderText(hint)
    form.addRow(word, field)
