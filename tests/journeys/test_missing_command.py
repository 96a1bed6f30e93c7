"""`missing`, `rates` and `received` by command: the document stays as it was, papers come where a folder is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Told, call


@pytest.fixture
def data(sample_pattern: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_pattern, tmp_path / "data"))


def run(data: Path, *arguments: object) -> Told:
    return call("--data", data, "--json", *arguments)


def test_a_folder_gets_the_list_and_the_document_stays_to_the_letter(data: Path, tmp_path: Path) -> None:
    plain = run(data, "missing", "--period", "2023-03")
    told = run(data, "missing", "--period", "2023-03", "--out", tmp_path / "名单")
    assert (plain.status, told.status) == (0, 0), plain.err
    assert told.document == plain.document
    assert set(plain.document) == {"period", "forms"}
    assert set(plain.document["forms"][0]["units"][0]) == {"unit", "electronic", "paper", "late"}
    assert {path.suffix for path in (tmp_path / "名单").iterdir()} == {".pdf", ".xlsx", ".txt"}
    assert "已写" in told.err


def test_one_form_can_be_asked_for_and_a_wrong_one_is_refused(data: Path) -> None:
    told = run(data, "missing", "--period", "once", "--form", "附件4")
    assert [one["form"] for one in told.document["forms"]] == ["提建议清单"]
    refused = run(data, "missing", "--period", "2023-03", "--form", "附件4")
    assert refused.status == 2
    assert refused.err.startswith("这一期没有“附件4”这张表")


def test_the_rates_count_what_the_missing_list_counts(data: Path, tmp_path: Path) -> None:
    rates = run(data, "rates", "--period", "2023-03", "--out", tmp_path / "率").document
    listed = run(data, "missing", "--period", "2023-03").document["forms"]
    owed = [unit for form in listed if form["form"] == "大谈话统计表" for unit in form["units"]]
    assert rates["total"]["owed"] == len(owed)
    assert rates["total"]["missing"] == sum(unit["electronic"] == "未报" for unit in owed)
    assert {path.suffix for path in (tmp_path / "率").iterdir()} == {".pdf", ".xlsx", ".docx", ".txt"}


def test_the_register_has_a_line_for_everything_that_came_in_for_a_period(data: Path) -> None:
    lines = run(data, "received", "--period", "2023-03").document["received"]
    assert lines
    assert all(line["period"] == "2023年3月" for line in lines)
    assert [line["at"] for line in lines] == sorted(line["at"] for line in lines)
    assert {"电子"} <= {line["way"] for line in lines}
