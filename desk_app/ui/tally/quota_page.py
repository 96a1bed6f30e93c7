"""次数要求: each requirement with how many have done it, who has not, or why nobody can tell; with the rows."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desk_app.campaign.period import Period
from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.services.figure_rows import FigureRows
from desk_app.ui.ask_path import ask_folder
from desk_app.ui.look import grid, row_height
from desk_app.ui.nothing import Nothing
from desk_app.ui.pieces import QUIET, button, label, row
from desk_app.ui.room import RoomContext
from desk_app.ui.tally.behind import BehindPanel
from desk_app.ui.tally.role_dialog import RoleDialog
from desk_app.ui.tally.table_model import TextTable
from desk_app.ui.tally.views import fit_columns, plain_table, wrap_lines

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.produce import Made
    from desk_app.services.quota_roles import RoleChoices
    from desk_app.services.quota_values import QuotaCheck
    from desk_app.services.values import Campaign, ChangeSet, StoredForm

_CHECKS = ("次数要求", "对象", "次数", "时限", "完成", "说明")
_LINES = ("对象", "已有次数", "情况")
_LOW = 17


class QuotaPage(QWidget):
    """A view of 统计; ``refresh`` reads it anew."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self.context = context
        self.checks: tuple[QuotaCheck, ...] = ()
        self._forms: dict[str, StoredForm] = {}
        self.model, self.lines_model = TextTable(self), TextTable(self)
        self.table = plain_table("次数要求", self.model)
        self.who = plain_table("谁完成了、谁没有", self.lines_model)
        for table in (self.table, self.who):
            wrap_lines(table)
        self.behind = BehindPanel(context)
        self._said = label("", QUIET, wrap=True)
        self._nothing = Nothing()
        self._nothing.hide()
        self._why = label("", wrap=True)
        self._write = button("完成情况表", self.ask_paper)
        self._name = button("指定人员", self.ask_people)
        self._name.setToolTip("登记的职务里看不出是谁的，逐个指定")
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.who.activated.connect(self.open_rows)
        self.who.doubleClicked.connect(self.open_rows)
        self.behind.closed.connect(self.close_behind)

    def refresh(self) -> None:
        """Read how the requirements stand."""
        session = self.context.session
        if session.campaign is not None:
            job = partial(_read, campaign=session.campaign, period=session.period)
            self.context.worker.run(job, self._show, failed=self._cannot_tell, key="quotas.refresh")

    @property
    def chosen(self) -> QuotaCheck | None:
        """The requirement that is looked at."""
        place = self.table.currentIndex().row()
        return self.checks[place] if 0 <= place < len(self.checks) else None

    @Slot()
    def ask_paper(self) -> None:
        """Ask where 完成情况表 goes."""
        ask_folder(self, "次数要求完成情况表放在哪个文件夹", self.write_to)

    def write_to(self, folder: Path) -> None:
        """Write 次数要求完成情况表 as PDF and Excel."""
        campaign = self.context.session.campaign
        if campaign is not None:
            job = partial(_print, campaign=campaign, checks=self.checks, folder=folder)
            self.context.worker.run(job, self._written, failed=self._refused, text="写完成情况表")

    @Slot()
    def ask_people(self) -> None:
        """Ask whom the roles of the chosen requirement mean."""
        campaign, check = self.context.session.campaign, self.chosen
        if campaign is not None and check is not None and check.roles:
            job = partial(_choices, campaign=campaign, roles=check.roles)
            self.context.worker.run(job, self._ask, failed=self._refused, key="quotas.people")

    def _ask(self, choices: RoleChoices) -> None:
        dialog = RoleDialog(self, choices)
        dialog.named.connect(self.name_role)
        dialog.to_people.connect(self._to_people)
        dialog.open()

    @Slot(str, list)
    def name_role(self, role: str, people: list[str]) -> None:
        """指定人员; nobody lets the registered posts tell it."""
        campaign = self.context.session.campaign
        if campaign is not None:
            job = partial(_name, campaign=campaign, role=role, people=people)
            self.context.worker.run(job, self._named, failed=self._refused, text="指定人员")

    def _named(self, changes: ChangeSet) -> None:
        self.context.notices.done(f"已{changes.name}。", changes.operation_id)

    @Slot()
    def _to_people(self) -> None:
        self.context.go("units", "人员")

    @Slot(QModelIndex)
    def open_rows(self, index: QModelIndex) -> None:
        """Show the rows that a count counts."""
        check = self.chosen
        if check is None or not 0 <= index.row() < len(check.lines):
            return
        line = check.lines[index.row()]
        found = FigureRows(line.rows, self._forms.get(check.form))
        self.behind.open_rows(f"共{len(line.rows)}行　{line.subject}　{check.title}", found)
        self.behind.show()
        self._share_height()
        self.behind.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_behind(self) -> None:
        """Give the room back to the requirements."""
        self.behind.hide()
        self._share_height()
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        upper = QSplitter(Qt.Orientation.Horizontal)
        for table in (self.table, self.who):
            table.setMinimumSize(grid(self, 12), row_height(self) * 3)
            upper.addWidget(table)
        upper.setSizes([7000, 3000])
        upper.setChildrenCollapsible(False)
        self._upper = upper
        self.behind.hide()
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.addWidget(upper)
        halves.addWidget(self.behind)
        halves.setChildrenCollapsible(False)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self, 0.75))
        lines.addWidget(self._nothing)
        lines.addWidget(self._said)
        lines.addWidget(self._why)
        lines.addWidget(halves, 1)
        lines.addLayout(row(self._write, self._name))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """On a low screen what is said over the tables gives them room."""
        super().resizeEvent(event)
        self._share_height()
        self._fit()

    def _fit(self) -> None:
        """说明 has what width the other columns, each as wide as its words up to a measure, leave."""
        fit_columns(self.table, 3, 9, wide={_CHECKS.index("时限"): 12})
        fit_columns(self.who, 4, 16)

    def _share_height(self) -> None:
        """On a low screen the rows, while they are open, take the requirements' place."""
        low = self.height() < row_height(self) * _LOW
        self._upper.setVisible(self.behind.isHidden() or not low)
        self._said.setVisible(not low)
        self._why.setVisible(not low or self.behind.isHidden())

    def _show(self, found: tuple[tuple[QuotaCheck, ...], dict[str, StoredForm]]) -> None:
        at = max(0, self.table.currentIndex().row())
        self._nothing.hide()
        self.checks, self._forms = found
        self.model.show_texts(_CHECKS, [_texts(one) for one in self.checks])
        self._fit()
        self._write.setEnabled(bool(self.checks))
        self._said.setText(
            "人员按登记的职务认定（看不出是谁的可指定），按姓名计次；无法核对的不作零计。在右边的次数上按回车看记录。"
            if self.checks
            else "本专项没有次数要求。"
        )
        if self.checks:
            self.table.selectRow(min(at, len(self.checks) - 1))
        self._show_lines()

    @Slot(QModelIndex, QModelIndex)
    def _chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_lines()

    def _show_lines(self) -> None:
        check = self.chosen
        lines = check.lines if check is not None else ()
        self._why.setText(f"{check.title}：{check.said}" if check is not None else "")
        self._name.setEnabled(check is not None and bool(check.roles))
        self.lines_model.show_texts(_LINES, [(line.subject, str(line.count), line.said) for line in lines])
        self._fit()

    def _written(self, made: Made) -> None:
        self.context.notices.done(f"已写到“{made.files[0].parent}”：{'、'.join(path.name for path in made.files)}。")

    def _cannot_tell(self, refusal: DeskError) -> None:
        """Nothing can be told: why, and the way to what is wanting."""
        self.checks = ()
        self.model.show_texts(_CHECKS, [])
        self._show_lines()
        self._said.setText("")
        self._write.setEnabled(False)
        self._nothing.refuse(refusal, self.context.go)
        self._nothing.show()

    def _refused(self, refusal: DeskError) -> None:
        self._said.setText(str(refusal))


def _texts(one: QuotaCheck) -> tuple[str, ...]:
    done = f"{one.done}/{len(one.lines)}" if one.lines else "—"
    told = "；".join(part for part in (one.why, one.by_hand) if part)
    return (one.title, one.who, f"{one.per}{one.times}", one.window, done, told)


def _read(
    desk: Desk, _progress: Progress, *, campaign: Campaign, period: Period | None
) -> tuple[tuple[QuotaCheck, ...], dict[str, StoredForm]]:
    from desk_app.services.quotas import forms_by_name, quota_checks

    return quota_checks(desk, campaign, period), forms_by_name(desk, campaign)


def _choices(desk: Desk, _progress: Progress, *, campaign: Campaign, roles: tuple[str, ...]) -> RoleChoices:
    from desk_app.services.quota_roles import role_choices

    return role_choices(desk, campaign, roles)


def _name(desk: Desk, _progress: Progress, *, campaign: Campaign, role: str, people: list[str]) -> ChangeSet:
    from desk_app.services.quota_roles import name_role

    return name_role(desk, campaign, role, people)


def _print(
    desk: Desk, _progress: Progress, *, campaign: Campaign, checks: tuple[QuotaCheck, ...], folder: Path
) -> Made:
    from desk_app.services.closing_print import print_quotas

    return print_quotas(desk, campaign, checks, folder)
