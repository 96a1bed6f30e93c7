"""`plan`, `deadline` and `campaign new --plan` on the sample's plan, which says itself what is wrong in it."""

import json
from pathlib import Path
from typing import Any

import pytest

from desk_app import app
from desk_app.services.plan_desk import documents
from desk_app.ui.opening import sample_clock
from tests.conftest import ROOT, Program, call

SAMPLE = ROOT / "resources/sample"
PLAN = SAMPLE / "方案.docx"
KEYS = {
    "title": str,
    "issuer": str,
    "reference_date": str,
    "span": dict,
    "phases": list,
    "activities": list,
    "tasks": list,
    "duties": list,
    "forms": list,
    "conflicts": list,
}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    told = call("plan", PLAN, "--json")
    assert told.status == 1, told.err
    read: dict[str, Any] = told.document
    return read


def test_the_document_has_every_key_that_other_programs_rely_on(document: dict[str, Any]) -> None:
    assert {key: type(document[key]) for key in KEYS} == KEYS
    task = document["tasks"][0]
    assert {"number", "activity", "content", "units", "roles", "deadline", "source"} <= set(task)
    assert set(task["deadline"]) >= {"text", "kind", "start", "end", "recurrence", "candidates", "state", "why"}
    assert {"content", "who", "recurrence", "min_count", "deadline"} <= set(document["duties"][0])
    assert {"annex", "title", "columns", "has_reporting_unit", "note"} <= set(document["forms"][0])


def test_the_sample_plan_is_read_as_it_was_written(document: dict[str, Any]) -> None:
    assert document["reference_date"] == "2022-12-09"
    assert document["span"] == {"start": "2023-01-01", "end": "2023-12-31"}
    assert len(document["activities"]) == 9
    assert [task["number"] for task in document["tasks"]] == [str(number) for number in range(1, 21)]
    assert [form["annex"] for form in document["forms"]] == ["附件2", "附件3", "附件4", "附件5"]
    assert document["forms"][0]["columns"].count("单位及职务") == 2


def test_exactly_the_contradictions_that_its_maker_put_in_are_found(document: dict[str, Any]) -> None:
    truth = json.loads((SAMPLE / "来表说明.json").read_text(encoding="utf-8"))["plan"]
    found = document["conflicts"]
    assert sorted(one["kind"] for one in found) == sorted(one["kind"] for one in truth)
    for fault in truth:
        (one,) = (one for one in found if one["kind"] == fault["kind"])
        assert fault["body"] in one["a"] + one["b"]
        assert fault["list"] in one["a"] + one["b"]
        assert fault["where"] in one["message"]


def test_a_doubted_deadline_is_never_clear_and_a_wrong_month_never_a_date(document: dict[str, Any]) -> None:
    doubted = [task for task in document["tasks"] if task["activity"] in {"上党课活动", "大谈话活动"}]
    assert {task["deadline"]["state"] for task in doubted} == {"confirm"}
    assert not any("23月" in task["deadline"]["text"] and task["deadline"]["end"] for task in document["tasks"])


def test_a_campaign_opens_from_a_plan_with_its_doubts_open(desk: Program) -> None:
    told = desk("campaign", "new", "--plan", PLAN, "--json")
    assert told.status == 0, told.err
    assert told.document["open_questions"] > 0
    (campaign,) = desk("campaign", "list", "--json").document["campaigns"]
    assert campaign["title"].endswith("学习宣传贯彻党的二十大精神行动方案")
    assert desk("units", "import", SAMPLE / "单位名册.csv").status == 0
    forms = {one["form"]: one["period"] for one in desk("missing", "--period", "once", "--json").document["forms"]}
    assert set(forms) == {"大调研课题申报表", "提建议清单", "办实事征集表"}
    monthly = desk("missing", "--period", "2023-01", "--json").document["forms"]
    assert "大谈话统计表" in {one["form"] for one in monthly}


def test_opening_the_same_plan_twice_is_refused_in_one_sentence(desk: Program) -> None:
    assert desk("campaign", "new", "--plan", PLAN).status == 0
    told = desk("campaign", "new", "--plan", PLAN)
    assert told.status == 2
    assert "已有名为" in told.err


def test_a_start_that_is_refused_leaves_no_draft_behind(tmp_path: Path, desk: Program) -> None:
    assert desk("campaign", "new", "--plan", PLAN, "--name", "二十大").status == 0
    assert desk("campaign", "new", "--plan", PLAN, "--name", "二十大").status == 2
    opened = app.open_desk(tmp_path / "data", clock=sample_clock, own_fonts=False)
    with opened.store:
        assert [(one.state.value, one.file) for one in documents(opened)] == [("已启动", "方案.docx")]


def test_what_is_no_plan_is_refused_or_said(tmp_path: Path, desk: Program) -> None:
    news = tmp_path / "新闻.txt"
    news.write_text(
        "近日，某市召开会议部署工作。\n会议指出，要抓好落实。\n会议强调，于3月底前见成效。\n", encoding="utf-8"
    )
    told = call("plan", news, "--json")
    assert (told.status, told.document["tasks"]) == (0, [])
    assert desk("campaign", "new", "--plan", news).status == 2
    picture = tmp_path / "方案.docx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert call("plan", picture).status == 2
    assert call("plan", tmp_path / "没有.docx").status == 2


def test_one_expression_is_read_with_its_date_and_span() -> None:
    told = call("deadline", "2023年23月底前", "--on", "2022-12-15", "--json")
    assert told.status == 0
    assert (told.document["kind"], told.document["end"], told.document["state"]) == ("invalid", None, "invalid")
    told = call("deadline", "每月", "--on", "2021-12-01", "--within", "2021-12-01..2022-12-31", "--json")
    assert (told.document["recurrence"], told.document["end"]) == ("MONTHLY", "2022-12-31")
    assert call("deadline", "6月底前", "--json").status == 0
    assert call("deadline", "6月底前", "--on", "昨天").status == 2
    assert call("deadline", "6月底前", "--within", "2023-02-01..2023-01-01").status == 2


def test_an_empty_day_to_count_from_is_refused_and_not_taken_for_today() -> None:
    for told in (call("plan", PLAN, "--json", "--on", ""), call("deadline", "3月底前", "--json", "--on", "")):
        assert told.status not in {0, 1}
        assert "不是日期" in told.err
