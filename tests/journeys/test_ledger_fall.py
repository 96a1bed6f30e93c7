"""The window is killed while somebody writes: it comes back where it was, with what was half written."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

_HAND = r"""
import sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desk_app import app as program, locations
from desk_app.ui.ledger.model import FIRST
from desk_app.ui.opening import sample_clock
from desk_app.ui.outside import Outside
from desk_app.ui.start import application, build_window

qt = application()
places = locations.shipped()
outside = Outside(
    open_desk=lambda folder, clock: program.open_desk(folder, clock=clock, own_fonts=False),
    data=Path(sys.argv[1]), resources=places.resources, forms=places.forms, clock=sample_clock, version="0",
)
window = build_window(qt, outside)
window.show()
window.session.open(outside.data)


def rest(longest=60.0):
    end, quiet = time.monotonic() + longest, 0
    while quiet < 20:
        assert time.monotonic() < end
        qt.processEvents()
        quiet = 0 if window.worker.busy else quiet + 1
        time.sleep(0.002)


rest()


def write(text):
    given = QInputMethodEvent()
    given.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), given)


if sys.argv[2] == "write":
    window.activateWindow()
    window.go("ledger")
    room = window.house.room("ledger")
    rest()
    room.bar.choose("附件2", "人事科", "2023-03")
    rest()
    room.bar.only_in("place")
    rest()
    model, line = room.model, 2
    model.setData(model.index(0, FIRST + 7), "已经存下的地点")
    rest()
    if sys.argv[3] == "foot":
        room.bar.choose("附件2", "", "2023-03")
        rest()
        line = model.entries.foot
    if sys.argv[3] == "card":
        room.bar.choose("附件4", "", "")
        rest()
        room.grid.show_cell(model.index(line, FIRST))
        room.toggle_card()
        rest()
    if sys.argv[3] in {"held", "card"}:
        window.worker.run(lambda desk, progress: time.sleep(600), text="交接包")
    if sys.argv[3] == "held":
        model.setData(model.index(1, FIRST + 7), "排队时写的地点")
        foot = model.entries.foot
        model.setData(model.index(foot, FIRST + 3), "新行的人")
        model.setData(model.index(foot, FIRST + 7), "新行的地点")
    if sys.argv[3] == "card":
        from desk_app.ui.ledger.editors import LongEditor
        key, editor = next(one for one in room.side.card.editors.items() if isinstance(one[1], LongEditor))
        window.activateWindow()
        editor.setFocus()
        editor.select_all()
        write("写到一半的长文字")
        assert editor.text() == "写到一半的长文字", editor.text()
    else:
        room.grid.setFocus()
        room.grid.show_cell(model.index(line, FIRST + 3))
        QTest.keyClick(room.grid, Qt.Key.Key_F2)
        room.grid.cells.open[1].select_all()
        write("写到一半的名")
    print("written", model.record_at(line), flush=True)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        qt.processEvents()
        time.sleep(0.01)
else:
    room = window.house.built("ledger")
    print("room", window.house.name, flush=True)
    if room is None:
        window.close()
        sys.exit()
    for _ in range(3):
        rest()
    print("unit", room.bar.unit, room.bar.period.code, room.bar.in_column)
    now = room.grid.currentIndex()
    print("row", room.model.record_at(now.row()), room.model.key_at(now.column()))
    if "place" in room.model.form.keys:
        print("stored", room.model.text_of(room.model.ids[0], "place"))
        print("places", *[room.model.text_of(one, "place") for one in room.model.ids])
        print("talkees", *[room.model.text_of(one, "talkee") for one in room.model.ids])
    print("half", room.grid.cells.open[1].text() if room.grid.cells.open else "")
    print("said", window.notices.text, flush=True)
    window.close()
"""


def hand(data: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(Path(__file__).parents[2]))
    command = [sys.executable, "-c", _HAND, str(data), *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def killed_while_writing(data: Path, where: str) -> str:
    """The row's id as the window said it before it was killed, five seconds after the last stroke."""
    writing = hand(data, "write", where)
    assert writing.stdout is not None
    line = writing.stdout.readline().split()
    assert line[0] == "written"
    time.sleep(5)
    writing.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    writing.wait()
    writing.stdout.close()
    return line[1]


def seen_again(data: Path) -> dict[str, str]:
    again = hand(data, "look")
    said, _ = again.communicate(timeout=120)
    assert again.returncode == 0
    return dict(line.split(" ", 1) for line in said.splitlines() if " " in line)


def test_the_screen_comes_back_with_room_filter_row_and_what_was_half_written(
    sample_folder: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_folder, data)
    record = killed_while_writing(data, "row")
    seen = seen_again(data)
    assert seen["room"] == "ledger"
    assert seen["unit"] == "人事科 2023-03 place"
    assert seen["row"] == f"{record} talkee"
    assert seen["stored"] == "已经存下的地点"
    assert seen["half"] == "写到一半的名"
    assert "写到一半的内容还在" in seen["said"]
    third = hand(data, "look")
    after_an_orderly_end, _ = third.communicate(timeout=120)
    assert after_an_orderly_end.splitlines()[0] == "room home"


def test_a_new_row_that_was_begun_comes_back_too(sample_folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_folder, data)
    killed_while_writing(data, "foot")
    seen = seen_again(data)
    assert seen["row"] == "None talkee"
    assert seen["half"] == "写到一半的名"


def test_what_is_typed_while_a_long_job_holds_the_worker_is_all_there_after_a_fall(
    sample_folder: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_folder, data)
    record = killed_while_writing(data, "held")
    for draft in data.glob("desk.draft*"):
        assert "排队时写的地点".encode() not in draft.read_bytes()
    seen = seen_again(data)
    assert seen["row"] == f"{record} talkee"
    assert seen["half"] == "写到一半的名"
    assert seen["places"].split()[1] == "排队时写的地点"
    assert seen["talkees"].split().count("新行的人") == seen["places"].split().count("新行的地点") == 1
    assert "写到一半的内容还在" in seen["said"]
    assert "没来得及存的2步，现已补存" in seen["said"]


def test_long_text_half_written_in_the_card_meanwhile_comes_back_too(sample_folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(sample_folder, data)
    record = killed_while_writing(data, "card")
    seen = seen_again(data)
    assert seen["row"].split()[0] == record
    assert seen["half"] == "写到一半的长文字"
