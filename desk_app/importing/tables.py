"""The tables of a file that are forms: each with its head, its data rows and the lines of text around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desk_app.forms.definition import Column, FormDefinition
from desk_app.forms.headings import fold_heading
from desk_app.importing.body import Body, duplicate_side_by_side, read_body
from desk_app.importing.grid import Grid
from desk_app.importing.header import Header, HeadingIndex, find_headers
from desk_app.importing.labels import compact
from desk_app.importing.record_grid import RecordGrid, find_records
from desk_app.problems import Level, Problem

_TITLE_PIECE = 4


@dataclass(frozen=True)
class FoundTable:
    """One table of a form: ``before`` are the lines above it (title, unit line), ``after`` those below.

    ``continued`` are the tables or sheets in which it goes on; ``last`` when no other table follows in its grid,
    ``is_first`` when none stands above it there;
    ``next_head`` are the lines right below that are the next table's title.
    """

    grid: Grid
    header: Header
    body: Body
    before: tuple[str, ...]
    after: tuple[str, ...]
    continued: tuple[FoundTable, ...] = ()
    last: bool = True
    is_first: bool = True
    next_head: tuple[str, ...] = ()

    @property
    def form(self) -> FormDefinition:
        """The form whose headings it bears."""
        return self.header.form

    @property
    def sheet(self) -> Grid:
        """The sheet or Word table that it stands in."""
        return self.grid.real or self.grid if isinstance(self.grid, RecordGrid) else self.grid

    @property
    def piece_place(self) -> str:
        """Where it stands in a person's words: its sheet or Word table, and its head's row where others stand above."""
        return self.grid.where if self.is_first or self.header.top < 0 else self.grid.row_place(self.header.top)


def find_tables(grid: Grid, index: HeadingIndex, preferred: Sequence[FormDefinition]) -> list[FoundTable]:
    """All tables of forms in one grid, from top to bottom; a head repeated inside a table begins no new one."""
    records = find_records(grid, index.records, preferred) if index.records else []
    if records:
        return [FoundTable(one.grid, one.header, one.body, one.before, one.after) for one in records]
    headers = list(_beginning(grid, find_headers(grid, index, preferred)))
    tables: list[FoundTable] = []
    for place, header in enumerate(headers):
        end = headers[place + 1].top if place + 1 < len(headers) else len(grid.rows)
        start = tables[-1].body.end + 1 if tables else 0
        body = read_body(grid, header, end)
        before = tuple(grid.lines(start, header.top))
        last = place + 1 == len(headers)
        tables.append(
            FoundTable(
                grid,
                header,
                body,
                (*grid.before, *before) if not tables else before,
                (*body.lines, *grid.after) if last else body.lines,
                last=last,
                is_first=not tables,
            )
        )
    return tables


def with_next_heads(tables: Sequence[FoundTable]) -> list[FoundTable]:
    """The tables of a file, each knowing which lines behind it are the title of the one that follows."""
    following: list[FoundTable | None] = [*tables[1:], None]
    return [
        table
        if below is None
        else replace(table, next_head=tuple(line for line in below.before if _titles(line, below.form)))
        for table, below in zip(tables, following, strict=False)  # no table, none that follows
    ]


def _titles(line: str, form: FormDefinition) -> bool:
    """Whether a line is a form's annex mark, its title, or one line of its title."""
    folded = fold_heading(line)
    annex, title, name = (fold_heading(text) for text in (form.annex, form.title, form.name))
    return bool(folded) and (folded == annex or name in folded or (len(folded) >= _TITLE_PIECE and folded in title))


def _beginning(grid: Grid, headers: Sequence[Header]) -> Iterator[Header]:
    """Heads that begin a table: another form's, or the same again below a line of text (a title, a unit line)."""
    current: Header | None = None
    for header in headers:
        if current is None or header.form is not current.form or _has_line_above(grid, current, header):
            current = header
            yield header


def _has_line_above(grid: Grid, current: Header, header: Header) -> bool:
    body = read_body(grid, current, header.top)
    first = body.end + 1
    return any("合计" not in compact(line) for line in grid.lines(first, header.top) if _is_title(line))


def _is_title(line: str) -> bool:
    texts = [text for text in line.split("\t") if not compact(text).isdecimal()]
    return bool(texts) and not line.startswith(("备注", "注", "说明", "填报人", "审核人"))


def table_problems(table: FoundTable) -> tuple[Problem, ...]:
    """What is to be said of a table as a whole: hidden parts, missing and doubtful columns."""
    parts = (table, *table.continued)
    said = [
        *(one for part in parts if part.header.top >= 0 for one in _column_problems(part)),
        *(one for part in parts for one in _part_problems(part)),
    ]
    return tuple(dict.fromkeys(said))  # pieces on one sheet share what is said of the sheet


def _part_problems(table: FoundTable) -> tuple[Problem, ...]:
    return (*_hidden_problems(table), *table.grid.problems, *table.body.problems)


def _column_problems(table: FoundTable) -> Iterator[Problem]:
    grid, match = table.grid, table.header.match
    row = table.header.bottom
    for item in match.proposals:
        place = grid.place(row, item.heading.column)
        written = _flat(item.heading.text)
        message = f"栏目“{written}”疑为“{item.column.label}”，请确认"
        yield Problem(place.where, Level.ERROR, message, "heading_near", place.cell, written, item.column.key)
    for item in match.hinted:
        place = grid.place(row, item.heading.column)
        message = f"栏目“{_flat(item.heading.text)}”按“{item.column.label}”读入"
        yield Problem(place.where, Level.WARNING, message, "heading_hint", place.cell)
    for column in match.missing:
        level = Level.ERROR if column.required else Level.WARNING
        yield Problem(grid.where, level, f"缺少{_which(table.form, column)}，请核对表样", "column_missing")
    if match.extra:
        names = "、".join(_flat(heading.text) for heading in match.extra)
        yield Problem(grid.where, Level.WARNING, f"多出栏目：{names}，内容随表保存，不进汇总", "column_extra")
    if match.swapped:
        yield Problem(grid.where, Level.WARNING, "同名栏目的次序与表样不同，按各自左边的栏目对应", "columns_swapped")
    if duplicate_side_by_side(table.header):
        yield Problem(
            grid.where, Level.ERROR, "右侧并排还有一张同样的表，没有读入，请改为上下排列后重报", "side_by_side"
        )


def _hidden_problems(table: FoundTable) -> Iterator[Problem]:
    grid = table.grid
    if grid.hidden:
        yield Problem(grid.where, Level.WARNING, "此工作表被隐藏，内容已一并读入", "hidden_sheet")
    rows = [row + 1 for row in table.body.rows if row in grid.hidden_rows]
    if rows:
        numbers = "、".join(map(str, rows[:10])) + ("等" if len(rows) > 10 else "")
        yield Problem(grid.where, Level.WARNING, f"第{numbers}行被隐藏，内容已一并读入", "hidden_rows")
    used = set(table.header.match.columns.values()) & grid.hidden_columns
    if used:
        names = "、".join(grid.place(0, column).cell.rstrip("1") for column in sorted(used))
        yield Problem(grid.where, Level.WARNING, f"第{names}列被隐藏，内容已一并读入", "hidden_columns")


def _which(form: FormDefinition, column: Column) -> str:
    """A column by its heading; one of several equal headings with the column before it."""
    if sum(other.label == column.label for other in form.columns) == 1:
        return f"栏目“{column.label}”"
    place = form.keys.index(column.key)
    return f"“{form.columns[place - 1].label}”之后的栏目“{column.label}”"


def _flat(text: str) -> str:
    return "".join(text.split())
