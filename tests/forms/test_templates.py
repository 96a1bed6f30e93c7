"""The bundled campaigns say what their plans say; a campaign file reports all its mistakes at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk_app.campaign.duties import Per
from desk_app.campaign.model import CampaignOutline
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.loader import DefinitionError
from desk_app.locations import shipped


def outline_of(name: str) -> CampaignOutline:
    return load_catalogue([shipped().forms]).template(name).outline


def test_the_first_template_offered_is_the_sample_s() -> None:
    assert load_catalogue([shipped().forms]).templates[0].name == "学习宣传贯彻党的二十大精神"


def test_the_campaign_of_eight_habits_has_four_stages_with_open_outer_ends_and_four_rhythms() -> None:
    outline = outline_of("深化作风建设八扬八治活动")
    assert [(phase.start, phase.end, phase.open_start, phase.open_end) for phase in outline.phases] == [
        (None, date(2022, 1, 31), True, False),
        (date(2022, 2, 1), date(2022, 4, 30), False, False),
        (date(2022, 5, 1), date(2022, 7, 31), False, False),
        (date(2022, 8, 1), None, False, True),
    ]
    assert [duty.recurrence for duty in outline.duties] == ["WEEKLY", "MONTHLY", "QUARTERLY", "HALFYEARLY"]
    assert len(outline.activities) == 8
    report, onward = [task for task in outline.tasks if "报告" in task.content and "报" in task.content][-3:-1]
    assert (report.due, onward.due) == (date(2022, 12, 10), None)
    assert onward.units == "局活动办公室"


def test_its_negative_lists_are_one_of_the_unit_and_one_of_each_person() -> None:
    forms = {form.name: form for form in load_catalogue([shipped().forms]).template("深化作风建设八扬八治活动").forms}
    assert set(forms) == {"单位负面清单", "个人负面清单"}
    assert "姓名" in forms["个人负面清单"].labels
    assert "姓名" not in forms["单位负面清单"].labels


def test_the_education_campaign_has_no_stages_and_asks_of_persons_branches_and_pairs() -> None:
    outline = outline_of("树立和践行正确政绩观学习教育")
    assert outline.phases == ()
    assert (outline.start, outline.end) == (date(2026, 3, 1), date(2026, 7, 31))
    asked = [(quota.per, quota.who) for quota in outline.quotas]
    assert {per for per, _ in asked} == {Per.PERSON, Per.UNIT, Per.BRANCH, Per.PAIR}
    assert sum(per is Per.PAIR for per, _ in asked) == 4
    assert sum(task.content.startswith("专项整治（") for task in outline.tasks) == 8


def test_where_the_sample_s_plan_contradicts_itself_no_day_is_set() -> None:
    outline = outline_of("学习宣传贯彻党的二十大精神")
    undated = {task.number for task in outline.tasks if task.due is None}
    assert undated == {"7", "8", "9", "10", "11", "12", "13", "14", "15", "19", "20", "21"}
    assert all(quota.end is None for quota in outline.quotas)


def test_all_mistakes_of_stages_duties_and_quotas_are_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "坏专项"
    folder.mkdir()
    (folder / "campaign.toml").write_text(
        'title = "专项"\nstart = 2023-01-01\nend = 2023-12-31\n'
        '[[phase]]\nname = "一"\nend = 2023-02-01\n'
        '[[phase]]\nname = "二"\nstart = 2023-05-01\nend = 2023-04-01\n'
        '[[duty]]\ncontent = "调度"\nrecurrence = "每周"\n'
        '[[quota]]\ncontent = "党课"\nper = "all"\nmin_count = 3\nmax_count = 1\n'
        '[[quota]]\ncontent = "谈话"\nper = "pair"\nwhoo = "x"\n',
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError) as refused:
        load_catalogue([tmp_path])
    said = "\n".join(refused.value.mistakes)
    for place in ("phase[1].start", "phase[2].end", "duty[1].recurrence", "quota[1].per", "quota[1].max_count",
                  "quota[2].min_count", "quota[2].whoo"):  # fmt: skip
        assert place in said
