"""定稿, 撤销定稿 and 次数要求 by command, on the sample as an office sends it."""

import json
from pathlib import Path

import openpyxl

from tests.conftest import ROOT, Program

MARCH = ("--period", "2023-03")


def resent(folder: Path) -> Path:
    """人事科's March return with one talk of another kind."""
    source = next((ROOT / "resources/sample/来表/2023年3月").glob("*人事科）3月.xlsx"))
    book = openpyxl.load_workbook(source)
    for line in book.active.iter_rows():  # type: ignore[union-attr]
        for cell in line:
            if cell.value == "谈心谈话":
                cell.value = "廉政谈话"
    path = folder / "附件2 大谈话统计表（人事科）3月 重报.xlsx"
    book.save(path)
    return path


def test_closing_is_refused_while_things_are_open_then_holds_until_it_is_taken_back(
    filled: Program, tmp_path: Path
) -> None:
    refused = filled("close", *MARCH)
    assert refused.status == 2
    assert "未报2家：法规科、西城分局" in refused.err
    assert "--despite" in refused.err
    points = filled("close", "--check", *MARCH, "--json").document
    assert points["open"] == ["大谈话统计表", "整改台账"]
    assert ["法规科", "西城分局"] in [one["units"] for one in points["points"]]
    before = filled("tally", *MARCH, "--json").document
    closed = filled("close", "--despite", *MARCH, "--json").document
    assert [one["form"] for one in closed["closed"]] == ["大谈话统计表", "整改台账"]
    assert all(len(one["check_code"]) == 64 for one in closed["closed"])

    late = filled("returns", resent(tmp_path), "--json")
    assert late.status == 1
    assert late.document["files"][0]["state"] == "needs_review"
    assert any("定稿后来件" in one["message"] for one in late.document["files"][0]["problems"])
    refused = filled("confirm", late.document["files"][0]["id"])
    assert (refused.status, "请先撤销定稿" in refused.err) == (2, True)
    after = filled("tally", *MARCH, "--json").document
    assert _plain(after) == _plain(before)
    assert {one["state"] for form in after["forms"] for one in form["units"]} <= {
        "未报", "待核", "退回修改", "已收", "零报告", "不涉及",
    }  # fmt: skip

    assert filled("reopen", *MARCH, "--reason", " ").status == 2
    assert filled("reopen", *MARCH, "--reason", "人事科重报").status == 0
    assert filled("confirm", late.document["files"][0]["id"]).status == 0
    again = filled("close", "--despite", *MARCH, "--out", tmp_path / "说明", "--json").document
    assert again["changes"]["reason"] == "人事科重报"
    mended = [one for one in again["changes"]["rows"] if one["kind"] == "改动"]
    assert [(one["unit"], one["old"], one["new"]) for one in mended] == [
        ("人事科", "谈话内容类型：谈心谈话", "谈话内容类型：廉政谈话")
    ]
    assert sorted(path.suffix for path in (tmp_path / "说明").iterdir()) == [".docx", ".pdf", ".xlsx"]


def _plain(document: dict[str, object]) -> list[tuple[object, ...]]:
    """What a tally said before there was 定稿."""
    forms: list[dict[str, object]] = document["forms"]  # type: ignore[assignment]
    return [(one["form"], one["period"], json.dumps(one["units"]), one["total"], one["cumulative"]) for one in forms]


def test_quotas_are_told_with_who_exactly_or_why_nobody_can_tell(filled: Program, tmp_path: Path) -> None:
    found = filled("quotas", "--out", tmp_path / "表", "--json").document["quotas"]
    by_title = {one["content"]: one for one in found}
    own = by_title["附件3大调研课题申报表"]
    assert own["missing"] == [one["subject"] for one in own["subjects"] if one["count"] == 0]
    assert own["done"] + len(own["missing"]) == 16
    assert "还没有登记人员和职务" in by_title["讲专题党课"]["why"]
    assert sorted(path.name for path in (tmp_path / "表").iterdir()) == [
        "次数要求完成情况表.pdf", "次数要求完成情况表.xlsx",
    ]  # fmt: skip


def test_a_note_that_cannot_be_written_never_says_that_the_closing_was_not_done(
    filled: Program, tmp_path: Path
) -> None:
    assert filled("close", "--despite", *MARCH).status == 0
    assert filled("reopen", *MARCH, "--reason", "再核").status == 0
    (tmp_path / "占着").write_text("这里是文件，不是文件夹", encoding="utf-8")
    told = filled("close", "--despite", *MARCH, "--out", tmp_path / "占着")
    assert told.status == 1
    assert "定稿已办，数据变动说明没有写成" in told.out
    assert filled("close", "--check", *MARCH, "--json").document["open"] == []
