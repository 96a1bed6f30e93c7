"""0002: what was noted of each task: its states, remarks and evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "Notes, states and evidence of tasks."


def upgrade(op: Operations) -> None:
    """Create the table of notes."""
    op.create_table(
        "task_note",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.Integer, sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("noted_at", sa.Text, nullable=False),
        sa.Column("noted_by", sa.Text, nullable=False),
        sa.CheckConstraint("state IN ('未启动', '推进中', '已完成')", name="ck_task_note_state"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_task_note_campaign_id_task", "task_note", ["campaign_id", "task"])
