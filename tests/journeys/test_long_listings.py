"""A file with more faults than a screen shows is told of in a screenful, and wholly where a program reads."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from desk_app.cli import run

HEADINGS = ["序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型"]
FAULTS = 35


def write_return(path: Path) -> None:
    """A return of many rows, of which all but the first say something doubtful and the last no day that there is."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["填报单位：办公室"])
    sheet.append(HEADINGS)
    for number in range(1, FAULTS + 2):
        day = "2023年3月1日" if number == 1 else f"2022年3月{number % 28 + 1}日"
        day = "2023年2月30日" if number == FAULTS + 1 else day
        sheet.append([number, "王建国", "局长", f"李{number}", "科员", "周晓燕", day, "会议室", "谈心谈话"])
    book.save(path)


def test_of_many_faults_the_first_are_listed_and_those_that_keep_it_from_counting_before_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_return(tmp_path / "附件2 大谈话统计表（办公室）2023年3月.xlsx")
    roster = tmp_path / "单位名册.csv"
    roster.write_text("name,aliases,kind,parent\n办公室,,科室,\n", encoding="utf-8")
    given = ["--data", str(tmp_path / "none"), "returns", str(tmp_path), "--units", str(roster), "--dry-run"]

    run([*given, "--json"])
    told = json.loads(capsys.readouterr().out)["files"]
    problems = next(one["problems"] for one in told if one["file"].startswith("附件2"))
    errors = [one for one in problems if one["level"] == "error"]
    assert len(problems) >= FAULTS
    assert any("2月没有30日" in one["message"] for one in errors)

    run(given)
    lines = capsys.readouterr().out.splitlines()
    listed = [line for line in lines if line.startswith("    ") and "工作表" in line]
    assert len(listed) == 20
    assert "2月没有30日" in "".join(listed[: len(errors)])
    assert f"    另有{len(problems) - 20}处，加 --json 可看全部。" in lines
