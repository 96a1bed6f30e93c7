"""The tables of the desk; every one but ``setting`` is described in the office's words beside it.

Every table has an ``id`` that is never used twice (AUTOINCREMENT), so that history can name rows that are gone.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    Computed,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from desk_app.campaign.tasks import TaskState
from desk_app.campaign.unit_history import TurnKind
from desk_app.storage.columns import Clock, Day, Flag, Moment, Structure
from desk_app.storage.states import (
    CampaignState,
    ChaseWay,
    DraftState,
    InquiryState,
    PaperState,
    RecordState,
    SubmissionState,
)

metadata = MetaData(naming_convention={
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
})  # fmt: skip


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="")


def _words(name: str, words: type[StrEnum], column: str = "state") -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(word.value) for word in words)})", name=name)


def _table(name: str, *parts: SchemaItem) -> Table:
    return Table(name, metadata, _id(), *parts, sqlite_autoincrement=True, sqlite_strict=True)


setting = _table(
    "setting",
    Column("key", Text, nullable=False),
    Column("value", Structure, nullable=False),
    UniqueConstraint("key"),
)

campaign = _table(  # 专项
    "campaign",
    Column("name", Text, nullable=False),
    _text("title"),
    _text("issuer"),
    _text("template"),
    Column("start", Day, nullable=False),
    Column("end", Day, nullable=False),
    Column("state", Text, nullable=False, default=CampaignState.OPEN.value),
    Column("opened_at", Moment, nullable=False),
    Column("outline", Structure, nullable=False),
    UniqueConstraint("name"),
    _words("state", CampaignState),
)

form = _table(  # 附件表: one version of a form as a campaign collects it; the definition is a full snapshot
    "form",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    _text("annex"),
    Column("version", Integer, nullable=False, default=1),
    Column("definition", Structure, nullable=False),
    UniqueConstraint("campaign_id", "name", "version"),
)

collection = _table(  # 一表一期: one form in one period
    "collection",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("form_id", ForeignKey("form.id"), nullable=False),
    Column("period", Text, nullable=False),
    Column("start", Day),
    Column("end", Day),
    Column("due_on", Day),
    Column("due_clock", Clock),
    _text("due_basis"),
    Column("closed_at", Moment),
    UniqueConstraint("form_id", "period"),
    Index(None, "campaign_id", "period"),
)

unit = _table(  # 单位; parent and branch are names, as the roster is linked by names; at rest from active_to on
    "unit",
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    _text("kind"),
    _text("parent"),
    _text("contact"),
    _text("branch"),
    Column("reports", Flag, nullable=False, default=True),
    Column("active_from", Day),
    Column("active_to", Day),
    UniqueConstraint("name"),
    Column("phone", Text, nullable=False, default="", server_default=""),
)

unit_event = _table(  # 沿革: 改名 (name is the old one), 并入 and 分设 (the other unit), 停用, 启用
    "unit_event",
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("day", Day, nullable=False),
    Column("kind", Text, nullable=False),
    _text("name"),
    Column("other_id", ForeignKey("unit.id")),
    _text("basis"),
    _words("kind", TurnKind, "kind"),
    Index(None, "unit_id"),
    Index(None, "other_id"),
)

unit_alias = _table(  # 又称
    "unit_alias",
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("alias", Text, nullable=False),
    Column("learned", Flag, nullable=False, default=False),
    Index(None, "unit_id"),
)

person = _table(  # 人员, in 领导排序
    "person",
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    _text("unit"),
)

post = _table(  # 职务
    "post",
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("position", Integer, nullable=False),
    _text("unit"),
    _text("title"),
    Column("party", Flag, nullable=False, default=False),
    Column("start", Day),
    Column("end", Day),
    Index(None, "person_id"),
)

relation = _table(  # 分管, 联系支部
    "relation",
    Column("position", Integer, nullable=False),
    _text("kind"),
    _text("person"),
    _text("unit"),
    Column("start", Day),
    Column("end", Day),
)

owing = _table(  # 应报的例外: 不涉及 with its reason, or a unit that owes beside the roster's
    "owing",
    Column("collection_id", ForeignKey("collection.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("owes", Flag, nullable=False),
    _text("reason"),
    UniqueConstraint("collection_id", "unit_id"),
    Index(None, "unit_id"),
)

batch = _table(  # 本批
    "batch",
    Column("started_at", Moment, nullable=False),
    _text("source"),
    _text("name"),
    Column("undone_at", Moment),
)

submission = _table(  # 来表: one table of a received file
    "submission",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("batch_id", ForeignKey("batch.id")),
    Column("form_id", ForeignKey("form.id")),
    Column("unit_id", ForeignKey("unit.id")),
    Column("period", Text),
    Column("month", Text),
    Column("file", Text, nullable=False),
    _text("sheet"),
    _text("sha256"),
    Column("size", Integer, nullable=False, default=0),
    _text("original"),
    Column("received_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    _text("proposed_unit"),
    _text("written_unit"),
    Column("is_late", Flag, nullable=False, default=False),
    Column("supersedes_id", ForeignKey("submission.id")),
    Column("cumulative", Flag, nullable=False, default=False),
    Column("problems", Structure, nullable=False, default=[]),
    Column("row_count", Integer, nullable=False, default=0),
    _words("state", SubmissionState),
    Index(None, "campaign_id", "form_id", "period", "unit_id"),
    Index(None, "sha256"),
    Index(None, "batch_id"),
    Index(None, "form_id"),
    Index(None, "unit_id"),
    Index(None, "supersedes_id"),
)

paper_copy = _table(  # 纸质件, apart from the electronic state
    "paper_copy",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("form_id", ForeignKey("form.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("period", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("submission_id", ForeignKey("submission.id")),
    Column("noted_at", Moment, nullable=False),
    _text("noted_by"),
    UniqueConstraint("form_id", "period", "unit_id"),
    _words("state", PaperState),
    Index(None, "campaign_id", "period"),
    Index(None, "unit_id"),
    Index(None, "submission_id"),
    Column("print_id", Integer),  # the print that was signed
)

paper_print = _table(  # 印稿: what a unit's form says when it is printed or signed, numbered for its place
    "paper_print",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("form_id", ForeignKey("form.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("period", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("content", Structure),
    _text("digests"),
    Column("pages", Integer, nullable=False, default=0),
    Column("printed_at", Moment),
    _text("printed_by"),
    Index(None, "campaign_id"),
    Index(None, "form_id", "period", "unit_id"),
    Index(None, "unit_id"),
)

scan_page = _table(  # 扫描页: a page of a scanned file (``place`` from 0) and which page of which print it is
    "scan_page",
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("print_id", ForeignKey("paper_print.id")),
    Column("place", Integer, nullable=False),
    Column("number", Integer, nullable=False, default=0),
    Column("pages", Integer, nullable=False, default=0),
    Column("turned", Integer, nullable=False, default=0),
    Index(None, "submission_id"),
    Index(None, "print_id"),
)

record = _table(  # 一行: one row of one form, with the cells it came from; unit and period open while in doubt
    "record",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("form_id", ForeignKey("form.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id")),
    Column("period", Text),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("row_number", Integer, nullable=False),
    Column("revision", Integer, nullable=False, default=1),
    Column("occurred_on", Day),
    Column("month", Text, Computed("substr(occurred_on, 1, 7)", persisted=False)),
    Column("state", Text, nullable=False, default=RecordState.LIVE.value),
    _text("sheet"),
    _text("cell"),
    Column("row_values", Structure, nullable=False),
    Column("raw", Structure, nullable=False, default={}),
    Column("extra", Structure, nullable=False, default={}),
    _text("digest"),
    _words("state", RecordState),
    Index(None, "form_id", "period", "unit_id"),
    Index(None, "submission_id", "row_number"),
    Index(None, "campaign_id", "month"),
    Index(None, "unit_id", "form_id", "digest"),
    Column("place", Integer, nullable=False, default=0, server_default="0"),
    Index(None, "form_id", "place", "unit_id", "period", "submission_id", "row_number", "state"),
)

ruling = _table(  # 认定: what a person decided, with its basis
    "ruling",
    Column("campaign_id", ForeignKey("campaign.id")),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("decision", Structure, nullable=False),
    _text("basis"),
    _text("decided_by"),
    Column("decided_at", Moment, nullable=False),
    Index(None, "kind", "subject"),
    Index(None, "campaign_id"),
)

inquiry = _table(  # 转问单位: a doubt about a return put to its unit, or explained by the organiser
    "inquiry",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("record_id", ForeignKey("record.id")),
    _text("code"),
    _text("place"),
    _text("problem"),
    _text("question"),
    Column("state", Text, nullable=False),
    _text("answer"),
    Column("asked_at", Moment, nullable=False),
    _text("asked_by"),
    Column("answered_at", Moment),
    _text("answered_by"),
    _words("state", InquiryState),
    Index(None, "campaign_id"),
    Index(None, "submission_id"),
    Index(None, "record_id"),
)

task_note = _table(  # 进展记录: a remark on a task, with the state it was given and the evidence kept, if any
    "task_note",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("task", Text, nullable=False),
    Column("state", Text),
    _text("text"),
    _text("file"),
    _text("original"),
    Column("size", Integer, nullable=False, default=0),
    Column("noted_at", Moment, nullable=False),
    _text("noted_by"),
    _words("state", TaskState),
    Index(None, "campaign_id", "task"),
)

attachment = _table(  # 记录卡的附件: a file that a person put to a record, kept among the originals
    "attachment",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("record_id", ForeignKey("record.id"), nullable=False),
    Column("file", Text, nullable=False),
    Column("original", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("added_at", Moment, nullable=False),
    _text("added_by"),
    Index(None, "campaign_id"),
    Index(None, "record_id"),
)

archive_file = _table(  # 附入: a file put into a 件 of the archive by hand (照片, 会议通知), kept among the originals
    "archive_file",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("item", Text, nullable=False),
    _text("title"),
    Column("file", Text, nullable=False),
    Column("original", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("added_at", Moment, nullable=False),
    _text("added_by"),
    Index(None, "campaign_id"),
)

plan_draft = _table(  # 方案草稿: a document as read, and the campaign that it started or is read against
    "plan_draft",
    Column("campaign_id", ForeignKey("campaign.id")),
    Column("later", Flag, nullable=False, default=False),
    Column("file", Text, nullable=False),
    _text("original"),
    Column("size", Integer, nullable=False, default=0),
    _text("title"),
    Column("read_at", Moment, nullable=False),
    _text("read_by"),
    Column("state", Text, nullable=False, default=DraftState.OPEN.value),
    Column("reading", Structure, nullable=False),
    _words("state", DraftState),
    Index(None, "campaign_id"),
)

issue = _table(  # 下发: the blanks of one form and period, and the units they went to
    "issue",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("form_id", ForeignKey("form.id"), nullable=False),
    Column("period", Text, nullable=False),
    Column("units", Structure, nullable=False, default=[]),
    Column("issued_at", Moment, nullable=False),
    _text("issued_by"),
    Index(None, "campaign_id"),
    Index(None, "form_id"),
)

slip = _table(  # 退回修改单: what a unit was told of one return; the returns on one slip share its number
    "slip",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("submission_id", ForeignKey("submission.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("faults", Structure, nullable=False, default=[]),
    _text("due"),
    Column("made_at", Moment, nullable=False),
    _text("made_by"),
    Index(None, "campaign_id"),
    Index(None, "submission_id"),
)

parcel = _table(  # 报送包: a branch office's package as it was taken in, and the batch it became
    "parcel",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("batch_id", ForeignKey("batch.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id")),
    Column("file", Text, nullable=False),
    _text("sender"),
    _text("original"),
    Column("size", Integer, nullable=False, default=0),
    _text("made_at"),
    Column("taken_at", Moment, nullable=False),
    Index(None, "campaign_id"),
    Index(None, "batch_id"),
    Index(None, "unit_id"),
)

chase = _table(  # 催报记录: one unit spoken to about what it owes; ``matters`` names forms and periods
    "chase",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("matters", Structure, nullable=False, default=[]),
    Column("chased_at", Moment, nullable=False),
    Column("way", Text, nullable=False),
    _text("whom"),
    _text("answer"),
    Column("promised_on", Day),
    Column("promised_clock", Clock),
    Column("noted_at", Moment, nullable=False),
    _text("noted_by"),
    _words("way", ChaseWay, "way"),
    Index(None, "campaign_id"),
    Index(None, "unit_id"),
)

figure_answer = _table(  # 领导要数: what was told, when, and form by form what it was counted from
    "figure_answer",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("period", Text),
    Column("answered_at", Moment, nullable=False),
    _text("answered_by"),
    _text("told"),
    Column("forms", Structure, nullable=False, default=[]),
    Index(None, "campaign_id"),
)

closing = _table(  # 定稿: one form's figures of a period as frozen; without a collection they were only quoted beside
    "closing",
    Column("campaign_id", ForeignKey("campaign.id"), nullable=False),
    Column("form_id", ForeignKey("form.id"), nullable=False),
    Column("collection_id", ForeignKey("collection.id")),
    Column("period", Text, nullable=False),
    Column("closed_at", Moment, nullable=False),
    _text("closed_by"),
    _text("code"),
    _text("late_rule"),
    Column("open_points", Structure, nullable=False, default=[]),
    Column("sums", Structure, nullable=False, default={}),
    Column("reopened_at", Moment),
    _text("reopened_by"),
    _text("reason"),
    Index(None, "campaign_id"),
    Index(None, "form_id"),
    Index(None, "collection_id"),
)

closing_line = _table(  # a unit's frozen figures by one 口径, the rows behind each, and the check code of its rows
    "closing_line",
    Column("closing_id", ForeignKey("closing.id"), nullable=False),
    Column("basis", Text, nullable=False),
    Column("unit_id", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    _text("parent"),
    _text("state"),
    _text("late"),
    Column("current", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("before", Integer),
    Column("people", Integer),
    Column("columns", Structure, nullable=False, default={}),
    Column("current_rows", Structure, nullable=False, default=[]),
    Column("total_rows", Structure, nullable=False, default=[]),
    Column("before_rows", Structure, nullable=False, default=[]),
    _text("code"),
    Index(None, "closing_id"),
)

closing_row = _table(  # a row as it stood when its period was frozen
    "closing_row",
    Column("closing_id", ForeignKey("closing.id"), nullable=False),
    Column("record_id", Integer, nullable=False),
    Column("unit_id", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    _text("period"),
    Column("revision", Integer, nullable=False),
    Column("content", Structure, nullable=False),
    _text("file"),
    _text("sheet"),
    _text("cell"),
    Index(None, "closing_id"),
    Index(None, "record_id"),
)

operation = _table(  # 操作记录; chain_id names the first of a chain of 撤销 and 恢复
    "operation",
    Column("campaign_id", Integer),
    Column("name", Text, nullable=False),
    _text("summary"),
    _text("actor"),
    Column("at", Moment, nullable=False),
    Column("chain_id", Integer, nullable=False),
    Column("undoes_id", ForeignKey("operation.id")),
    Column("undone_by", ForeignKey("operation.id")),
    Index(None, "campaign_id"),
    Index(None, "undoes_id"),
    Index(None, "undone_by"),
)

change = _table(  # 变动: rows row_id to last_id inserted (no before, no after), one row updated or deleted
    "change",
    Column("operation_id", ForeignKey("operation.id"), nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("last_id", Integer, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Index(None, "operation_id"),
    Index(None, "table_name", "row_id"),
)

screen = _table(  # 界面: what was to be seen and half written, so that it comes back after a fall; never history
    "screen",
    Column("name", Text, nullable=False),
    Column("content", Structure, nullable=False),
    UniqueConstraint("name"),
)

HISTORY = frozenset({"operation", "change", "screen"})
"""Tables that no operation changes: those that the operations themselves write, and the state of the screen."""

LOGGED = {name: table for name, table in metadata.tables.items() if name not in HISTORY}
"""Tables whose every change is kept in history and can be undone."""
