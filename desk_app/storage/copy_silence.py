"""What history of a reduced copy tells of a form that names persons: rows that are gone, and the words of steps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

_OWN = ("record", "submission", "paper_print")
"""Tables whose rows name their form; history keeps the whole of one that is gone."""
_TOLD = "before NOT NULL OR after NOT NULL"
_ROWS = (
    "SELECT id FROM {table} WHERE form_id = :form "
    "UNION SELECT row_id FROM change WHERE table_name = '{table}' AND json_extract(before, '$.form_id') = :form"
)
_BELONGING = (
    ("inquiry", "SELECT i.id FROM inquiry i JOIN submission s ON s.id = i.submission_id WHERE s.form_id <> :form"),
    ("slip", "SELECT i.id FROM slip i JOIN submission s ON s.id = i.submission_id WHERE s.form_id <> :form"),
    ("attachment", "SELECT a.id FROM attachment a JOIN record r ON r.id = a.record_id WHERE r.form_id <> :form"),
)
"""Tables whose rows belong to a row of a form, each with its rows of other forms."""

_OF_FORM = "instr({subject}, (SELECT name FROM form WHERE id = :form) || '｜') = 1"
_WORDS = f"SELECT id FROM ruling WHERE {_OF_FORM.format(subject='subject')}"  # noqa: S608  own names
_WORD = f"row_id IN ({_WORDS}) OR " + _OF_FORM.format(subject="json_extract(before, '$.subject')")


def silence(connection: Any, form_ids: Collection[int]) -> None:
    """Empty what history says of some forms' rows that are gone, the steps' own words, and words kept as written."""
    for form_id in form_ids:
        key = {"form": form_id}
        for statement in (*_steps(), *_gone(), *_kept_words()):
            connection.execute(statement, key)


def _steps() -> list[str]:
    """The words of every step that changed such a row: they quote its cells. Which rows it touched stays."""
    touched = [
        f"SELECT operation_id FROM change WHERE table_name = '{table}' AND ({_TOLD}) "  # noqa: S608  own names
        f"AND row_id IN ({_ROWS.format(table=table)})"
        for table in _OWN
    ]
    touched += [
        f"SELECT operation_id FROM change WHERE table_name = '{table}' AND row_id NOT IN ({others})"  # noqa: S608  own names
        for table, others in _BELONGING
    ]
    touched.append(f"SELECT operation_id FROM change WHERE table_name = 'ruling' AND ({_WORD})")  # noqa: S608  own names
    return [f"UPDATE operation SET summary = '' WHERE id IN ({one})" for one in touched]  # noqa: S608  own names


def _gone() -> list[str]:
    """What history says of rows that are gone, and of what belonged to them."""
    rows = [
        f"DELETE FROM change WHERE table_name = '{table}' AND ({_TOLD}) "  # noqa: S608  own names
        f"AND row_id NOT IN (SELECT id FROM {table}) AND row_id IN ({_ROWS.format(table=table)})"
        for table in _OWN
    ]
    return rows + [
        f"DELETE FROM change WHERE table_name = '{table}' AND ({_TOLD}) AND row_id NOT IN (SELECT id FROM {table})"  # noqa: S608  own names
        for table, _ in _BELONGING
    ]


def _kept_words() -> list[str]:
    """Words of a form's cells that a person kept as they were written (照原样), which are names often enough."""
    return [
        f"DELETE FROM change WHERE table_name = 'ruling' AND ({_WORD})",  # noqa: S608  own names
        f"DELETE FROM ruling WHERE id IN ({_WORDS})",  # noqa: S608  own names
    ]
