"""0014: 附入: files that a person puts into a 件 of the archive, each under its check code among the originals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "Files put into the archive by hand."


def upgrade(op: Operations) -> None:
    """Create the table of files put into the archive."""
    op.create_table(
        "archive_file",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.Integer, sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("added_by", sa.Text, nullable=False),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_archive_file_campaign_id", "archive_file", ["campaign_id"])
