"""Handing figures on by command: filling a superior's form."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Program
from tests.services.superior_papers import superior_workbook

MARCH = ("--period", "2023-03")


def test_a_superiors_form_that_nobody_has_pointed_out_is_refused_and_no_file_appears(
    filled: Program, tmp_path: Path
) -> None:
    path = superior_workbook(tmp_path / "上级.xlsx")
    refused = filled("fill", path, *MARCH, "--out", tmp_path / "填好.xlsx")
    assert refused.status == 2
    assert "填上级表" in refused.err
    assert not (tmp_path / "填好.xlsx").exists()
    assert filled("fill", "--json").document == {"forms": [], "elsewhere": []}


def test_a_report_is_drafted_to_read_and_written_as_word_and_pdf(filled: Program, tmp_path: Path) -> None:
    assert [one["name"] for one in filled("report", "--json").document["templates"]] == ["月报", "通报"]
    told = filled("report", "通报", *MARCH, "--out", tmp_path / "通报", "--sources", "--json").document
    tally = filled("tally", *MARCH, "--json").document
    total = next(one["total"] for one in tally["forms"] if one["form"] == "大谈话统计表")
    assert f"大谈话统计表：本期{total}人次" in told["text"]
    assert told["open_forms"] == ["大谈话统计表", "整改台账"]
    assert sorted(path.suffix for path in (tmp_path / "通报").iterdir()) == [".docx", ".pdf"]
    assert filled("report", "周报", *MARCH).status == 2


def test_charts_a_compilation_and_the_whole_workbook_are_exported(filled: Program, tmp_path: Path) -> None:
    charts = filled("export", "charts", *MARCH, "--out", tmp_path / "图", "--json").document
    assert any("大谈话统计表" in one["title"] for one in charts["charts"])
    compiled = filled("export", "compiled", "--form", "附件4", "--out", tmp_path / "汇编", "--json").document
    assert [Path(one).suffix for one in compiled["files"]] == [".pdf", ".docx", ".xlsx"]
    book = filled("export", "book", *MARCH, "--out", tmp_path / "整套", "--json").document
    assert len(book["files"]) == 1
    assert any("涉及个人" in text for text in book["remarks"])
