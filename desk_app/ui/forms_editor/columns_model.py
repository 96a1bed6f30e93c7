"""栏目: the columns of a form, one a line, in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desk_app.forms.definition import Column, ColumnKind
from desk_app.ui.forms_editor.table_model import LinesModel
from desk_app.ui.forms_editor.words import KINDS, SUMS, parted

HEADING, GROUP, KIND, REQUIRED, CHOICES_AT, CLOSED, WIDTH, ROW_DATE, SUM = range(9)
_KIND_OF = {word: kind for kind, word in KINDS.items()}
_SUM_OF = {word: rule for rule, word in SUMS.items()}


class ColumnsModel(LinesModel[Column]):
    """The columns; a key that is new is made here and never shown."""

    headings = ("栏目名称", "上级栏目", "类型", "必填", "可选的词", "只能选", "宽度", "发生时间", "汇总")
    ticks = frozenset({REQUIRED, CLOSED, ROW_DATE})

    def text(self, line: Column, column: int) -> str:
        """What a cell shows."""
        return {
            HEADING: line.heading,
            GROUP: line.group,
            KIND: KINDS[line.kind],
            CHOICES_AT: "、".join(line.choices),
            WIDTH: f"{line.width:g}",
            SUM: SUMS[line.rule],
        }[column]

    def ticked(self, line: Column, column: int) -> bool:
        """必填, 只能选, 发生时间."""
        return {REQUIRED: line.required, CLOSED: line.closed, ROW_DATE: line.row_date}[column]

    def choices(self, line: Column, column: int) -> tuple[str, ...]:  # noqa: ARG002  the same for every line
        """The kinds, and the ways to sum."""
        return {KIND: tuple(KINDS.values()), SUM: tuple(SUMS.values())}.get(column, ())

    def is_free(self, column: int) -> bool:
        """Names, words and widths are written freely."""
        return column not in {KIND, SUM}

    def changed(self, line: Column, column: int, text: str) -> Column | None:
        """The column with one thing other than before."""
        said = text.strip()
        takes: dict[int, Callable[[], Column | None]] = {
            HEADING: lambda: replace(line, heading=said),
            GROUP: lambda: replace(line, group=said),
            KIND: lambda: self._of_kind(line, _KIND_OF.get(said)),
            CHOICES_AT: lambda: replace(line, choices=parted(said), closed=line.closed and bool(parted(said))),
            WIDTH: lambda: _wide(line, said),
            SUM: lambda: replace(line, rule=_SUM_OF.get(said, line.rule)),
        }
        return takes[column]()

    def turned(self, line: Column, column: int, *, is_on: bool) -> Column | None:
        """必填, 只能选, 发生时间 ticked or not."""
        if column == ROW_DATE:
            return self._row_date(line, is_it=is_on)
        return replace(line, required=is_on) if column == REQUIRED else replace(line, closed=is_on)

    def blank(self) -> Column:
        """A new column with a key that nobody has."""
        taken, number = {one.key for one in self.lines}, len(self.lines) + 1
        while f"c{number}" in taken:
            number += 1
        return Column(f"c{number}", "", ColumnKind.TEXT, width=28.0)

    def _of_kind(self, line: Column, kind: ColumnKind | None) -> Column | None:
        if kind is None:
            return None
        return replace(line, kind=kind, row_date=line.row_date and kind is ColumnKind.DATE)

    def _row_date(self, line: Column, *, is_it: bool) -> Column | None:
        """Only one column says when the thing happened, and it is a day."""
        if is_it and line.kind is not ColumnKind.DATE:
            return None
        if is_it:
            self.lines = [replace(one, row_date=False) if one is not line else one for one in self.lines]
        return replace(line, row_date=is_it)


def _wide(line: Column, text: str) -> Column | None:
    try:
        width = float(text)
    except ValueError:
        return None
    return replace(line, width=width) if 1 <= width <= 400 else None
