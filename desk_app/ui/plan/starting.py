"""启动专项: from the open plan, after what will be started was shown, or from a template."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desk_app.ui.plan import work
from desk_app.ui.plan.start_dialog import StartDialog
from desk_app.ui.plan.work import Wanted

if TYPE_CHECKING:
    from desk_app.services.plan_start import Begun, Opening
    from desk_app.services.values import Campaign
    from desk_app.ui.plan.room import PlanRoom


class Starting(QObject):
    """Asks, and has the campaign started."""

    def __init__(self, room: PlanRoom) -> None:
        super().__init__(room)
        self._room = room

    @Slot()
    def ask(self) -> None:
        """Show what will be started."""
        page = self._room.page
        if page is not None:
            self._room.worker.run(partial(work.read_opening, page=page), self._open)

    @Slot(object)
    def start_campaign(self, wanted: Wanted) -> None:
        """Start the campaign and turn to it."""
        page = self._room.page
        if page is not None:
            job = partial(work.start, draft_id=page.head.id, wanted=wanted)
            self._room.worker.run(job, self._begun, text="启动专项")

    @Slot(object)
    def keep_wanted(self, wanted: Wanted) -> None:
        """Keep what was typed for the start."""
        page = self._room.page
        if page is not None:
            job = partial(work.keep, draft_id=page.head.id, wanted=wanted)
            self._room.worker.run(job, self._kept, text="存为草稿")

    @Slot(str, str)
    def start_template(self, template: str, name: str) -> None:
        """Start a campaign from a template and turn to it; a name that is taken is refused."""
        job = partial(work.open_template, template=template, name=name)
        self._room.worker.run(job, self._template_started)

    def _open(self, opening: Opening) -> None:
        page = self._room.page
        if page is not None:
            dialog = StartDialog(self._room, page, opening)
            dialog.started.connect(self.start_campaign)
            dialog.kept.connect(self.keep_wanted)
            dialog.open()

    def _kept(self, _nothing: None) -> None:
        self._room.notices.done("已存为草稿。")

    def _begun(self, begun: Begun) -> None:
        self._room.session.turn_to(begun.campaign.id)
        undated = f"（其中{begun.undated}项时限待定）" if begun.undated else ""
        doubts = f"；疑点{begun.open_doubts}处未审定，可随时在“方案”里审定" if begun.open_doubts else ""
        tasks = len(begun.campaign.outline.tasks)
        said = f"已启动专项：{begun.campaign.name}。任务{tasks}项{undated}{doubts}。{''.join(begun.remarks)}"
        self._room.notices.done(said)

    def _template_started(self, campaign: Campaign) -> None:
        self._room.name.clear()
        self._room.session.turn_to(campaign.id)
        self._room.notices.done(f"已启动专项：{campaign.name}。")
        self._room.context.go("home", "")
