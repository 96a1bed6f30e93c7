"""The one thread: order, answers in the window's thread, stopping, late answers, accidents."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.ui.dialog_crash import CrashDialog
from desk_app.ui.jobs import JobArea
from desk_app.ui.window import MainWindow
from desk_app.ui.worker import Lane, ThreadRunner, Worker

from .conftest import Make

if TYPE_CHECKING:
    from desk_app.services.desk import Desk


def test_a_job_runs_in_the_other_thread_and_answers_in_the_windows(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker(ThreadRunner())
    threads: list[str] = []
    answered: list[str] = []

    def job(_progress: Progress) -> str:
        return threading.current_thread().name

    def take(name: str) -> None:
        threads.append(name)
        answered.append(threading.current_thread().name)

    with qtbot.waitSignal(worker.ended):
        worker.run_plain(job, take)
    assert threads[0].startswith("desk")
    assert answered == ["MainThread"]
    worker.shutdown()


def test_a_job_is_stopped_between_two_pieces(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker(ThreadRunner())
    begun = threading.Event()
    go_on = threading.Event()
    pieces: list[int] = []
    answers: list[object] = []

    def job(progress: Progress) -> None:
        for piece in range(100):
            progress.step(piece, 100, "")
            pieces.append(piece)
            begun.set()
            go_on.wait(5)

    with qtbot.waitSignal(worker.ended):
        ticket = worker.run_plain(job, answers.append)
        begun.wait(5)
        ticket.cancel()
        go_on.set()
    assert pieces == [0]
    assert answers == []
    worker.shutdown()


def test_closing_stops_a_long_job_and_what_waits_behind_it(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker(ThreadRunner())
    begun = threading.Event()
    done: list[str] = []

    def long(progress: Progress) -> None:
        for piece in range(1000):
            progress.step(piece, 1000, "")
            begun.set()
            time.sleep(0.005)
        done.append("long")

    worker.run_plain(long)
    worker.run_plain(lambda _progress: done.append("next"))
    begun.wait(5)
    worker.shutdown()
    worker.run_plain(lambda _progress: done.append("late"))
    assert done == []


def test_what_nobody_waits_for_comes_behind_all_else(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker(ThreadRunner())
    hold = threading.Event()
    done: list[str] = []
    worker._desk = cast("Desk", object())
    with qtbot.waitSignals([worker.ended] * 4):
        worker.run_plain(lambda _progress: hold.wait(5))
        worker.run(lambda _desk, _progress: done.append("later"), lane=Lane.LATER)
        worker.run(lambda _desk, _progress: done.append("first"))
        worker.run(lambda _desk, _progress: done.append("second"))
        hold.set()
    assert done == ["first", "second", "later"]
    worker._desk = None
    worker.shutdown()


def test_what_goes_aside_holds_nothing_up_and_ends_with_its_desk(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker(ThreadRunner())
    begun, done = threading.Event(), list[str]()
    worker._desk = cast("Desk", object())

    def long(_desk: object, progress: Progress) -> None:
        for piece in range(10_000):
            begun.set()
            progress.step(piece, 10_000, "")
            time.sleep(0.005)
        done.append("long")

    def change(_progress: Progress) -> None:
        worker._desk = None
        worker.use_desk(None)
        done.append("changed")

    with qtbot.waitSignals([worker.ended] * 4):
        worker.run(long, lane=Lane.ASIDE)
        begun.wait(5)
        worker.run(lambda _desk, _progress: done.append("beside"))
        worker.run_plain(change)
        worker.run(lambda _desk, _progress: done.append("late"), lane=Lane.LATER)
    assert done == ["beside", "changed"]
    worker.shutdown()


def test_only_the_latest_answer_of_a_kind_is_shown(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker(ThreadRunner())
    hold = threading.Event()
    answers: list[int] = []
    worker.run_plain(lambda _progress: hold.wait(5))
    with qtbot.waitSignals([worker.ended] * 5):
        for number in range(4):
            worker.run_plain(lambda _progress, n=number: n, answers.append, key="screen")
        hold.set()
    assert answers == [3]
    worker.shutdown()


def test_a_refusal_goes_to_whoever_asked(qapp: QApplication, qtbot: QtBot) -> None:
    worker = Worker(ThreadRunner())
    said: list[str] = []

    def refuse(_progress: Progress) -> None:
        raise DeskError("没有做。")

    with qtbot.waitSignal(worker.ended):
        worker.run_plain(refuse, failed=lambda refusal: said.append(str(refusal)))
    assert said == ["没有做。"]
    worker.shutdown()


def test_an_answer_to_a_closed_dialog_is_dropped(qtbot: QtBot, qapp: QApplication) -> None:
    import shiboken6

    class Asking(QDialog):
        def take(self, text: str) -> None:
            QLabel(text, self)

    worker = Worker(ThreadRunner())
    hold = threading.Event()
    dialog = Asking()
    with qtbot.waitSignal(worker.ended):
        worker.run_plain(lambda _progress: hold.wait(5) and "text", dialog.take)
        shiboken6.delete(dialog)
        hold.set()
    worker.shutdown()


def test_the_job_area_is_seen_only_when_it_takes_long(qtbot: QtBot, qapp: QApplication) -> None:
    worker = Worker(ThreadRunner())
    area = JobArea(worker)
    qtbot.addWidget(area)
    with qtbot.waitSignal(worker.ended):
        worker.run_plain(lambda _progress: None, text="快的")
    assert area.isHidden()
    hold = threading.Event()
    with qtbot.waitSignal(worker.ended, timeout=5000):
        worker.run_plain(lambda _progress: hold.wait(5), text="慢的")
        qtbot.waitUntil(lambda: not area.isHidden())
        assert "慢的" in area._text.text()
        hold.set()
    assert area.isHidden()
    worker.shutdown()


def test_an_accident_leaves_a_report_without_contents(window: MainWindow) -> None:
    def fall(_desk: object, _progress: object) -> None:
        raise ValueError("张三的谈话记录 'secret'")

    window.worker.run(fall)
    dialog = window.findChild(CrashDialog)
    assert dialog is not None
    reports = list((window.context.outside.data / "log").glob("意外报告-*.txt"))
    assert len(reports) == 1
    text = reports[0].read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "张三" not in text
    assert "secret" not in text
    dialog.close()


def test_the_window_stands_before_the_data_is_open(make_window: Make, threaded: ThreadRunner, qtbot: QtBot) -> None:
    window = make_window(threaded)
    window.session.open(window.context.outside.data)
    assert window.session.overview is None
    with qtbot.waitSignal(window.session.opened, timeout=20_000):
        pass
    assert window.session.overview is not None
