"""0004: what became of units and when (改名, 并入, 分设, 停用), and a unit's telephone beside its contact."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "The history of units, and their telephone."


def upgrade(op: Operations) -> None:
    """Create the table of events and add the telephone."""
    op.add_column("unit", sa.Column("phone", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "unit_event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("unit_id", sa.Integer, sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("other_id", sa.Integer, sa.ForeignKey("unit.id"), nullable=True),
        sa.Column("basis", sa.Text, nullable=False),
        sa.CheckConstraint("kind IN ('改名', '并入', '分设', '停用', '启用')", name="ck_unit_event_kind"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_unit_event_unit_id", "unit_event", ["unit_id"])
    op.create_index("ix_unit_event_other_id", "unit_event", ["other_id"])
