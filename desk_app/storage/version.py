"""The version of the stored tables, read by plain SQL so that Alembic need not be loaded to learn it."""

from __future__ import annotations

from sqlalchemy import Engine

CURRENT = "0014"
"""The last migration step that this program knows; a test holds it to the list of steps."""


def stored_version(engine: Engine) -> str | None:
    """The last migration step done to a database; None when it is still empty."""
    with engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
        if tables.first() is None:
            return None
        return connection.exec_driver_sql("SELECT max(version_num) FROM alembic_version").scalar()
