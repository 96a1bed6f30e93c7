"""0008: an order of rows made by hand, the order of a ledger as an index, and the screen as it was left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "A row's place within its unit and period, an index in a ledger's order, and the state of the screen."


def upgrade(op: Operations) -> None:
    """Add the column, its index, and the table of what the screen showed."""
    op.add_column("record", sa.Column("place", sa.Integer, nullable=False, server_default="0"))
    op.create_index(
        "ix_record_form_id_place_unit_id_period_submission_id_row_number_state",
        "record",
        ["form_id", "place", "unit_id", "period", "submission_id", "row_number", "state"],
    )
    op.create_table(
        "screen",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint("name", name="uq_screen_name"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
