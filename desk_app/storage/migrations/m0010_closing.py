"""0010: 定稿: a form's figures and rows of a period as they were frozen, and why they were opened again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "Frozen figures of closed periods, with their rows and check codes."


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def upgrade(op: Operations) -> None:
    """Create the three tables of what is frozen."""
    op.create_table(
        "closing",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.Integer, sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("form_id", sa.Integer, sa.ForeignKey("form.id"), nullable=False),
        sa.Column("collection_id", sa.Integer, sa.ForeignKey("collection.id"), nullable=True),
        _text("period"), _text("closed_at"), _text("closed_by"), _text("code"), _text("late_rule"),
        _text("open_points"), _text("sums"), _text("reopened_at", nullable=True), _text("reopened_by"), _text("reason"),
        sqlite_autoincrement=True, sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "closing_line",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("closing_id", sa.Integer, sa.ForeignKey("closing.id"), nullable=False),
        _text("basis"), _number("unit_id"), _text("unit"), _text("parent"), _text("state"), _text("late"),
        _number("current"), _number("total"), _number("before", nullable=True), _number("people", nullable=True),
        _text("columns"), _text("current_rows"), _text("total_rows"), _text("before_rows"), _text("code"),
        sqlite_autoincrement=True, sqlite_strict=True,
    )  # fmt: skip
    op.create_table(
        "closing_row",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("closing_id", sa.Integer, sa.ForeignKey("closing.id"), nullable=False),
        _number("record_id"), _number("unit_id"), _text("unit"), _text("period"), _number("revision"),
        _text("content"), _text("file"), _text("sheet"), _text("cell"),
        sqlite_autoincrement=True, sqlite_strict=True,
    )  # fmt: skip
    for table, column in (("closing", "campaign_id"), ("closing", "form_id"), ("closing", "collection_id"),
                          ("closing_line", "closing_id"), ("closing_row", "closing_id")):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])
