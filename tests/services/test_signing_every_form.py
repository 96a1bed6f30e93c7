"""签字盖章 of every form that units send, ready ones too: printed, scanned crooked and badly, known, and held to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import ONCE, Rhythm, parse_period
from desk_app.exporting.excel import write_xlsx
from desk_app.exporting.form_paper import filled_paper
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.identity import Identity
from desk_app.locations import shipped
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk, collected_forms
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import open_from_template
from desk_app.services.produce import print_form
from desk_app.services.ready_forms import ready_forms, take_ready_form
from desk_app.services.signing import DIFFERS, differing
from desk_app.services.signing_papers import note_many, scan_papers
from desk_app.services.signing_scans import take_scans
from desk_app.services.take_in import Choices, take_in
from desk_app.services.values import Campaign, PaperState
from desk_app.storage import records
from tests.services.paper_scans import as_jpeg, as_pdf, pages_of, turned

UNIT = "办公室"
MARCH = parse_period("2023-03")
TURNS = (2, 180, -2, 182, 0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "data", clock=lambda: datetime(2023, 3, 25, 9), own_fonts=False)  # noqa: DTZ001  the office's own wall clock
    open_from_template(opened, "学习宣传贯彻党的二十大精神")
    import_roster(opened, shipped().sample / "单位名册.csv")
    campaign = opened.campaign(None)
    for one in ready_forms(opened, campaign):
        take_ready_form(opened, campaign, one.name)
    yield opened
    opened.store.close()


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return desk.campaign(None)


def value(column: Column) -> str:
    if column.kind in {ColumnKind.DATE, ColumnKind.DUE}:
        return "2023-03-08"
    if column.kind is ColumnKind.INTEGER:
        return "30"
    return column.choices[0] if column.choices else f"{column.label}甲"


def sent(campaign: Campaign, form: FormDefinition, folder: Path) -> Path:
    """A unit's return of a form, two rows or one record."""
    period = ONCE if form.collected is Rhythm.ONCE else MARCH
    row = {column.key: value(column) for column in form.columns if column.kind is not ColumnKind.SERIAL}
    identity = Identity(campaign.name, form.name, UNIT, period.code, form.version)
    rows = [row] if form.record else [row, {**row, next(iter(row)): "乙"}]
    path = folder / f"{form.name}（{UNIT}）.xlsx"
    write_xlsx(filled_paper(form, rows, unit=UNIT, period=period, identity=identity), path)
    return path


def test_the_paper_of_every_form_is_known_from_a_bad_scan_and_held_against_the_data(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    with desk.store.read() as reader:
        forms = [one.definition for one in collected_forms(reader, campaign)]
    assert {one.landscape for one in forms} == {True, False}
    assert {one.record for one in forms} == {True, False}
    returns, scans = tmp_path / "来表", tmp_path / "扫描"
    returns.mkdir()
    scans.mkdir()
    take_in(desk, campaign, [sent(campaign, form, returns) for form in forms], Choices())
    for number, form in enumerate(forms):
        period = ONCE if form.collected is Rhythm.ONCE else MARCH
        printed = print_form(desk, campaign, form.name, tmp_path / "打印", unit=UNIT, period=period)
        pages = [turned(page, TURNS[number % len(TURNS)]) for page in pages_of(printed.files[0])]
        if number % 3:
            for place, page in enumerate(pages):
                as_jpeg(page, scans / f"{number}-{place}.jpg", quality=15)
        else:
            as_pdf(pages, scans / f"{number}.pdf")
    batch = take_scans(desk, campaign, [scans])
    found = scan_papers(desk, campaign, batch.batch_id)
    assert {(one.unit, one.form) for one in found} == {(UNIT, form.name) for form in forms}
    assert [one.problems for one in found if not one.is_whole] == []
    note_many(desk, campaign, found, PaperState.RECEIVED)
    assert differing(desk, campaign) == ()
    with desk.store.read() as reader:
        rows = list(records.counted(reader, campaign.id))
    assert rows
    edits = [CellEdit(one.id, key, "改过的") for one in rows if (key := plain_key(forms, name_of(desk, one.form_id)))]
    correct_cells(desk, campaign, edits)
    altered = {name_of(desk, one.form_id) for one in rows}
    assert {one.form for one in differing(desk, campaign)} == altered
    assert {one.form for one in found} == altered
    again = scan_papers(desk, campaign, batch.batch_id)
    assert all(DIFFERS in one.problems for one in again)


def name_of(desk: Desk, form_id: int) -> str:
    from desk_app.storage import campaigns

    with desk.store.read() as reader:
        return campaigns.get_form(reader, form_id).name


def plain_key(forms: list[FormDefinition], name: str) -> str:
    form = next(one for one in forms if one.name == name)
    others = {ColumnKind.SERIAL, ColumnKind.DATE, ColumnKind.DUE, ColumnKind.INTEGER}
    return next((one.key for one in form.columns if one.kind not in others and not one.choices), "")
