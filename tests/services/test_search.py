"""查找 on a real desk: what is shown, what is only counted, and where the words stand in what is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.forms.secrecy import names_persons
from desk_app.services import search as finding
from desk_app.services.desk import Desk
from desk_app.services.find_places import PERSON, PLAN, TASK, places
from desk_app.services.open_campaign import open_from_template
from desk_app.services.search import SearchAnswer, search, with_files
from desk_app.services.search_marks import marks
from desk_app.storage import bigrams, campaigns, records
from tests.conftest import Program
from tests.services import sample_office
from tests.services.sample_office import DEEDS, TALKS


@pytest.fixture
def filled(sample_pattern: Path, tmp_path: Path) -> Iterator[Desk]:
    with sample_office.opened(sample_pattern, tmp_path / "data") as made:
        yield made


def texts(answer: SearchAnswer) -> str:
    return "\n".join(f"{row.where} {row.text}" for group in answer.groups for row in group.rows)


def a_cell(filled: Desk, form: str, key: str) -> str:
    """What stands in a column of the first row of a form."""
    with filled.store.read() as reader:
        campaign = campaigns.list_campaigns(reader)[0]
        form_id = campaigns.find_form(reader, campaign.id, form).id
        return str(records.counted(reader, campaign.id, form_id=form_id)[0].values[key])


@pytest.mark.parametrize("built", [True, False])
def test_talk_records_are_counted_and_lead_to_the_ledger_but_nothing_of_them_is_shown(
    filled: Desk, *, built: bool
) -> None:
    if built:
        assert finding.build(filled).waiting == 0
    name = a_cell(filled, TALKS, "talkee")
    answer = search(filled, name)
    talks = next(group for group in answer.groups if group.form == TALKS)
    assert (talks.private, talks.rows) == (True, ())
    assert talks.count >= 1
    assert name not in texts(answer)


def test_other_rows_are_shown_with_their_unit_and_the_found_words_marked(filled: Desk) -> None:
    finding.build(filled)
    matter = a_cell(filled, DEEDS, "matter")
    word = matter[1:4]
    answer = search(filled, word)
    deeds = next(group for group in answer.groups if group.form == DEEDS)
    row = deeds.rows[0]
    assert row.where
    assert any(row.text[start:end] == word for start, end in row.marks)
    assert deeds.count >= len(deeds.rows) >= 1


def test_beside_another_word_the_name_of_a_unit_means_its_rows(filled: Desk) -> None:
    finding.build(filled)
    word = a_cell(filled, DEEDS, "matter")[:4]
    (unit, *_), *_ = [row.where.split("　") for group in search(filled, word).groups for row in group.rows]
    both = search(filled, f"{unit} {word}")
    rows = [row for group in both.groups for row in group.rows]
    assert rows
    assert {row.where.split("　")[0] for row in rows} == {unit}
    assert search(filled, f"{word} 没有这样的词").groups == ()


def test_a_file_is_found_by_its_name_and_one_of_talks_is_named_by_its_unit_only(filled: Desk) -> None:
    found = with_files(filled, search(filled, "办实事")).files
    assert found
    assert any("办实事" in one.text for one in found)
    talks = with_files(filled, search(filled, "谈话 xlsx")).files
    assert talks
    assert all("xlsx" not in one.text for one in talks)


def test_negative_lists_and_talks_name_persons_and_matters_done_do_not(filled: Desk) -> None:
    private = {form.name for template in filled.catalogue.templates for form in template.forms if names_persons(form)}
    assert {"大谈话统计表", "个人负面清单", "单位负面清单"} <= private
    assert not {"办实事征集表", "提建议清单", "任务清单"} & private


def test_tasks_people_and_sentences_of_plans_are_places(filled: Desk) -> None:
    with filled.store.read() as reader:
        campaign = campaigns.list_campaigns(reader)[0]
    found = places(filled, campaign)
    task = next(one for one in found if one.kind == TASK)
    assert task.errand.startswith("task:")
    assert task.answers(task.text[3:7])
    assert {one.kind for one in found} <= {"表", "单位", TASK, PERSON, PLAN}


def test_the_rows_of_every_campaign_are_found(filled: Desk) -> None:
    open_from_template(filled, "树立和践行正确政绩观学习教育")
    finding.build(filled)
    answer = search(filled, a_cell(filled, DEEDS, "matter")[:3])
    assert [group.campaign for group in answer.groups] == ["学习宣传贯彻党的二十大精神"]


@pytest.mark.parametrize(
    ("text", "word", "marked"),
    [
        ("为ＡＢＣ科办事", "abc", ["ＡＢＣ"]),
        ("张 三 丰", "张三", ["张 三"]),
        ("王𬭚谈𬭚", "𬭚", ["𬭚", "𬭚"]),
        ("人人人", "人人", ["人人"]),
        ("ﬁne", "fi", ["ﬁ"]),
    ],
)
def test_marks_stand_in_the_signs_that_were_written(text: str, word: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, (bigrams.fold(word),))] == marked


def test_the_command_finds_counts_and_builds_anew(opened: Program) -> None:
    from tests.conftest import ROOT

    assert opened("returns", ROOT / "resources/sample/来表/2023年3月").status in {0, 1}
    told = opened("find", "--json", "办公室")
    assert told.status == 0
    groups = {one["form"]: one for one in told.document["forms"]}
    assert groups
    assert all(not one["rows"] for one in groups.values() if one["private"])
    assert told.document["waiting"] > 0
    assert opened("find", "--rebuild").status == 0
    again = opened("find", "--json", "办公室").document
    assert (again["waiting"], again["forms"]) == (0, told.document["forms"])
    assert opened("check").status == 0
    refused = opened("find")
    assert refused.status == 2
    assert "没有说查找什么" in refused.err
