"""结束专项 and 恢复专项: an ended campaign keeps everything and asks for nothing."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.campaign.tasks import TaskState
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.task_board import task_board
from desk_app.storage import campaigns, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet
from desk_app.storage.states import CampaignState, SubmissionState


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What lies open in a campaign that somebody is about to end."""

    tasks: int
    waiting: int

    @property
    def said(self) -> str:
        """In one sentence; empty where nothing lies open."""
        parts = [f"{self.tasks}项任务没有完成"] if self.tasks else []
        parts += [f"{self.waiting}份来表待核"] if self.waiting else []
        return f"还有{'、'.join(parts)}，结束后不再提醒。" if parts else ""


def unfinished(desk: Desk, campaign: Campaign) -> Unfinished:
    """What lies open in a campaign."""
    tasks = sum(line.state is not TaskState.DONE for line in task_board(desk, campaign).lines)
    with desk.store.read() as reader:
        waiting = submissions.select_by(reader, campaign.id, states=[SubmissionState.NEEDS_REVIEW])
    return Unfinished(tasks, len(waiting))


def end_campaign(desk: Desk, campaign_id: int) -> ChangeSet:
    """结束专项: nothing is lost, and nothing is asked of anybody any more; DeskError when it has ended already."""
    return _turn(desk, campaign_id, "结束专项", CampaignState.ENDED, "已经结束了")


def reopen_campaign(desk: Desk, campaign_id: int) -> ChangeSet:
    """恢复专项: take an ended campaign up again; DeskError when it goes on."""
    return _turn(desk, campaign_id, "恢复专项", CampaignState.OPEN, "正在办理，不用恢复")


def _turn(desk: Desk, campaign_id: int, name: str, state: CampaignState, already: str) -> ChangeSet:
    with desk.store.operation(name, actor=desk.actor, at=desk.clock(), campaign_id=campaign_id) as op:
        campaign = campaigns.get(op, campaign_id)
        if campaign.state is state:
            raise DeskError(f"专项“{campaign.name}”{already}。")
        op.summary = campaign.name
        campaigns.set_state(op, campaign_id, state)
    return op.changes
