"""`scans` as an office uses it: print, sign, scan, take in; alter the data and be told."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import ROOT, Program
from tests.services.paper_scans import as_jpeg, as_pdf, blank, pages_of, turned

SAMPLE = ROOT / "resources/sample"


def printed(opened: Program, out: Path, unit: str) -> Path:
    done = opened("--json", "print", "--form", "附件2", "--unit", unit, "--period", "2023-01", "--out", out)
    assert done.status == 0, done.err
    return next(out.glob(f"*（{unit}）*.pdf"))


def test_scans_are_taken_in_noted_and_told_when_the_data_moves(opened: Program, tmp_path: Path) -> None:
    assert opened("returns", SAMPLE / "来表/2023年1月").status in (0, 1)
    folder = tmp_path / "扫描"
    folder.mkdir()
    pages = [page for unit in ("办公室", "人事科") for page in pages_of(printed(opened, tmp_path / "打印", unit))]
    as_pdf([turned(page, 180) for page in reversed(pages)], folder / "盖章.pdf")
    as_jpeg(blank(), folder / "IMG_1.jpg")
    done = opened("--json", "scans", folder, "--note", "已交")
    assert done.status == 1, "one page is nobody's yet"
    papers = {one["unit"]: one for one in done.document["papers"]}
    assert {unit: one["paper"] for unit, one in papers.items()} == {"办公室": "已交", "人事科": "已交", None: None}
    missing = opened("--json", "missing", "--period", "2023-01").document["forms"]
    signed = {unit["unit"] for form in missing for unit in form["units"] if unit["paper"] == "已交"}
    assert signed == {"办公室", "人事科"}
    assert opened("--json", "scans").document == {"differing": []}
    again = opened("scans", folder / "盖章.pdf")
    assert (again.status, "同一份文件已收过" in again.out) == (1, True)


def test_a_code_is_switched_off_for_a_form(opened: Program) -> None:
    done = opened("scans", "--code", "off", "--form", "附件2")
    assert (done.status, done.out.strip()) == (0, "大谈话统计表打印时不印识别码。")
    assert opened("scans", "--code", "off", "--form", "没有的表").status == 2


def test_without_anything_signed_nothing_differs(opened: Program) -> None:
    done = opened("scans")
    assert (done.status, done.out.strip()) == (0, "登记的签字件都与现有数据一致。")
