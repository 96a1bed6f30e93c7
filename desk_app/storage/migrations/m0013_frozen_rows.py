"""0013: 定稿: frozen rows are found by their record, for 累计 reads those that an earlier 定稿 has kept."""

from __future__ import annotations

from alembic.operations import Operations

INFO = "Frozen rows are found by their record."


def upgrade(op: Operations) -> None:
    """Index the frozen rows by record."""
    op.create_index("ix_closing_row_record_id", "closing_row", ["record_id"])
