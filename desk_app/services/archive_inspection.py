"""迎检目录: on any day, class by class, what the campaign has and what is wanting against what its plan asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desk_app.campaign.duties import Per
from desk_app.campaign.period import Period
from desk_app.campaign.tasks import TaskState, task_title
from desk_app.exporting.archive_papers import InspectionRow, inspection_paper
from desk_app.problems import DeskError
from desk_app.services.archive_choices import archive_plan
from desk_app.services.archive_classes import ArchiveClass, proposed_class
from desk_app.services.archive_items import ArchiveItem, Holding, ItemKind
from desk_app.services.completion import begun_periods
from desk_app.services.desk import Desk
from desk_app.services.missing_list import until_words
from desk_app.services.produce import DOCX, PDF, XLSX, Made, write_all
from desk_app.services.quota_values import QuotaCheck
from desk_app.services.quotas import quota_checks
from desk_app.services.signing import DIFFERS
from desk_app.services.standing import SENT_BACK, FormStanding, standing_of_periods
from desk_app.services.task_board import TaskLine
from desk_app.services.task_papers import due_text
from desk_app.storage.campaigns import Campaign
from desk_app.storage.states import PaperState, SubmissionState

_NAMED = 4
PERSONAL = (Per.PERSON.label, Per.PAIR.label)
"""Whose 次数要求 are counted by persons: their names stand in no list that goes out by default."""
_ITSELF = frozenset({ItemKind.ISSUES, ItemKind.PERIOD, ItemKind.REGISTER, ItemKind.PARCELS})


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """One matter: what was asked, what is held, what is wanting (empty for nothing), and where it opens."""

    klass: ArchiveClass
    matter: str
    asked: str
    held: str
    lacking: str
    room: str
    errand: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """The whole list as of a moment."""

    campaign: Campaign
    lines: tuple[InspectionLine, ...]
    at: datetime

    @property
    def lacking(self) -> int:
        """How many matters lack something."""
        return sum(bool(one.lacking) for one in self.lines)

    @property
    def said(self) -> str:
        """In one line."""
        return f"共{len(self.lines)}项，尚缺{self.lacking}项"


def inspection(desk: Desk, campaign: Campaign) -> Inspection:
    """Read the list for today; a campaign without a roster yet is listed too."""
    plan = archive_plan(desk, campaign)
    holding = plan.holding
    own = [one for one in plan.places if one.item.kind is ItemKind.OWN and (one.kept or one.item.personal)]
    said = [InspectionLine(one.klass, one.title, "", one.item.holds, "", one.item.room, one.item.errand) for one in own]
    lines = sorted([*_lines(desk, holding), *said], key=lambda one: one.klass.number)
    return Inspection(holding.campaign, tuple(lines), desk.clock())


def _lines(desk: Desk, holding: Holding) -> Iterator[InspectionLine]:
    yield from _documents(holding)
    for line in holding.board.lines:
        yield _task(line, holding.board.today)
    standings = _standings(desk, holding.campaign)
    for standing in standings:
        yield _form(holding, standing, desk.clock())
    known = {(one.form.name, one.period.code) for one in standings}
    for item in holding.items:
        unlisted = item.kind is ItemKind.FORM and (item.subject, _code(item.period)) not in known
        if unlisted or item.kind in _ITSELF:
            yield _held(item)
        elif item.kind is ItemKind.STRAY:
            yield InspectionLine(item.klass, item.title, "", item.holds, "待认定是哪家哪表", item.room, item.errand)
    if desk.known_units() and standings:
        for check in quota_checks(desk, holding.campaign, None):
            yield _quota(check, holding.board.today)


def _quota(check: QuotaCheck, today: date) -> InspectionLine:
    """One 次数要求: how far it is, who has not done it once its time is over, or why nobody can tell."""
    klass, _ = proposed_class(check.title, check.form)
    early = check.end is not None and check.end >= today
    who = [one.subject for one in check.lacking]
    by_name = check.per not in PERSONAL
    named = _names("未完成", who) if by_name else f"未完成{len(who)}{check.per.removeprefix('每')}" if who else ""
    lacking = "" if early else named
    held = f"已完成{check.done}/{len(check.lines)}" if check.lines else ""
    held += "，未到时限" if held and early else "未到时限" if early else ""
    said = "；".join(part for part in (lacking, check.why) if part)
    return InspectionLine(klass, check.title, f"{check.per}{check.times}", held, said, "tally", "")


def _code(period: Period | None) -> str:
    return period.code if period else ""


def _documents(holding: Holding) -> Iterator[InspectionLine]:
    found = [one for one in holding.items if one.kind in (ItemKind.PLAN, ItemKind.LATER)]
    if not any(one.kind is ItemKind.PLAN for one in found):
        lacking = "没有读入方案原文（按模板启动）"
        yield InspectionLine(ArchiveClass.OPENING, "专项方案", "方案", "", lacking, "plan")
    for one in found:
        named = f"{one.title}（{one.reference}）" if one.reference else one.title
        asked = "方案" if one.kind is ItemKind.PLAN else "后续通知"
        yield InspectionLine(ArchiveClass.OPENING, named, asked, one.holds, "", one.room, one.errand)


def _held(item: ArchiveItem) -> InspectionLine:
    return InspectionLine(item.klass, item.title, "", item.holds, "", item.room, item.errand)


def _task(line: TaskLine, today: date) -> InspectionLine:
    """One task: evidence is a kept file, or what was said when it was done; nothing lacks before its day."""
    files = sum(bool(note.original) for note in line.notes)
    notes = sum(bool(note.text) for note in line.notes)
    held = [line.state.value] if line.state is not TaskState.NOT_BEGUN else []
    held += [f"佐证{files}个"] if files else []
    held += [f"进展{notes}条"] if notes else []
    early = line.state is not TaskState.DONE and line.due is not None and line.due >= today
    held += ["未到时限"] if early else []
    lacking = [] if line.evidence or early else ["佐证材料"]
    if line.state is not TaskState.DONE and line.due is not None and not early:
        lacking.insert(0, "到期未完成")
    klass, _ = proposed_class(line.task.activity, line.task.content)
    asked = due_text(line).replace("\n", "；")
    return InspectionLine(
        klass, task_title(line.task), asked, "、".join(held), "、".join(lacking), "tasks", f"task:{line.key}"
    )


def _standings(desk: Desk, campaign: Campaign) -> Sequence[FormStanding]:
    if not desk.known_units():
        return ()
    periods = begun_periods(desk, campaign)
    try:
        return [one for one in standing_of_periods(desk, campaign, periods) if one.units]
    except DeskError:
        return ()


def _form(holding: Holding, one: FormStanding, now: datetime) -> InspectionLine:
    """One form in one period: how many are in of how many, scans, and, once it is due, who is wanting."""
    definition = one.form.definition
    mine = holding.returns.get((one.form.name, one.period.code), ())
    scans = sum(each.state is SubmissionState.SCAN for each in mine)
    signed = sum(unit.paper == PaperState.RECEIVED.value for unit in one.units)
    held = [f"已收{one.received}家"] if one.received else []
    held += [f"扫描件{scans}份"] if scans else []
    held += [f"纸质{signed}份"] if signed else []
    last = one.due_at.date() if one.due_at else one.period.end
    early = (one.due_at is not None and now <= one.due_at) or (
        one.due_at is None and last is not None and now.date() <= last
    )
    held += ["未到报送时限"] if early else []
    asks = definition.owed and not early
    lacking = [_names("未报", [] if not asks else [unit.unit for unit in one.missing if unit.electronic != SENT_BACK])]
    lacking += [_names("退回未重报", [unit.unit for unit in one.missing if unit.electronic == SENT_BACK])]
    lacking += [_names("待核", [unit.unit for unit in one.units if unit.waits])]
    lacking += [_names(DIFFERS, [unit.unit for unit in one.units if unit.differs])]
    klass, _ = proposed_class(definition.name)
    tail = f"（{one.period.label}）" if one.period.start is not None else ""
    owed = sum(unit.electronic != "不涉及" for unit in one.units)
    asked = f"应报{owed}家" if definition.owed else "谁有谁报"
    return InspectionLine(
        klass, f"{definition.annex} {definition.name}{tail}".strip(), asked, "、".join(held),
        "；".join(filter(None, lacking)), "ledger", f"{one.form.name}||{one.period.code}",
    )  # fmt: skip


def _names(word: str, units: Sequence[str]) -> str:
    if not units:
        return ""
    tail = "等" if len(units) > _NAMED else ""
    return f"{word}{len(units)}家：{'、'.join(units[:_NAMED])}{tail}"


def print_inspection(desk: Desk, campaign: Campaign, out: Path, kinds: Sequence[str] = (PDF, XLSX, DOCX)) -> Made:
    """Write 迎检目录 as the kinds of file asked for."""
    found = inspection(desk, campaign)
    rows = [InspectionRow(one.klass.value, one.matter, one.asked, one.held, one.lacking) for one in found.lines]
    paper = inspection_paper(
        found.campaign.title, rows, bureau=desk.bureau, until=until_words(found.at), note=f"{found.said}。"
    )
    return write_all(desk, paper, out, "迎检目录", kinds)
