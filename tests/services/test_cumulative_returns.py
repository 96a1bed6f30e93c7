"""累计报送 from January to March: asked once, counted once, and kept true whatever leaves, waits or is closed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.app import open_desk
from desk_app.cli import run
from desk_app.problems import DeskError
from desk_app.services.send_back import undo_batch
from desk_app.services.type_records import delete_rows
from desk_app.storage import collections
from desk_app.storage.states import RecordState
from tests.services.test_life_of_a_return import (
    ACCEPTED,
    FEBRUARY,
    JANUARY,
    MARCH,
    TALKS,
    WAITING,
    Office,
    talk,
)

TEN = [talk(f"谈{place:02d}", f"2023年1月{place + 3}日") for place in range(10)]
FIVE = [talk(f"话{place:02d}", f"2023年2月{place + 3}日") for place in range(5)]
THREE = [talk(f"记{place:02d}", f"2023年3月{place + 3}日") for place in range(3)]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.desk.store.close()


def january_then_waiting_february(office: Office) -> int:
    office.send(TEN, period=JANUARY)
    return office.send([*TEN, *FIVE], period=FEBRUARY)


def question(office: Office, submission_id: int) -> str:
    return "；".join(one.message for one in office.one(submission_id).problems if one.code == "cumulative")


def test_the_next_month_s_return_with_the_last_one_s_rows_is_asked_once_and_counts_the_new_rows(office: Office) -> None:
    february = january_then_waiting_february(office)
    assert "有10行与此前期次已收的完全相同" in question(office, february)
    office.accept(february)
    assert (office.figure(JANUARY), office.figure(FEBRUARY)) == (10, 5)
    march = office.send([*TEN, *FIVE, *THREE], period=MARCH)
    assert office.one(march).state is ACCEPTED
    assert (office.figure(FEBRUARY), office.figure(MARCH)) == (5, 3)


def test_by_command_it_is_asked_once_and_the_tally_says_this_period_and_all(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    january, february = office.book(TEN, period=JANUARY), office.book([*TEN, *FIVE], period=FEBRUARY)
    march = office.book([*TEN, *FIVE, *THREE], period=MARCH)
    office.desk.store.close()

    def command(*words: str) -> tuple[int, dict[str, object]]:
        status = run(["--data", str(tmp_path / "data"), "--json", *words])
        answer: dict[str, object] = json.loads(capsys.readouterr().out)
        return status, answer

    assert command("returns", str(january))[0] == 0
    status, answer = command("returns", str(february))
    assert status == 1
    waiting = json.dumps(answer, ensure_ascii=False)
    assert "本期只计新增5行，累计仍为全部" in waiting
    assert run(["--data", str(tmp_path / "data"), "confirm", "2"]) == 0
    capsys.readouterr()
    assert command("returns", str(march))[0] == 0
    for period, own, all_of_them in (("2023-02", 5, 15), ("2023-03", 3, 18)):
        _, answer = command("tally", "--period", period, "--out", str(tmp_path / f"统计{period}"))
        assert figures(answer, "办公室") == (own, all_of_them), answer
    office.desk = open_desk(tmp_path / "data", own_fonts=False)


def figures(answer: dict[str, object], unit: str) -> tuple[int, int]:
    forms = answer["forms"]
    assert isinstance(forms, list)
    talks = next(one for one in forms if one["form"] == TALKS)
    row = next(one for one in talks["units"] if one["unit"] == unit)
    return row["count"], row["cumulative"]


def test_the_question_of_a_waiting_return_is_asked_anew_when_what_it_repeats_changes(office: Office) -> None:
    february = january_then_waiting_february(office)
    office.send(TEN[:4], period=JANUARY, said="重报")
    assert "有4行与此前期次已收的完全相同" in question(office, february)
    assert "只计新增11行" in question(office, february)
    undo_batch(office.desk, office.campaign, 3)
    assert "有10行" in question(office, february)


def test_when_the_earlier_return_is_taken_back_nothing_is_left_to_ask_and_all_rows_count(office: Office) -> None:
    february = january_then_waiting_february(office)
    undo_batch(office.desk, office.campaign, 1)
    assert "此前期次已收" not in question(office, february)
    assert not office.one(february).cumulative
    office.accept(february)
    assert office.figure(FEBRUARY) == 15


def test_rows_of_an_earlier_month_that_comes_while_a_later_one_waits_are_not_counted_twice(office: Office) -> None:
    february = office.send([*TEN, *FIVE, talk("钱七", "2023年2月31日")], period=FEBRUARY)
    assert office.one(february).state is WAITING
    office.send(TEN, period=JANUARY)
    assert "有10行与此前期次已收的完全相同" in question(office, february)
    office.accept(february)
    assert (office.figure(JANUARY), office.figure(FEBRUARY)) == (10, 6)


def test_two_returns_that_repeat_each_other_are_not_accepted_at_one_stroke_unasked(office: Office) -> None:
    wrong = talk("钱七", "2023年1月41日")
    january = office.send([*TEN, wrong], period=JANUARY)
    february = office.send([*TEN, *FIVE, wrong], period=FEBRUARY)
    with pytest.raises(DeskError, match="请先接收较早的一份"):
        office.accept(january, february)
    assert office.states() == [WAITING, WAITING]
    office.accept(january)
    office.accept(february)
    assert (office.figure(JANUARY), office.figure(FEBRUARY)) == (11, 5)


def test_a_deleted_row_lets_its_repeat_count_and_its_problems_go(office: Office) -> None:
    january = office.send(TEN, period=JANUARY)
    office.accept(office.send([*TEN, *FIVE], period=FEBRUARY))
    delete_rows(office.desk, office.campaign, [office.rows(january)[0].id])
    assert (office.figure(JANUARY), office.figure(FEBRUARY)) == (9, 6)


def test_what_was_said_of_a_deleted_row_is_said_no_more(office: Office) -> None:
    waits = office.send([talk("李四", "2023年3月41日"), talk("李五", "2023年3月5日")])
    assert [one.code for one in office.one(waits).problems] != []
    delete_rows(office.desk, office.campaign, [office.rows(waits)[0].id])
    assert [one.message for one in office.one(waits).problems if one.cell] == []


def close(office: Office, month: str) -> None:
    with office.desk.store.operation("定稿", actor="", at=office.now) as op:
        known = collections.of_campaign(op, office.campaign.id, period=month)
        collections.close(op, next(one.id for one in known if one.form == TALKS))


def test_a_period_that_is_closed_keeps_its_figure_when_an_earlier_return_comes_late(office: Office) -> None:
    office.accept(office.send([*TEN, *FIVE, talk("钱七", "2023年2月31日")], period=FEBRUARY))
    before = office.figure(FEBRUARY)
    close(office, "2023-02")
    january = office.send([*TEN, talk("孙八", "2023年1月20日")], period=JANUARY)
    office.accept(january)
    assert (office.figure(JANUARY), office.figure(FEBRUARY)) == (1, before)


def test_a_period_that_is_closed_keeps_its_figure_when_the_rows_it_repeats_are_taken_back(office: Office) -> None:
    office.accept(january_then_waiting_february(office))
    close(office, "2023-02")
    undo_batch(office.desk, office.campaign, 1)
    assert office.figure(FEBRUARY) == 5


def test_rows_typed_after_a_file_came_are_kept_when_it_is_accepted_and_that_is_said(office: Office) -> None:
    known, late = talk("李四", "2023年3月5日"), talk("李九", "2023年3月9日")
    office.type(known)
    waits = office.send([talk("李五", "2023年3月41日"), talk("李六", "2023年3月6日")])
    assert office.one(waits).state is WAITING
    office.type(late)
    office.accept(waits)
    typed = [row for row in office.rows(1) if row.state is RecordState.LIVE]
    assert [row.values["talkee"] for row in typed] == ["李九"]
    assert office.figure() == 3
    with office.desk.store.read() as reader:
        summary = reader.driver_rows("SELECT summary FROM operation ORDER BY id DESC LIMIT 1")[0][0]
    assert "第2行是在" in summary
    assert "仍然计数" in summary
