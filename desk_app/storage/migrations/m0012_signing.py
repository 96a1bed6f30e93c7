"""0012: 签字盖章: what a printed paper said, which print was signed, and the pages of a scan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "Prints of a unit's form, the print that was signed, the pages of scans."


def upgrade(op: Operations) -> None:
    """Create the two tables, and let a paper name the print that was signed."""
    op.create_table(
        "paper_print",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("campaign_id", sa.Integer, sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("form_id", sa.Integer, sa.ForeignKey("form.id"), nullable=False),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=True),
        sa.Column("digests", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("printed_at", sa.Text, nullable=True),
        sa.Column("printed_by", sa.Text, nullable=False),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_table(
        "scan_page",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("print_id", sa.Integer, sa.ForeignKey("paper_print.id"), nullable=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("turned", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_paper_print_campaign_id", "paper_print", ["campaign_id"])
    op.create_index("ix_paper_print_form_id_period_unit_id", "paper_print", ["form_id", "period", "unit_id"])
    op.create_index("ix_paper_print_unit_id", "paper_print", ["unit_id"])
    op.create_index("ix_scan_page_submission_id", "scan_page", ["submission_id"])
    op.create_index("ix_scan_page_print_id", "scan_page", ["print_id"])
    op.add_column("paper_copy", sa.Column("print_id", sa.Integer, nullable=True))
