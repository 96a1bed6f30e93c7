"""One window a data folder; the log is kept small; a second start calls the first one forward."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.ui.own_files import OwnFiles
from desk_app.ui.window import MainWindow


def test_a_second_start_calls_the_first_window(fresh: MainWindow, qtbot: QtBot) -> None:
    second = OwnFiles(fresh.context.outside.data)
    assert second.open() is False
    answered: list[bool] = []
    caller = threading.Thread(target=lambda: answered.append(second.call_the_first()))
    with qtbot.waitSignal(fresh.own.called, timeout=5000):
        caller.start()
    caller.join()
    assert answered == [True]


def test_a_window_that_is_gone_leaves_the_folder_free(qapp: QApplication, tmp_path: Path) -> None:
    first = OwnFiles(tmp_path)
    assert first.open()
    first.close()
    second = OwnFiles(tmp_path)
    assert second.open()
    second.close()


def test_a_window_that_was_killed_leaves_the_folder_free(qapp: QApplication, tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from desk_app.ui.own_files import OwnFiles\n"
        "own = OwnFiles(Path(sys.argv[1])); assert own.open(); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 9
    assert (tmp_path / "window" / "lock").exists()
    again = OwnFiles(tmp_path)
    assert again.open()
    again.close()


def test_a_large_log_is_set_aside_and_the_oldest_goes(qapp: QApplication, tmp_path: Path) -> None:
    log = tmp_path / "log" / "desk.log"
    log.parent.mkdir()
    for _ in range(7):
        log.write_bytes(b"x" * 600_000)
        own = OwnFiles(tmp_path)
        assert own.open()
        own.close()
    assert len(list(log.parent.glob("desk.log.*"))) == 4
    assert log.stat().st_size == 0


def test_the_record_of_a_fall_is_offered_at_the_next_start(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "fault.txt").write_text("Fatal Python error", encoding="utf-8")
    own = OwnFiles(tmp_path)
    assert own.open()
    own.record_falls()
    assert own.fault_of_last_time is not None
    assert own.fault_of_last_time.read_text(encoding="utf-8") == "Fatal Python error"
    own.close()
