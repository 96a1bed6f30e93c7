"""A line of the text that begins as a row of a table does (第二检查组：…), against what the row says."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import fold

_LEAST, _LONGEST, _MOST_PIECE = 3, 12, 16
_WHO = re.compile(r"单位|处室|科室|股室|部室|部门|牵头|带队|责任|组长|负责")
#: 由法规处带队, 组长：张明.
_LED = re.compile(r"(?:^|[：:，,；;、由])(?P<who>[\u4e00-\u9fff]{2,14}?)(?:牵头|带队|负责|承办|主办)")
_STOPS = re.compile(r"[，,。；;：:（）()]|负责|检查|督导|带队|牵头|联系")
_PLAIN = re.compile(r"[\u4e00-\u9fff（）]{2,}")
_SPLIT = re.compile(r"[、，,\n]")


def compare_lines(
    paragraphs: Sequence[Source], tables: Sequence[PlanTable], lists: Collection[int], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """Every row of a table that is no task list, and the one paragraph that begins with its words: who, and what."""
    told = {(one.a.block, one.a.row) for one in known}
    for table in tables:
        if table.index in lists:
            continue
        for row in range(1, len(table.rows)):
            for column in range(min(2, table.width)):
                line = _line(table.text(row, column), paragraphs)
                if line is None or (line.block, line.row) in told:
                    continue
                found = next(filter(None, (_apart(line, table, row, other) for other in range(table.width))), None)
                if found is not None:
                    yield found
                break


def _line(name: str, paragraphs: Sequence[Source]) -> Source | None:
    """The one paragraph that begins with a name."""
    bare = fold(name)
    if not _LEAST <= len(bare) <= _LONGEST:
        return None
    begin = re.compile(rf"^[^\u4e00-\u9fff]{{0,5}}{re.escape(name.strip())}[：:（(，,]")
    homes = [one for one in paragraphs if begin.match(one.text)]
    return homes[0] if len(homes) == 1 else None


def _apart(line: Source, table: PlanTable, row: int, column: int) -> Conflict | None:
    cell = table.text(row, column)
    pieces = [piece.strip() for piece in _SPLIT.split(cell) if piece.strip()]
    if not pieces or any(len(piece) > _MOST_PIECE or not _PLAIN.fullmatch(piece) for piece in pieces):
        return None
    gone = [piece for piece in pieces if not _stands(piece, line.text)]
    if len(gone) != 1:
        return None
    other = _led(line) if len(pieces) == 1 and _WHO.search(table.text(0, column)) else _beside(line, pieces, gone[0])
    if not other or fold(other) in fold(cell) or fold(cell) in fold(other):
        return None
    a, b = replace(line, text=other), table.source(row, column)
    name = re.split(r"[：:（(，,]", line.text)[0].strip()
    message = f"“{name}”前后不一：{a.quoted}，{b.quoted}，请核定。"
    return Conflict(ConflictKind.UNIT, a, b, message, name)


def _stands(piece: str, text: str) -> bool:
    """Whether a name stands in a line, with or without the sign of its own house (厅劳动监察处)."""
    return piece in text or (len(piece) > _LEAST and piece[1:] in text)


def _led(line: Source) -> str:
    found = {match["who"] for match in _LED.finditer(line.text)}
    return found.pop() if len(found) == 1 else ""


def _beside(line: Source, pieces: Sequence[str], gone: str) -> str:
    """The one name that stands in the line in the place of the lost one, beside all the others of the cell."""
    others = [piece for piece in pieces if piece != gone]
    if not others:
        return ""
    for part in _STOPS.split(line.text):
        named = [one.strip() for one in part.split("、")]
        strange = [one for one in named if not any(one.endswith(piece) for piece in pieces)]
        if len(named) == len(pieces) and len(strange) == 1 and all(one in part for one in others):
            return strange[0]
    return ""
