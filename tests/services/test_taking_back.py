"""撤销 and 恢复 after more has come in: nothing counts twice, and nothing that was sent counts nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.campaign.period import parse_period
from desk_app.problems import DeskError
from desk_app.services.overview import undo
from desk_app.services.report_rates import RateWish, report_rates
from desk_app.services.send_back import redo_batch, register_nil, send_back, undo_batch
from desk_app.storage import history, submissions
from tests.services.returns_office import TALKS, ReturnsOffice
from tests.storage.bureau import dump
from tests.ui.awkward_stick import Row

OFFICE = "办公室"


def talk(talkee: str, day: str) -> Row:
    return ("张三", "科长", talkee, "科员", "王五", day, "会议室", "谈心谈话")


JANUARY, FEBRUARY, MARCH = (
    talk("李四", "2023年1月5日"),
    talk("李五", "2023年2月6日"),
    talk("李六", "2023年3月7日"),
)


@pytest.fixture
def office(tmp_path: Path) -> ReturnsOffice:
    return ReturnsOffice(tmp_path)


def last_step(office: ReturnsOffice) -> int:
    with office.desk.store.read() as reader:
        return history.operations(reader, limit=1)[0].id


def last_batch(office: ReturnsOffice) -> int:
    with office.desk.store.read() as reader:
        return submissions.batches(reader)[0].id


def test_a_batch_is_not_brought_back_beside_the_same_files_taken_in_again(office: ReturnsOffice) -> None:
    office.send(OFFICE, [MARCH])
    first = last_batch(office)
    undo_batch(office.desk, office.campaign, first)
    again = office.take(next(office.root.glob("批1/*/*.xlsx")))
    assert office.figures(OFFICE) == (1, 1)
    before = dump(office.desk.store, history=True)
    with pytest.raises(DeskError, match=f"{OFFICE}2023年3月的{TALKS}之后已另收一份"):
        redo_batch(office.desk, first)
    assert dump(office.desk.store, history=True) == before
    undo_batch(office.desk, office.campaign, last_batch(office))
    redo_batch(office.desk, first)
    assert office.figures(OFFICE) == (1, 1)
    assert again


def test_a_step_is_not_restored_where_another_return_counts_by_now(office: ReturnsOffice) -> None:
    office.send(OFFICE, [MARCH])
    taken_back = undo(office.desk, last_step(office)).operation_id
    assert taken_back is not None
    office.send(OFFICE, [MARCH, talk("李七", "2023年3月8日")])
    with pytest.raises(DeskError, match="不能恢复"):
        undo(office.desk, taken_back)
    assert office.figures(OFFICE) == (2, 2)


def test_a_nil_report_is_not_restored_over_a_file(office: ReturnsOffice) -> None:
    nil = register_nil(office.desk, office.campaign, TALKS, OFFICE, parse_period("2023-03")).operation_id
    assert nil is not None
    taken_back = undo(office.desk, nil).operation_id
    assert taken_back is not None
    office.send(OFFICE, [MARCH])
    with pytest.raises(DeskError, match="不能恢复"):
        undo(office.desk, taken_back)


def test_rows_that_a_later_return_repeats_do_not_vanish_with_the_earlier_one(office: ReturnsOffice) -> None:
    office.send(OFFICE, [JANUARY], month=1)
    january = last_step(office)
    office.accept(office.send(OFFICE, [JANUARY, FEBRUARY], month=2))
    february = last_step(office)
    assert office.figures(OFFICE, 2) == (1, 2)
    with pytest.raises(DeskError, match="有1行在之后收的表里按累计报送没有再计"):
        undo(office.desk, january)
    assert office.figures(OFFICE, 2) == (1, 2)
    undo(office.desk, february)
    undo(office.desk, january)
    assert office.figures(OFFICE, 1) == (0, 0)


def test_rows_of_a_waiting_return_count_where_what_they_repeated_is_gone(office: ReturnsOffice) -> None:
    office.send(OFFICE, [JANUARY], month=1)
    january = last_step(office)
    waiting = office.send(OFFICE, [JANUARY, FEBRUARY], month=2)
    undo(office.desk, january)
    office.accept(waiting)
    assert office.figures(OFFICE, 2) == (2, 2)


def test_the_last_step_can_always_be_taken_back_and_restored(office: ReturnsOffice) -> None:
    office.send(OFFICE, [JANUARY], month=1)
    before = dump(office.desk.store)
    waiting = office.send(OFFICE, [JANUARY, FEBRUARY], month=2)
    came = dump(office.desk.store)
    office.accept(waiting)
    after = dump(office.desk.store)
    accepted = last_step(office)
    taken_back = undo(office.desk, accepted).operation_id
    assert taken_back is not None
    assert dump(office.desk.store) == came
    undo(office.desk, taken_back)
    assert dump(office.desk.store) == after
    undo_batch(office.desk, office.campaign, last_batch(office))
    assert office.figures(OFFICE, 2) == (0, 1)
    assert before != after


def test_a_return_that_stands_sent_back_again_went_back_only_once(office: ReturnsOffice) -> None:
    def times() -> int:
        table = report_rates(office.desk, office.campaign, RateWish(parse_period("2023-03")))
        return next(one.sent_back for one in table.lines if one.unit == OFFICE)

    send_back(office.desk, office.campaign, [office.send(OFFICE, [MARCH])], "请改")
    office.send(OFFICE, [MARCH, talk("李七", "2023年3月8日")], said="重报")
    assert times() == 1
    undo_batch(office.desk, office.campaign, last_batch(office))
    assert times() == 1
