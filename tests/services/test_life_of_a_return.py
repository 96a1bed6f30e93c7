"""What becomes of a return after it came in: settled, replaced, taken back, sent again, and never counted twice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import Period, parse_period
from desk_app.importing.results import FileState
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.accept import accept
from desk_app.services.keep_roster import import_roster
from desk_app.services.ledger_rows import ledger_head
from desk_app.services.send_back import register_nil, send_back, undo_batch
from desk_app.services.settle_return import settle
from desk_app.services.standing import standing_of
from desk_app.services.take_in import Choices, TakenReturn, take_in
from desk_app.services.tally import tally_of
from desk_app.services.type_records import TypedRow, delete_rows, type_rows
from desk_app.storage import collections, records, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.states import RecordState, SubmissionState
from tests.services.returns_office import begun

TALKS = "大谈话统计表"
HEADINGS = ("序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型")
KEYS = ("talker", "talker_post", "talkee", "talkee_post", "recorder", "talked_on", "place", "type")
JANUARY, FEBRUARY, MARCH = (parse_period(f"2023-0{month}") for month in (1, 2, 3))
ACCEPTED, WAITING, SUPERSEDED, WITHDRAWN = (
    SubmissionState.ACCEPTED,
    SubmissionState.NEEDS_REVIEW,
    SubmissionState.SUPERSEDED,
    SubmissionState.WITHDRAWN,
)
Row = tuple[str, ...]


def talk(talkee: str, day: str) -> Row:
    return ("张三", "科长", talkee, "科员", "王五", day, "会议室", "谈心谈话")


WRONG, FIRST, SECOND, THIRD = (
    talk("李四", "2023年2月31日"),
    talk("李四", "2023年3月5日"),
    talk("李五", "2023年3月6日"),
    talk("李六", "2023年3月7日"),
)


class Office:
    """A campaign of one unit, with files that come in batch after batch."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._batches = 0
        self.now = datetime(2023, 3, 20, 9, 0)  # noqa: DTZ001  the office's own wall clock
        shutil.copytree(begun(self.now), root / "data", dirs_exist_ok=True)
        self.desk = open_desk(root / "data", clock=lambda: self.now, own_fonts=False)
        self.campaign: Campaign = self.desk.campaign(None)

    def book(self, rows: list[Row], *, unit: str = "办公室", period: Period | None = MARCH, said: str = "") -> Path:
        """A file of talks in a folder of its own."""
        self._batches += 1
        named = f"（{unit}）" if unit else ""
        month = f"{period.label}" if period else ""
        path = self._root / f"b{self._batches}" / f"附件2 {TALKS}{named}{month}{said}.xlsx"
        path.parent.mkdir()
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["学习宣传贯彻党的二十大精神·大谈话统计表"])
        sheet.append([(f"填报单位：{unit}　" if unit else "") + month])
        sheet.append(list(HEADINGS))
        for number, row in enumerate(rows, 1):
            sheet.append([str(number), *row])
        book.save(path)
        return path

    def take(self, path: Path, choices: Choices | None = None) -> TakenReturn:
        """The file taken in as a batch."""
        return take_in(self.desk, self.campaign, [path], choices or Choices()).taken[0]

    def send(self, rows: list[Row], *, unit: str = "办公室", period: Period | None = MARCH, said: str = "") -> int:
        """A file made and taken in; its 来表号."""
        return self.take(self.book(rows, unit=unit, period=period, said=said)).id or 0

    def type(self, *rows: Row) -> tuple[int, ...]:
        """Rows typed into March's ledger; their ids."""
        form = next(one for one in ledger_head(self.desk, self.campaign).forms if one.definition.name == TALKS)
        typed = [TypedRow("办公室", MARCH, dict(zip(KEYS, row, strict=True))) for row in rows]
        return type_rows(self.desk, self.campaign, form.id, typed)[1]

    def states(self) -> list[SubmissionState]:
        """What became of every return, in the order in which they came."""
        with self.desk.store.read() as reader:
            return [one.state for one in submissions.select_by(reader, self.campaign.id)]

    def one(self, submission_id: int) -> submissions.Submission:
        """A return as it is kept."""
        with self.desk.store.read() as reader:
            return submissions.get(reader, submission_id)

    def rows(self, submission_id: int) -> list[records.Record]:
        """A return's rows."""
        with self.desk.store.read() as reader:
            return list(records.of_submission(reader, submission_id))

    def figure(self, period: Period = MARCH, unit: str = "办公室") -> int:
        """How many talks of a unit count in a period."""
        tally = next(one for one in tally_of(self.desk, self.campaign, period) if one.form.name == TALKS)
        return next((one.count for one in tally.units if one.unit == unit), 0)

    def accept(self, *ids: int) -> None:
        """接收."""
        accept(self.desk, self.campaign, [str(one) for one in ids])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.desk.store.close()


def test_a_waiting_return_settled_without_change_is_no_duplicate_of_itself(office: Office) -> None:
    waits = office.send([WRONG, SECOND])
    settle(office.desk, office.campaign, waits, period=MARCH)
    settle(office.desk, office.campaign, waits, unit="办公室")
    assert office.states() == [WAITING]
    assert not any("重复" in problem.message for problem in office.one(waits).problems)


def test_a_row_that_a_person_deleted_does_not_come_back_when_the_return_is_settled(office: Office) -> None:
    waits = office.send([FIRST, SECOND], unit="")
    delete_rows(office.desk, office.campaign, [office.rows(waits)[0].id])
    settle(office.desk, office.campaign, waits, unit="办公室")
    gone, kept = office.rows(waits)
    assert (gone.state, gone.unit_id) == (RecordState.WITHDRAWN, None)
    office.accept(waits)
    assert (kept.state, office.figure()) == (RecordState.LIVE, 1)


def test_a_return_whose_rows_were_all_deleted_is_not_accepted_as_if_it_said_something(office: Office) -> None:
    waits = office.send([FIRST, SECOND], unit="")
    delete_rows(office.desk, office.campaign, [row.id for row in office.rows(waits)])
    settle(office.desk, office.campaign, waits, unit="办公室")
    with pytest.raises(DeskError, match="各行都已删除"):
        office.accept(waits)
    assert office.states() == [WAITING]


def test_taking_back_a_middle_batch_lets_the_latest_alone_count(office: Office) -> None:
    for rows in ([FIRST], [FIRST, SECOND], [FIRST, SECOND, THIRD]):
        office.send(rows)
    undo_batch(office.desk, office.campaign, 2)
    assert (office.states(), office.figure()) == ([SUPERSEDED, WITHDRAWN, ACCEPTED], 3)
    undo_batch(office.desk, office.campaign, 3)
    assert (office.states(), office.figure()) == ([ACCEPTED, WITHDRAWN, WITHDRAWN], 1)


def test_what_was_taken_back_itself_does_not_return_when_its_successor_is_taken_back(office: Office) -> None:
    for rows in ([FIRST], [FIRST, SECOND]):
        office.send(rows)
    undo_batch(office.desk, office.campaign, 1)
    undo_batch(office.desk, office.campaign, 2)
    assert (office.states(), office.figure()) == ([WITHDRAWN, WITHDRAWN], 0)


def test_a_file_taken_back_that_answered_one_and_replaced_another_can_be_taken_again(office: Office) -> None:
    office.send([FIRST])
    path = office.book([FIRST, SECOND], unit="", said="重报")
    office.take(path)
    office.take(path, Choices(unit="办公室"))
    assert office.states() == [SUPERSEDED, SUPERSEDED, ACCEPTED]
    undo_batch(office.desk, office.campaign, 3)
    assert office.states() == [ACCEPTED, WAITING, WITHDRAWN]
    office.take(path, Choices(unit="办公室"))
    assert (office.states()[-1], office.figure()) == (ACCEPTED, 2)


def test_a_batch_taken_back_after_a_nil_report_was_noted_brings_no_older_rows_back(office: Office) -> None:
    office.send([FIRST])
    send_back(office.desk, office.campaign, [office.send([FIRST, SECOND])], "多报一行")
    register_nil(office.desk, office.campaign, TALKS, "办公室", MARCH)
    undo_batch(office.desk, office.campaign, 2)
    assert (office.states(), office.figure()) == ([SUPERSEDED, WITHDRAWN, SubmissionState.NIL], 0)


def test_an_older_version_is_not_accepted_while_a_newer_one_waits_unseen(office: Office) -> None:
    older, newer = office.send([WRONG, SECOND]), office.send([WRONG, SECOND, THIRD])
    with pytest.raises(DeskError, match="还有更晚的一份"):
        office.accept(older)
    assert office.states() == [WAITING, WAITING]
    office.accept(newer, older)
    assert (office.states(), office.figure()) == ([SUPERSEDED, ACCEPTED], 3)
    assert (office.one(older).supersedes_id, office.one(newer).supersedes_id) == (None, older)


def test_a_faultless_version_sets_every_older_waiting_one_aside_and_gives_them_back(office: Office) -> None:
    for rows in ([WRONG], [WRONG, SECOND], [FIRST, SECOND]):
        office.send(rows)
    assert office.states() == [SUPERSEDED, SUPERSEDED, ACCEPTED]
    undo_batch(office.desk, office.campaign, 3)
    assert office.states() == [WAITING, WAITING, WITHDRAWN]
    office.accept(1, 2)
    assert office.states() == [SUPERSEDED, ACCEPTED, WITHDRAWN]
    assert (office.one(1).supersedes_id, office.one(2).supersedes_id) == (None, 1)


def test_rows_typed_after_a_waiting_file_still_count_when_it_is_accepted(office: Office) -> None:
    waits = office.send([WRONG, SECOND])
    office.type(THIRD)
    office.accept(waits)
    assert (office.states(), office.figure()) == ([ACCEPTED, ACCEPTED], 3)


def test_bytes_of_a_replaced_return_count_again_after_its_successor_was_sent_back(office: Office) -> None:
    path = office.book([FIRST, SECOND])
    office.take(path)
    later = office.send([FIRST, SECOND, THIRD])
    assert office.take(path).judgement.state is FileState.DUPLICATE
    send_back(office.desk, office.campaign, [later], "多报一行")
    office.take(path)
    assert (office.states()[-1], office.figure()) == (ACCEPTED, 2)


def test_a_unit_that_left_the_roster_is_said_in_a_sentence(office: Office, tmp_path: Path) -> None:
    path = office.book([FIRST], unit="机关党委办公")
    waits = office.take(path.rename(path.with_name(f"附件2 {TALKS} 3月.xlsx"))).id or 0
    proposed = office.one(waits).proposed_unit
    assert proposed
    with pytest.raises(DeskError, match="名册中没有“没有的科”"):
        settle(office.desk, office.campaign, waits, unit="没有的科")
    lines = (shipped().sample / "单位名册.csv").read_text("utf-8-sig").splitlines()
    left = tmp_path / "单位.csv"
    left.write_text("\n".join(one for one in lines if not one.startswith(f"{proposed},")), encoding="utf-8-sig")
    import_roster(office.desk, left)
    with pytest.raises(DeskError, match="名册中没有"):
        office.accept(waits)


def test_one_return_named_twice_is_accepted_once(office: Office) -> None:
    waits = office.one(office.send([WRONG, SECOND]))
    assert len(accept(office.desk, office.campaign, [str(waits.id), waits.file])) == 1


def test_a_typed_row_that_comes_again_in_a_file_is_asked_by_its_content_and_counts_once(office: Office) -> None:
    office.send([FIRST, SECOND])
    office.type(THIRD)
    again = office.take(office.book([FIRST, SECOND, THIRD], said="重报"))
    assert again.judgement.state is FileState.NEEDS_REVIEW
    asked = next(one.message for one in again.judgement.problems if one.code == "which_counts")
    assert "手工录入的第1行" in asked
    assert "李六" in asked
    assert office.figure() == 3
    office.accept(again.id or 0)
    assert (office.states(), office.figure()) == ([SUPERSEDED, SUPERSEDED, ACCEPTED], 3)
    undo_batch(office.desk, office.campaign, 2)
    assert (office.states(), office.figure()) == ([ACCEPTED, ACCEPTED, WITHDRAWN], 3)


def test_of_several_typed_rows_only_the_one_that_came_again_is_set_aside(office: Office) -> None:
    office.send([FIRST])
    office.type(SECOND, THIRD)
    office.accept(office.send([FIRST, SECOND], said="重报"))
    assert (office.states(), office.figure()) == ([SUPERSEDED, ACCEPTED, ACCEPTED], 3)


def test_typed_rows_that_the_later_file_has_not_stay_counted_beside_it(office: Office) -> None:
    office.send([FIRST])
    office.type(THIRD)
    office.send([FIRST, SECOND], said="重报")
    assert (office.states(), office.figure()) == ([SUPERSEDED, ACCEPTED, ACCEPTED], 3)


JAN_ROW, FEB_ROW = talk("周一", "2023年1月5日"), talk("周二", "2023年2月6日")


def figures(office: Office) -> list[int]:
    return [office.figure(period) for period in (JANUARY, FEBRUARY, MARCH)]


def test_a_repeated_row_counts_again_when_the_return_it_repeats_is_sent_back(office: Office) -> None:
    january = office.send([JAN_ROW], period=JANUARY)
    february = office.send([JAN_ROW, FEB_ROW], period=FEBRUARY)
    office.accept(february)
    office.send([JAN_ROW, FEB_ROW, FIRST])
    assert figures(office) == [1, 1, 1]
    send_back(office.desk, office.campaign, [january], "未盖章")
    assert figures(office) == [0, 2, 1]


def test_a_repeated_row_counts_again_when_a_batch_is_taken_back_or_a_later_version_lacks_it(office: Office) -> None:
    office.send([JAN_ROW], period=JANUARY)
    office.accept(office.send([JAN_ROW, FEB_ROW], period=FEBRUARY))
    office.send([talk("周三", "2023年1月9日"), talk("周四", "2023年1月9日")], period=JANUARY, said="重报")
    assert figures(office) == [2, 2, 0]
    undo_batch(office.desk, office.campaign, 3)
    assert figures(office) == [1, 1, 0]
    undo_batch(office.desk, office.campaign, 1)
    assert figures(office) == [0, 2, 0]


def test_a_late_return_of_an_earlier_month_takes_its_rows_back_from_the_later_one(office: Office) -> None:
    office.send([JAN_ROW], period=JANUARY)
    office.accept(office.send([JAN_ROW, FEB_ROW, FIRST]))
    assert figures(office) == [1, 0, 2]
    february = office.send([JAN_ROW, FEB_ROW], period=FEBRUARY)
    assert any("改计在本期" in problem.message for problem in office.one(february).problems)
    assert figures(office) == [1, 1, 1]
    send_back(office.desk, office.campaign, [february], "未盖章")
    assert figures(office) == [1, 0, 2]


def test_a_late_return_of_an_earlier_month_is_asked_about_where_nobody_knows_the_habit(office: Office) -> None:
    office.accept(office.send([FEB_ROW, FIRST]))
    late = office.take(office.book([FEB_ROW], period=FEBRUARY))
    assert late.judgement.state is FileState.NEEDS_REVIEW
    assert any("更晚期次" in problem.message for problem in late.judgement.problems)
    office.accept(late.id or 0)
    assert figures(office) == [0, 1, 1]


def test_equal_rows_that_a_person_calls_new_count_in_both_months(office: Office) -> None:
    office.accept(office.send([FEB_ROW, FIRST]))
    late = office.send([FEB_ROW], period=FEBRUARY)
    accept(office.desk, office.campaign, [str(late)], as_new=True)
    assert figures(office) == [0, 1, 2]


def test_a_return_that_came_late_is_late_once_its_period_is_told(office: Office) -> None:
    with office.desk.store.operation("改时限", actor="我", at=office.now) as op:
        for one in collections.of_campaign(op, office.campaign.id, period=MARCH.code):
            collections.set_due(op, one.id, date(2023, 3, 31), None, "")
    office.now = datetime(2023, 5, 20, 9, 0)  # noqa: DTZ001  the office's own wall clock
    waits = office.send([talk("李四", "3月5日"), talk("李五", "2月5日")], unit="机关党委", period=None)
    assert (office.one(waits).period, office.one(waits).is_late) == (None, False)
    settle(office.desk, office.campaign, waits, period=MARCH)
    assert (office.one(waits).is_late, office.one(waits).month) == (True, MARCH.code)
    office.accept(waits)
    standing = next(one for one in standing_of(office.desk, office.campaign, MARCH) if one.form.name == TALKS)
    assert next(one.late for one in standing.units if one.unit == "机关党委")
    other = office.send([talk("李四", "3月5日"), talk("李五", "2月5日")], unit="人事科", period=None)
    settle(office.desk, office.campaign, other, period=parse_period("2023-06"))
    assert not office.one(other).is_late
