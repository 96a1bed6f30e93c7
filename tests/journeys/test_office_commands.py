"""What the organiser sets and sends back by command, without the window."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.conftest import Program


def test_the_name_of_the_office_is_set_shown_and_printed(opened: Program, tmp_path: Path) -> None:
    assert opened("settings", "list", "--json").document["bureau"] is None
    assert opened("settings", "set").status == 2
    assert opened("settings", "set", "--bureau", " ").status == 2
    assert opened("settings", "list", "--json").document["bureau"] is None
    told = opened("settings", "set", "--bureau", "青屏市生态环境局", "--json").document
    assert told == {"bureau": "青屏市生态环境局", "operator": "经办人"}
    assert opened("settings", "set", "--operator", "王芳").status == 0
    assert opened("settings", "list").out.splitlines() == ["本单位全称：青屏市生态环境局", "经办人：王芳"]
    opened("tally", "--period", "2023-03", "--out", tmp_path / "名单")
    (sheet,) = (tmp_path / "名单").glob("*.xlsx")
    told = {str(cell.value) for row in openpyxl.load_workbook(sheet).worksheets[0] for cell in row}
    assert any("青屏市生态环境局" in text for text in told)


def test_slips_say_what_waits_and_send_it_back_by_its_number(filled: Program, tmp_path: Path) -> None:
    refused = filled("slips", "--out", tmp_path / "单")
    assert refused.status == 2
    assert "没有退回修改的来表" in refused.err
    assert "--send-back" in refused.err
    number = refused.err.partition("来表号")[2].split("、")[1]
    assert filled("slips", "--out", tmp_path / "单", "--send-back", number, "--unit", "办公室").status == 2
    assert filled("slips", "--out", tmp_path / "单", "--reason", "请重报").status == 2
    assert not (tmp_path / "单").exists()
    done = filled("slips", "--out", tmp_path / "单", "--send-back", number, "--json").document
    assert done["sent_back"] == len(done["slips"]) == 1
    again = filled("slips", "--out", tmp_path / "再", "--json").document
    assert (again["sent_back"], again["slips"][0]["unit"]) == (0, done["slips"][0]["unit"])
