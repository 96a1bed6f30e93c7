"""Takes one returned file and says what it is: which unit's, which form, which period, and what each cell says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from desk_app.campaign.roster import Roster
from desk_app.forms.definition import FormDefinition
from desk_app.forms.reading import CheckContext
from desk_app.importing.clues import Clues, ReadContext, SourceFile, Surroundings, clues_for, surroundings
from desk_app.importing.continued import continuation_notes, join_continued, unread_grids
from desk_app.importing.documents import kind_of, open_document
from desk_app.importing.former import former_of, said_former
from desk_app.importing.gate import check_secrecy
from desk_app.importing.grid import Document
from desk_app.importing.header import HeadingIndex
from desk_app.importing.names import NameReader, forms_named
from desk_app.importing.nil_report import says_nothing_to_report
from desk_app.importing.period_finder import find_period
from desk_app.importing.pieces import join_pieces
from desk_app.importing.record_rows import reader_of
from desk_app.importing.refusal import Refused
from desk_app.importing.remarks import remarks_below
from desk_app.importing.results import FileState, ReadReturn, ReadRow
from desk_app.importing.rows import Checkers, read_all
from desk_app.importing.scans import SCAN_KINDS, form_by_name
from desk_app.importing.tables import FoundTable, find_tables, table_problems, with_next_heads
from desk_app.importing.unit_finder import find_unit
from desk_app.importing.unit_in_time import in_its_time
from desk_app.importing.verdict import serious, verdict, without_rows
from desk_app.importing.whole_return import hidden_twins, out_of_period, over_quota
from desk_app.problems import Level, Problem

__all__ = ["FileState", "ReadContext", "ReadReturn", "ReadRow", "ReturnReader", "SourceFile", "read_file"]

_LOCKS = ("~$", ".~", "._")
_MAC_FOLDER = "__MACOSX"
_CLUTTER = {".ds_store", "thumbs.db", "desktop.ini"}


def read_file(
    source: SourceFile, forms: Sequence[FormDefinition], roster: Roster, context: ReadContext
) -> list[ReadReturn]:
    """Read one file into its returns; a file that cannot be taken gives one rejected return with one sentence."""
    return ReturnReader(forms, roster).read(source, context)


class ReturnReader:
    """Reads many files against the same forms and roster.

    Of a form that comes in several versions the newest is read, and one before it only in our own blanks of that one.
    """

    def __init__(self, forms: Sequence[FormDefinition], roster: Roster) -> None:
        self.forms, self._roster = tuple(forms), roster
        self.roster = roster
        newest = {form.name: form for form in sorted(self.forms, key=lambda form: form.version)}
        self._forms = tuple(form for form in self.forms if newest[form.name] is form)
        self._former = {(form.name, form.version): form for form in self.forms if newest[form.name] is not form}
        self._index = HeadingIndex(self._forms)
        self._names = NameReader(self._forms, roster)
        self._checkers = Checkers()

    def read(self, source: SourceFile, context: ReadContext) -> list[ReadReturn]:
        """Read one file; what the bytes are never raises."""
        if is_clutter(source.name):
            return [ReadReturn(source.name, FileState.IGNORED)]
        around = surroundings(source.name, context, self._names)
        try:
            check_secrecy((source.name,))
            if kind_of(source.data) in SCAN_KINDS:
                return [self._by_name(source, around, context, FileState.SCAN)]
            document = open_document(source.data, context.converter)
        except Refused as refusal:
            return self.refuse(source, context, refusal)
        return self._from_document(source, document, around, context)

    def refuse(self, source: SourceFile, context: ReadContext, refusal: Refused) -> list[ReadReturn]:
        """One rejected return for a file that cannot be read, with what its name tells of it."""
        around = surroundings(source.name, context, self._names)
        problem = Problem("文件", Level.ERROR, str(refusal), refusal.code)
        return [self._by_name(source, around, context, FileState.REJECTED, (problem,), refusal.detail)]

    def _from_document(
        self, source: SourceFile, document: Document, around: Surroundings, context: ReadContext
    ) -> list[ReadReturn]:
        former = former_of(document, self._forms, self._former)
        if former is not None:
            return self._by_former(former, source, document, context)
        preferred = _preferred(document, around, context, self._forms)
        found = ((grid, find_tables(grid, self._index, preferred)) for grid in document.grids)
        tables = with_next_heads(join_continued(found))
        if not tables:
            return [self._without_table(source, document, around, context)]
        said = (*document.problems, *unread_grids(document, tables))
        reader = TableReader(self._names, self._checkers, source, around, context)

        def read(place: int, table: FoundTable) -> ReadReturn:
            return reader.read(table, document, () if place else said)

        returns = [read(place, table) for place, table in enumerate(tables)]
        return hidden_twins(*join_pieces(tables, returns, read))

    def _by_former(
        self, former: FormDefinition, source: SourceFile, document: Document, context: ReadContext
    ) -> list[ReadReturn]:
        """Read a blank of a version before the newest by that version."""
        others = (form for form in self._forms if form.name != former.name)
        reader = ReturnReader((*others, former), self._roster)
        own = (
            replace(context, form=former) if context.form is not None and context.form.name == former.name else context
        )
        around = surroundings(source.name, own, reader._names)
        returns = reader._from_document(source, document, around, own)
        newest = next(form.version for form in self._forms if form.name == former.name)
        return [said_former(one, former, newest) for one in returns]

    def _without_table(
        self, source: SourceFile, document: Document, around: Surroundings, context: ReadContext
    ) -> ReadReturn:
        lines = [
            *document.heads,
            *document.lines,
            *(line for grid in document.grids for line in grid.lines(0, len(grid.rows))),
        ]
        form = context.form or _one(forms_named("\n".join(lines[:5]), self._forms)) or form_by_name(around, self._forms)
        if form is not None and says_nothing_to_report(lines, form):
            clues = clues_for(around, lines, (), "", document.identity, self._names)
            return _nil(source, form, clues, context, self._roster)
        message = "没有找到任何一张表的栏目行，请核对是否发错文件，或表头被改动"
        problem = Problem("文件", Level.ERROR, message, "no_form")
        return self._by_name(source, around, context, FileState.REJECTED, (*document.problems, problem))

    def _by_name(
        self,
        source: SourceFile,
        around: Surroundings,
        context: ReadContext,
        state: FileState,
        problems: tuple[Problem, ...] = (),
        detail: str = "",
    ) -> ReadReturn:
        """What a file that was not read as a table is by its name; nothing about unit or period is asked."""
        form = context.form or form_by_name(around, self._forms)
        clues = clues_for(around, (), (), "", None, self._names)
        unit = find_unit(clues, context, self._roster, "文件")
        period, month = None, None
        if form is not None:
            found = find_period(clues, context, form, (), "文件")
            period, month = found.period, found.month
        return ReadReturn(
            file=source.name,
            state=state,
            form=form,
            unit=unit.unit,
            proposed_unit=unit.proposed,
            written_unit=unit.written,
            month=month,
            period=period,
            problems=problems,
            detail=detail,
        )


class TableReader:
    """Reads one table of a file into one return."""

    def __init__(
        self, names: NameReader, checkers: Checkers, source: SourceFile, around: Surroundings, context: ReadContext
    ) -> None:
        self._names = names
        self._checkers = checkers
        self._roster = names.roster
        self._source = source
        self._around = around
        self._context = context

    def read(self, table: FoundTable, document: Document, said: tuple[Problem, ...]) -> ReadReturn:
        """Find unit and period, read the rows, and decide what becomes of the return."""
        context, grid = self._context, table.grid
        clues = clues_for(
            self._around, (*document.heads, *table.before), table.after, grid.name, document.identity, self._names
        )
        readers = [reader_of(part) for part in (table, *table.continued)]
        unit = find_unit(clues, context, self._roster, grid.where)
        undated = CheckContext(None, context.span, self._roster)
        dates = [day for reader in readers for day in reader.dates(undated)]
        found = find_period(clues, context, table.form, dates, grid.where)
        if context.unit is None:
            unit = in_its_time(unit, found.period, self._roster, grid.where)
        rows = read_all(readers, self._checkers.of(table.form, CheckContext(found.period, context.span, self._roster)))
        problems = [
            *said,
            *self._form_problems(table, clues),
            *unit.problems,
            *found.problems,
            *table_problems(table),
            *continuation_notes(table),
            *remarks_below(table, rows.rows, self._roster),
            *rows.problems,
            *out_of_period(rows.rows, found.period, grid.where),
            *over_quota(table.form, rows.rows, grid.where),
        ]
        state, kept, nil_said = verdict(table, rows.rows, problems, self._source.name)
        return ReadReturn(
            file=self._source.name,
            state=state,
            sheet=grid.name,
            form=table.form,
            unit=unit.unit,
            proposed_unit=unit.proposed,
            written_unit=unit.written,
            month=found.month,
            period=found.period,
            rows=kept,
            problems=(*problems, *nil_said)
            if kept or not rows.rows
            else (*without_rows(problems, rows.problems), *nil_said),
        )

    def _form_problems(self, table: FoundTable, clues: Clues) -> Iterator[Problem]:
        where, form = table.grid.where, table.form
        if self._context.form is not None and self._context.form.name != form.name:
            message = f"所选的表是“{self._context.form.name}”，栏目却是“{form.name}”的，请确认"
            yield Problem(where, Level.ERROR, message, "form_disagrees")
        elif clues.around.file.forms and all(named.name != form.name for named in clues.around.file.forms):
            named = "、".join(item.name for item in clues.around.file.forms)
            titled = {item.name for title in clues.titles for item in title.forms}
            level = Level.ERROR if titled and form.name not in titled else Level.WARNING
            message = f"文件名是“{named}”，栏目是“{form.name}”的，按栏目读入"
            yield Problem(where, level, message + ("，请确认" if level is Level.ERROR else ""), "form_disagrees")
        if table.header.rivals:
            names = "、".join(rival.name for rival in table.header.rivals)
            yield Problem(where, Level.ERROR, f"栏目与“{names}”也相同，请指定是哪一张表", "form_several")
        if form.collected is None:
            yield Problem(where, Level.ERROR, f"“{form.name}”不由各单位报送，请确认是否收下", "form_not_collected")


def is_clutter(name: str) -> bool:
    """Whether a file is what programs and systems leave about: lock files, thumbnails, folder settings."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.name.startswith(_LOCKS) or path.name.lower() in _CLUTTER or _MAC_FOLDER in path.parts


def _preferred(
    document: Document, around: Surroundings, context: ReadContext, forms: Sequence[FormDefinition]
) -> tuple[FormDefinition, ...]:
    """The forms to believe where headings fit several: the choice, the hidden identity, what the file is named."""
    if context.form is not None:
        return (context.form,)
    if document.identity is not None:
        own = tuple(form for form in forms if form.name == document.identity.form)
        if own:
            return own
    return around.file.forms


def _one(forms: Sequence[FormDefinition]) -> FormDefinition | None:
    return forms[0] if len(forms) == 1 else None


def _nil(source: SourceFile, form: FormDefinition, clues: Clues, context: ReadContext, roster: Roster) -> ReadReturn:
    unit = find_unit(clues, context, roster, "文件")
    found = find_period(clues, context, form, (), "文件")
    if context.unit is None:
        unit = in_its_time(unit, found.period, roster, "文件")
    problems = (*unit.problems, *found.problems)
    state = FileState.NEEDS_REVIEW if serious(problems) else FileState.NIL
    return ReadReturn(
        file=source.name,
        state=state,
        form=form,
        unit=unit.unit,
        proposed_unit=unit.proposed,
        written_unit=unit.written,
        month=found.month,
        period=found.period,
        problems=problems,
    )
