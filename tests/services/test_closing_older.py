"""A period that an older program closed, without where the returns of the period before stood, opens and says so."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from desk_app.campaign.period import parse_period
from desk_app.services.closing import close_period, reopen_period
from desk_app.services.closing_print import print_levels
from desk_app.services.data_changes import last_changes
from desk_app.services.figure_rows import figure_rows, rows_behind, rows_compared
from desk_app.services.figure_table import figure_table
from desk_app.services.figure_times import Basis
from desk_app.services.figure_values import FigureTable, Measure
from desk_app.services.figure_words import cell_text, comparison_remarks, sum_text
from desk_app.services.workbook_out import BookWish, write_books
from desk_app.storage import closings
from tests.services.returns_office import TALKS, ReturnsOffice
from tests.ui.awkward_stick import talk

FEBRUARY, MARCH = parse_period("2023-02"), parse_period("2023-03")
NOT_KEPT = "上期报送情况未留存"
KEPT_SINCE = ("former", "keeps_all")


def closed_by_an_older_program(root: Path) -> ReturnsOffice:
    """February and March closed; what an older program did not keep is taken out of what was."""
    office = ReturnsOffice(root)
    for unit, month in (("办公室", 2), ("办公室", 3), ("人事科", 3)):
        office.send(unit, [talk("王建国", f"李{month}", f"2023年{month}月3日")], month=month)
    for period in (FEBRUARY, MARCH):
        office.now = office.now.replace(hour=office.now.hour + 1)
        close_period(office.desk, office.campaign, period)
    with office.desk.store.operation("", actor="", at=office.now) as op:
        for one in closings.of_campaign(op, office.campaign.id):
            kept = {key: value for key, value in one.sums.items() if key not in KEPT_SINCE}
            assert len(kept) == len(one.sums) - len(KEPT_SINCE)
            op.update("closing", one.id, {"sums": kept})
    return office


def changes(table: FigureTable) -> dict[str, str]:
    place = next(place for place, one in enumerate(table.columns) if one.form.name == TALKS)
    return {unit: cell_text(cells[place], Measure.CHANGE) for unit, cells in zip(table.units, table.cells, strict=True)}


def test_it_opens_everywhere_and_says_what_was_not_kept(tmp_path: Path) -> None:
    office = closed_by_an_older_program(tmp_path)
    desk, campaign = office.desk, office.campaign
    with desk.store:
        for basis in Basis:
            table = figure_table(desk, campaign, MARCH, basis)
            told = changes(table)
            assert (told["办公室"], told["人事科"], told["法规科"]) == ("0", NOT_KEPT, "本期未报")
            assert sum_text(table.column_sum(0), Measure.CHANGE, "家").startswith("0（")
            assert any(f"{NOT_KEPT}1家（人事科）" in said for said in comparison_remarks(table))
            for place, column in enumerate(table.columns):
                for measure in Measure:
                    behind = rows_behind(desk, campaign, [column], measure)
                    assert len(figure_rows(desk, behind.ids, behind.closings)) == len(behind.ids)
                rows_compared(desk, campaign, table, [place], range(len(table.units)))
        paths = [path for path in print_levels(desk, campaign, table, tmp_path / "表").files if path.suffix == ".xlsx"]
        paths += write_books(desk, campaign, MARCH, tmp_path / "整套", BookWish(with_personal=True)).files
        for path in (paths[0], paths[-1]):
            assert any(
                NOT_KEPT in str(cell.value) for row in openpyxl.load_workbook(path).worksheets[0] for cell in row
            )
        reopen_period(desk, campaign, MARCH, "重新定稿")
        close_period(desk, campaign, MARCH)
        assert not last_changes(desk, campaign, MARCH).figures
        assert changes(figure_table(desk, campaign, MARCH, Basis.REPORTED))["人事科"] == "上期未报"
