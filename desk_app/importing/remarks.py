"""What stands below a table's rows: sums checked against them, and every remark that is not the form's own printing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from desk_app.campaign.roster import Roster
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.forms.headings import fold_heading
from desk_app.importing.body import RestRow, RowKind
from desk_app.importing.labels import compact, is_furniture
from desk_app.importing.nil_report import says_not_concerned, says_nothing_to_report
from desk_app.importing.results import ReadRow
from desk_app.importing.tables import FoundTable
from desk_app.problems import Level, Problem

_SHOWN = 80
_LONGEST_NAME = 16
_NUMBER = re.compile(r"(?<![\d.])\d{1,9}(?![\d.])")
_WHOLE_TABLE = re.compile(r"(?:合计|总计|共计)")
_LABEL = re.compile(r"^(?:备注|附注|注|说明)\d?[::.、]?")
_NOTHING = frozenset({"", "无", "暂无", "无。", "/"})
_DATE_GAPS = re.compile(r"[ \u3000]*([年月])[ \u3000]*")
_SENTENCE = re.compile(r"[,。;!]")
_PIECES = re.compile(r"\t|\s{2,}|\n")


def remarks_below(table: FoundTable, rows: Sequence[ReadRow], roster: Roster) -> Iterator[Problem]:
    """A word on each sum and remark below the rows; a sum that the rows do not bear out is asked.

    A unit's name by itself is its signature and no remark.
    """
    for problem, line in _all_below(table, rows):
        if not line or not _is_signature(line, roster):
            yield problem


def _is_signature(line: str, roster: Roster) -> bool:
    plain = compact(line)
    return len(plain) <= _LONGEST_NAME and any(plain.endswith(compact(name)) for name in roster.find_in(plain))


def _all_below(table: FoundTable, rows: Sequence[ReadRow]) -> Iterator[tuple[Problem, str]]:
    """What is to be said, each remark with its line; a sum has none."""
    for part in (table, *table.continued):
        grid = part.grid
        for rest in part.body.rest:
            if rest.kind is RowKind.SUM:
                yield from ((problem, "") for problem in _sum(part, rest, rows))
            elif rest.kind is RowKind.CLOSING or (rest.kind is RowKind.LINE and _is_last(part, rest)):
                line = "\t".join(rest.texts.values())
                yield from ((problem, line) for problem in _remark(grid.row_place(rest.row), line, table.form))
        if part.last:
            for line in (line for line in grid.after if line not in part.next_head):
                yield from ((problem, line) for problem in _remark(grid.where, line, table.form))


def _is_last(part: FoundTable, rest: RestRow) -> bool:
    """Whether a line stands below all data of its grid; a title between two tables is no remark."""
    return part.last and rest.row > part.body.end


def _remark(where: str, line: str, form: FormDefinition) -> Iterator[Problem]:
    if is_own_printing(line, form) or says_nothing_to_report([line], form) or says_not_concerned([line], form):
        return
    yield Problem(where, Level.WARNING, f"表下写有“{_shown(line)}”，没有作为数据，请核对", "remark_below")


def is_own_printing(line: str, form: FormDefinition) -> bool:
    """Whether a line is what the form itself prints below its table: its note, signature and date labels."""
    plain = compact(line)
    if form.note and fold_heading(_LABEL.sub("", plain)) == fold_heading(_LABEL.sub("", compact(form.note))):
        return True
    if _LABEL.sub("", plain) in _NOTHING:
        return True
    signed = {compact(text) for text in form.signatures}
    pieces = [compact(piece) for piece in _PIECES.split(_DATE_GAPS.sub(r"\1", unicodedata.normalize("NFKC", line)))]
    return all(
        not piece
        or piece.strip("_") == ""
        or is_furniture(piece)
        or (piece.partition(":")[0] in signed and not _SENTENCE.search(piece))
        for piece in pieces
    )


def _sum(part: FoundTable, rest: RestRow, rows: Sequence[ReadRow]) -> Iterator[Problem]:
    where = part.grid.row_place(rest.row)
    texts = list(rest.texts.values())
    if not any(_NUMBER.search(compact(text)) for text in texts):
        return
    told = _contradiction(part, rest, rows)
    if told and not _contradiction(part, rest, [row for row in rows if _stands_in(row, part)]):
        told = ""  # a sum of this page
    if told:
        message = f"“{_shown(' '.join(texts))}”与表内不符：{told}，请核对是否有漏行"
        yield Problem(where, Level.ERROR, message, "sum_differs")
        return
    yield Problem(where, Level.WARNING, f"“{_shown(' '.join(texts))}”行未作为数据，合计由程序另算", "sum_row")


def _stands_in(row: ReadRow, part: FoundTable) -> bool:
    """Whether a row stands in one piece of a table rather than in another."""
    first = "".join(filter(str.isdigit, row.area.partition(":")[0]))
    return row.sheet == part.grid.name and first.isdecimal() and int(first) - 1 in part.body.rows


def _contradiction(part: FoundTable, rest: RestRow, rows: Sequence[ReadRow]) -> str:
    """What the rows come to where the sum line says otherwise; sums of parts (小计) are not compared."""
    if not _WHOLE_TABLE.match(compact(next(iter(rest.texts.values())))):
        return ""
    counted = {
        part.header.match.columns[column.key]: column.key
        for column in part.form.columns
        if column.kind is ColumnKind.INTEGER and column.key in part.header.match.columns
    }
    for place, key in counted.items():
        stated = _NUMBER.search(compact(rest.texts.get(place, "")))
        values = [row.values.get(key) or 0 for row in rows]
        whole = [value for value in values if isinstance(value, int)]
        if stated and len(whole) == len(values) and sum(whole) != int(stated[0]):
            return f"{part.form.column(key).label}各行合计{sum(whole)}"
    if counted:
        return ""
    numbers = {int(number) for text in rest.texts.values() for number in _NUMBER.findall(compact(text))}
    return "" if len(rows) in numbers else f"表内有{len(rows)}行"


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"
