"""The command `calendar`, as an office and as another program call it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

Program = Callable[..., Any]


def test_what_falls_due_is_told_as_a_document(opened: Program) -> None:
    document = opened("calendar", "--from", "2023-01-01", "--to", "2023-02-28", "--json").document
    assert (document["from"], document["to"]) == ("2023-01-01", "2023-02-28")
    assert [(item["date"], item["kind"]) for item in document["items"]] == [
        ("2023-01-18", "task"),
        ("2023-01-18", "task"),
        ("2023-02-28", "form"),
    ]
    assert document["items"][0]["units"] == ["机关党委", "人事科", "工会"]
    assert set(document["items"][0]) == {"date", "kind", "title", "units", "state", "offer"}


def test_what_has_no_certain_day_is_said_and_listed_when_asked_for(opened: Program) -> None:
    span = ("--from", "2023-01-18", "--to", "2023-01-18")
    document = opened("calendar", *span, "--json").document
    assert not document["ended"]
    (talk,) = [one for one in document["open"] if one["title"].startswith("19　")]
    assert (talk["kind"], talk["deadline"]) == ("任务", "2023年23月底前")
    count = len(document["open"])
    kinds = Counter(one["kind"] for one in document["open"])
    parts = "、".join(f"{kind}{number}" for kind, number in kinds.items())
    assert f"另有{count}项时限待定（{parts}），未列入（加 --open 逐项列出）" in opened("calendar", *span).out
    listed = opened("calendar", *span, "--open").out
    assert listed.count("时限待定　") == count
    assert "原文“2023年23月底前”" in listed


def test_an_hour_of_a_deadline_is_told_with_its_day(tmp_path: Path, desk: Program) -> None:
    plan = tmp_path / "方案.txt"
    plan.write_text(
        "关于开展学习教育的实施方案\n各科室：\n一、组织学习\n"
        "各科室报送学习计划。（责任单位：办公室，完成时限：2024年4月8日12:00前）\n"
        "各科室报送学习总结。（责任单位：办公室，完成时限：2024年12月10日前）\n某局\n2024年3月1日\n",
        encoding="utf-8",
    )
    assert desk("campaign", "new", "--plan", plan).status == 0
    span = ("--from", "2024-04-08", "--to", "2024-04-08")
    (item,) = desk("calendar", *span, "--json").document["items"]
    assert (item["date"], item["kind"]) == ("2024-04-08T12:00", "task")
    assert "2024年4月8日（周一）12:00前　任务" in desk("calendar", *span).out


def test_what_falls_due_is_told_in_lines(opened: Program) -> None:
    told = opened("calendar", "--from", "2023-01-18", "--to", "2023-01-18")
    assert told.status == 0
    assert told.out.count("2023年1月18日（周三）　任务") == 2


def test_an_empty_stretch_says_so_and_a_wrong_day_is_refused_in_one_line(opened: Program) -> None:
    assert "没有到期事项" in opened("calendar", "--from", "2023-01-01", "--to", "2023-01-02").out
    wrong = opened("calendar", "--from", "2023-02-30", "--to", "2023-03-01")
    assert (wrong.status, len(wrong.err.strip().splitlines())) == (2, 1)
    assert opened("calendar", "--from", "2023-03-02", "--to", "2023-03-01").status == 2


def test_a_forms_own_deadline_is_listed_tried_and_settled_with_its_basis(opened: Program) -> None:
    assert "附件4 提建议清单" in opened("due").out
    before = opened("due", "--form", "附件4", "--json").document["forms"]
    assert [(one["form"], one["periods"][0]["due"]) for one in before] == [("提建议清单", None)]
    tried = opened("due", "2月15日12时前", "--form", "附件4", "--check", "--json").document
    assert (tried["days"], tried["held"]) == (["2023年2月15日12:00前"], False)
    assert opened("due", "--form", "附件4", "--json").document["forms"] == before
    done = opened("due", "2023年2月15日12时前", "--form", "提建议清单", "--basis", "局领导批示")
    assert "已认定“附件4 提建议清单”的报送时限" in done.out
    (form,) = opened("due", "--form", "附件4", "--json").document["forms"]
    assert [(one["due"], one["basis"]) for one in form["periods"]] == [("2023-02-15T12:00", "局领导批示")]
    items = opened("calendar", "--from", "2023-02-15", "--to", "2023-02-15", "--json").document["items"]
    assert [(one["date"], one["kind"]) for one in items] == [("2023-02-15T12:00", "form")]


def test_a_deadline_without_form_basis_or_certain_day_is_refused_and_nothing_is_changed(opened: Program) -> None:
    for said, word in (
        (("2月15日", "--basis", "批示"), "--form"),
        (("2月15日", "--form", "附件9", "--basis", "批示"), "没有要收的表"),
        (("2月15日", "--form", "附件4"), "依据"),
        (("2月30日", "--form", "附件4", "--basis", "批示"), "2月30日"),
        (("每月25日", "--form", "附件2", "--basis", "批示", "--onwards"), "--period"),
        (("--form", "附件4", "--basis", "批示"), "还没有写报送时限"),
    ):
        told = opened("due", *said)
        assert (told.status, len(told.err.strip().splitlines())) == (2, 1)
        assert word in told.err
    assert opened("due", "--form", "附件4", "--json").document["forms"][0]["periods"][0]["due"] is None
