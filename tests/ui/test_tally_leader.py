"""领导要数: the sentence as a leader is told it, each number of it counted again by other means."""

from __future__ import annotations

import re

import pytest

from desk_app.campaign.period import ONCE, month_period
from desk_app.forms.definition import Column, ColumnKind, FormDefinition, Rule
from desk_app.services.desk import Desk
from desk_app.services.leader_figures import counted_column, leader_figures
from desk_app.services.standing import standing_of
from desk_app.storage import campaigns, records
from desk_app.ui.window import MainWindow

MARCH = month_period(2023, 3)


@pytest.fixture
def desk(window: MainWindow) -> Desk:
    return window.worker._open_desk()


def test_the_sentence_of_a_form_with_persons_counts_rows_and_persons(desk: Desk) -> None:
    said = leader_figures(desk, desk.campaign(None), MARCH)[0].sentence
    assert said == (
        "截至4月3日16时，应报16家，已收12家，零报告0家，待核2家，未报2家（法规科、西城分局），谈话51人次、39人。"
    )


def test_persons_are_the_distinct_names_of_those_talked_to(desk: Desk) -> None:
    campaign = desk.campaign(None)
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, "附件2")
        rows = records.counted(reader, campaign.id, form_id=form.id, period=MARCH.code)
    said = leader_figures(desk, campaign, MARCH)[0].sentence
    assert f"谈话{len(rows)}人次、{len({row.values['talkee'] for row in rows})}人" in said


def test_the_units_of_the_sentence_add_up(desk: Desk) -> None:
    campaign = desk.campaign(None)
    standings = {one.form.name: one for one in standing_of(desk, campaign, ONCE)}
    for one in leader_figures(desk, campaign, ONCE):
        numbers = {word: int(count) for word, count in re.findall(r"(应报|已收|零报告|待核|未报)(\d+)家", one.sentence)}
        assert numbers.pop("应报") == sum(numbers.values()) == len(standings[one.form].units)


def test_a_form_without_persons_speaks_of_lines(desk: Desk) -> None:
    said = {one.form: one.sentence for one in leader_figures(desk, desk.campaign(None), ONCE)}
    assert said["提建议清单"].endswith("，提建议35条。")
    assert said["大调研课题申报表"].endswith("，调研课题17条。")


def test_the_column_of_persons_is_the_marked_one_or_the_object_of_the_form() -> None:
    talker = Column("a", "谈话人", ColumnKind.PERSON)
    talkee = Column("b", "谈话对象", ColumnKind.PERSON)
    marked = Column("c", "受益人", ColumnKind.TEXT, rule=Rule.DISTINCT)
    assert counted_column(FormDefinition("表", "表", (talker,))) is None
    assert counted_column(FormDefinition("表", "表", (talker, talkee))) is talkee
    assert counted_column(FormDefinition("表", "表", (talker, talkee, marked))) is marked
