"""交接: what a successor must know of the campaigns that go on — what is open, owed, promised and due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk_app.campaign.calendar_days import long_day, short_day, until
from desk_app.campaign.tasks import TaskState, task_title
from desk_app.services.calendar_items import ItemKind, items_of
from desk_app.services.chasing import matter_words, open_promises
from desk_app.services.completion import begun_periods
from desk_app.services.desk import Desk
from desk_app.services.plan_page import plan_page
from desk_app.services.standing import SENT_BACK, FormStanding, standing_of_periods
from desk_app.services.task_board import TaskBoard, TaskLine, holidays_of, task_board
from desk_app.services.task_papers import due_text
from desk_app.services.typed import is_typed
from desk_app.storage import campaigns, plan_drafts, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.states import CampaignState, DraftState, SubmissionState

UNDONE, OWED, WAITS, PROMISED, DOUBTFUL, COMING = "未办任务", "未报报表", "来表待核", "单位承诺", "方案疑点", "近期到期"
_AHEAD = 30


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """One thing that is open: of which campaign, what, whose, until when in words, and how it stands.

    ``count`` is how many it stands for: of 来表待核 the 份 that 首页 counts too, else one.
    """

    campaign: str
    kind: str
    matter: str
    unit: str
    due: str
    state: str
    count: int = 1


def open_matters(desk: Desk) -> tuple[OpenMatter, ...]:
    """Everything that is open in the campaigns that go on, by kind and then by day; an ended campaign asks nothing."""
    with desk.store.read() as reader:
        going_on = campaigns.list_campaigns(reader, CampaignState.OPEN)
    found = [matter for campaign in going_on for matter in _of_campaign(desk, campaign)]
    found += _drafts(desk)
    kinds = (UNDONE, OWED, WAITS, PROMISED, DOUBTFUL, COMING)
    return tuple(sorted(found, key=lambda one: kinds.index(one.kind)))


def summary(matters: Sequence[OpenMatter]) -> str:
    """How much of each kind is open: 未办任务3项、未报报表2项、8份来表待核."""
    counted = {one.kind: 0 for one in matters}
    for one in matters:
        counted[one.kind] += one.count
    said = [f"{n}份{kind}" if kind == WAITS else f"{kind}{n}项" for kind, n in counted.items() if n]
    return "、".join(said) or "没有未办事项"


def _of_campaign(desk: Desk, campaign: Campaign) -> Iterator[OpenMatter]:
    holidays = holidays_of(desk)
    board = task_board(desk, campaign, holidays)
    yield from _tasks(board)
    standings = _standings(desk, campaign)
    yield from _returns(campaign, standings)
    yield from _waiting(desk, campaign, standings)
    for promises in open_promises(desk, campaign, standings).values():
        for one in promises:
            said = f"{long_day(one.day)}{until(one.clock)}"
            yield OpenMatter(campaign.name, PROMISED, matter_words(one.matters), one.unit, said, one.said(board.today))
    for item in items_of(desk, board, board.today, board.today + timedelta(days=_AHEAD), holidays):
        if item.is_due and item.kind is not ItemKind.TASK:
            units = "、".join(item.units)
            yield OpenMatter(campaign.name, COMING, item.title, units, f"{long_day(item.day)}{item.until}", item.state)


def _tasks(board: TaskBoard) -> Iterator[OpenMatter]:
    def day(line: TaskLine) -> date:
        return line.due or date.max

    for line in sorted((one for one in board.lines if one.state is not TaskState.DONE), key=day):
        state = line.state.value + (f"（{line.mark.value}）" if line.mark else "")
        last = next((note.text for note in reversed(line.notes) if note.text), "")
        said = "\n".join(part for part in (state, last) if part)
        name, title, units = board.campaign.name, task_title(line.task), "、".join(line.units)
        yield OpenMatter(name, UNDONE, title, units, due_text(line), said)


def _standings(desk: Desk, campaign: Campaign) -> list[FormStanding]:
    return standing_of_periods(desk, campaign, begun_periods(desk, campaign)) if desk.known_units() else []


def _returns(campaign: Campaign, standings: Sequence[FormStanding]) -> Iterator[OpenMatter]:
    for one in standings:
        name, due = _heading(one)
        missing = [unit for unit in one.missing if one.form.definition.owed or unit.electronic == SENT_BACK]
        if missing:
            back = [unit.unit for unit in missing if unit.electronic == SENT_BACK]
            state = f"未报{len(missing) - len(back)}家" + (f"，退回未重报{len(back)}家" if back else "")
            yield OpenMatter(campaign.name, OWED, name, "、".join(unit.unit for unit in missing), due, state)


def _heading(one: FormStanding) -> tuple[str, str]:
    """附件2 大谈话统计表（2023年3月） and until when."""
    tail = f"（{one.period.label}）" if one.period.start is not None else ""
    due = f"{long_day(one.due_at.date())}前" if one.due_at else "时限待定"
    return f"{one.form.definition.annex} {one.form.name}{tail}".strip(), due


def _waiting(desk: Desk, campaign: Campaign, standings: Sequence[FormStanding]) -> Iterator[OpenMatter]:
    """来表待核 counted in 份 as 首页 does, typed rows that wait named beside; files of no known place come last."""
    with desk.store.read() as reader:
        came = submissions.select_by(reader, campaign.id, states=[SubmissionState.NEEDS_REVIEW])
        forms = {one.id: one.name for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
    files = Counter((forms.get(one.form_id or 0, ""), one.period or "") for one in came if not is_typed(one))
    for one in standings:
        count = files.pop((one.form.name, one.period.code), 0)
        units = [unit.unit for unit in one.units if unit.waits]
        if count or units:
            name, due = _heading(one)
            state = f"待核{count}份" if count else f"手录待核{len(units)}家"
            yield OpenMatter(campaign.name, WAITS, name, "、".join(units), due, state, count)
    for (form, _), count in files.items():
        yield OpenMatter(campaign.name, WAITS, form or "还没认出是哪张表的", "", "", f"待核{count}份", count)


def _drafts(desk: Desk) -> Iterator[OpenMatter]:
    """Documents whose doubts a leader has not ruled on yet, and drafts that started nothing."""
    with desk.store.read() as reader:
        heads = plan_drafts.heads(reader)
        names = {one.id: one.name for one in campaigns.list_campaigns(reader)}
    for head in reversed(heads):
        doubts = plan_page(desk, head.id).open_doubts
        if doubts or head.state is DraftState.OPEN:
            state = "，".join([f"疑点{doubts}处待定"] * bool(doubts) + ["草稿未启动"] * (head.state is DraftState.OPEN))
            read_on = f"{short_day(head.read_at.date())}读入"
            yield OpenMatter(
                names.get(head.campaign_id or 0, ""), DOUBTFUL, head.title or head.file, "", read_on, state
            )
