"""No file holds up a batch: what spins or eats memory is ended and said, and a person can stop at any moment."""

from __future__ import annotations

import dataclasses
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.importing.helper_settings import Helper
from desk_app.importing.helper_wire import by_name, from_wire, to_wire
from desk_app.importing.reading_pool import ReadingCrashedError
from desk_app.importing.results import FileState
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile
from desk_app.locations import shipped
from desk_app.problems import Cancelled
from desk_app.services.desk import Desk
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import open_from_template
from desk_app.services.safekeeping import check
from desk_app.services.take_in import Choices, IntakeReport, look_only, take_in
from desk_app.storage import submissions
from desk_app.storage.backup import automatic_backups
from desk_app.storage.campaigns import Campaign

HEADINGS = ["序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型"]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "data", own_fonts=False)
    with desk.store:
        import_roster(desk, shipped().sample / "单位名册.csv")
        yield desk


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return open_from_template(desk, "学习宣传贯彻党的二十大精神")[0]


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "2023年3月"
    folder.mkdir()
    return folder


def good(folder: Path, unit: str, *, rows: int = 2, mark: str = "") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([f"填报单位：{unit}"])
    sheet.append(HEADINGS)
    for row in range(rows):
        sheet.append([row + 1, "王建国", "局长", f"李{row}", "科员", "周敏", "2023-03-06", "会议室", "谈心谈话"])
    path = folder / f"{mark}附件2 大谈话统计表（{unit}）.xlsx"
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> None:
    """Another content for one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = content
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, part in parts.items():
            archive.writestr(entry, part)
    path.write_bytes(target.getvalue())


def swelling(folder: Path) -> Path:
    """Some hundred kilobytes of which every reader makes forty gigabytes: one long text that 180,000 cells share."""
    path = good(folder, "财务处", mark="0 ")
    cells = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" t="s"><v>0</v></c>' for letter in "ABCDEFGHI") + "</row>"
        for row in range(1, 20_000)
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with_part(path, SHEET, f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode())
    with_part(path, "xl/sharedStrings.xml", f'<sst xmlns="{space}"><si><t>{"长" * 70_000}</t></si></sst>'.encode())
    return path


def limited(desk: Desk, *, seconds: float = 60.0, memory: int = 2 << 30) -> None:
    assert desk.helper is not None
    desk.helper = dataclasses.replace(desk.helper, seconds=seconds, memory=memory)


def states(report: IntakeReport) -> dict[str, FileState]:
    return {taken.judgement.read.file: taken.judgement.state for taken in report.taken}


def said(report: IntakeReport, file: str) -> str:
    return "".join(
        problem.message
        for taken in report.taken
        if taken.judgement.read.file == file
        for problem in taken.judgement.problems
    )


def test_a_file_that_swells_in_memory_is_ended_and_the_rest_of_the_batch_goes_on(
    desk: Desk, campaign: Campaign, given: Path
) -> None:
    limited(desk, memory=600 << 20)
    bad, fine = swelling(given), good(given, "办公室")
    report = take_in(desk, campaign, [given], Choices())
    assert states(report) == {bad.name: FileState.REJECTED, fine.name: FileState.ACCEPTED}
    assert "内存过多" in said(report, bad.name)
    assert "另存为新文件" in said(report, bad.name)
    with desk.store.read() as reader:
        kept = [one for one in submissions.select_by(reader, campaign.id) if one.file == bad.name]
    assert desk.store.originals.read(kept[0].original) == bad.read_bytes()
    assert check(desk) == []


def test_a_file_that_takes_too_long_is_ended_and_the_rest_of_the_batch_goes_on(
    desk: Desk, campaign: Campaign, given: Path
) -> None:
    limited(desk, seconds=0.7)
    slow, fine = good(given, "财务处", rows=30_000, mark="0 "), good(given, "办公室")
    report = take_in(desk, campaign, [given], Choices())
    assert states(report) == {slow.name: FileState.REJECTED, fine.name: FileState.ACCEPTED}
    assert "还没有读完" in said(report, slow.name)


def test_a_dry_run_bears_the_same_limits_and_answers_in_the_order_of_the_files(
    desk: Desk, campaign: Campaign, given: Path
) -> None:
    limited(desk, memory=600 << 20)
    first, bad, last = good(given, "办公室", mark="0 "), swelling(given), good(given, "人事科", mark="1 ")
    choices = Choices(roster=desk.roster())
    report = look_only(desk.forms_of(campaign), [given], choices, helper=desk.helper)
    assert list(states(report)) == [first.name, bad.name, last.name]
    assert states(report)[bad.name] is FileState.REJECTED
    assert "内存过多" in said(report, bad.name)
    assert states(report)[first.name] is FileState.ACCEPTED
    assert states(report)[last.name] is FileState.ACCEPTED


class StopsWhile:
    """A person who stops the batch while a certain file is read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._seen = 0

    def step(self, _done: int, _total: int, text: str) -> None:
        """Stop at the second word of that file."""
        self._seen += text == self._name
        if self._seen == 2:
            raise Cancelled


def test_a_batch_is_stopped_within_a_large_file_and_what_was_taken_before_stays_and_is_backed_up(
    desk: Desk, campaign: Campaign, given: Path
) -> None:
    fine, slow = good(given, "办公室", mark="0 "), good(given, "财务处", rows=20_000, mark="1 ")
    with pytest.raises(Cancelled):
        take_in(desk, campaign, [given], Choices(), StopsWhile(slow.name))
    with desk.store.read() as reader:
        assert [one.file for one in submissions.select_by(reader, campaign.id)] == [fine.name]
    assert len(automatic_backups(desk.store)) == 1


def test_many_files_read_by_helpers_come_out_in_order_and_just_as_when_read_here(
    desk: Desk, campaign: Campaign, given: Path, tmp_path: Path
) -> None:
    for place in range(30):
        good(given, "办公室" if place % 3 else "没有这家单位", rows=place % 4, mark=f"{place} ")
    here = open_desk(tmp_path / "other", own_fonts=False)
    with here.store:
        import_roster(here, shipped().sample / "单位名册.csv")
        here.helper = None
        alone = take_in(here, open_from_template(here, "学习宣传贯彻党的二十大精神")[0], [given], Choices())
    helped = take_in(desk, campaign, [given], Choices())
    assert [taken.judgement.read for taken in helped.taken] == [taken.judgement.read for taken in alone.taken]
    assert [taken.judgement.problems for taken in helped.taken] == [t.judgement.problems for t in alone.taken]


@pytest.mark.parametrize("command", [("/no/such/program",), (sys.executable, "-c", "")])
def test_where_no_helper_can_be_started_the_program_reads_all_itself(
    command: tuple[str, ...], desk: Desk, campaign: Campaign, given: Path
) -> None:
    desk.helper = Helper(command)
    names = [good(given, "办公室", rows=place + 1, mark=f"{place} 重报").name for place in range(30)]
    names.append(good(given, "财务处", rows=9_000).name)
    report = take_in(desk, campaign, [given], Choices())
    assert set(states(report)) == set(names)
    assert FileState.REJECTED not in states(report).values()


def test_every_return_of_the_sample_passes_the_wire_unchanged(desk: Desk, campaign: Campaign) -> None:
    forms = desk.forms_of(campaign)
    reader = ReturnReader(forms, desk.roster())
    files = [path for path in (shipped().sample / "来表").rglob("*") if path.is_file()]
    assert files
    for path in files:
        reads = reader.read(SourceFile(path.name, path.read_bytes()), ReadContext(folder=path.parent.name))
        assert [from_wire(to_wire(read), by_name(forms)) for read in reads] == reads


def test_a_helper_that_answers_nonsense_is_reported_and_never_waited_for(
    desk: Desk, campaign: Campaign, given: Path
) -> None:
    frame = "(4).to_bytes(8, 'big') + b'abcd'"
    nonsense = f"import sys; o = sys.stdout.buffer; o.write({frame}); o.flush(); sys.stdin.buffer.read()"
    for place in range(30):
        good(given, "办公室", mark=f"{place} ")
    helper = Helper((sys.executable, "-c", nonsense))
    with pytest.raises(ReadingCrashedError):
        look_only(desk.forms_of(campaign), [given], Choices(roster=desk.roster()), helper=helper)
