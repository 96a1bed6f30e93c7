"""0006: what goes out to units (下发, 退回修改单) and the branches' packages (报送包) that came in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations

INFO = "Blanks issued, slips written, packages of branches taken in."


def upgrade(op: Operations) -> None:
    """Create the three tables."""
    _create(op, "issue", ("campaign_id", "form_id"), (
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("units", sa.Text, nullable=False),
        sa.Column("issued_at", sa.Text, nullable=False),
        sa.Column("issued_by", sa.Text, nullable=False),
    ))  # fmt: skip
    _create(op, "slip", ("campaign_id", "submission_id"), (
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("faults", sa.Text, nullable=False),
        sa.Column("due", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
    ))  # fmt: skip
    _create(op, "parcel", ("campaign_id", "batch_id", "unit_id"), (
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("original", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("taken_at", sa.Text, nullable=False),
    ))  # fmt: skip


def _create(op: Operations, name: str, keys: tuple[str, ...], columns: tuple[sa.Column[object], ...]) -> None:
    foreign = [
        sa.Column(key, sa.Integer, sa.ForeignKey(f"{key.removesuffix('_id')}.id"), nullable=key == "unit_id")
        for key in keys
    ]
    identity = sa.Column("id", sa.Integer, primary_key=True, autoincrement=True)
    op.create_table(name, identity, *foreign, *columns, sqlite_autoincrement=True, sqlite_strict=True)
    for key in keys:
        op.create_index(f"ix_{name}_{key}", name, [key])
