"""The sample's three months from the command line to the archive, and years later back out of it."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

import openpyxl

from tests.conftest import ROOT, Program, Told, call

RETURNS = ROOT / "resources/sample/来表"
MONTHS = ("2023-01", "2023-02", "2023-03")


def answers(ask: Program) -> list[object]:
    """What the office is asked every month."""
    said: list[object] = [ask("tally", "--period", month, "--json").document for month in MONTHS]
    missing = [ask("missing", "--period", month, "--json").document for month in MONTHS]
    for one in missing:
        for form in one["forms"]:
            for unit in form["units"]:
                unit.pop("late")  # it depends on the day on which it is asked
    return [*said, *missing]


def test_three_months_go_into_the_archive_and_answer_the_same_out_of_it(filled: Program, tmp_path: Path) -> None:
    before = answers(filled)
    told = filled("archive", "make", "--out", tmp_path / "出", "--zip", "--personal", "--fonds", "Z109",
                  "--retention", "30年", "--json")  # fmt: skip
    assert told.status == 0, told.err
    folder, packed = Path(told.document["folder"]), Path(told.document["zip"])
    came = {hashlib.sha256(path.read_bytes()).hexdigest() for path in RETURNS.rglob("*")
            if path.is_file() and not path.name.startswith("~$")}  # fmt: skip
    filed = {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}
    duplicates = {one for one in came if one not in filed}
    assert not duplicates
    for path in (folder, packed):
        verified = call("verify", path, "--json")
        assert (verified.status, verified.document["whole"], verified.document["code"]) == (
            0, True, told.document["code"],
        )  # fmt: skip
    shutil.rmtree(tmp_path / "data")
    assert call("archive", "open", packed, "--out", tmp_path / "查阅").status == 0

    def ask(*arguments: object) -> Told:
        return call("--data", tmp_path / "查阅", *arguments)

    assert answers(ask) == before
    assert ask("check").status == 0
    refused = ask("units", "import", ROOT / "resources/sample/单位名册.csv")
    assert (refused.status, refused.err.count("\n")) == (2, 1)
    assert "只读" in refused.err


def test_the_catalogue_in_excel_bears_the_columns_of_the_standard(filled: Program, tmp_path: Path) -> None:
    folder = Path(filled("archive", "make", "--out", tmp_path / "出", "--no-unit-papers", "--fonds", "Z109",
                         "--retention", "永久", "--json").document["folder"])  # fmt: skip
    sheet = openpyxl.load_workbook(folder / "归档目录" / "归档文件目录.xlsx").active
    assert sheet is not None
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    head = next(place for place, line in enumerate(lines) if "题名" in line)
    assert [text for text in lines[head] if text] == [
        "序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注",
    ]  # fmt: skip
    numbers = [line[1] for line in lines[head + 1 :] if line[1]]
    assert numbers[0] == "Z109-WS·2023-Y-0001"
    assert len(numbers) == len(list(folder.glob("[1-6] */*")))


def test_what_lacks_is_listed_with_names_and_written_three_ways(filled: Program, tmp_path: Path) -> None:
    told = filled("archive", "check", "--out", tmp_path / "目录", "--json")
    assert told.status == 0
    lines = {one["matter"]: one for one in told.document["lines"]}
    assert lines["附件4 提建议清单"]["lacking"] == "未报1家：环评科"
    assert lines["附件2 大谈话统计表（2023年1月）"]["held"].startswith("已收14家、扫描件1份")
    assert lines["专项方案"]["lacking"]
    assert told.document["lacking"] == sum(bool(one["lacking"]) for one in told.document["lines"])
    assert {path.suffix for path in (tmp_path / "目录").iterdir()} == {".pdf", ".xlsx", ".docx"}


def test_items_are_put_in_order_from_the_command_line(filled: Program, tmp_path: Path) -> None:
    key = "form:整改台账:2023-03"
    changed = filled("archive", "set", key, "--class", "理论学习", "--title", "三月整改台账", "--json")
    assert (changed.status, changed.document["class"]) == (0, "理论学习")
    assert filled("archive", "set", "roster", "--leave-out").status == 0
    items = {one["key"]: one for one in filled("archive", "list", "--json").document["items"]}
    assert items["roster"]["left_out"] == "经办人不归入"
    talks = items["form:大谈话统计表:2023-03"]
    assert (talks["left_out"], talks["persons"]) == ("涉及个人，默认不归入", "名称或栏目里有“谈话”")
    for arguments in ((key, "--class", "第七类"), ("没有这件", "--keep"), (key, "--move", "-9")):
        refused = filled("archive", "set", *arguments)
        assert (refused.status, refused.err.count("\n")) == (2, 1)


def test_verify_says_by_its_status_what_it_found(filled: Program, tmp_path: Path) -> None:
    made = filled("archive", "make", "--out", tmp_path / "出", "--no-unit-papers", "--zip", "--json").document
    folder, packed = Path(made["folder"]), Path(made["zip"])
    victim = next(folder.rglob("*.xlsx"))
    victim.unlink()
    (folder / "后来放的.txt").write_text("x", encoding="utf-8")
    told = call("verify", folder, "--json")
    assert told.status == 1
    assert {(one["kind"], one["path"]) for one in told.document["differences"]} == {
        ("缺失", victim.relative_to(folder).as_posix()), ("多出", "后来放的.txt"),
    }  # fmt: skip
    packed.write_bytes(packed.read_bytes()[:-5000])
    damaged = call("verify", packed)
    assert (damaged.status, "损坏" in damaged.out) == (1, True)
    for path in (tmp_path / "没有", RETURNS):
        refused = call("verify", path)
        assert (refused.status, refused.err.count("\n")) == (2, 1)


def test_the_work_is_handed_to_another_computer(filled: Program, tmp_path: Path) -> None:
    before = answers(filled)
    made = filled("handover", "make", "--out", tmp_path / "盘", "--to", "李四", "--read-only", "--json")
    assert (made.status, made.document["read_only"]) == (0, True)
    assert filled("returns", RETURNS / "2023年3月").status == 2

    def successor(*arguments: object) -> Told:
        return call("--data", tmp_path / "新电脑", *arguments)

    as_backup = successor("restore", made.document["file"])
    assert (as_backup.status, "是交接包，不是备份" in as_backup.err) == (2, True)
    assert successor("handover", "open", made.document["file"]).status == 0
    assert answers(successor) == before
    assert successor("units", "import", ROOT / "resources/sample/单位名册.csv").status == 0
    assert successor("handover", "open", made.document["file"]).status == 2
    with zipfile.ZipFile(made.document["file"]) as packed:
        assert {"备份.zip", "工作交接清单.pdf", "工作交接清单.docx", "交接说明.txt"} <= set(packed.namelist())
    assert filled("handover", "resume").status == 0
    assert filled("units", "import", ROOT / "resources/sample/单位名册.csv").status == 0


def test_a_file_is_put_into_the_archive_and_taken_out_by_command(filled: Program, tmp_path: Path) -> None:
    photo = tmp_path / "启动部署会照片.jpg"
    photo.write_bytes(b"a photo")
    added = filled("archive", "add", photo, "--json")
    assert (added.status, added.document["class"], added.document["title"]) == (0, "部署动员", "启动部署会照片")
    assert filled("archive", "add", photo, "--to", "roster").status == 0
    made = filled("archive", "make", "--out", tmp_path / "出", "--no-unit-papers", "--json").document
    assert len(list(Path(made["folder"]).rglob(photo.name))) == 2
    photo.write_bytes(b"another photo of the same name")
    assert filled("archive", "add", photo, "--to", "roster").status == 0
    assert "不止一个" in filled("archive", "take-out", "roster", photo.name).err
    mine = added.document["key"]
    assert filled("archive", "take-out", mine, photo.name, photo.name, "--json").document["taken_out"] == [photo.name]
    wrong = (("add", photo, "--to", "没有这件"), ("add", tmp_path / "没有.jpg"), ("take-out", "roster", "没有.jpg"))
    for arguments in wrong:
        refused = filled("archive", *arguments)
        assert (refused.status, refused.err.count("\n")) == (2, 1)
