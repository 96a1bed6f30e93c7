"""0001: the first tables, written out as they were on the first day; later steps change them, never this one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "The first tables."


def upgrade(op: Operations) -> None:
    """Create every table of the first version."""
    _batch(op)
    _campaign(op)
    _operation(op)
    _person(op)
    _relation(op)
    _setting(op)
    _unit(op)
    _change(op)
    _form(op)
    _post(op)
    _ruling(op)
    _unit_alias(op)
    _collection(op)
    _submission(op)
    _owing(op)
    _paper_copy(op)
    _record(op)


def _create(op: Operations, name: str, *parts: sa.schema.SchemaItem) -> None:
    own_id = sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)
    op.create_table(name, own_id, *parts, sqlite_autoincrement=True, sqlite_strict=True)


def _index(op: Operations, table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _ref(name: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(target), nullable=nullable)


def _states(table: str, *words: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"state IN ({', '.join(repr(word) for word in words)})", name=f"ck_{table}_state")


def _batch(op: Operations) -> None:
    _create(
        op, "batch", _text("started_at"), _text("source"), _text("name"), _text("undone_at", nullable=True),
    )  # fmt: skip


def _campaign(op: Operations) -> None:
    _create(
        op, "campaign", _text("name"), _text("title"), _text("issuer"), _text("template"), _text("start"),
        _text("end"), _text("state"), _text("opened_at"), _text("outline"),
        sa.UniqueConstraint("name", name="uq_campaign_name"), _states("campaign", "open", "ended"),
    )  # fmt: skip


def _operation(op: Operations) -> None:
    _create(
        op, "operation", _number("campaign_id", nullable=True), _text("name"), _text("summary"), _text("actor"),
        _text("at"), _number("chain_id"), _ref("undoes_id", "operation.id", nullable=True),
        _ref("undone_by", "operation.id", nullable=True),
    )  # fmt: skip
    _index(op, "operation", "campaign_id")
    _index(op, "operation", "undoes_id")
    _index(op, "operation", "undone_by")


def _person(op: Operations) -> None:
    _create(
        op, "person", _number("position"), _text("name"), _text("unit"),
    )  # fmt: skip


def _relation(op: Operations) -> None:
    _create(
        op, "relation", _number("position"), _text("kind"), _text("person"), _text("unit"),
        _text("start", nullable=True), _text("end", nullable=True),
    )  # fmt: skip


def _setting(op: Operations) -> None:
    _create(
        op, "setting", _text("key"), _text("value"), sa.UniqueConstraint("key", name="uq_setting_key"),
    )  # fmt: skip


def _unit(op: Operations) -> None:
    _create(
        op, "unit", _number("position"), _text("name"), _text("kind"), _text("parent"), _text("contact"),
        _text("branch"), _number("reports"), _text("active_from", nullable=True), _text("active_to", nullable=True),
        sa.UniqueConstraint("name", name="uq_unit_name"),
    )  # fmt: skip


def _change(op: Operations) -> None:
    _create(
        op, "change", _ref("operation_id", "operation.id"), _text("table_name"), _number("row_id"),
        _number("last_id"), _text("before", nullable=True), _text("after", nullable=True),
    )  # fmt: skip
    _index(op, "change", "operation_id")
    _index(op, "change", "table_name", "row_id")


def _form(op: Operations) -> None:
    _create(
        op, "form", _ref("campaign_id", "campaign.id"), _number("position"), _text("name"), _text("annex"),
        _number("version"), _text("definition"),
        sa.UniqueConstraint("campaign_id", "name", "version", name="uq_form_campaign_id_name_version"),
    )  # fmt: skip


def _post(op: Operations) -> None:
    _create(
        op, "post", _ref("person_id", "person.id"), _number("position"), _text("unit"), _text("title"),
        _number("party"), _text("start", nullable=True), _text("end", nullable=True),
    )  # fmt: skip
    _index(op, "post", "person_id")


def _ruling(op: Operations) -> None:
    _create(
        op, "ruling", _ref("campaign_id", "campaign.id", nullable=True), _text("kind"), _text("subject"),
        _text("decision"), _text("basis"), _text("decided_by"), _text("decided_at"),
    )  # fmt: skip
    _index(op, "ruling", "campaign_id")
    _index(op, "ruling", "kind", "subject")


def _unit_alias(op: Operations) -> None:
    _create(
        op, "unit_alias", _ref("unit_id", "unit.id"), _number("position"), _text("alias"), _number("learned"),
    )  # fmt: skip
    _index(op, "unit_alias", "unit_id")


def _collection(op: Operations) -> None:
    _create(
        op, "collection", _ref("campaign_id", "campaign.id"), _ref("form_id", "form.id"), _text("period"),
        _text("start", nullable=True), _text("end", nullable=True), _text("due_on", nullable=True),
        _text("due_clock", nullable=True), _text("due_basis"), _text("closed_at", nullable=True),
        sa.UniqueConstraint("form_id", "period", name="uq_collection_form_id_period"),
    )  # fmt: skip
    _index(op, "collection", "campaign_id", "period")


def _submission(op: Operations) -> None:
    _create(
        op, "submission", _ref("campaign_id", "campaign.id"), _ref("batch_id", "batch.id", nullable=True),
        _ref("form_id", "form.id", nullable=True), _ref("unit_id", "unit.id", nullable=True),
        _text("period", nullable=True), _text("month", nullable=True), _text("file"), _text("sheet"), _text("sha256"),
        _number("size"), _text("original"), _text("received_at"), _text("state"), _text("proposed_unit"),
        _text("written_unit"),
        _number("is_late"), _ref("supersedes_id", "submission.id", nullable=True), _number("cumulative"),
        _text("problems"), _number("row_count"),
        _states(
            "submission", "accepted", "needs_review", "rejected", "duplicate", "nil", "scan", "sent_back",
            "superseded", "withdrawn",
        ),
    )  # fmt: skip
    _index(op, "submission", "batch_id")
    _index(op, "submission", "campaign_id", "form_id", "period", "unit_id")
    _index(op, "submission", "form_id")
    _index(op, "submission", "sha256")
    _index(op, "submission", "supersedes_id")
    _index(op, "submission", "unit_id")


def _owing(op: Operations) -> None:
    _create(
        op, "owing", _ref("collection_id", "collection.id"), _ref("unit_id", "unit.id"), _number("owes"),
        _text("reason"), sa.UniqueConstraint("collection_id", "unit_id", name="uq_owing_collection_id_unit_id"),
    )  # fmt: skip
    _index(op, "owing", "unit_id")


def _paper_copy(op: Operations) -> None:
    _create(
        op, "paper_copy", _ref("campaign_id", "campaign.id"), _ref("form_id", "form.id"), _ref("unit_id", "unit.id"),
        _text("period"), _text("state"), _ref("submission_id", "submission.id", nullable=True), _text("noted_at"),
        _text("noted_by"),
        sa.UniqueConstraint("form_id", "period", "unit_id", name="uq_paper_copy_form_id_period_unit_id"),
        _states("paper_copy", "未交", "缺签字", "缺盖章", "已交"),
    )  # fmt: skip
    _index(op, "paper_copy", "campaign_id", "period")
    _index(op, "paper_copy", "submission_id")
    _index(op, "paper_copy", "unit_id")


def _record(op: Operations) -> None:
    _create(
        op, "record", _ref("campaign_id", "campaign.id"), _ref("form_id", "form.id"),
        _ref("unit_id", "unit.id", nullable=True), _text("period", nullable=True),
        _ref("submission_id", "submission.id"), _number("row_number"), _number("revision"),
        _text("occurred_on", nullable=True),
        sa.Column("month", sa.Text, sa.Computed("substr(occurred_on, 1, 7)", persisted=False)), _text("state"),
        _text("sheet"), _text("cell"), _text("row_values"), _text("raw"), _text("extra"), _text("digest"),
        _states("record", "live", "repeated", "withdrawn"),
    )  # fmt: skip
    _index(op, "record", "campaign_id", "month")
    _index(op, "record", "form_id", "period", "unit_id")
    _index(op, "record", "submission_id", "row_number")
    _index(op, "record", "unit_id", "form_id", "digest")
