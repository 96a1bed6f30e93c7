"""How figures are said on screen and paper: a number, the word for why there is none, and what 较上期 left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.services.figure_values import Counts, FigureCell, FigureTable, Measure, has_before
from desk_app.services.standing import NOT_CONCERNED, SENT_BACK, WAITING

NOTHING = "—"
_MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Comparison:
    """较上期 of one form over some units: how many are compared with what they had, and who is left out and why."""

    form: str
    units: int
    current: int
    before: int
    left: tuple[tuple[str, str], ...]

    @property
    def change(self) -> int | None:
        """The difference over those compared; None where nobody is."""
        return self.current - self.before if self.units else None

    @property
    def said(self) -> str:
        """In one clause; empty where everybody is compared."""
        if not self.left:
            return ""
        by_word: dict[str, list[str]] = {}
        for unit, word in self.left:
            by_word.setdefault(word, []).append(unit)
        names = "，".join(f"{word}{len(units)}家（{_names(units)}）" for word, units in by_word.items())
        if not self.units:
            return f"{self.form}较上期{len(self.left)}家未作比较：{names}"
        return (
            f"{self.form}较上期只比两期都已报的{self.units}家（本期{self.current}、上期{self.before}），"
            f"{len(self.left)}家未作比较：{names}"
        )

    @property
    def brief(self) -> str:
        """How many are left out, where there is no room for their names."""
        return f"{self.form}较上期{len(self.left)}家未作比较" if self.left else ""


def _names(units: Sequence[str]) -> str:
    return "、".join(units[:_MOST_NAMES]) + ("等" if len(units) > _MOST_NAMES else "")


def why_uncompared(cell: FigureCell) -> str:
    """Why a figure has no 较上期, in a word: 本期未报, 上期待核; empty where it has one or nothing is asked."""
    if not cell.counts.uncompared:
        return ""
    if cell.settled or (not cell.state and cell.former in {WAITING, SENT_BACK}):
        return f"上期{cell.former or NOT_CONCERNED}"
    return f"本期{cell.state or NOT_CONCERNED}"


def comparison(table: FigureTable, place: int, lines: Sequence[int] | None = None) -> Comparison | None:
    """较上期 of a column over some lines, or over all; None for a form without a period before."""
    column = table.columns[place]
    if not has_before(column):
        return None
    wanted = range(len(table.units)) if lines is None else lines
    cells = [(table.units[line], table.cells[line][place]) for line in wanted]
    mine = [cell.counts for _, cell in cells if cell.counts.change is not None]
    left = tuple((unit, why_uncompared(cell)) for unit, cell in cells if cell.counts.uncompared)
    current, before = sum(one.current for one in mine), sum(one.before or 0 for one in mine)
    return Comparison(column.form.name, len(mine), current, before, left)


def comparison_remarks(table: FigureTable, places: Sequence[int] | None = None) -> Iterator[str]:
    """For each form whose 较上期 leaves somebody out, who that is, why, and what the rest is compared with."""
    for place in range(len(table.columns)) if places is None else places:
        found = comparison(table, place)
        if found is not None and found.said:
            yield found.said


def cell_text(cell: FigureCell, measure: Measure) -> str:
    """上期 or 较上期 of one unit and form: the number, or why there is none."""
    counts = cell.counts
    if counts.before is None or not cell.is_asked:
        return NOTHING
    if measure is Measure.BEFORE:
        is_number = counts.before or cell.former_settled
        return str(counts.before) if is_number else f"上期{cell.former}" if cell.former else NOTHING
    if counts.change is None:
        return why_uncompared(cell)
    return change_number(counts.change)


def sum_text(counts: Counts, measure: Measure, of: str, *, apart: str = "") -> str:
    """上期 or 较上期 of a sum; how many it leaves out is said in the word for what is counted (家, 张表, 处).

    ``apart`` stands before that, such as a new line in a narrow column.
    """
    if measure is not Measure.CHANGE:
        return NOTHING if counts.before is None else str(counts.before)
    left = f"{counts.uncompared}{of}未作比较" if counts.uncompared else ""
    if counts.change is None:
        return left or NOTHING
    return change_number(counts.change) + (f"{apart}（{left}）" if left else "")


def change_number(change: int) -> str:
    """+3, -2, 0."""
    return f"{change:+d}" if change else "0"
