"""Files in and out of 单位: a roster or a list of persons is looked at first; names are gathered from returns."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QPushButton

from desk_app.campaign.roster import Roster
from desk_app.ui.ask_path import READ, ask_file, ask_folder, ask_new_file
from desk_app.ui.pieces import button
from desk_app.ui.units import work

if TYPE_CHECKING:
    from desk_app.services.keep_roster import Decisions, RosterPlan
    from desk_app.services.people import PeoplePlan
    from desk_app.services.produce import Made
    from desk_app.services.roster_proposal import Confirmed, Proposal
    from desk_app.services.values import ChangeSet
    from desk_app.ui.units.room import UnitsRoom

_FILES = "名册文件 (*.csv *.xlsx *.xls *.et *.docx)"
_OUT = "Excel 工作簿 (*.xlsx);;csv 文件 (*.csv)"


class Files(QObject):
    """What goes between the roster and files, for one room."""

    def __init__(self, room: UnitsRoom) -> None:
        super().__init__(room)
        self._room = room
        self.plan: RosterPlan | None = None
        self.people_plan: PeoplePlan | None = None
        self._said: Decisions | None = None
        self._roster_acts = (
            button("读入名册", self.ask_import),
            button("从来表生成名册", self.ask_gather),
            button("导出名册", self.ask_export),
        )
        self._unit = ""

    def roster_acts(self) -> tuple[QPushButton, ...]:
        """The buttons above the tree."""
        return self._roster_acts

    def people_acts(self) -> tuple[QPushButton, ...]:
        """The buttons above the persons."""
        return button("读入人员名单", self.ask_people), button("导出人员", self.ask_people_export)

    def ties_acts(self) -> tuple[QPushButton, ...]:
        """The buttons above 分管和联系."""
        return (button("导出分管和联系", self.ask_ties_export),)

    def connect_all(self) -> None:
        """Listen to the room's parts."""
        room = self._room
        room.import_page.decided.connect(self._decide)
        room.import_page.taken.connect(self.take)
        room.import_page.dropped.connect(self.drop)
        room.proposal.made.connect(self._make)
        room.proposal.files_asked.connect(self.ask_gather)
        room.proposal.left.connect(self._leave_proposal)
        room.panel.reissue_asked.connect(self.ask_reissue)

    def look(self, *, has_units: bool) -> None:
        """Offer above the tree what an empty roster offers in its place."""
        for act in (*self._roster_acts, self._room.changing.add):
            act.setVisible(has_units)

    @Slot()
    def ask_import(self) -> None:
        """Ask for a roster file."""
        ask_file(self._room, "读入单位名册", _FILES, self.look_at)

    def look_at(self, path: Path) -> None:
        """Say what a roster file would change."""
        self._said = None
        self._room.import_page.set_date(self._room.session.clock().date())
        self._room.worker.run(partial(work.plan_file, path=path, said=None), self._show_plan, text="读名册文件")

    @Slot(object)
    def _decide(self, said: Decisions) -> None:
        if self.plan is not None:
            self._said = said
            job = partial(work.plan_file, path=self.plan.path, said=said)
            self._room.worker.run(job, self._show_plan, key="units.plan")

    def _show_plan(self, plan: RosterPlan) -> None:
        self.plan, self.people_plan = plan, None
        self._room.import_page.show_roster(plan, self._room.session.clock().date())
        self._room.show_whole(self._room.import_page)

    @Slot()
    def take(self) -> None:
        """Take the looked-at file in, as it was decided."""
        if self.plan is not None:
            said = self._said and self._room.import_page.decisions
            job = partial(work.take_file, path=self.plan.path, said=said)
            self._room.worker.run(job, self._taken, text="读入名册")
        elif self.people_plan is not None:
            people = partial(work.take_people, path=self.people_plan.path)
            self._room.worker.run(people, self._taken_people, text="读入人员名单")

    @Slot()
    def drop(self) -> None:
        """Leave everything as it is."""
        self.plan = self.people_plan = None
        self._room.show_whole()

    def _taken(self, outcome: tuple[Roster, ChangeSet]) -> None:
        known, changes = outcome
        self.drop()
        self._room.notices.done(f"已读入名册，共{len(known.units)}家单位。", changes.operation_id)

    def _taken_people(self, changes: ChangeSet) -> None:
        self.drop()
        self._room.notices.done("已读入人员名单。", changes.operation_id)

    @Slot()
    def ask_export(self) -> None:
        """Ask where the roster goes."""
        ask_new_file(self._room, "导出单位名册", "单位名册.xlsx", _OUT, self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the roster by the file's ending."""
        self._room.worker.run(partial(work.write_file, path=path), self._written, text="导出名册")

    @Slot()
    def ask_people(self) -> None:
        """Ask for a list of persons."""
        ask_file(self._room, "读入人员名单", _FILES, self.look_at_people)

    def look_at_people(self, path: Path) -> None:
        """Say what a list of persons would change."""
        self._room.worker.run(partial(work.plan_people, path=path), self._show_people, text="读人员名单")

    def _show_people(self, plan: PeoplePlan) -> None:
        self.plan, self.people_plan = None, plan
        self._room.import_page.show_people(plan)
        self._room.show_whole(self._room.import_page)

    @Slot()
    def ask_people_export(self) -> None:
        """Ask where the list of persons goes."""
        ask_new_file(self._room, "导出人员名单", "人员名单.xlsx", _OUT, self.export_people_to)

    def export_people_to(self, path: Path) -> None:
        """Write the list of persons by the file's ending."""
        self._room.worker.run(partial(work.write_people, path=path), self._written, text="导出人员")

    @Slot()
    def ask_ties_export(self) -> None:
        """Ask where the ties go."""
        ask_new_file(self._room, "导出分管和联系", "分管和联系.xlsx", _OUT, self.export_ties_to)

    def export_ties_to(self, path: Path) -> None:
        """Write the ties by the file's ending."""
        self._room.worker.run(partial(work.write_ties, path=path), self._written, text="导出分管和联系")

    def _written(self, path: Path) -> None:
        self._room.notices.done(f"已写到“{path}”。")

    @Slot()
    def ask_gather(self) -> None:
        """Ask where the received files lie."""
        ask_folder(self._room, "各单位的来表在哪个文件夹", self.gather, READ)

    @Slot()
    def gather_plans(self) -> None:
        """Gather names from the plans alone."""
        self._room.worker.run(partial(work.gather, paths=()), self._show_proposal, text="从方案找单位")

    def gather(self, folder: Path) -> None:
        """Gather names from a folder of received files, and the plans."""
        self._room.worker.run(partial(work.gather, paths=(folder,)), self._show_proposal, text="从来表找单位")

    def _show_proposal(self, proposal: Proposal) -> None:
        if not proposal.names:
            where = f"看了{proposal.files}个文件，" if proposal.files else "已有的方案里"
            self._room.notices.trouble(f"{where}没有找到名册里没有的单位名称；可以换一个文件夹，或直接输入。")
            return
        self._room.proposal.show_proposal(proposal)
        self._room.show_whole(self._room.proposal)
        self._room.proposal.table.setFocus()

    @Slot(object)
    def _make(self, confirmed: tuple[Confirmed, ...]) -> None:
        job = partial(work.make_roster, confirmed=confirmed)
        self._room.worker.run(job, partial(self._made, len(confirmed)), text="生成名册")

    def _made(self, _count: int, changes: ChangeSet) -> None:
        self._leave_proposal()
        self._room.notices.done("名册已生成，次序和又称可以在这里调整。", changes.operation_id)

    @Slot()
    def _leave_proposal(self) -> None:
        self._room.show_whole()

    @Slot(str)
    def ask_reissue(self, name: str) -> None:
        """Ask where a unit's blanks go."""
        self._unit = name
        ask_folder(self._room, f"“{name}”的空表写到哪个文件夹", self.reissue_to)

    def reissue_to(self, out: Path) -> None:
        """Write the blanks of what the unit still owes."""
        campaign = self._room.session.campaign
        if campaign is not None:
            job = partial(work.reissue, campaign=campaign, unit=self._unit, out=out)
            self._room.worker.run(job, partial(self._reissued, out), text="再出空表")

    def _reissued(self, out: Path, made: Made) -> None:
        self._room.notices.done(f"“{self._unit}”的空表已写好，共{len(made.files)}个文件，在“{out}”。")
