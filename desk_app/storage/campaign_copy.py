"""A copy of the data that holds one campaign only, and of forms that name persons no content: for an archive."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from desk_app.storage.copy_silence import silence
from desk_app.storage.engine import connect
from desk_app.storage.errors import database_errors
from desk_app.storage.tables import metadata

_OFFICE = ("unit", "unit_alias", "unit_event", "person", "post", "relation", "setting")
"""Tables that belong to the office, not to a campaign: their history stays."""
_MINE = "form_id = :form AND (period = :period OR period IS NULL)"
_ROWS = f"record_id IN (SELECT id FROM record WHERE {_MINE})"  # noqa: S608  own names
_RETURNS = f"submission_id IN (SELECT id FROM submission WHERE {_MINE})"  # noqa: S608  own names
_CLOSED = "closing_id IN (SELECT id FROM closing WHERE form_id = :form)"
_CONTENT = (
    ("record", _MINE, "row_values = '{}', raw = '{}', extra = '{}', digest = ''"),
    ("attachment", _ROWS, "file = '', original = '', size = 0"),
    ("inquiry", _RETURNS, "problem = '', question = '', answer = '', place = ''"),
    ("slip", _RETURNS, "faults = '[]'"),
    ("paper_print", _MINE, "content = NULL, digests = ''"),
    ("closing_row", _CLOSED, "content = '{}', file = ''"),
    ("closing_line", _CLOSED, "columns = '{}'"),
    ("closing", "form_id = :form", "open_points = '[]'"),
    ("submission", _MINE, "problems = '[]', original = '', sha256 = '', size = 0, written_unit = ''"),
)
"""What is taken away of a hidden form: that rows and returns were there, and how many, stays.

What was frozen holds rows of earlier periods too, so it goes for the whole form.
"""

_FILES_ALONE = ("own:", "report:")
"""How the keys of 件 begin that are nothing but files put into the archive."""


@dataclass(frozen=True, slots=True)
class CopyWish:
    """Which campaign is kept, and of which forms (by id, every version) and periods the content is left out.

    Of the ``silent`` forms history tells nothing of rows that are gone, in whichever period they stood. Files put into
    a 件 that is ``left_out`` (by its key) go, with what history says of them. A ``wordless`` copy holds nothing of what
    was said on the telephone and noted of tasks.
    """

    campaign_id: int
    hidden: tuple[tuple[int, str], ...] = ()
    silent: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    wordless: bool = False


def reduce_copy(database: Path, key: str, wish: CopyWish) -> None:
    """Take everything out of a copied database that is not of the wished campaign; nothing is left to be undone."""
    with database_errors():
        connection = connect(database, key)
        try:
            connection.execute("PRAGMA foreign_keys = OFF")  # says nothing within a transaction
            connection.execute("BEGIN IMMEDIATE")
            _take_out(connection, wish)
            connection.execute("COMMIT")
            connection.execute("VACUUM")
        finally:
            connection.close()


def _take_out(connection: Any, wish: CopyWish) -> None:
    run = connection.execute
    run("INSERT INTO search (search) VALUES ('delete-all')")
    run("UPDATE search_state SET upto = 0")
    run("DELETE FROM screen")
    run("DELETE FROM campaign WHERE id <> ?", (wish.campaign_id,))
    for table in _owned():
        if table.name != "ruling":
            run(f"DELETE FROM {table.name} WHERE campaign_id IS NOT ?", (wish.campaign_id,))  # noqa: S608  own names
    run(
        "DELETE FROM ruling WHERE (campaign_id NOT NULL AND campaign_id <> ?) OR (kind = 'plan' AND "
        "CAST(substr(subject, 1, instr(subject, '/') - 1) AS INTEGER) NOT IN (SELECT id FROM plan_draft))",
        (wish.campaign_id,),
    )
    run(
        "DELETE FROM batch WHERE id NOT IN (SELECT batch_id FROM submission WHERE batch_id NOT NULL "
        "UNION SELECT batch_id FROM parcel)"
    )
    _thin_history(connection, wish.campaign_id)
    silence(connection, wish.silent)
    _leave_out_files(connection, wish.left_out)
    if wish.wordless:
        _take_words(connection)
    for form_id, period in wish.hidden:
        _hide(connection, form_id, period)
    while any(_cut_dangling(connection)):
        pass


def _take_words(connection: Any) -> None:
    """Empty what calls and notes say; that they were, when and of whom, stays."""
    told = "SELECT operation_id FROM change WHERE table_name IN ('chase', 'task_note')"
    connection.execute(f"UPDATE operation SET summary = '' WHERE id IN ({told})")  # noqa: S608  own names
    connection.execute("DELETE FROM change WHERE table_name IN ('chase', 'task_note')")
    connection.execute("UPDATE chase SET whom = '', answer = ''")
    connection.execute("UPDATE task_note SET text = ''")


def _leave_out_files(connection: Any, keys: tuple[str, ...]) -> None:
    """Take away the files of 件 that are not filed, and of every file that is gone already what history says."""
    for key in keys:
        connection.execute("DELETE FROM archive_file WHERE item = ?", (key,))
        said = "SELECT id FROM ruling WHERE kind = 'archive.item' AND subject = ?"
        about = f"table_name = 'ruling' AND row_id IN ({said})"
        connection.execute(
            f"UPDATE operation SET summary = '' WHERE id IN (SELECT operation_id FROM change WHERE {about})",  # noqa: S608  own names
            (key,),
        )
        if key.startswith(_FILES_ALONE):  # the 件 itself is gone, and what it was called may name a person too
            connection.execute(f"DELETE FROM change WHERE {about}", (key,))  # noqa: S608  own names
            connection.execute("DELETE FROM ruling WHERE kind = 'archive.item' AND subject = ?", (key,))
    gone = "table_name = 'archive_file' AND row_id NOT IN (SELECT id FROM archive_file)"
    connection.execute(
        f"UPDATE operation SET summary = '' WHERE id IN (SELECT operation_id FROM change WHERE {gone})"  # noqa: S608  own names
    )
    connection.execute(f"DELETE FROM change WHERE {gone}")  # noqa: S608  own names


def _owned() -> Iterator[Table]:
    """Every table whose rows name their campaign, history apart."""
    for table in metadata.tables.values():
        if "campaign_id" in table.columns and table.name != "operation":
            yield table


def _thin_history(connection: Any, campaign_id: int) -> None:
    """Keep the history of the campaign, and of the office's own tables."""
    names = _quoted(_OFFICE)
    connection.execute(
        "DELETE FROM operation WHERE campaign_id IS NOT ? AND NOT (campaign_id IS NULL AND NOT EXISTS "  # noqa: S608  own names
        f"(SELECT 1 FROM change WHERE operation_id = operation.id AND table_name NOT IN ({names})))",
        (campaign_id,),
    )
    connection.execute("DELETE FROM change WHERE operation_id NOT IN (SELECT id FROM operation)")


def _quoted(names: Collection[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _hide(connection: Any, form_id: int, period: str) -> None:
    """Empty what a form's rows and returns of a period say, in the tables and in history; a file goes with them."""
    key = {"form": form_id, "period": period}
    connection.execute(
        f"UPDATE submission SET original = '', size = 0 WHERE sha256 IN "  # noqa: S608  own names
        f"(SELECT sha256 FROM submission WHERE {_MINE} AND sha256 <> '')",
        key,
    )
    connection.execute("DELETE FROM change WHERE table_name = 'attachment' AND (before NOT NULL OR after NOT NULL)")
    for name, mine, emptied in _CONTENT:
        connection.execute(
            f"DELETE FROM change WHERE table_name = '{name}' AND (before NOT NULL OR after NOT NULL) "  # noqa: S608  own names
            f"AND row_id IN (SELECT id FROM {name} WHERE {mine})",
            key,
        )
        connection.execute(f"UPDATE {name} SET {emptied} WHERE {mine}", key)  # noqa: S608  own names


def _cut_dangling(connection: Any) -> Iterator[bool]:
    """Rows that name what is gone: the naming is emptied where it may be, else the row goes; whether any were."""
    for table in metadata.tables.values():
        for column in table.columns:
            for key in column.foreign_keys:
                own, other = column.name, key.column.table.name
                where = f"WHERE {own} NOT NULL AND {own} NOT IN (SELECT id FROM {other})"  # noqa: S608  own names
                emptied = f"UPDATE {table.name} SET {own} = NULL {where}"  # noqa: S608  own names
                gone = f"DELETE FROM {table.name} {where}"  # noqa: S608  own names
                yield connection.execute(emptied if column.nullable else gone).rowcount > 0
