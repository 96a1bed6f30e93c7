"""Steps that wait for a held worker: drafted beside it, stored once whenever the window went, refused with a word."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.progress import Silent
from desk_app.services.desk import Desk
from desk_app.services.screen_state import Step
from desk_app.ui.ledger.clipboard import Carried
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.ledger.pasting import Ground
from desk_app.ui.ledger.put_back import put_back
from desk_app.ui.ledger.room import LedgerRoom
from desk_app.ui.outside import Outside
from desk_app.ui.window import MainWindow
from desk_app.ui.worker import ThreadRunner

from .conftest import Make
from .test_ledger import ledger

TALKEE, PLACE = FIRST + 3, FIRST + 7


@pytest.fixture
def busy(
    make_window: Make, threaded: ThreadRunner, sample_folder: Path, outside: Outside, qtbot: QtBot
) -> tuple[MainWindow, LedgerRoom]:
    """附件2 of 人事科 in March, with the worker in a thread of its own."""
    shutil.copytree(sample_folder, outside.data)
    window = make_window(threaded)
    window.session.open(outside.data)
    qtbot.waitUntil(lambda: window.session.overview is not None and not window.worker.busy, timeout=60_000)
    room = ledger(window)
    quiet(window, qtbot)
    room.bar.choose("附件2", "人事科", "2023-03")
    quiet(window, qtbot)
    return window, room


def quiet(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(3):
        qtbot.wait(20)
        qtbot.waitUntil(lambda: not window.worker.busy, timeout=60_000)


def drafted(window: MainWindow, desk: Desk, count: int, qtbot: QtBot) -> tuple[Step, ...]:
    window.keeper.keep()
    qtbot.waitUntil(lambda: len(desk.store.drafts.steps()) == count, timeout=60_000)
    return desk.store.drafts.steps()


def standing(room: LedgerRoom) -> list[tuple[str | None, str | None]]:
    return [(room.model.text_of(one, "talkee"), room.model.text_of(one, "place")) for one in room.model.ids]


def test_steps_that_wait_are_drafted_and_each_is_stored_once(busy: tuple[MainWindow, LedgerRoom], qtbot: QtBot) -> None:
    window, room = busy
    desk, model = window.worker._open_desk(), room.model
    held = threading.Event()
    window.worker.run(lambda _desk, _progress: held.wait(60))
    first, foot = model.ids[0], model.entries.foot
    rows = len(model.ids)
    model.setData(model.index(0, PLACE), "排队的地点")
    model.setData(model.index(foot, TALKEE), "新来的人")
    model.setData(model.index(foot, PLACE), "跟着的地点")
    ground = Ground(
        model.entries.ids_in([]), (), model.entries.ids_from(foot, 1), model.form.keys if model.form else ()
    )
    room.writer.paste(Carried("1\t粘来的人\n2\t又一个人"), ground)
    kept = drafted(window, desk, 3, qtbot)
    held.set()
    quiet(window, qtbot)
    assert (model.text_of(first, "place"), len(model.ids)) == ("排队的地点", rows + 3)
    assert ("新来的人", "跟着的地点") in standing(room)
    assert drafted(window, desk, 0, qtbot) == ()

    desk.store.drafts.keep("window", None, kept)  # as a fall leaves it between the storing and the forgetting
    done = put_back(desk, Silent())
    assert (done.count, done.refused, done.conflicts) == (0, [], [])
    assert desk.store.drafts.steps() == ()
    quiet(window, qtbot)
    assert len(model.ids) == rows + 3

    never = [replace(one, journal="another", number=one.number + 10) for one in kept]
    desk.store.drafts.keep("window", None, never)  # as a fall leaves it before the storing
    done = put_back(desk, Silent())
    assert (done.count, done.refused, done.conflicts) == (3, [], [])
    quiet(window, qtbot)
    assert len(model.ids) == rows + 6
    assert standing(room).count(("新来的人", "跟着的地点")) == 2


def test_what_cannot_be_stored_any_more_is_said_with_its_words_and_another_hand_is_asked_about(
    busy: tuple[MainWindow, LedgerRoom],
) -> None:
    window, room = busy
    desk, campaign = window.worker._open_desk(), window.session.campaign
    assert campaign is not None

    def mend(number: int, cells: list[object]) -> Step:
        facts = {"cells": cells}
        return Step("j", number, {"campaign": campaign.id, "job": "mend", "facts": facts, "then": {}})

    gone = mend(1, [[987_654, "place", "没处放的话", None]])
    other = mend(2, [[room.model.ids[0], "place", "我写的", "以前见到的"]])
    strange = Step("j", 3, {"campaign": campaign.id, "job": "no such job", "facts": {}, "then": {}})
    desk.store.drafts.keep("window", None, [gone, other, strange])
    done = put_back(desk, Silent())
    assert done.count == 0
    assert "没处放的话" in done.refused[0]
    assert "认不出" in done.refused[1]
    assert [one.conflicts[0].edit.text for one in done.conflicts] == ["我写的"]
    assert desk.store.drafts.steps() == ()


def test_a_window_closed_while_the_worker_is_held_keeps_what_was_being_written(
    busy: tuple[MainWindow, LedgerRoom], qtbot: QtBot
) -> None:
    window, room = busy
    desk = window.worker._open_desk()
    drafts, held = desk.store.drafts, threading.Event()
    window.worker.run(lambda _desk, _progress: held.wait(60))
    room.model.setData(room.model.index(0, PLACE), "关窗前写的")
    threading.Timer(0.5, held.set).start()
    window.close()
    texts = [one.content["facts"]["cells"][0][2] for one in drafts.steps()]
    assert texts == ["关窗前写的"]


def test_a_place_that_takes_no_draft_is_said_once_and_tried_again(
    busy: tuple[MainWindow, LedgerRoom], qtbot: QtBot, outside: Outside
) -> None:
    window, room = busy
    desk, held = window.worker._open_desk(), threading.Event()
    (outside.data / "desk.draft").unlink(missing_ok=True)
    (outside.data / "desk.draft").mkdir()
    window.worker.run(lambda _desk, _progress: held.wait(60))
    room.model.setData(room.model.index(0, PLACE), "没处留底的话")

    def kept_and_heard() -> None:
        for _ in ("kept", "heard"):
            window.keeper.keep()
            qtbot.waitUntil(lambda: window.keeper._under_way is None or window.keeper._under_way.done(), timeout=60_000)

    for is_first in (True, False):
        kept_and_heard()
        assert ("暂时留不了底" in window.notices.text) is is_first
        window.notices.clear()
    (outside.data / "desk.draft").rmdir()
    drafted(window, desk, 1, qtbot)
    held.set()
    quiet(window, qtbot)
