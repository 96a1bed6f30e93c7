"""0009: the index of 查找 over all rows, and the triggers that keep it true in the transaction of every change.

The index holds the rows up to ``search_state.upto``. Newer rows are not in it yet, so that taking in costs nothing
more; they are read as they stand until the index has caught up (``search_index.catch_up``). A row within it that is
changed, removed or put back is brought up to date at once.
"""

from __future__ import annotations

from alembic.operations import Operations

INFO = "An index over pairs of signs, how far it reaches, and what keeps it true."

_INDEXED = "(SELECT upto FROM search_state)"
_ENTER = (
    "INSERT OR REPLACE INTO search (rowid, words) "
    "VALUES (new.id, desk_words(new.row_values, new.extra, new.unit_id, new.form_id))"
)


def upgrade(op: Operations) -> None:
    """Make the empty index, how far it reaches (nowhere yet), and three triggers."""
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5"
        "(words, content = '', contentless_delete = 1, detail = full, tokenize = 'ascii')"
    )
    op.execute("CREATE TABLE search_state (id INTEGER PRIMARY KEY CHECK (id = 1), upto INTEGER NOT NULL) STRICT")
    op.execute("INSERT INTO search_state VALUES (1, 0)")
    op.execute(f"CREATE TRIGGER search_inserted AFTER INSERT ON record WHEN new.id <= {_INDEXED} BEGIN {_ENTER}; END")
    op.execute(
        "CREATE TRIGGER search_updated AFTER UPDATE OF row_values, extra, unit_id, form_id ON record "
        f"WHEN new.id <= {_INDEXED} BEGIN {_ENTER}; END"
    )
    op.execute(
        f"CREATE TRIGGER search_deleted AFTER DELETE ON record WHEN old.id <= {_INDEXED} "  # noqa: S608  own names
        "BEGIN DELETE FROM search WHERE rowid = old.id; END"
    )
