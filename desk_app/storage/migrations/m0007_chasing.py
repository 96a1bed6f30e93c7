"""0007: 催报记录, and the answers given to leaders (领导要数) with what they were counted from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "Calls to units about what they owe, and figures as they were told to leaders."


def upgrade(op: Operations) -> None:
    """Create both tables."""
    op.create_table(
        "chase",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.Integer, sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("matters", sa.Text, nullable=False),
        sa.Column("chased_at", sa.Text, nullable=False),
        sa.Column("way", sa.Text, nullable=False),
        sa.Column("whom", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("promised_on", sa.Text, nullable=True),
        sa.Column("promised_clock", sa.Text, nullable=True),
        sa.Column("noted_at", sa.Text, nullable=False),
        sa.Column("noted_by", sa.Text, nullable=False),
        sa.CheckConstraint("way IN ('电话', '内网消息', '当面', '书面')", name="ck_chase_way"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    for column in ("campaign_id", "unit_id"):
        op.create_index(f"ix_chase_{column}", "chase", [column])
    op.create_table(
        "figure_answer",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.Integer, sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("period", sa.Text, nullable=True),
        sa.Column("answered_at", sa.Text, nullable=False),
        sa.Column("answered_by", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("forms", sa.Text, nullable=False),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_figure_answer_campaign_id", "figure_answer", ["campaign_id"])
