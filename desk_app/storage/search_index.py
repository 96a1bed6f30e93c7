"""The index of 查找: how far it reaches, catching up piece by piece, and whether it says what the rows say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text

from desk_app.problems import Level, Problem
from desk_app.storage.bigrams import words_of_row
from desk_app.storage.reader import Reader
from desk_app.storage.store import Store

PIECE = 2_000
"""Rows to a piece: a third of a second at the most, in which nothing else is written."""
_CLOSELY = 2_000
_MOST = 20
_REACH = "SELECT upto, (SELECT coalesce(max(id), 0) FROM record) FROM search_state"
_NEXT = "SELECT id FROM record WHERE id > (SELECT upto FROM search_state) ORDER BY id LIMIT :piece"
_ENTER = text(
    "INSERT INTO search (rowid, words) SELECT id, desk_words(row_values, extra, unit_id, form_id) "  # noqa: S608  own names
    f"FROM record WHERE id IN ({_NEXT}) ORDER BY id"
)
_MOVE_ON = text(f"UPDATE search_state SET upto = coalesce((SELECT max(id) FROM ({_NEXT})), upto)")  # noqa: S608  own names
_ALL = (
    "SELECT record.id, row_values, extra, unit_id, form_id, d.sz FROM record "
    "LEFT JOIN search_docsize AS d ON d.id = record.id WHERE record.id <= (SELECT upto FROM search_state) "
    "ORDER BY record.id"
)
_STRAY = "SELECT id FROM search_docsize WHERE id NOT IN (SELECT id FROM record) LIMIT ?"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the index reaches: rows up to ``upto`` of those up to ``last``."""

    upto: int
    last: int

    @property
    def waiting(self) -> int:
        """How many rows, at the most, are not in it yet."""
        return max(0, self.last - self.upto)


def reach(reader: Reader) -> Reach:
    """How far the index reaches."""
    row = reader.driver_rows(_REACH)[0]
    return Reach(row[0], row[1])


def catch_up(store: Store, piece: int = PIECE) -> Reach:
    """Enter the next rows into the index, by one short commit that is no operation; how far it reaches then."""
    store.write_aside(_ENTER.bindparams(piece=piece), _MOVE_ON.bindparams(piece=piece))
    with store.read() as reader:
        return reach(reader)


def start_anew(store: Store) -> None:
    """Empty the index, so that it is built again from the rows."""
    store.write_aside(
        text("INSERT INTO search (search) VALUES ('delete-all')"), text("UPDATE search_state SET upto = 0")
    )


def problems(reader: Reader) -> list[Problem]:
    """Where the index does not say what the rows say: every row by the number of its words, many word by word."""
    found: list[int] = []
    every = max(1, reach(reader).upto // _CLOSELY)
    for row_id, words, size in _indexed(reader):
        count = words.count(" ") + 1
        if size != count or (row_id % every == 0 and not _stands_so(reader, row_id, words)):
            found.append(row_id)
            if len(found) == _MOST:
                break
    found += [row[0] for row in reader.driver_rows(_STRAY, (_MOST,))]
    if not found:
        return []
    message = (
        "查找用的索引与登记的内容不一致，内容本身完好；在窗口里检查时随即重建，用命令请运行 desk-app find --rebuild。"
        f"（第{'、'.join(str(one) for one in found[:3])}行{'等' if len(found) > 3 else ''}）"
    )
    return [Problem("查找索引", Level.WARNING, message, "search_index_differs")]


def _indexed(reader: Reader) -> Iterator[tuple[int, str, int | None]]:
    """Every row that the index should hold: its words as they should be, and how many it has of it."""
    for rows in reader.driver_batches(_ALL):
        for row_id, row_values, extra, unit_id, form_id, size in rows:
            yield row_id, words_of_row(row_values, extra, unit_id, form_id), None if size is None else _varint(size)


def _stands_so(reader: Reader, row_id: int, words: str) -> bool:
    """Whether the index has exactly these words of a row, one behind the other."""
    return bool(reader.driver_rows("SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?", (f'"{words}"', row_id)))


def _varint(stored: bytes) -> int:
    """The number that SQLite wrote in its own way: seven bits a byte, the highest first."""
    value = 0
    for byte in stored:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return value
