from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Integer, MetaData, Text, create_engine
from sqlalchemy.schema import CreateIndex, CreateTable

from desk_app.problems import DeskError
from desk_app.storage import campaigns, task_notes, version
from desk_app.storage.engine import connect
from desk_app.storage.keyfile import read_key
from desk_app.storage.migrations import run
from desk_app.storage.migrations.run import STEPS, Step
from desk_app.storage.store import Store
from desk_app.storage.tables import metadata
from tests.storage.bureau import AT, Desk, dump


def differences(store: Store, wanted: MetaData) -> list[object]:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": is_described})
        return list(compare_metadata(context, wanted))


def is_described(name: str | None, kind: str, _parents: object) -> bool:
    """Whether SQLAlchemy knows such a thing: the index of 查找 is a virtual table, which it does not."""
    return not (kind == "table" and str(name).partition("_")[0] == "search")


def folded(sql: str) -> tuple[str, ...]:
    """A statement part by part: a column that was added later stands behind the constraints."""
    head, _, body = re.sub(r"\s+", "", sql).partition("(")
    body, _, tail = body.rpartition(")")
    return (head, tail, *sorted(re.split(r",(?![^(]*\))", body)))


def test_the_migrated_tables_are_those_that_the_program_works_with(store: Store) -> None:
    assert differences(store, metadata) == []


def test_a_table_without_a_migration_is_noticed(store: Store) -> None:
    grown = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(grown)
    grown.tables["unit"].append_column(Column("forgotten", Text))
    assert differences(store, grown) != []


def test_the_migrated_tables_agree_to_the_letter_with_checks_and_generated_columns(store: Store) -> None:
    engine = create_engine("sqlite://")
    wanted = {folded(str(CreateTable(table).compile(engine))) for table in metadata.tables.values()}
    wanted |= {
        folded(str(CreateIndex(index).compile(engine))) for table in metadata.tables.values() for index in table.indexes
    }
    with store.read() as reader:
        rows = reader.driver_rows(
            "SELECT sql FROM sqlite_master "
            "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' "
            "AND name <> 'search' AND name NOT LIKE 'search\\_%' ESCAPE '\\'"
        )
    assert {folded(row[0]) for row in rows} == wanted


def test_the_current_version_is_the_last_step_and_steps_ascend() -> None:
    versions = [step.version for step in STEPS]
    assert versions == sorted(set(versions))
    assert versions[-1] == version.CURRENT
    assert all(step.info for step in STEPS)


def grow(op: run.Operations) -> None:
    op.add_column("unit", Column("motto", Text))
    op.create_table("extra", Column("id", Integer, primary_key=True))


def break_down(op: run.Operations) -> None:
    grow(op)
    raise ZeroDivisionError


def test_an_older_database_is_copied_and_brought_up_to_date(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive()
    before = dump(desk.store)
    desk.store.close()
    released = version.CURRENT
    monkeypatch.setattr(run, "STEPS", (*STEPS, Step("9001", "A motto.", grow)))
    monkeypatch.setattr(version, "CURRENT", "9001")
    with Store.open(folder, at=AT) as grown, grown.read() as reader:
        assert version.stored_version(grown.engine) == "9001"
        assert reader.driver_rows("SELECT name, motto FROM unit ORDER BY id")[0] == ("办公室", None)
    copies = list((folder / "backups").glob(f"before-upgrade-{released}-*.db"))
    assert len(copies) == 1
    copy = connect(copies[0], read_key(folder / "desk.key"))
    assert [tuple(row) for row in copy.execute("SELECT * FROM record ORDER BY id")] == before["record"]
    copy.close()


def test_an_older_database_that_is_only_to_be_read_is_brought_up_to_date_first(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "STEPS", (*STEPS, Step("9001", "A motto.", grow)))
    monkeypatch.setattr(version, "CURRENT", "9001")
    with pytest.raises(DeskError, match="正被另一个窗口使用"):
        Store.open(folder, at=AT, writing=False)
    desk.store.close()
    with Store.open(folder, at=AT, writing=False) as grown:
        assert version.stored_version(grown.engine) == "9001"
        assert not grown.writable
    assert len(list((folder / "backups").glob("before-upgrade-*.db"))) == 1
    Store.open(folder, at=AT).close()


def test_a_step_that_fails_leaves_the_older_database_as_it_was(
    folder: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(desk.store, history=True)
    desk.store.close()
    monkeypatch.setattr(run, "STEPS", (*STEPS, Step("9001", "A motto.", break_down)))
    monkeypatch.setattr(version, "CURRENT", "9001")
    with pytest.raises(ZeroDivisionError):
        Store.open(folder, at=AT)
    monkeypatch.undo()
    with Store.open(folder, at=AT) as again:
        assert dump(again, history=True) == before
        assert differences(again, metadata) == []


def test_a_database_of_the_first_version_keeps_everything_and_gains_the_notes_of_tasks(folder: Path) -> None:
    Store.open(folder, at=AT).close()
    old = connect(folder / "desk.db", read_key(folder / "desk.key"))
    for trigger in ("search_inserted", "search_updated", "search_deleted"):
        old.execute(f"DROP TRIGGER {trigger}")
    for later in (
        "archive_file",
        "scan_page",
        "paper_print",
        "attachment",
        "closing_row",
        "closing_line",
        "closing",
        "search",
        "search_state",
        "screen",
        "chase",
        "figure_answer",
        "issue",
        "slip",
        "parcel",
    ):
        old.execute(f"DROP TABLE {later}")
    old.execute("DROP INDEX ix_record_form_id_place_unit_id_period_submission_id_row_number_state")
    old.execute("ALTER TABLE record DROP COLUMN place")
    old.execute("ALTER TABLE paper_copy DROP COLUMN print_id")
    old.execute("DROP TABLE unit_event")
    old.execute("ALTER TABLE unit DROP COLUMN phone")
    old.execute("DROP TABLE inquiry")
    old.execute("DROP TABLE plan_draft")
    old.execute("DROP TABLE task_note")
    old.execute("UPDATE alembic_version SET version_num = '0001'")
    old.execute(
        'INSERT INTO campaign (name, title, issuer, template, start, "end", state, opened_at, outline) VALUES '
        "('专项', '专项', '', '', '2023-01-01', '2023-12-31', 'open', '2023-01-01T09:00:00', "
        '\'{"activities":[],"tasks":[]}\')'
    )
    old.commit()
    old.close()
    with Store.open(folder, at=AT) as grown, grown.read() as reader:
        assert differences(grown, metadata) == []
        campaign = campaigns.find(reader, "专项")
        assert (campaign.outline.phases, campaign.outline.duties, campaign.outline.quotas) == ((), (), ())
        assert task_notes.of_campaign(reader, campaign.id) == {}
