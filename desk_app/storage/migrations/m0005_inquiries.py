"""0005: what is asked of a unit about its return (转问单位), with the answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "Questions put to units about their returns, with their answers."


def upgrade(op: Operations) -> None:
    """Create the table of questions."""
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.Integer, sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("record_id", sa.Integer, sa.ForeignKey("record.id"), nullable=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("asked_at", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("answered_at", sa.Text, nullable=True),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.CheckConstraint("state IN ('已转问', '已答复', '已说明')", name="ck_inquiry_state"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    for column in ("campaign_id", "submission_id", "record_id"):
        op.create_index(f"ix_inquiry_{column}", "inquiry", [column])
