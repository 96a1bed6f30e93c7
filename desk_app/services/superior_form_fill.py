"""A superior's own file filled by what was pointed out once; its original is never changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import Period
from desk_app.exporting.atomic import replacing
from desk_app.exporting.fill_document import LINES, fill_document
from desk_app.exporting.fill_values import BlockWrite, CellWrite, NotWritten, Spot, Value
from desk_app.exporting.fill_workbook import fill_workbook
from desk_app.exporting.package_parts import UnmarkableError
from desk_app.importing.grid import Grid, address_of
from desk_app.importing.word_places import cell_numbers
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.produce import make_folder
from desk_app.services.superior_form import (
    BlockColumn,
    Filling,
    SuperiorForm,
    Take,
    What,
    forms_elsewhere,
    keep_form,
    known_forms,
)
from desk_app.services.superior_form_figures import SuperiorFigures
from desk_app.services.superior_form_look import (
    SuperiorFile,
    folded,
    free_rows,
    heading_over,
    open_superior,
    recognised,
    recognised_elsewhere,
    top_left,
)
from desk_app.services.superior_form_month import in_its_period, in_its_sheet
from desk_app.services.superior_form_older import doubt_of
from desk_app.services.superior_form_place import column_now, find_again
from desk_app.storage.campaigns import Campaign

_TOTALS = ("合计", "总计", "全局", "全局合计", "共计")


@dataclass(frozen=True, slots=True)
class FilledPlace:
    """One place: where, what it held, what was written and from what; or ``why`` nothing was."""

    spot: Spot
    before: str
    value: Value = ""
    source: str = ""
    why: str = ""

    @property
    def where(self) -> str:
        """The place in a person's words."""
        sheet, row, column = self.spot
        return f"表外第{row + 1}行" if sheet == LINES else f"“{sheet}”{address_of(row, column)}"


@dataclass(frozen=True, slots=True)
class Filled:
    """The file filled: its bytes, each place, and what is to be said of the figures."""

    form: str
    content: bytes
    places: tuple[FilledPlace, ...]
    remarks: tuple[str, ...]

    @property
    def written(self) -> tuple[FilledPlace, ...]:
        """What was filled."""
        return tuple(one for one in self.places if not one.why)

    @property
    def left(self) -> tuple[FilledPlace, ...]:
        """What was not."""
        return tuple(one for one in self.places if one.why)


def _form_of(desk: Desk, campaign: Campaign, file: SuperiorFile, named: str) -> tuple[SuperiorForm, str]:
    """The form that a file is, by its words or as named, and the campaign it was pointed out in where it was another.

    DeskError where it was never pointed out, or is in doubt.
    """
    known = known_forms(desk, campaign)
    if named:
        every = [(one, "") for one in known] + [(one.form, one.campaign) for one in forms_elsewhere(desk, campaign)]
        chosen = next((one for one in every if one[0].name == named), None)
        if chosen is None:
            names = "、".join(one.name for one, _ in every) or "（无）"
            raise DeskError(f"没有记下“{named}”这张上级表，现有：{names}。")
        return chosen
    found, near = recognised(file, known)
    if found is None and near:
        raise DeskError(f"“{file.name}”像是{'、'.join(f'“{one}”' for one in near)}，但不能确定，请指明是哪一张。")
    carried = None if found is not None else recognised_elsewhere(file, forms_elsewhere(desk, campaign))
    if carried is not None:
        return carried.form, carried.campaign
    if found is None:
        raise DeskError(f"“{file.name}”还没有指定过各格填什么，请在窗口“统计”的“更多”里打开“填上级表”指定一次。")
    return found, ""


def fill_superior(desk: Desk, campaign: Campaign, file: SuperiorFile, form: SuperiorForm, period: Period) -> Filled:
    """Fill the file; nothing is written to disk. DeskError for a file that cannot be changed safely."""
    filling = _Filling(desk, file, SuperiorFigures(desk, campaign, period))
    for one in form.fillings:
        filling.take_in(one)
    try:
        content, left = filling.result()
    except UnmarkableError as error:
        raise DeskError(f"“{file.name}”的内部结构不合规范，请用WPS或Office另存一次后再填。") from error
    places = _settled(filling.places, left, file)
    forms = [one.take.form for one in form.fillings if one.take.form]
    return Filled(form.name, content, places, tuple(filling.figures.remarks(forms)))


def carried_words(campaign: str) -> str:
    """What is said where a form is filled as it was pointed out in another campaign."""
    return f"各格填什么，是照专项“{campaign}”里指定过的，请逐处看过"


def write_filled(filled: Filled, original: Path, out: Path) -> None:
    """Write the file; DeskError where it would stand in the original's place."""
    if out.resolve() == original.resolve():
        raise DeskError("填好的表不能盖掉上级发来的原件，请换一个文件名。")
    make_folder(out.parent)
    with replacing(out) as part:
        part.write_bytes(filled.content)


def fill_file(desk: Desk, campaign: Campaign, path: Path, period: Period, out: Path, named: str = "") -> Filled:
    """Fill a superior's file and write it beside; the file kept is the one that came."""
    file = open_superior(path)
    form, carried = _form_of(desk, campaign, file, named)
    filled = fill_superior(desk, campaign, file, form, period)
    write_filled(filled, path, out)
    if carried:
        filled = replace(filled, remarks=(carried_words(carried), *filled.remarks))
        if desk.store.writable:
            keep_form(desk, campaign, form)
    return filled


def _settled(places: list[FilledPlace], left: tuple[NotWritten, ...], file: SuperiorFile) -> tuple[FilledPlace, ...]:
    """What was meant to be written, less what the file did not take."""
    refused = {one.spot: one.why for one in left}
    done = [replace(one, why=refused.pop(one.spot)) if one.spot in refused else one for one in places]
    grids = {one.name: one for one in file.grids}
    done += [FilledPlace(spot, grids[spot[0]].cell(spot[1], spot[2]).text, why=why) for spot, why in refused.items()]
    return tuple(done)


def _lost(one: Filling) -> str:
    """What is said of a place that cannot be found again."""
    if not one.anchor.columns:
        return "这张表里找不到原来指定的这一格，请重新指定"
    heading = one.anchor.columns[one.spot[2]].partition("/")[0]
    return f"表头或各行变了，认不准原来“{heading}”栏的这一格现在在哪里，没有填，请重新指定"


class _Filling:
    """One file being filled: what goes where, and what does not."""

    def __init__(self, desk: Desk, file: SuperiorFile, figures: SuperiorFigures) -> None:
        self.figures = figures
        self.places: list[FilledPlace] = []
        self._desk, self._file = desk, file
        self._cells: list[CellWrite] = []
        self._blocks: list[BlockWrite] = []

    def take_in(self, pointed: Filling) -> None:
        """Find the place again and what goes there."""
        one = in_its_sheet(self._file, pointed, self.figures.period)
        spot = None if one is None else find_again(self._file, one)
        if one is None:
            why = f"这张工作表不是{self.figures.period.label}的，也认不准哪一张是，没有填"
            self.places.append(FilledPlace(pointed.spot, "", why=why))
        elif spot is None:
            self.places.append(FilledPlace(one.spot, "", why=_lost(one)))
        elif why := doubt_of(self._file, one, spot, self.figures.period):
            self.places.append(FilledPlace(spot, self._grid(spot[0]).cell(spot[1], spot[2]).text, why=why))
        elif one.take.what is What.ROWS:
            self._rows(one, spot)
        else:
            self._figure(one, spot)

    def result(self) -> tuple[bytes, tuple[NotWritten, ...]]:
        """The file with all of it."""
        data = self._file.data
        if self._file.suffix == ".xlsx":
            return fill_workbook(data, self._cells, self._blocks)
        spots = [(grid.name, row, column) for grid in self._file.grids if grid.name != LINES
                 for row in range(len(grid.rows)) for column in range(grid.width)]  # fmt: skip
        found = cell_numbers(data, [(name, address_of(row, column)) for name, row, column in spots])
        numbers = {spot: found[key] for spot in spots if (key := (spot[0], address_of(spot[1], spot[2]))) in found}
        return fill_document(data, numbers, self._cells, self._blocks)

    def _grid(self, name: str) -> Grid:
        return next(one for one in self._file.grids if one.name == name)

    def _one(self, spot: Spot, take: Take, label: str = "") -> None:
        value, why, source = self._value(take)
        before = self._grid(spot[0]).cell(spot[1], spot[2]).text
        self.places.append(FilledPlace(spot, before, value, source, why))
        if not why:
            self._cells.append(CellWrite(spot, value, label))

    def _value(self, take: Take) -> tuple[Value, str, str]:
        if take.what is What.DAY:
            return long_day(self._desk.clock().date()), "", What.DAY.value
        if take.what is What.PERIOD:
            return self.figures.period.label, "", What.PERIOD.value
        if take.what is What.OPERATOR:
            name = self._desk.actor
            return name, "" if name else "还没有登记经办人，请在“设置”里填写", What.OPERATOR.value
        if take.what is What.BUREAU:
            name = self._desk.bureau
            return name, "" if name else "还没有登记本单位全称，请在“设置”里填写", What.BUREAU.value
        told = self.figures.told(take)
        return told.value, told.why, told.source

    def _figure(self, one: Filling, found: Spot) -> None:
        """A figure, or one a unit, under the heading of its own period."""
        spot = in_its_period(self._file, one, found, self.figures.period)
        if spot is None:
            before = self._grid(found[0]).cell(found[1], found[2]).text
            why = f"这一格不是{self.figures.period.label}的，表里也认不准哪一格是，没有填"
            self.places.append(FilledPlace(found, before, why=why))
        elif one.take.what is What.BY_UNIT:
            self._by_unit(one, spot, found[2] - one.spot[2])
        else:
            self._one(spot, one.take, one.label)

    def _by_unit(self, one: Filling, spot: Spot, moved: int) -> None:
        """A figure for each unit that is named below, until the names end; a sum line takes the whole bureau's.

        The names stand ``moved`` columns farther right, where their own heading does not tell.
        """
        name, first, column = spot
        grid = self._grid(name)
        names = column_now(grid, one.anchor, one.names) if one.anchor.columns and one.names >= 0 else one.names + moved
        if names is None:
            why = "单位名称那一栏的位置变了，认不准现在是哪一栏，没有填，请重新指定"
            self.places.append(FilledPlace(spot, grid.cell(first, column).text, why=why))
            return
        known = self._desk.roster()
        for row in range(first, len(grid.rows)):
            if top_left(grid, row, column) != (row, column):
                continue
            written = grid.cell(*top_left(grid, row, names)).text.strip()
            unit = known.certain(written) if written else None
            if folded(written) in _TOTALS:
                self._one((name, row, column), replace(one.take, what=What.FIGURE, unit=""))
            elif unit is not None:
                self._one((name, row, column), replace(one.take, what=What.FIGURE, unit=unit))
            elif written:
                why = f"名册里没有“{written}”这家单位"
                self.places.append(FilledPlace((name, row, column), grid.cell(row, column).text, why=why))

    def _rows(self, one: Filling, spot: Spot) -> None:
        name, row, _ = spot
        grid = self._grid(name)
        columns = [(self._column(grid, row, one, place), place) for place in one.columns]
        lost = [place.heading for column, place in columns if column is None]
        free = free_rows(self._file, grid, row, [column for column, _ in columns if column is not None])
        found = self.figures.block(one.take, [place.key for _, place in columns])
        before = grid.cell(row, spot[2]).text
        if lost or not free or isinstance(found, str):
            why = f"找不到“{'、'.join(lost)}”栏" if lost else "这里没有空行（原来填过的请用空表）"
            why = found if isinstance(found, str) and not lost else why
            self.places.append(FilledPlace(spot, before, why=why))
            return
        rows = tuple(
            tuple((column, value) for (column, _), value in zip(columns, values, strict=True) if column is not None)
            for values in found
        )
        self._blocks.append(BlockWrite(name, row, free, rows))
        added = f"，加了{len(rows) - free}行" if len(rows) > free else ""
        source = f"{one.take.form} {self.figures.period.label}{one.take.measure.value} 各行"
        self.places.append(FilledPlace(spot, before, f"{len(rows)}行{added}", source))

    @staticmethod
    def _column(grid: Grid, row: int, block: Filling, one: BlockColumn) -> int | None:
        """Where a column of a block stands now."""
        now = column_now(grid, block.anchor, one.column)
        if now is not None and heading_over(grid, row, now) == one.heading:
            return now
        found = [place for place in range(grid.width) if heading_over(grid, row, place) == one.heading]
        return found[0] if len(found) == 1 else None
