"""件: what a campaign has to be filed, proposed from the data — a form in a period, a document, a task's evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from desk_app.campaign.period import Period, parse_period
from desk_app.campaign.tasks import task_title
from desk_app.forms.secrecy import persons_told_by
from desk_app.services.archive_classes import ArchiveClass, proposed_class
from desk_app.services.archive_files import files_of, opened_since
from desk_app.services.desk import Desk
from desk_app.services.task_board import TaskBoard, task_board
from desk_app.storage import (
    attachments,
    campaigns,
    chases,
    collections,
    outgoing,
    papers,
    parcels,
    plan_drafts,
    submissions,
)
from desk_app.storage.archive_files import ArchiveFile
from desk_app.storage.attachments import Attachment
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.plan_drafts import PlanDraft
from desk_app.storage.reader import Reader
from desk_app.storage.states import PaperState, SubmissionState
from desk_app.storage.submissions import Submission

__all__ = ["ArchiveClass", "ArchiveItem", "Holding", "ItemKind", "archive_holdings"]

_SPEAKS = (SubmissionState.ACCEPTED, SubmissionState.NIL, SubmissionState.NEEDS_REVIEW, SubmissionState.SENT_BACK)
_GONE = (SubmissionState.WITHDRAWN, SubmissionState.DUPLICATE)


class ItemKind(Enum):
    """What an item is made of."""

    PLAN = "plan"
    LATER = "later"
    TASKS = "tasks"
    ISSUES = "issues"
    FORM = "form"
    EVIDENCE = "evidence"
    PERIOD = "period"
    REGISTER = "register"
    PARCELS = "parcels"
    ROSTER = "roster"
    STRAY = "stray"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class ArchiveItem:
    """One 件 as it is proposed.

    ``key`` names it for good, ``subject`` what it is about (a form's name, a task's key, a draft's id), ``why`` the
    ground of its class, ``holds`` what it has in a few words. ``room`` and ``errand`` lead to it in the window.
    ``persons`` is what tells that it names persons (``有“姓名”一栏``), empty for one that does not.
    """

    key: str
    kind: ItemKind
    title: str
    klass: ArchiveClass
    why: str
    holds: str
    day: date | None
    issuer: str = ""
    reference: str = ""
    subject: str = ""
    period: Period | None = None
    persons: str = ""
    room: str = ""
    errand: str = ""

    @property
    def personal(self) -> bool:
        """Whether it names persons."""
        return bool(self.persons)


@dataclass(frozen=True, slots=True)
class Holding:
    """What was read of a campaign once: its items, its returns by form and period, its tasks, its documents."""

    campaign: Campaign
    items: tuple[ArchiveItem, ...]
    returns: dict[tuple[str, str], tuple[Submission, ...]]
    stray: tuple[Submission, ...]
    forms: dict[tuple[str, str], StoredForm]
    board: TaskBoard
    documents: dict[int, PlanDraft] = field(default_factory=dict)
    papers: dict[tuple[str, str], int] = field(default_factory=dict)
    form_names: dict[int, str] = field(default_factory=dict)
    attached: dict[tuple[str, str], tuple[Attachment, ...]] = field(default_factory=dict)
    put_in: dict[str, tuple[ArchiveFile, ...]] = field(default_factory=dict)

    def item(self, key: str) -> ArchiveItem | None:
        """The item of a key."""
        return next((one for one in self.items if one.key == key), None)


def archive_holdings(desk: Desk, campaign: Campaign) -> Holding:
    """Everything that a campaign has to be filed, in the order in which it is proposed."""
    board = task_board(desk, campaign)
    bureau = desk.bureau
    with desk.store.read() as reader:
        gathering = _Gathering(reader, campaigns.get(reader, campaign.id), board, bureau, desk.clock())
        items = tuple(gathering.all_items())
    return Holding(
        gathering.campaign,
        items,
        gathering.returns,
        gathering.stray,
        gathering.forms,
        board,
        gathering.documents,
        dict(gathering.papers),
        gathering.form_names,
        gathering.attached,
        gathering.put_in,
    )


class _Gathering:
    """One reading of all that may be filed."""

    def __init__(self, reader: Reader, campaign: Campaign, board: TaskBoard, bureau: str, now: datetime) -> None:
        self.campaign = campaign
        self._reader, self._board, self._bureau, self._today = reader, board, bureau, now.date()
        every = campaigns.forms_of(reader, campaign.id, all_versions=True)
        self._by_id = {one.id: one for one in every}
        self.form_names = {one.id: one.name for one in every}
        self._latest = {one.name: one for one in campaigns.forms_of(reader, campaign.id)}
        self._collections = {(one.form, one.period.code): one for one in collections.of_campaign(reader, campaign.id)}
        self.papers = Counter(
            (self._by_id[one.form_id].name, one.period)
            for one in papers.of_campaign(reader, campaign.id)
            if one.state is PaperState.RECEIVED
        )
        self.attached = self._attached()
        self.put_in = files_of(reader, campaign.id)
        self.returns, self.stray = self._sorted_returns()
        self.forms = {key: self._latest.get(key[0], self._form_of(key)) for key in self._form_keys()}
        heads = [one for one in plan_drafts.heads(reader) if one.campaign_id == campaign.id]
        self.documents = {one.id: plan_drafts.get(reader, one.id) for one in reversed(heads)}

    def all_items(self) -> Iterator[ArchiveItem]:
        """Those of the data, with the files put into each, then those that are nothing but such files."""
        known = set()
        for item in self._items():
            known.add(item.key)
            mine = len(self.put_in.get(item.key, ()))
            yield replace(item, holds=f"{item.holds}、附入{mine}个") if mine else item
        for key, files in self.put_in.items():
            if key not in known:
                yield self._own(key, files)

    def _own(self, key: str, files: Sequence[ArchiveFile]) -> ArchiveItem:
        title = next((one.title for one in files if one.title), files[0].file)
        klass, why = proposed_class(title)
        last = max(one.added_at.date() for one in files)
        opened = opened_since(self._reader, self.campaign.id, key, files)
        holds = f"文件{len(files)}个{f'，写成后{opened}的定稿撤销过，请重写' if opened else ''}"
        return ArchiveItem(
            key, ItemKind.OWN, title, klass, why, holds, last, self._bureau, room="archive", errand="归档"
        )

    def _items(self) -> Iterator[ArchiveItem]:
        """In the order of the six classes' usual beginnings: documents, tasks, forms, evidence, figures, registers."""
        yield from map(self._document, self.documents.values())
        if self._board.lines:
            holds = f"任务{len(self._board.lines)}项"
            yield self._plain(ItemKind.TASKS, "任务事项一览和推进图", holds, "tasks", "列表", ArchiveClass.OPENING,
                              "方案的任务清单")  # fmt: skip
        issues = outgoing.issues_of(self._reader, self.campaign.id)
        if issues:
            yield self._plain(ItemKind.ISSUES, "下发登记", f"下发{len(issues)}次", "intake", "", ArchiveClass.OPENING,
                              "下发空表和报送通知")  # fmt: skip
        for key in self.forms:
            yield self._form(key)
        yield from self._evidence()
        yield from map(self._period, self._periods())
        calls = chases.of_campaign(self._reader, self.campaign.id)
        holds = "、".join(["收件登记", *(["上报率", f"催报{len(calls)}次"] if calls else ["上报率"])])
        yield self._plain(ItemKind.REGISTER, "收件登记、催报记录和上报情况", holds, "tally", "催报记录",
                          ArchiveClass.CONCLUSION, "报送情况的登记")  # fmt: skip
        yield self._plain(ItemKind.ROSTER, "单位名册", "名册", "units", "", ArchiveClass.OTHER, "各表的单位和排序")
        taken = parcels.of_campaign(self._reader, self.campaign.id)
        if taken:
            yield self._plain(ItemKind.PARCELS, "二级机构报送包", f"报送包{len(taken)}个", "intake", "",
                              ArchiveClass.OTHER, "报送包按原样保存")  # fmt: skip
        if self.stray:
            holds = f"文件{len({one.original for one in self.stray})}个"
            made = self._plain(ItemKind.STRAY, "没有归到表的来件", holds, "intake", "待核", ArchiveClass.OTHER,
                               "没有认成哪家哪表")  # fmt: skip
            named = (persons_told_by(self._by_id[one.form_id].definition) for one in self.stray if one.form_id)
            yield replace(made, persons=next(filter(None, named), ""))

    def _plain(
        self, kind: ItemKind, title: str, holds: str, room: str, errand: str, klass: ArchiveClass, why: str
    ) -> ArchiveItem:
        return ArchiveItem(
            kind.value, kind, title, klass, why, holds, min(self._today, self._ends()), self._bureau, room=room,
            errand=errand,
        )  # fmt: skip

    def _ends(self) -> date:
        """The day of what is written as the campaign closes: its last, or today while it goes on."""
        return self.campaign.outline.end if self.campaign.ended else self._today

    def _document(self, draft: PlanDraft) -> ArchiveItem:
        head, reading = draft.head, draft.reading
        kind = ItemKind.LATER if head.later else ItemKind.PLAN
        return ArchiveItem(
            f"{kind.value}:{head.id}", kind, reading.title or head.file, ArchiveClass.OPENING,
            "后续通知" if head.later else "专项方案", "原件1份", reading.reference_date, reading.issuer or "",
            reading.document_number or "", str(head.id), room="plan", errand=f"draft:{head.id}:0",
        )  # fmt: skip

    def _form_keys(self) -> list[tuple[str, str]]:
        """Forms and periods for which anything came in, by annex, then in time."""
        wanted = {*self.returns, *self.papers, *(key for key in self.attached if key[1])}
        order = {name: one.position for name, one in self._latest.items()}
        return sorted(wanted, key=lambda key: (order.get(key[0], len(order)), parse_period(key[1]).sort_key()))

    def _form_of(self, key: tuple[str, str]) -> StoredForm:
        return next(one for one in self._by_id.values() if one.name == key[0])

    def _form(self, key: tuple[str, str]) -> ArchiveItem:
        definition = self.forms[key].definition
        period = parse_period(key[1])
        klass, why = proposed_class(definition.name)
        tail = f"（{period.label}）" if period.start is not None else ""
        mine = self.returns.get(key, ())
        latest = max((one.received_at.date() for one in mine), default=period.end or self._today)
        return ArchiveItem(
            f"form:{key[0]}:{key[1]}", ItemKind.FORM, f"{definition.annex} {definition.name}{tail}".strip(), klass,
            why, self._held(key), latest, self._bureau, subject=key[0], period=period,
            persons=persons_told_by(definition), room="ledger", errand=f"{key[0]}||{key[1]}",
        )  # fmt: skip

    def _held(self, key: tuple[str, str]) -> str:
        mine = self.returns.get(key, ())
        speaking = {one.unit_id for one in mine if one.state in _SPEAKS}
        scans = sum(one.state is SubmissionState.SCAN for one in mine)
        signed = self.papers.get(key, 0)
        parts = [f"来表{len(speaking)}家"] if speaking else []
        parts += [f"扫描件{scans}份"] if scans else []
        parts += [f"纸质{signed}份"] if signed else []
        parts += [f"附件{len(self.attached[key])}个"] if key in self.attached else []
        return "、".join(parts)

    def _attached(self) -> dict[tuple[str, str], tuple[Attachment, ...]]:
        """The files put to rows, by form (in all its versions) and period."""
        found: dict[tuple[str, str], tuple[Attachment, ...]] = {}
        for (form_id, period), mine in attachments.by_form(self._reader, self.campaign.id).items():
            key = (self.form_names[form_id], period)
            found[key] = (*found.get(key, ()), *mine)
        return found

    def _evidence(self) -> Iterator[ArchiveItem]:
        for line in self._board.lines:
            kept = [note for note in line.notes if note.original]
            if not kept:
                continue
            task = line.task
            klass, why = proposed_class(task.activity, task.content)
            yield ArchiveItem(
                f"evidence:{line.key}", ItemKind.EVIDENCE, f"任务{task_title(task)}佐证材料", klass, why,
                f"附件{len(kept)}个", max(note.noted_at.date() for note in kept), self._bureau, subject=line.key,
                room="tasks", errand=f"task:{line.key}",
            )  # fmt: skip

    def _periods(self) -> list[Period]:
        """Periods in which anything came in, in time."""
        return sorted({parse_period(code) for _, code in self.forms}, key=Period.sort_key)

    def _period(self, period: Period) -> ArchiveItem:
        said = period.label if period.start is not None else "一次性报送"
        return ArchiveItem(
            f"period:{period.code}", ItemKind.PERIOD, f"{said}统计表和未报单位名单", ArchiveClass.CONCLUSION,
            "报送情况的统计", "统计表、未报单位名单", period.end or min(self._today, self._ends()), self._bureau,
            period=period, room="tally", errand="",
        )  # fmt: skip

    def _sorted_returns(self) -> tuple[dict[tuple[str, str], tuple[Submission, ...]], tuple[Submission, ...]]:
        found: dict[tuple[str, str], list[Submission]] = {}
        stray: list[Submission] = []
        for one in submissions.select_by(self._reader, self.campaign.id):
            if one.state in _GONE:
                continue
            if one.form_id is None or one.period is None or one.unit_id is None:
                stray += [one] * bool(one.original)
            else:
                found.setdefault((self._by_id[one.form_id].name, one.period), []).append(one)
        return {key: tuple(mine) for key, mine in found.items()}, tuple(stray)
