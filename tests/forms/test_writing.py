"""Form definitions and campaigns written as TOML read back equal, whatever stands in them."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.campaign.duties import Duty, Per, Quota
from desk_app.campaign.model import Activity, CampaignOutline, Task
from desk_app.campaign.period import Rhythm
from desk_app.campaign.phases import Phase
from desk_app.forms import definition as form
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.loader import load_form
from desk_app.forms.writing import campaign_toml, form_toml
from desk_app.locations import shipped

LOADED = load_catalogue([shipped().forms])

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
said = text.filter(lambda one: bool(one.strip()))
texts = st.lists(text, max_size=3).map(tuple)
days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
clocks = st.times().map(lambda one: one.replace(microsecond=0))


@st.composite
def columns(draw: st.DrawFn) -> tuple[form.Column, ...]:
    keys = draw(st.lists(said, min_size=1, max_size=5, unique=True))
    made = []
    serial = dated = False
    for key in keys:
        kind = draw(st.sampled_from(form.ColumnKind))
        if kind is form.ColumnKind.SERIAL and serial:
            kind = form.ColumnKind.TEXT
        row_date = kind is form.ColumnKind.DATE and not dated and draw(st.booleans())
        serial, dated = serial or kind is form.ColumnKind.SERIAL, dated or row_date
        choices = draw(texts)
        if kind is form.ColumnKind.CHOICE and not choices:
            choices = ("是",)
        made.append(
            form.Column(
                key=key,
                heading=draw(said),
                kind=kind,
                group=draw(text),
                required=draw(st.booleans()),
                width=draw(st.floats(0.01, 900)),
                choices=choices,
                closed=draw(st.booleans()),
                rule=draw(st.sampled_from(form.Rule)),
                row_date=row_date,
            )
        )
    return tuple(made)


dues = st.one_of(
    st.builds(form.Due, on=days, months_after=st.integers(0, 12), clock=st.none() | clocks, basis=text),
    st.builds(form.Due, day=st.integers(1, 31), months_after=st.integers(0, 12), clock=st.none() | clocks, basis=text),
)
quotas = st.builds(form.Quota, least=st.none() | st.integers(0, 9), most=st.none() | st.integers(9, 99))
definitions = st.builds(
    form.FormDefinition,
    name=said,
    title=said,
    columns=columns(),
    annex=text,
    collected=st.none() | st.sampled_from(Rhythm),
    unit_line=st.booleans(),
    blank_rows=st.integers(0, 200),
    note=text,
    signatures=texts,
    sealed=st.booleans(),
    landscape=st.booleans(),
    audience=texts,
    owed=st.booleans(),
    aliases=texts,
    due=st.none() | dues,
    quota=st.none() | quotas,
    copies=st.integers(1, 99),
    double_sided=st.booleans(),
    page_of=st.booleans(),
)


@settings(max_examples=150)
@given(definitions)
def test_any_form_written_reads_back_equal(made: form.FormDefinition) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.toml"
        path.write_text(form_toml(made), encoding="utf-8", newline="\n")
        assert load_form(path) == made


phases = st.builds(Phase, said, days, st.none(), open_start=st.booleans(), open_end=st.just(value=True), text=text)
counts = st.none() | st.integers(1, 50)
outlines = st.builds(
    CampaignOutline,
    name=st.just("专项"),
    title=said,
    start=st.just(date(2023, 1, 1)),
    end=st.dates(date(2023, 1, 1), date(2024, 12, 31)),
    issuer=text,
    activities=st.lists(st.builds(Activity, said, said), max_size=2).map(tuple),
    tasks=st.lists(st.builds(Task, said, text, said, text, text, st.none() | days), max_size=4).map(tuple),
    phases=st.lists(phases, max_size=2).map(tuple),
    duties=st.lists(
        st.builds(Duty, said, text, st.sampled_from(["DAILY", "FREQ=MONTHLY;BYMONTHDAY=-1"]), counts, deadline=text),
        max_size=2,
    ).map(tuple),
    quotas=st.lists(
        st.builds(Quota, said, st.sampled_from(Per), text, st.integers(1, 9), deadline=text), max_size=2
    ).map(tuple),
)


@settings(max_examples=100)
@given(outlines)
def test_any_campaign_written_reads_back_equal(outline: CampaignOutline) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / outline.name
        place.mkdir()
        (place / "campaign.toml").write_text(campaign_toml(outline), encoding="utf-8", newline="\n")
        assert load_catalogue([Path(folder)]).templates[0].outline == outline


@pytest.mark.parametrize("template", LOADED.templates, ids=lambda one: one.name)
def test_the_bundled_templates_written_anew_are_the_same(template: object, tmp_path: Path) -> None:
    assert template in LOADED.templates
    for one in template.forms:  # type: ignore[attr-defined]
        path = tmp_path / "表.toml"
        path.write_text(form_toml(one), encoding="utf-8", newline="\n")
        assert load_form(path) == one


def test_hours_and_days_stand_as_toml_writes_them() -> None:
    one = LOADED.forms[0]
    said = form_toml(replace(one, due=form.Due(on=date(2023, 2, 15), clock=time(17), basis='他说"行"')))
    assert 'on = 2023-02-15\nmonths_after = 0\nclock = 17:00:00\nbasis = "他说\\"行\\""' in said
