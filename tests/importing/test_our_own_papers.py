"""What the program prints and sends out must come back as what it was."""

from pathlib import Path

import pytest

from desk_app.campaign.period import ONCE, parse_period
from desk_app.exporting.excel import Blank, write_xlsx
from desk_app.exporting.form_paper import blank_paper, filled_paper
from desk_app.exporting.word import write_docx
from desk_app.forms.definition import Column, ColumnKind
from desk_app.forms.identity import Identity
from desk_app.importing.results import FileState
from tests.importing.making import FORMS, codes, one

SENT = [name for name, form in FORMS.items() if form.collected is not None]


def sample(column: Column, number: int) -> str | int:
    if column.kind is ColumnKind.DATE:
        return f"2023-03-{number:02d}"
    if column.kind is ColumnKind.CHOICE:
        return column.choices[0]
    if column.kind is ColumnKind.INTEGER:
        return number
    if column.kind is ColumnKind.SERIAL:
        return str(number)
    return f"=𬭚{column.heading[:2]}\n{number}０"


@pytest.mark.parametrize("name", SENT)
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_filled_paper_of_ours_comes_back_cell_for_cell_under_any_name(tmp_path: Path, name: str, kind: str) -> None:
    form = FORMS[name]
    period = ONCE if form.collected == "once" else parse_period("2023-03")
    rows = [{column.key: sample(column, number) for column in form.columns} for number in (1, 2)]
    identity = Identity("学习", form.name, "人事科", period.code)
    paper = filled_paper(form, rows, unit="人事科", period=period, identity=identity)
    target = tmp_path / f"新建.{kind}"
    if kind == "xlsx":
        write_xlsx(paper, target)
    else:
        write_docx(paper, target)
    found = one(target.read_bytes(), target.name)
    assert (found.state, found.unit, found.form, found.period) == (FileState.ACCEPTED, "人事科", form, period), found
    assert [row.values for row in found.rows] == rows
    assert [code for code in codes(found) if code not in {"unit_near", "unit_unknown"}] == []


@pytest.mark.parametrize("name", SENT)
def test_an_unfilled_blank_of_ours_is_asked_about_and_is_no_nil_report(tmp_path: Path, name: str) -> None:
    form = FORMS[name]
    period = ONCE if form.collected == "once" else parse_period("2023-03")
    paper = blank_paper(form, unit="人事科", period=period, identity=Identity("学习", form.name, "人事科", period.code))
    write_xlsx(paper, tmp_path / "a.xlsx", blank=Blank())
    write_docx(paper, tmp_path / "a.docx")
    for path in (tmp_path / "a.xlsx", tmp_path / "a.docx"):
        found = one(path.read_bytes(), path.name)
        assert (found.unit, found.form, found.period) == ("人事科", form, period)
        assert (found.state, codes(found)) == (FileState.NEEDS_REVIEW, ["empty_table"])
