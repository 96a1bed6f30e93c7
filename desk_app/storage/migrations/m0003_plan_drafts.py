"""0003: plan documents that were read in, with what was understood of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "Plans that were read, kept as drafts."


def upgrade(op: Operations) -> None:
    """Create the table of drafts."""
    op.create_table(
        "plan_draft",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.Integer, sa.ForeignKey("campaign.id"), nullable=True),
        sa.Column("later", sa.Integer, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("read_at", sa.Text, nullable=False),
        sa.Column("read_by", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.CheckConstraint("state IN ('草稿', '已启动', '已采用')", name="ck_plan_draft_state"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_plan_draft_campaign_id", "plan_draft", ["campaign_id"])
