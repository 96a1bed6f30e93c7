"""0011: 附件: files kept with a record, each under its check code among the originals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "Files attached to records."


def upgrade(op: Operations) -> None:
    """Create the table of attachments."""
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.Integer, sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("record_id", sa.Integer, sa.ForeignKey("record.id"), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("added_by", sa.Text, nullable=False),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_attachment_campaign_id", "attachment", ["campaign_id"])
    op.create_index("ix_attachment_record_id", "attachment", ["record_id"])
