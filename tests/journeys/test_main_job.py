"""The main job through the command line, on the bundled sample and its own account of what is in each file."""

import json
import os
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from tests.conftest import ROOT, Program, call

SAMPLE = ROOT / "resources/sample"
RETURNS = SAMPLE / "来表"
MONTHS = ("2023-01", "2023-02", "2023-03")


@pytest.fixture(scope="module")
def truth() -> list[dict[str, Any]]:
    account: list[dict[str, Any]] = json.loads((SAMPLE / "来表说明.json").read_text(encoding="utf-8"))["files"]
    return account


@pytest.fixture(scope="module")
def looked_at() -> dict[tuple[str, str | None], dict[str, Any]]:
    told = call("returns", RETURNS, "--units", SAMPLE / "单位名册.csv", "--dry-run", "--json")
    assert told.status == 1
    return {(file["file"], file["form"]): file for file in told.document["files"]}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's folder, made once for this module."""
    out = tmp_path_factory.mktemp("demo") / "out"
    told = call("demo", "--out", out, "--no-window")
    assert told.status == 0
    assert "需要人定" in told.out
    return out


def test_the_samples_own_place_for_its_data_is_said_and_another_is_not_taken_in_silence(tmp_path: Path) -> None:
    told = call("demo", "--data", tmp_path / "别处", "--out", tmp_path / "出", "--no-window")
    assert (told.status, "请去掉 --data" in told.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def in_data(demo: Path, *arguments: object) -> Any:
    told = call("--data", demo / "数据", *arguments, "--json")
    assert told.status == 0, told.err
    return told.document


def test_every_sample_file_is_understood_as_its_maker_says(
    truth: list[dict[str, Any]], looked_at: dict[tuple[str, str | None], dict[str, Any]]
) -> None:
    wrong = []
    for file in truth:
        found = looked_at[file["file"], file["form"]]
        unit = None if "东诚分局" in file["file"] else file["unit"]
        said = (found["unit"], found["period"], found["state"], len(found["rows"]))
        if said != (unit, file["period"], file["state"], file["rows"]):
            wrong.append((file["file"], said))
        if "dates" in file and [row["谈话时间"] for row in found["rows"]] != file["dates"]:
            wrong.append((file["file"], [row["谈话时间"] for row in found["rows"]]))
    assert not wrong


def test_a_dry_run_needs_no_data_folder_and_leaves_none(tmp_path: Path) -> None:
    told = call(
        "--data", tmp_path / "data", "returns", RETURNS / "2023年1月", "--units", SAMPLE / "单位名册.csv", "--dry-run"
    )
    assert told.status == 1
    assert not (tmp_path / "data").exists()


def test_the_tally_of_each_month_equals_the_rows_that_the_sample_s_maker_counted(
    demo: Path, truth: list[dict[str, Any]]
) -> None:
    expected: dict[str, Counter[str]] = defaultdict(Counter)
    replaced = {file["replaces"] for file in truth if file.get("replaces")}
    for file in truth:
        if file["state"] == "accepted" and file["form"] == "大谈话统计表" and file["file"] not in replaced:
            expected[file["period"]][file["unit"]] += file["rows"]
    for month in MONTHS:
        forms = in_data(demo, "tally", "--period", month)["forms"]
        talks = next(form for form in forms if form["form"] == "大谈话统计表")
        assert {unit["unit"]: unit["count"] for unit in talks["units"] if unit["count"]} == dict(expected[month])
        assert talks["total"] == sum(expected[month].values())


def test_every_summary_tally_and_list_is_written_as_pdf_and_excel_and_the_annexes_as_word_too(demo: Path) -> None:
    names = {path.name for path in demo.rglob("*") if path.is_file()}
    for stem in ("附件1 任务清单", "附件2 大谈话统计表（汇总）2023-03", "附件3 大调研课题申报表（汇总）",
                 "附件4 提建议清单（汇总）", "附件5 办实事征集表（汇总）", "整改台账（汇总）2023-03"):  # fmt: skip
        assert {f"{stem}.pdf", f"{stem}.xlsx", f"{stem}.docx"} <= names
    for stem in ("统计表 2023-03", "未报单位名单 2023-03"):
        assert {f"{stem}.pdf", f"{stem}.xlsx"} <= names


def test_a_unit_s_printed_annex_holds_every_accepted_row_and_only_embedded_fonts(
    demo: Path, tmp_path: Path, looked_at: dict[tuple[str, str | None], dict[str, Any]]
) -> None:
    made = in_data(
        demo, "print", "--form", "大谈话统计表", "--unit", "监测站", "--period", "2023-03", "--out", tmp_path
    )
    path = Path(made["files"][0])
    assert path.name == "附件2 大谈话统计表（监测站）2023-03.pdf"
    pages = pypdf.PdfReader(path).pages
    text = "".join(page.extract_text() for page in pages).replace("\n", "")
    rows = [
        row
        for (_, form), file in looked_at.items()
        if form == "大谈话统计表" and file["unit"] == "监测站" and file["period"] == "2023-03"
        for row in file["rows"]
    ]
    assert rows
    for row in rows:
        for heading in ("谈话人", "谈话对象", "谈话地点", "谈话内容类型"):
            assert row[heading] in text
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = (font.get("/DescendantFonts") or [font])[0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in descriptor
        assert descriptor["/FontName"][7] == "+"


def test_annexes_collected_once_are_owed_by_nobody_in_march(demo: Path) -> None:
    forms = in_data(demo, "missing", "--period", "2023-03")["forms"]
    assert [form["form"] for form in forms] == ["大谈话统计表", "整改台账"]
    once = in_data(demo, "missing", "--period", "once")["forms"]
    assert [form["form"] for form in once] == ["大调研课题申报表", "提建议清单", "办实事征集表"]


def test_a_nil_report_is_not_missing_and_a_waiting_one_is_not_in(demo: Path) -> None:
    talks = in_data(demo, "missing", "--period", "2023-02")["forms"][0]
    states = {unit["unit"]: unit["electronic"] for unit in talks["units"]}
    assert states["宣教科"] == "零报告"
    assert states["法规科"] == "待核"
    assert states["监测站"] == "未报"
    assert states["办公室"] == "已收"


def test_units_stand_in_the_roster_s_order_everywhere(demo: Path) -> None:
    roster = [unit["name"] for unit in in_data(demo, "units", "list")["units"]]
    for form in in_data(demo, "missing", "--period", "2023-03")["forms"]:
        names = [unit["unit"] for unit in form["units"]]
        assert names == [name for name in roster if name in names]
    sheet = openpyxl.load_workbook(demo / "汇总表" / "附件2 大谈话统计表（汇总）2023-03.xlsx").worksheets[0]
    order = [row[1] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert list(dict.fromkeys(order)) == [name for name in roster if name in order]


def test_a_backup_restored_in_a_new_folder_gives_the_same_tally_and_is_whole(demo: Path, tmp_path: Path) -> None:
    archive = tmp_path / "备份.zip"
    in_data(demo, "backup", archive)
    told = call("--data", tmp_path / "新电脑", "restore", archive)
    assert told.status == 0
    for month in MONTHS:
        here = in_data(demo, "tally", "--period", month)
        assert call("--data", tmp_path / "新电脑", "tally", "--period", month, "--json").document == here
    assert call("--data", tmp_path / "新电脑", "check").status == 0


def test_a_damaged_backup_is_refused_and_the_data_stays(demo: Path, tmp_path: Path) -> None:
    archive = tmp_path / "备份.zip"
    in_data(demo, "backup", archive)
    damaged = bytearray(archive.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    archive.write_bytes(damaged)
    before = in_data(demo, "tally")
    told = call("--data", demo / "数据", "restore", archive)
    assert told.status == 2
    assert in_data(demo, "tally") == before


def test_the_demo_writes_the_same_papers_from_run_to_run(demo: Path, tmp_path: Path) -> None:
    started_anew = call("demo", "--out", tmp_path / "again", "--no-window", is_cold=True)  # with chances of its own
    assert started_anew.status == 0
    for path in sorted(demo.rglob("*")):
        if path.is_file() and "数据" not in path.parts:
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(demo)).read_bytes(), path.name


def test_the_demo_never_clears_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "我的文件.txt").write_text("重要", encoding="utf-8")
    told = call("demo", "--out", tmp_path)
    assert told.status == 2
    assert "换一个空文件夹" in told.err
    assert (tmp_path / "我的文件.txt").read_text(encoding="utf-8") == "重要"


def test_blanks_go_out_prefilled_and_come_back_known_though_renamed(opened: Program, tmp_path: Path) -> None:
    made = opened("blanks", "--out", tmp_path / "空表", "--period", "2023-04", "--unit", "东城分局", "--json")
    path = next(Path(file) for file in made.document["files"] if file.endswith(".xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "序号")
    for column, text in enumerate(
        ["1", "王建国", "分局局长", "李晓燕", "科员", "周敏", "2023年4月6日", "会议室", "谈心谈话"], 1
    ):
        sheet.cell(head + 1, column).value = text
    renamed = tmp_path / "新建工作表.xlsx"
    book.save(renamed)
    file = opened("returns", renamed, "--json").document["files"][0]
    assert (file["unit"], file["form"], file["period"], file["state"]) == (
        "东城分局",
        "大谈话统计表",
        "2023-04",
        "accepted",
    )


def test_a_waiting_return_counts_once_it_is_confirmed_and_its_spelling_is_remembered(opened: Program) -> None:
    first = opened("returns", RETURNS / "2023年2月" / "附件2（东诚分局）.docx", "--json")
    assert first.status == 1
    file = first.document["files"][0]
    assert (file["unit"], file["proposed_unit"], file["state"]) == (None, "东城分局", "needs_review")
    assert opened("tally", "--period", "2023-02", "--json").document["forms"][0]["total"] == 0
    assert opened("confirm", file["id"]).status == 0
    talks = opened("tally", "--period", "2023-02", "--json").document["forms"][0]
    assert talks["total"] == len(file["rows"])
    units = {unit["name"]: unit["aliases"] for unit in opened("units", "list", "--json").document["units"]}
    assert "东诚分局" in units["东城分局"]
    assert opened("units", "import", SAMPLE / "单位名册.csv").status == 0
    units = {unit["name"]: unit["aliases"] for unit in opened("units", "list", "--json").document["units"]}
    assert "东诚分局" in units["东城分局"], "what was learned outlives a new roster file"
    assert opened("confirm", file["id"]).status == 2


def test_cumulative_rows_are_asked_once_and_counted_as_new_and_cumulative(opened: Program, tmp_path: Path) -> None:
    def send(month: int, rows: int) -> dict[str, Any]:
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(
            ["序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型"]
        )
        for number in range(rows):
            date = f"2023年1月{number + 3}日" if number < 10 else f"2023年{2 + (number >= 15)}月{number - 9}日"
            sheet.append([number + 1, "王建国", "局长", f"李{number}", "科员", "周敏", date, "会议室", "谈心谈话"])
        path = tmp_path / f"2023年{month}月 附件2（办公室）.xlsx"
        book.save(path)
        told: dict[str, Any] = opened("returns", path, "--json").document["files"][0]
        return told

    assert send(1, 10)["state"] == "accepted"
    february = send(2, 15)
    assert february["state"] == "needs_review"
    assert opened("confirm", february["id"]).status == 0
    assert send(3, 18)["state"] == "accepted", "asked once, remembered per unit and form"
    for month, count, cumulative in (("2023-01", 10, 10), ("2023-02", 5, 15), ("2023-03", 3, 18)):
        unit = opened("tally", "--period", month, "--json").document["forms"][0]["units"][0]
        assert (unit["unit"], unit["count"], unit["cumulative"]) == ("办公室", count, cumulative)


def test_a_resubmission_replaces_and_the_same_file_again_is_a_duplicate(opened: Program, tmp_path: Path) -> None:
    folder = RETURNS / "2023年1月"
    original = next(path for path in folder.iterdir() if "办公室" in path.name and "重报" not in path.name)
    correction = next(path for path in folder.iterdir() if "办公室" in path.name and "重报" in path.name)
    assert opened("returns", original, "--json").document["files"][0]["state"] == "accepted"
    before = opened("tally", "--period", "2023-01", "--json").document["forms"][0]["total"]
    again = tmp_path / "换个名字.xlsx"
    again.write_bytes(original.read_bytes())
    assert opened("returns", again, "--json").document["files"][0]["state"] == "duplicate"
    file = opened("returns", correction, "--json").document["files"][0]
    assert file["state"] == "accepted"
    assert any("重报，替换" in problem["message"] for problem in file["problems"])
    after = opened("tally", "--period", "2023-01", "--json").document["forms"][0]["total"]
    assert after == len(file["rows"]) == before + 1


def test_what_cannot_be_done_is_one_chinese_sentence_and_status_two(opened: Program, tmp_path: Path) -> None:
    for arguments in (
        ("returns", tmp_path / "没有"),
        ("tally", "--period", "2023-13"),
        ("tally", "--period", "2031-01"),
        ("print", "--form", "没有的表", "--out", tmp_path),
        ("print", "--form", "附件2", "--unit", "东诚分局", "--out", tmp_path),
        ("print", "--form", "附件3", "--period", "2023-03", "--out", tmp_path),
        ("campaign", "new", "--template", "没有"),
        ("campaign", "new", "--template", "学习宣传贯彻党的二十大精神"),
        ("confirm", "99999"),
        ("restore", ROOT / "README.md"),
        ("units", "import", ROOT / "README.md"),
        ("blanks",),
        ("没有的命令",),
    ):
        told = opened(*arguments)
        assert told.status == 2, arguments
        assert len(told.err.strip().splitlines()) == 1, told.err
        assert any("一" <= sign <= "鿿" for sign in told.err)
        assert told.out == ""


def test_a_broken_file_never_stops_its_batch(opened: Program, tmp_path: Path) -> None:
    good = next(path for path in (RETURNS / "2023年1月").glob("*.xlsx") if "人事科" in path.name)
    (tmp_path / "好.xlsx").write_bytes(good.read_bytes())
    (tmp_path / "坏.xlsx").write_bytes(good.read_bytes()[:900])
    with zipfile.ZipFile(tmp_path / "别的.xlsx", "w") as other:
        other.writestr("readme.txt", "不是表")
    told = opened("returns", tmp_path, "--period", "2023-01", "--unit", "人事科", "--json")
    assert told.status == 1
    assert {file["file"]: file["state"] for file in told.document["files"]} == {
        "别的.xlsx": "rejected",
        "坏.xlsx": "rejected",
        "好.xlsx": "accepted",
    }


def test_a_waiting_file_given_again_with_its_unit_is_taken_and_its_doubt_is_gone(
    opened: Program, tmp_path: Path
) -> None:
    nameless = RETURNS / "2023年1月" / "附件2 大谈话统计表.xlsx"
    first = opened("returns", nameless, "--period", "2023-01", "--json").document["files"][0]
    assert (first["unit"], first["state"]) == (None, "needs_review")
    again = opened("returns", nameless, "--period", "2023-01", "--json").document["files"][0]
    assert again["state"] == "duplicate", "nothing new was said of it"
    answered = opened("returns", nameless, "--period", "2023-01", "--unit", "法规科", "--json").document["files"][0]
    assert (answered["unit"], answered["state"]) == ("法规科", "accepted")
    total = opened("tally", "--period", "2023-01", "--json").document["forms"][0]["total"]
    assert total == len(answered["rows"])
    assert opened("confirm", first["id"]).status == 2, "it waits no more"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no names that are not text")
def test_a_name_left_in_gbk_by_an_old_archive_is_read_and_its_batch_goes_on(opened: Program, tmp_path: Path) -> None:
    good = next(path for path in (RETURNS / "2023年1月").glob("*.xlsx") if "人事科" in path.name)
    folder = tmp_path / "2023年1月"
    folder.mkdir()
    (Path(os.fsdecode(os.fsencode(folder) + b"/" + "附件2（人事科）.xlsx".encode("gbk")))).write_bytes(
        good.read_bytes()
    )
    told = opened("returns", folder, "--json")
    assert told.status == 0
    file = told.document["files"][0]
    assert (file["file"], file["unit"], file["state"]) == ("附件2（人事科）.xlsx", "人事科", "accepted")


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are Linux's own")
def test_a_full_disk_ends_the_batch_and_says_what_went_in_and_what_did_not(opened: Program, tmp_path: Path) -> None:
    data = tmp_path / "data"
    largest = max(path.stat().st_size for path in data.rglob("*") if path.is_file())
    told = subprocess.run(
        ["bash", "-c", f'ulimit -f {largest // 1024 + 64}; exec "$@"', "bash", sys.executable, "-m", "desk_app",
         "--data", data, "returns", RETURNS, "--json"],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert told.returncode == 1, told.stderr
    assert "Traceback" not in told.stderr
    answer = json.loads(told.stdout)
    refused = [one for one in answer["files"] if any("没有收入" in problem["message"] for problem in one["problems"])]
    assert refused
    accepted = {(one["unit"], one["form"], one["period"]) for one in answer["files"] if one["state"] == "accepted"}
    talks = opened("tally", "--period", "2023-01", "--json").document["forms"][0]
    counted = {unit["unit"] for unit in talks["units"] if unit["count"]}
    assert counted == {unit for unit, form, period in accepted if form == "大谈话统计表" and period == "2023-01"}
    assert opened("check").status == 0


def test_a_reader_that_closes_its_pipe_or_is_full_gets_no_traceback(opened: Program, tmp_path: Path) -> None:
    for shell in ("units list --json | head -1", "units list > /dev/full", "units list >&-"):
        told = subprocess.run(
            ["bash", "-c", f'"{sys.executable}" -m desk_app --data "{tmp_path / "data"}" {shell}'],
            cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert "Traceback" not in told.stderr
        assert "Exception" not in told.stderr


def test_looking_creates_no_data_and_a_folder_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    told = call("--data", tmp_path / "data", "missing")
    assert told.status == 2
    assert call("--data", tmp_path / "data", "campaign", "list").status == 0
    assert not (tmp_path / "data").exists()


def test_a_month_is_tallied_in_a_campaign_that_has_no_form_collected_once(desk: Program) -> None:
    assert desk("campaign", "new", "--template", "树立和践行正确政绩观学习教育").status == 0
    assert desk("units", "import", SAMPLE / "单位名册.csv").status == 0
    told = desk("tally", "--period", "2026-04", "--json")
    assert told.status == 0, told.err
    assert told.document["forms"]


def test_a_dry_run_beside_data_judges_as_the_campaign_would_and_stores_nothing(opened: Program) -> None:
    folder = RETURNS / "2023年1月"
    dry = opened("returns", folder, "--dry-run", "--json")
    real = opened("returns", folder, "--json")
    said = [[(one["file"], one["unit"], one["state"]) for one in told.document["files"]] for told in (dry, real)]
    assert said[0] == said[1]
