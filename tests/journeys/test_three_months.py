"""Three months from the plan to the archive and to a successor, in one walk; each figure held against the raw files.

What comes back from the units is written into the very blanks that the program issued, by the office's own programs
(clerks.py), and counted by a counting that knows nothing of this program (raw_count.py).
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk_app.services.figure_values import Measure
from desk_app.ui.intake.dialogs import ReasonDialog
from desk_app.ui.start import application
from desk_app.ui.tally.closing_dialog import ClosingDialog
from desk_app.ui.tasks.form_due_dialog import FormDueDialog
from desk_app.ui.window import MainWindow
from tests.conftest import ROOT
from tests.journeys import clerks, raw_count
from tests.journeys.raw_count import Counted, RawFile
from tests.journeys.three_months import (
    AGAIN,
    FORMS,
    LATE,
    MONTHS,
    NIL,
    SILENT,
    TALKS,
    WRONG,
    blank_of,
    fill_month,
    fill_once,
    talks,
    units_of,
)
from tests.journeys.walk import Walk

SAMPLE = ROOT / "resources/sample"
BUREAU = "青屏市生态环境局"
UNITS = units_of(SAMPLE / "单位名册.csv")
ADDED = ("王子", "办公室负责人", "李补", "办公室科员", "赵子", "2023年2月25日", "会议室", "廉政谈话")


@pytest.fixture(scope="module")
def qapp() -> QApplication:
    return application()


@pytest.mark.usefixtures("qapp")
def test_three_months_from_the_plan_to_the_archive_and_to_a_successor(tmp_path: Path) -> None:
    walk = Walk(tmp_path)
    the_office_starts(walk)
    january(walk)
    february(walk)
    march(walk)
    a_correction_after_the_third_month(walk)
    reports_and_papers(walk)
    folder, packed, code = into_the_archive(walk)
    years_later(walk, folder, packed, code)
    to_a_successor(walk)


def the_office_starts(walk: Walk) -> None:
    """The plan read, the campaign started; the two questions and the open day of 附件2 answered in the window."""
    read = walk.told("plan", SAMPLE / "方案.docx", status=1)
    assert [one["annex"] for one in read["forms"]] == ["附件2", "附件3", "附件4", "附件5"]
    with walk.window() as window:
        window.door.bureau.setText(BUREAU)
        QTest.keyClick(window.door.bureau, Qt.Key.Key_Return)
        window.door.operator.setText("沈维清")
        QTest.keyClick(window.door.operator, Qt.Key.Key_Return)
    walk.ask("campaign", "new", "--plan", SAMPLE / "方案.docx")
    walk.ask("units", "import", SAMPLE / "单位名册.csv")
    with walk.window() as window:
        window.go("tasks", f"报送时限:{TALKS}")
        asked = next(one for one in window.findChildren(FormDueDialog) if one.isVisible())
        asked.text.setText("每期次月3日")
        asked.basis.setEditText("局领导1月5日批示")
        asked.keep.click()
        assert window.notices.text


def january(walk: Walk) -> None:
    """One late, one wrong and sent back with a slip, one sent twice, one nil, one corrected, one that never comes."""
    stick, blanks = walk.root / "U盘" / "1月", walk.root / "下发" / "2023-01"
    walk.ask("issue", "--out", blanks, "--period", "2023-01", "--contact", "王芳 8765")
    fill_month(UNITS, blanks, stick, "2023-01")
    walk.on(1, 31)
    files = walk.told("returns", stick, status=1)["files"]
    states = Counter(one["state"] for one in files)
    assert states == {"accepted": 12, "nil": 1, "duplicate": 1, "needs_review": 1}
    wrong = next(one for one in files if one["state"] == "needs_review")
    assert (wrong["unit"], "1月没有32日" in wrong["problems"][0]["message"]) == (WRONG, True)
    send_back(walk)
    walk.on(2, 4)
    owing = {one["unit"]: (one["electronic"], one["late"]) for one in missing(walk, "2023-01")}
    assert owing == {LATE: ("未报", True), WRONG: ("退回修改", True), SILENT["2023-01"]: ("未报", True)}
    late = walk.root / "U盘" / "1月补"
    for unit in (LATE, WRONG):
        clerks.fill(blank_of(blanks, unit, TALKS), talks(UNITS, unit, "2023-01"), late)
    more = [*talks(UNITS, AGAIN, "2023-01"), (*ADDED[:1], *ADDED[1:5], "2023年1月9日", *ADDED[6:])]
    clerks.fill(blank_of(blanks, AGAIN, TALKS), more, late)
    told = walk.told("returns", late)["files"]
    assert {one["state"] for one in told} == {"accepted"}
    assert [one["unit"] for one in missing(walk, "2023-01")] == [SILENT["2023-01"]]
    close(walk, "2023-01", f"未报1家：{SILENT['2023-01']}")
    the_tally_says_what_the_raw_files_say(walk, "2023-01")


def february(walk: Walk) -> None:
    """The three annexes of one time come with the month's talks; one unit sends January's rows once more."""
    stick, blanks = walk.root / "U盘" / "2月", walk.root / "下发"
    walk.ask("issue", "--out", blanks / "2023-02", "--period", "2023-02")
    walk.ask("issue", "--out", blanks / "once", "--period", "once")
    fill_month(UNITS, blanks / "2023-02", stick, "2023-02")
    fill_once(UNITS, blanks / "once", stick)
    walk.on(2, 27)
    files = walk.told("returns", stick, status=1)["files"]
    waiting = [one for one in files if one["state"] == "needs_review"]
    assert [one["unit"] for one in waiting] == ["执法支队"]
    assert "疑为累计报送" in waiting[0]["problems"][0]["message"]
    walk.ask("confirm", waiting[0]["id"])
    walk.on(3, 4)
    close(walk, "2023-02", f"未报1家：{SILENT['2023-02']}")
    the_tally_says_what_the_raw_files_say(walk, "2023-02")


def march(walk: Walk) -> None:
    """What was answered once is not asked again."""
    stick, blanks = walk.root / "U盘" / "3月", walk.root / "下发" / "2023-03"
    walk.ask("issue", "--out", blanks, "--period", "2023-03")
    fill_month(UNITS, blanks, stick, "2023-03")
    walk.on(3, 31)
    assert {one["state"] for one in walk.told("returns", stick)["files"]} == {"accepted", "nil"}
    walk.on(4, 4)
    close_in_the_window(walk, "2023年3月", f"未报1家：{SILENT['2023-03']}")
    the_tally_says_what_the_raw_files_say(walk, "2023-03")


def a_correction_after_the_third_month(walk: Walk) -> None:
    """February is opened with a reason; March says that its 累计 is overtaken, and is closed again as well."""
    walk.on(4, 6, 10)
    late = walk.root / "U盘" / "2月更正"
    more = [*talks(UNITS, "办公室", "2023-02"), ADDED]
    clerks.fill(blank_of(walk.root / "下发" / "2023-02", "办公室", TALKS), more, late)
    kept_aside = walk.told("returns", late, status=1)["files"][0]
    assert kept_aside["state"] == "needs_review"
    assert "请先撤销定稿" in walk.ask("confirm", kept_aside["id"], status=2).err
    walk.ask("reopen", "--period", "2023-02", "--form", "附件2", "--reason", "办公室漏报一人")
    walk.ask("confirm", kept_aside["id"])
    walk.on(4, 6, 11)
    note = walk.root / "数据变动说明"
    again = walk.told("close", "--period", "2023-02", "--despite", "--out", note)
    assert again["changes"]["reason"] == "办公室漏报一人"
    assert {path.suffix for path in note.iterdir()} == {".pdf", ".docx", ".xlsx"}
    raw = counted(walk)
    now = sum(raw[TALKS, unit, "2023-03"].total for unit in UNITS)
    assert [(one["period"], one["cumulative"], one["cumulative_now"]) for one in again["overtaken"]] == [
        ("2023-03", now - 1, now)
    ]
    walk.ask("reopen", "--period", "2023-03", "--reason", "二月的数字更正了")
    walk.on(4, 6, 12)
    assert walk.told("close", "--period", "2023-03", "--despite")["overtaken"] == []
    for month in MONTHS:
        the_tally_says_what_the_raw_files_say(walk, month)
    the_window_shows_what_the_raw_files_say(walk)


def reports_and_papers(walk: Walk) -> None:
    """月报 and 通报 quote the same figures; every unit's paper holds its rows; the workbook holds all rows."""
    walk.on(4, 7)
    raw = counted(walk)
    total = {month: sum(raw[TALKS, unit, month].new for unit in UNITS) for month in MONTHS}
    whole = sum(raw[TALKS, unit, "2023-03"].total for unit in UNITS)
    said = walk.ask("report", "月报", "--period", "2023-03").out
    assert f"本期{total['2023-03']}人次" in said
    assert f"累计{whole}人次" in said
    assert BUREAU in said
    for name, filed in (("月报", "还有“由经办人填写”的地方"), ("通报", "已归入档案“2023年3月通报”一件")):
        assert filed in walk.ask("report", name, "--period", "2023-03", "--out", walk.root / "月报").out
    walk.ask("print", "--all", "--period", "2023-03", "--out", walk.root / "打印")
    for unit in UNITS:
        paper = next((walk.root / "打印").rglob(f"*（{unit}）*.pdf"), None)
        text = "".join(page.extract_text() for page in pypdf.PdfReader(paper).pages) if paper else ""
        for row in raw[TALKS, unit, "2023-03"].rows:
            assert row[2] in text.replace("\n", ""), (unit, row)
    walk.ask("export", "book", "--period", "2023-03", "--personal", "--out", walk.root / "整套")
    book = openpyxl.load_workbook(next((walk.root / "整套").glob("*.xlsx")))
    sheet = next(one for one in book if TALKS in one.title)
    names = Counter(row[4] for row in sheet.iter_rows(min_row=1, values_only=True) if isinstance(row[0], int))
    assert names == Counter(row[2] for unit in UNITS for month in MONTHS for row in raw[TALKS, unit, month].rows)


def into_the_archive(walk: Walk) -> tuple[Path, Path, str]:
    """Everything that came lies in it byte for byte, its Excel says what the raw files say, and it is whole."""
    photo = walk.root / "启动部署会照片.jpg"
    photo.write_bytes(b"a photo that nobody needs to read")
    assert walk.told("archive", "add", photo)["class"] == "部署动员"
    made = walk.told("archive", "make", "--out", walk.root / "归档", "--zip", "--personal", "--no-unit-papers",
                     "--fonds", "Z109", "--retention", "30年")  # fmt: skip
    folder, packed = Path(made["folder"]), Path(made["zip"])
    filed = {digest(path) for path in folder.rglob("*") if path.is_file()}
    sent = [photo, *(walk.root / "月报").glob("通报*")]
    sent += [path for path in (walk.root / "U盘").rglob("*") if path.is_file()]
    assert not [path.name for path in sent if digest(path) not in filed]
    raw = counted(walk)
    for month in MONTHS:
        table = openpyxl.load_workbook(next(folder.rglob(f"统计表 {month}.xlsx"))).worksheets[0]
        lines = {str(line[1]): line for line in table.iter_rows(values_only=True) if isinstance(line[0], int)}
        for unit in UNITS:
            told = raw[TALKS, unit, month]
            figures = [0 if one in (None, "—") else int(one) for one in lines[unit][2:4]]
            assert figures == [told.new, told.total], (month, unit)
        summary = openpyxl.load_workbook(next(folder.rglob(f"*{TALKS}（汇总）{month}.xlsx"))).worksheets[0]
        rows = Counter(tuple(line[1:10]) for line in summary.iter_rows(values_only=True) if isinstance(line[0], int))
        assert rows.total() == sum(raw[TALKS, unit, month].new for unit in UNITS)
    whole = walk.told("verify", folder)
    assert (whole["whole"], whole["files"], whole["code"]) == (True, made["files"], made["code"])
    return folder, packed, made["code"]


def years_later(walk: Walk, folder: Path, packed: Path, code: str) -> None:
    """The zip alone answers as the office did, and nothing in it can be changed."""
    walk.day = walk.day.replace(year=2033)
    assert walk.told("verify", packed)["code"] == code
    copy = walk.root / "查阅"
    walk.ask("archive", "open", packed, "--out", copy)
    for month in MONTHS:
        assert walk.told("tally", "--period", month, data=copy) == walk.told("tally", "--period", month)
    before = digests(copy)
    for arguments in (
        ("returns", walk.root / "U盘" / "1月"), ("reopen", "--period", "2023-01", "--reason", "试"),
        ("archive", "add", walk.root / "启动部署会照片.jpg"), ("handover", "resume"),
    ):  # fmt: skip
        assert "只读副本" in walk.ask(*arguments, data=copy, status=2).err
    assert digests(copy) == before
    assert walk.told("verify", folder)["whole"]
    walk.day = walk.day.replace(year=2023)


def to_a_successor(walk: Walk) -> None:
    """Another folder, as on another computer, says the same and goes on."""
    made = walk.told("handover", "make", "--out", walk.root / "盘", "--to", "李四", "--read-only")
    assert "只读" in walk.ask("reopen", "--period", "2023-01", "--reason", "试", status=2).err
    other = walk.root / "新电脑"
    walk.ask("handover", "open", made["file"], data=other)
    for month in MONTHS:
        assert walk.told("tally", "--period", month, data=other) == walk.told("tally", "--period", month)
    walk.ask("issue", "--out", walk.root / "下发" / "2023-04", "--period", "2023-04", data=other)
    with walk.window(other) as window:
        assert window.session.overview is not None
        assert (window.session.overview.bureau, window.session.overview.operator) == (BUREAU, "李四")


def send_back(walk: Walk) -> None:
    """The wrong return goes back from the window; the slip says the cell."""
    with walk.window() as window:
        room: Any = turned_to(window, "intake")
        place = next(place for place, line in enumerate(room.lines.lines) if WRONG in line.file)
        room.list.selectRow(place)
        room.pane.back.click()
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, ReasonDialog)
        QTest.keyClick(asked.text, Qt.Key.Key_Return)
        QApplication.processEvents()
        dialog = room.slips.dialog
        dialog.due.setText("2023年2月6日")
        room.slips.write_to(walk.root / "退回")
        dialog.close()
    slip = walk.root / "退回" / WRONG / f"退回修改单（{WRONG}）.pdf"
    text = "".join(page.extract_text() for page in pypdf.PdfReader(slip).pages)
    assert "1月没有32日" in text.replace("\n", "")


def close(walk: Walk, month: str, open_point: str) -> None:
    """定稿 by command: refused while something is open, done when it was seen."""
    assert open_point in walk.ask("close", "--period", month, status=2).err
    closed = walk.told("close", "--period", month, "--despite")
    assert [one["form"] for one in closed["closed"]] == [TALKS]


def close_in_the_window(walk: Walk, label: str, open_point: str) -> None:
    """定稿 in the window: seen, ticked, done."""
    with walk.window() as window:
        room: Any = turned_to(window, "tally")
        room.ask_closing()
        dialog = room.findChildren(ClosingDialog)[-1]
        dialog.period.setCurrentIndex(dialog.period.findText(label))
        dialog.read()
        assert open_point in dialog.text
        dialog.despite.setChecked(True)
        dialog.close_now()
        assert "校验码" in dialog.text
        dialog.close()


def the_tally_says_what_the_raw_files_say(walk: Walk, month: str) -> None:
    """本期 and 累计 by command, unit by unit."""
    raw = counted(walk)
    forms = {one["form"]: one for one in walk.told("tally", "--period", month)["forms"]}
    found = {one["unit"]: (one["count"], one["cumulative"]) for one in forms[TALKS]["units"]}
    assert found == {unit: (raw[TALKS, unit, month].new, raw[TALKS, unit, month].total) for unit in UNITS}
    files = raw_files(walk)
    for form in FORMS[1:]:
        sent = {one.unit: len(one.rows) for one in files if one.form == form}
        said = {one["unit"]: one["cumulative"] for one in forms[form]["units"]}
        assert said == {unit: sent.get(unit, 0) if month != "2023-01" else 0 for unit in UNITS}


def the_window_shows_what_the_raw_files_say(walk: Walk) -> None:
    """本期, 累计 and 较上期 of 附件2, unit by unit, in each month."""
    raw = counted(walk)
    with walk.window() as window:
        for month in MONTHS:
            shown = shown_of(window, month)
            for unit in UNITS:
                now = raw[TALKS, unit, month]
                assert shown[Measure.TOTAL][unit] == str(now.total), (month, unit)
                current = {NIL[month]: "零报告", SILENT[month]: "未报"}.get(unit, str(now.new))
                assert shown[Measure.CURRENT][unit] == current, (month, unit)
                changed, said = change(raw, unit, month), shown[Measure.CHANGE][unit]
                is_right = not said.strip("+-").isdigit() if changed is None else int(said) == changed
                assert is_right, (month, unit, said, changed)


def change(raw: dict[tuple[str, str, str], Counted], unit: str, month: str) -> int | None:
    """By how much a unit's figure differs from the month before; None where one of the two never came."""
    place = MONTHS.index(month)
    if not place or unit in (SILENT[month], SILENT[MONTHS[place - 1]]):
        return None
    return raw[TALKS, unit, month].new - raw[TALKS, unit, MONTHS[place - 1]].new


def shown_of(window: MainWindow, month: str) -> dict[Measure, dict[str, str]]:
    """What 统计 shows of 附件2 in a month, unit by unit, for 本期, 累计 and 较上期."""
    assert window.session.current is not None
    window.session.choose_period(next(one for one in window.session.current.periods if one.code == month))
    room: Any = turned_to(window, "tally")
    column = [one.form.name for one in room.model.table.columns].index(TALKS)
    shown = {}
    for measure in (Measure.CURRENT, Measure.TOTAL, Measure.CHANGE):
        room.measures.button(tuple(Measure).index(measure)).click()
        units = room.model.table.units
        shown[measure] = {unit: str(room.model.index(row, column).data()) for row, unit in enumerate(units)}
    return shown


def turned_to(window: MainWindow, name: str) -> Any:
    """A room of the window."""
    window.go(name)
    return window.house.room(name)


def missing(walk: Walk, month: str) -> list[dict[str, str]]:
    """Who still owes 附件2."""
    form = next(one for one in walk.told("missing", "--period", month)["forms"] if one["form"] == TALKS)
    return [one for one in form["units"] if one["electronic"] not in ("已收", "零报告")]


def raw_files(walk: Walk) -> list[RawFile]:
    """All that came, in the order of the days on which it came."""
    folders = [walk.root / "U盘" / one for one in ("1月", "1月补", "2月", "3月", "2月更正")]
    return raw_count.raw_files(folders, FORMS)


def counted(walk: Walk) -> dict[tuple[str, str, str], Counted]:
    """The independent count of 附件2."""
    found = raw_count.count([one for one in raw_files(walk) if one.form == TALKS], MONTHS)
    return {**{(TALKS, unit, month): Counted() for unit in UNITS for month in MONTHS}, **found}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digests(folder: Path) -> dict[str, str]:
    return {str(path): digest(path) for path in folder.rglob("*") if path.is_file()}
