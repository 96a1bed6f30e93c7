"""Runs the migration steps that are due, all in one transaction, after a copy of what was there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine

from desk_app.storage.durable import make_folder, sync_folder
from desk_app.storage.engine import BEGIN_OPTION, WRITE
from desk_app.storage.errors import database_errors, disk_errors
from desk_app.storage.folder import DataFolder
from desk_app.storage.keyfile import read_key
from desk_app.storage.migrations import (
    m0001_first_tables,
    m0002_task_notes,
    m0003_plan_drafts,
    m0004_unit_history,
    m0005_inquiries,
    m0006_outgoing,
    m0007_chasing,
    m0008_ledger_order,
    m0009_search,
    m0010_closing,
    m0011_attachments,
    m0012_signing,
    m0013_frozen_rows,
    m0014_archive_files,
)
from desk_app.storage.whole import snapshot

VERSION_TABLE = "alembic_version"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its version, what it does in one sentence, and the doing."""

    version: str
    info: str
    upgrade: Callable[[Operations], None]


STEPS = (
    Step("0001", m0001_first_tables.INFO, m0001_first_tables.upgrade),
    Step("0002", m0002_task_notes.INFO, m0002_task_notes.upgrade),
    Step("0003", m0003_plan_drafts.INFO, m0003_plan_drafts.upgrade),
    Step("0004", m0004_unit_history.INFO, m0004_unit_history.upgrade),
    Step("0005", m0005_inquiries.INFO, m0005_inquiries.upgrade),
    Step("0006", m0006_outgoing.INFO, m0006_outgoing.upgrade),
    Step("0007", m0007_chasing.INFO, m0007_chasing.upgrade),
    Step("0008", m0008_ledger_order.INFO, m0008_ledger_order.upgrade),
    Step("0009", m0009_search.INFO, m0009_search.upgrade),
    Step("0010", m0010_closing.INFO, m0010_closing.upgrade),
    Step("0011", m0011_attachments.INFO, m0011_attachments.upgrade),
    Step("0012", m0012_signing.INFO, m0012_signing.upgrade),
    Step("0013", m0013_frozen_rows.INFO, m0013_frozen_rows.upgrade),
    Step("0014", m0014_archive_files.INFO, m0014_archive_files.upgrade),
)
"""Every step there ever was, oldest first; a step that has been released is never changed again."""


def migrate(folder: DataFolder, engine: Engine, stored: str | None, at: datetime) -> None:
    """Bring a database to the current version, or leave it as it was."""
    if stored is not None:
        _copy_before(folder, stored, at)
    with database_errors(), engine.connect() as plain:
        connection = plain.execution_options(**{BEGIN_OPTION: WRITE})
        with connection.begin():
            run_steps(connection, [step for step in STEPS if stored is None or step.version > stored])
    if stored is None:
        with disk_errors("数据文件夹"):
            sync_folder(folder.root)


def run_steps(connection: Connection, steps: list[Step]) -> None:
    """Run steps in the transaction that stands, writing the version after each."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    operations = Operations(context)
    connection.exec_driver_sql(
        f"CREATE TABLE IF NOT EXISTS {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL, "
        f"CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
    )
    for step in steps:
        step.upgrade(operations)
        connection.exec_driver_sql(f"DELETE FROM {VERSION_TABLE}")  # noqa: S608  own name
        connection.exec_driver_sql(f"INSERT INTO {VERSION_TABLE} VALUES (?)", (step.version,))  # noqa: S608  own name


def _copy_before(folder: DataFolder, stored: str, at: datetime) -> None:
    target = folder.backups / f"before-upgrade-{stored}-{at:%Y%m%d-%H%M%S}.db"
    with disk_errors("升级前的备份"):
        make_folder(folder.backups)
        target.unlink(missing_ok=True)
    snapshot(folder.database, read_key(folder.key), target)
