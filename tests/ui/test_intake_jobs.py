"""What 收表 asks of the worker, where several returns are decided on at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.problems import DeskError
from desk_app.progress import Silent
from desk_app.services.overview import undo
from desk_app.services.send_back import send_back
from desk_app.services.type_records import delete_rows
from desk_app.ui.intake import jobs
from tests.services.returns_office import ReturnsOffice
from tests.ui.awkward_stick import WRONG_DAY


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReturnsOffice]:
    made = ReturnsOffice(tmp_path)
    yield made
    made.desk.store.close()


def test_several_are_accepted_in_one_step_that_is_taken_back_at_once(office: ReturnsOffice) -> None:
    ids = [office.send(unit, [WRONG_DAY]) for unit in ("办公室", "人事科")]
    deed = jobs.accept(office.desk, Silent(), campaign=office.campaign, ids=ids)
    assert deed.said == "已接收2份。"
    undo(office.desk, deed.operation_id or 0)
    assert all(office.open(one).waits for one in ids)


def test_one_that_cannot_be_accepted_keeps_none_of_the_others_back_and_is_named(office: ReturnsOffice) -> None:
    good, empty, other = (office.send(unit, [WRONG_DAY]) for unit in ("办公室", "人事科", "宣教科"))
    delete_rows(office.desk, office.campaign, [row.id for row in office.open(empty).rows])
    deed = jobs.accept(office.desk, Silent(), campaign=office.campaign, ids=(good, empty, other))
    assert deed.said.startswith("已接收2份，1份没有接收：")
    assert "人事科" in deed.said
    assert [office.open(one).waits for one in (good, empty, other)] == [False, True, False]


def test_a_single_refusal_is_the_answer(office: ReturnsOffice) -> None:
    one = office.send("办公室", [WRONG_DAY])
    send_back(office.desk, office.campaign, [one], "")
    with pytest.raises(DeskError, match="没有"):
        jobs.accept(office.desk, Silent(), campaign=office.campaign, ids=(one,))
