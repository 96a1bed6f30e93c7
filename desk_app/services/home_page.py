"""首页: how far a period has come, what to do first, what is due and late, what came in last, the last backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desk_app.campaign.calendar_days import short_day
from desk_app.campaign.period import Period
from desk_app.services.calendar_open import open_parts, open_title
from desk_app.services.chasing import Promise, due_promises
from desk_app.services.desk import Desk
from desk_app.services.home_closings import REOPENED, closing_matters, reopened_forms
from desk_app.services.home_dues import DueLine, dues_of
from desk_app.services.intake_page import unread_files
from desk_app.services.issuing import issued_at
from desk_app.services.plan_page import page_of
from desk_app.services.signing import DIFFERS
from desk_app.services.standing import (
    NIL,
    NOT_CONCERNED,
    OVERDUE,
    SENT_BACK,
    FormStanding,
    received_words,
    standing_of,
)
from desk_app.services.typed import is_typed
from desk_app.services.typed_waiting import waiting_rows
from desk_app.storage import backup, campaigns, closings, collections, history, plan_drafts, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.collections import Collection
from desk_app.storage.reader import Reader
from desk_app.storage.states import PaperState, SubmissionState

_RECENT = 6
_MOST_NAMES = 6
_TO_MATRIX = ("看完成情况", "tally", "完成情况:有未报的")
_INTAKE_OPERATIONS = {"收表", "接收", "退回修改", "登记零报告", "撤回本批"}


class Reached(StrEnum):
    """How far one step of the path has come."""

    DONE = "已办"
    UNDER_WAY = "在办"
    NOT_BEGUN = "未开始"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a period's path: its word, how far it is, its figure if it has one, and what there is to say."""

    word: str
    reached: Reached
    figure: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do first: ``room`` and ``errand`` lead to where it is done, ``second`` is another way."""

    text: str
    button: str
    room: str
    errand: str = ""
    names: tuple[str, ...] = ()
    second: str = ""
    second_room: str = ""
    second_errand: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything that 首页 shows."""

    title: str
    period: str
    ended: bool
    steps: tuple[Step, ...]
    todos: tuple[Todo, ...]
    due_this_week: tuple[DueLine, ...]
    overdue: tuple[DueLine, ...]
    undated: int
    undated_title: str
    undated_parts: str
    recent: tuple[tuple[datetime, str], ...]
    backup_at: datetime | None


def home_page(desk: Desk, campaign: Campaign, period: Period | None) -> HomePage:
    """The first page for a campaign and a period, or every form's current period where none is named."""
    with desk.store.read() as reader:
        ended = campaigns.get(reader, campaign.id).ended
        has_roster = bool(roster.load(reader).units)
        dues = collections.of_campaign(reader, campaign.id)
        came = submissions.select_by(
            reader, campaign.id, states=[SubmissionState.NEEDS_REVIEW, SubmissionState.REJECTED]
        )
        recent = _recent(reader, campaign)
        known = closings.of_campaign(reader, campaign.id)
        typed = waiting_rows(reader, campaign.id)
    standings = standing_of(desk, campaign, period) if has_roster else []
    now = desk.clock()
    dues_now = dues_of(desk, campaign)
    backups = backup.automatic_backups(desk.store)
    with desk.store.read() as reader:
        issued = issued_at(reader, campaign, period, now)
        doubts = 0 if ended else _open_doubts(reader, campaign)
    promises = due_promises(desk, campaign, now.date())
    unread = unread_files(came)
    waiting = sum(one.state is SubmissionState.NEEDS_REVIEW and not is_typed(one) for one in came)
    reopened = reopened_forms(known)
    shown = {(one.form.name, one.period) for one in standings}
    mine = {at: forms for at, forms in reopened.items() if any((form, at) in shown for form in forms)}
    todos = _todos(standings, waiting, unread, issued, promises, now.date(), doubts, has_roster=has_roster)
    return HomePage(
        campaign.title,
        period.label if period else "各表本期",
        ended,
        _steps(standings, dues, issued, is_reopened=bool(mine)),
        () if ended else (*_closing_todos(desk, campaign, reopened), *_typed_todos(typed), *todos),
        dues_now.this_week,
        dues_now.overdue,
        len(dues_now.undated),
        open_title(dues_now.undated),
        open_parts(dues_now.undated),
        recent,
        backups[0].made_at if backups else None,
    )


def _open_doubts(reader: Reader, campaign: Campaign) -> int:
    """How many doubts of the campaign's plan and later papers are not ruled yet."""
    mine = [one for one in plan_drafts.heads(reader) if one.campaign_id == campaign.id]
    return sum(page_of(reader, one.id).open_doubts for one in mine)


def _closing_todos(desk: Desk, campaign: Campaign, reopened: dict[Period, list[str]]) -> tuple[Todo, ...]:
    return tuple(
        Todo(text, "去定稿", "tally", f"定稿:{period.code}")
        for text, period in closing_matters(desk, campaign, reopened)
    )


def _tally_step(received: int, closed: int, closable: int) -> Step:
    if closed and closed >= closable:
        return Step("统计", Reached.DONE, "", "已定稿")
    return Step("统计", Reached.UNDER_WAY if received else Reached.NOT_BEGUN, "", "随收随算" if received else "")


def _closing_step(closed: int, closable: int, *, is_reopened: bool) -> Step:
    reached = Reached.UNDER_WAY if is_reopened else _reached(closed, closable)
    return Step("定稿", reached, _of(closed, closable) if closed else "", REOPENED if is_reopened else "")


def _steps(
    standings: list[FormStanding],
    dues: tuple[Collection, ...],
    issued: datetime | None,
    *,
    is_reopened: bool,
) -> tuple[Step, ...]:
    asked = [one for one in standings if one.form.definition.owed]
    owed = [unit for one in asked for unit in one.units if unit.electronic != NOT_CONCERNED]
    received = sum(one.received for one in asked)
    nil = sum(unit.electronic == NIL for unit in owed)
    waiting = sum(unit.waits for unit in owed)
    papers = sum(unit.paper == PaperState.RECEIVED.value for unit in owed)
    mine = {(one.form.name, one.period.code) for one in standings}
    closable = [one for one in dues if (one.form, one.period.code) in mine]
    closed = sum(one.closed_at is not None for one in closable)
    issued_said = f"{short_day(issued)}下发" if issued else "没有下发登记"
    return (
        Step("下发", Reached.DONE if issued else Reached.NOT_BEGUN, "", issued_said),
        Step(
            "收表",
            _reached(received, len(owed)),
            _of(received, len(owed)),
            f"应报{len(owed)}份，{received_words(received, nil, '份')}" if owed else "",
        ),
        _review_step(waiting, received),
        _tally_step(received, closed, len(closable)),
        _closing_step(closed, len(closable), is_reopened=is_reopened),
        Step("签字盖章", _reached(papers, len(owed)), _of(papers, len(owed)) if papers else ""),
        Step("上报", Reached.NOT_BEGUN),
    )


def _review_step(waiting: int, received: int) -> Step:
    if waiting:
        return Step("核对", Reached.UNDER_WAY, str(waiting), f"{waiting}份待核")
    return Step("核对", Reached.DONE if received else Reached.NOT_BEGUN, "", "没有待核的" if received else "")


def _reached(done: int, total: int) -> Reached:
    if not done:
        return Reached.NOT_BEGUN
    return Reached.DONE if done >= total else Reached.UNDER_WAY


def _of(done: int, total: int) -> str:
    return f"{done}/{total}" if total else ""


def _todos(
    standings: list[FormStanding],
    waiting: int,
    unread: int,
    issued: datetime | None,
    promises: tuple[Promise, ...],
    today: date,
    doubts: int,
    *,
    has_roster: bool,
) -> tuple[Todo, ...]:
    doubted = (Todo(f"方案还有{doubts}处疑点未审定", "疑点核对单", "plan", "疑点"),) if doubts else ()
    if not has_roster:
        return (Todo("还没有单位名册，先读入名册", "去单位", "units", "读入名册"), *doubted)
    found = []
    missing = list(dict.fromkeys(unit.unit for one in standings for unit in one.missing))
    late = {unit.unit for one in standings for unit in one.missing if unit.late == OVERDUE}
    received = sum(one.received for one in standings)
    if issued is None and not received:
        found.append(Todo("空表还没有下发", "下发空表", "issue"))
    if waiting:
        mine = sum(unit.waits for one in standings for unit in one.units)
        tail = f"，其中本期{mine}份" if mine != waiting else ""
        found.append(Todo(f"{waiting}份来表待核{tail}", "去核对", "intake", "待核"))
    if unread:
        found.append(Todo(f"{unread}份文件打不开，请单位重报或登记已另行处理", "去看看", "intake", "待核"))
    if missing:
        back = {unit.unit for one in standings for unit in one.missing if unit.electronic == SENT_BACK}
        parts = [f"{len(late)}家逾期"] * bool(late) + [f"{len(back)}家有退回修改的"] * bool(back)
        tail = f"，其中{'，'.join(parts)}" if parts else ""
        found.append(Todo(f"{len(missing)}家单位还有表未报{tail}", "复制名单", "copy", "", tuple(missing), *_TO_MATRIX))
    found += _differing(standings)
    found += _promised(promises, today)
    found += doubted
    undated = list(dict.fromkeys(one.form.name for one in standings if one.due_at is None and one.missing))
    if undated:
        found.append(Todo(f"{'、'.join(undated)}时限待定", "定报送时限", "tasks", f"报送时限:{undated[0]}"))
    return tuple(found)


def _typed_todos(typed: dict[str, int]) -> tuple[Todo, ...]:
    """Rows typed by hand that do not count yet because of an error."""
    if not typed:
        return ()
    names = "、".join(list(typed)[:_MOST_NAMES]) + ("等" if len(typed) > _MOST_NAMES else "")
    said = f"手工录入有{sum(typed.values())}行有错误，还不计入（{names}）"
    return (Todo(said, "去改正", "ledger", "", tuple(typed)),)


def _differing(standings: list[FormStanding]) -> list[Todo]:
    """签字件与现有数据不符: what was signed and says something else than the data by now."""
    units = [unit.unit for one in standings for unit in one.units if unit.differs]
    if not units:
        return []
    names = tuple(dict.fromkeys(units))
    shown = "、".join(names[:_MOST_NAMES]) + ("等" if len(names) > _MOST_NAMES else "")
    return [Todo(f"{len(units)}份{DIFFERS}：{shown}", "看是哪几份", "tally", "完成情况:签字件不符的", names)]


def _promised(promises: tuple[Promise, ...], today: date) -> list[Todo]:
    """What units have promised for today or before, and not sent; it is their word, so it is never marked as late."""
    found = []
    for word, mine in (
        ("承诺今日报送", [one.unit for one in promises if one.day == today]),
        ("承诺的时间已过、还没有报", [one.unit for one in promises if one.day < today]),
    ):
        units = tuple(dict.fromkeys(mine))
        if units:
            names = "、".join(units[:_MOST_NAMES]) + ("等" if len(units) > _MOST_NAMES else "")
            found.append(Todo(f"{word}{len(units)}家：{names}", "看催报记录", "tally", "催报记录:承诺", units))
    return found


def _recent(reader: Reader, campaign: Campaign) -> tuple[tuple[datetime, str], ...]:
    """The latest work on returns, one line a kind of work and minute."""
    grouped: dict[tuple[datetime, str], list[str]] = {}
    for one in history.operations(reader, campaign_id=campaign.id, limit=500):
        if one.name in _INTAKE_OPERATIONS and one.undone_by is None:
            grouped.setdefault((one.at.replace(second=0), one.name), []).append(one.summary)
    lines = [
        (at, f"{name}：{names[0]}" + (f" 等{len(names)}份" if len(names) > 1 else ""))
        for (at, name), names in grouped.items()
    ]
    return tuple(lines[:_RECENT])
