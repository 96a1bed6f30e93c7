"""Makes pictures of every room and dialog of the window, with the sample open, in many sizes and both shades.

Usage: python tools/make_screenshots.py --out DIR [--only 1366x768@1-light] [--shot 06]
       python tools/make_screenshots.py --picture resources/pictures/window.png
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desk_app.ui.outside import Outside
    from desk_app.ui.window import MainWindow

ROOT = Path(__file__).resolve().parent.parent
SIZES = ((1366, 768), (1920, 1080))
SCALES = (1.0, 1.5, 2.0)
SHADES = ("light", "dark")
CASES = [f"{width}x{height}@{scale:g}-{shade}" for width, height in SIZES for scale in SCALES for shade in SHADES]
PICTURE_CASE, PICTURE = "1366x768@1-light", "04-intake"
SAMPLE = "data-样例"
LONGEST_WAIT = 60.0
QUIET_ROUNDS = 20  # a wish for another height goes up from one layout to the next, a round each
GLANCES = 1000
"""Timers up to so many milliseconds delay work of a moment; longer ones only take a notice away."""


def main() -> int:
    """Make all cases, each in a process of its own because a screen's scaling is fixed when Qt starts."""
    parser = argparse.ArgumentParser(description="窗口各处的图片")
    parser.add_argument("--out", type=Path, help="where the pictures go")
    parser.add_argument("--picture", type=Path, help="make only the README's picture of the window")
    parser.add_argument("--only", action="append", choices=CASES)
    parser.add_argument("--shot", default="", help="only pictures whose name begins so")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    parser.add_argument("--sample", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if (options.out is None) == (options.picture is None):
        parser.error("--out DIR or --picture FILE")
    if options.picture:
        return _make_picture(options)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.case:
        return _make_case(options.case, options.out, options.sample, options.shot)
    with tempfile.TemporaryDirectory() as name:
        sample = Path(name) / "sample"
        _make_sample(sample)
        failed = [case for case in options.only or CASES if not _run_case(case, options, sample)]
    print(f"没有做成：{'、'.join(failed)}" if failed else "图片已做好")
    return bool(failed)


def _make_picture(options: argparse.Namespace) -> int:
    """One picture in as few colours and bytes as show it well."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    with tempfile.TemporaryDirectory() as name:
        options.out, options.shot = Path(name), PICTURE
        _make_sample(options.out / "sample")
        if not _run_case(PICTURE_CASE, options, options.out / "sample"):
            return 1
        whole = QImage(str(options.out / f"{PICTURE}-{PICTURE_CASE}.png")).convertToFormat(QImage.Format.Format_RGB32)
        counted = Counter(memoryview(whole.constBits()).cast("I"))
        table = [colour for colour, _ in counted.most_common(256)]
        few = whole.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)
        return 0 if few.save(str(options.picture), "PNG", 0) else 1


def _run_case(case: str, options: argparse.Namespace, sample: Path) -> bool:
    scale = case.split("@")[1].split("-", maxsplit=1)[0]
    screen = sample.with_name(f"screen-{case}.json")
    screen.write_text(json.dumps({"screens": [_screen(case)]}), encoding="utf-8")
    environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"}
    arguments = ["--out", options.out, "--case", case, "--sample", sample, "--shot", options.shot]
    command = [sys.executable, __file__, *map(str, arguments)]
    return subprocess.run(command, env=environment, check=False).returncode == 0


def _screen(case: str) -> dict[str, str | int]:
    """A screen of the case's size, so that dialogs find the room they would find there."""
    width, height = map(int, case.split("@", maxsplit=1)[0].split("x"))
    return {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}


def _make_sample(folder: Path) -> None:
    """The sample's three months, taken in once for all cases."""
    from desk_app import app, locations
    from desk_app.progress import Silent
    from desk_app.services.sample_desk import fill_with_sample
    from desk_app.ui.opening import sample_clock

    desk = app.open_desk(folder, clock=sample_clock)
    with desk.store:
        fill_with_sample(desk, locations.shipped().sample, Silent())


def _make_case(case: str, out: Path, sample: Path, wanted: str) -> int:
    size, rest = case.split("@")
    scale, shade = rest.split("-")
    width, height = (round(int(side) / float(scale)) for side in size.split("x"))
    from PySide6.QtCore import qInstallMessageHandler

    from desk_app.ui.look import Look, Shade
    from desk_app.ui.start import application, build_window

    qInstallMessageHandler(_say_qt)
    app = application()
    complete = True
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(sample, Path(folder) / SAMPLE)
        window = build_window(app, _outside(Path(folder) / "data"))
        if window is None:
            return 1
        window.wardrobe.put_on(Look(100, Shade(shade)))
        window.resize(width, height)
        window.show()
        for name in _story(window):
            complete &= _settle(window)
            shown = _on_top(window)
            if name.startswith(wanted):
                complete &= shown.grab().save(str(out / f"{name}-{case}.png"))
            if shown is not window:
                shown.close()
            if window.width() > width or window.height() > height:
                print(f"{case} {name}：窗口被撑大到{window.width()}×{window.height()}")
                window.resize(width, height)
                complete = False
        window.close()
    print(case, flush=True)
    return 0 if complete else 1


def _story(window: MainWindow) -> Iterator[str]:
    """Lead the window from place to place; what it shows then is pictured under the given name."""
    outside = window.context.outside
    window.session.open(outside.data)
    yield "00-first-start"
    window.session.open(outside.sample_data, sample=True)
    yield "01-home"
    from desk_app.ui.rooms import ROOMS

    inner = {"intake": _intake, "ledger": _ledger, "tally": _tally, "print": _print, "units": _units}
    inner |= {"settings": _settings, "archive": _archive}
    for place, room in enumerate(ROOMS[1:], start=2):
        window.go(room.name)
        name = f"{place:02}-{room.name}"
        yield name
        if room.name in inner:
            yield from inner[room.name](window.house.room(room.name), name)
    window.go("home")
    dialogs: tuple[tuple[str, Callable[[], None]], ...] = (
        ("shortcuts", window.show_shortcuts),
        ("find", window.find),
        ("figures", window.show_figures),
        ("blank", window.print_blank),
    )
    for name, call in dialogs:
        call()
        yield f"20-{name}"
    window.notices.done("已接收51份来表。", 1)
    yield "30-notice"


def _intake(room: Any, name: str) -> Iterator[str]:
    room.split.bring(1)
    yield f"{name}-1-return"
    room.pane.settle_asked.emit()
    yield f"{name}-2-settle"
    room.pane.send_back_asked.emit()
    yield f"{name}-3-send-back"
    room.ask_folder()
    yield f"{name}-4-folder"
    room.pane.tables.turn(1)
    yield f"{name}-5-as-read"
    room.lookout.show_hints()
    yield f"{name}-6-hints"
    room.split.bring(0)


def _ledger(room: Any, name: str) -> Iterator[str]:
    room.toggle_card()
    yield f"{name}-1-card"
    room.toggle_problems()
    yield f"{name}-2-problems"


def _tally(room: Any, name: str) -> Iterator[str]:
    room.figures.open_figure(room.model.index(0, 0))
    yield f"{name}-1-rows"
    room.figures.close_behind()
    room.show_view(1)
    yield f"{name}-2-completion"
    room.completion.acts.ask_many()
    yield f"{name}-3-papers"
    room.show_view(2)
    yield f"{name}-4-calls"
    room.show_view(3)
    yield f"{name}-5-quotas"
    room.show_view(0)
    room.levels.setChecked(True)
    yield f"{name}-6-levels"
    room.levels.setChecked(False)
    room.ask_closing()
    yield f"{name}-7-closing"


def _print(room: Any, name: str) -> Iterator[str]:
    room.arrive("各单位附件表\t大谈话统计表\t办公室")
    yield f"{name}-1-units"
    room.ask_printer()
    yield f"{name}-2-printer"
    if room.dialog is not None:
        room.dialog.reject()
    with tempfile.TemporaryDirectory() as folder:
        room.save_to(Path(folder), (".pdf",))
        yield f"{name}-3-saved"
    room.list_printed()
    yield f"{name}-4-list"
    if room.printed is not None:
        room.printed.close()
    room.batch.open()
    yield f"{name}-5-batch"
    if room.batch.dialog is not None:
        room.batch.dialog.close()


def _units(room: Any, name: str) -> Iterator[str]:
    room.changing.begin_mending("环评科")
    yield f"{name}-1-mending"
    room.changing.leave()
    room.look_at(ROOT / "resources/sample/单位名册.csv")
    yield f"{name}-2-roster"
    room.drop_plan()
    room.changing.ask_turn("环评科")
    yield f"{name}-3-change"
    room.files.gather(ROOT / "resources/sample/来表")
    yield f"{name}-4-proposal"
    room.show_whole()
    for place, what in ((1, "people"), (2, "ties")):
        room.tabs.setCurrentIndex(place)
        yield f"{name}-{place + 4}-{what}"
    room.tabs.setCurrentIndex(0)


def _settings(room: Any, name: str) -> Iterator[str]:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication, QPushButton

    from desk_app.ui.forms_editor.list_dialog import FormsDialog

    (button,) = [one for one in room.findChildren(QPushButton) if one.objectName().startswith("edit")]
    button.click()
    yield f"{name}-1-forms"
    for number, what in enumerate(("basic", "columns", "rules")):
        dialog = FormsDialog(room, room.session.worker, room.notices, room.session.campaign)
        dialog.show()
        while not dialog.forms.count():
            QApplication.processEvents()
        (item, *_) = dialog.forms.findItems("会议学习记录", Qt.MatchFlag.MatchContains)
        dialog.forms.setCurrentItem(item)
        dialog.act.click()
        dialog.editor.pages.setCurrentIndex(number)
        yield f"{name}-{number + 2}-{what}"
        dialog.close()


def _archive(room: Any, name: str) -> Iterator[str]:
    room.tabs.setCurrentIndex(1)
    yield f"{name}-1-items"
    room.ask_make()
    yield f"{name}-2-make"
    room.tabs.setCurrentIndex(2)
    yield f"{name}-3-keeping"
    room.tabs.setCurrentIndex(0)


def _on_top(window: MainWindow) -> Any:
    from PySide6.QtWidgets import QApplication

    return QApplication.activeModalWidget() or window


def _settle(window: MainWindow) -> bool:
    """Let jobs, their answers and short timers come to rest; whether they did."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    end, quiet = time.monotonic() + LONGEST_WAIT, 0
    while time.monotonic() < end and quiet < QUIET_ROUNDS:
        QApplication.processEvents()
        waiting = any(one.isActive() and one.interval() < GLANCES for one in window.findChildren(QTimer))
        quiet = 0 if waiting or window.worker.busy else quiet + 1
        time.sleep(0.005)
    return quiet >= QUIET_ROUNDS


def _say_qt(_kind: object, _context: object, message: str) -> None:
    """Pass on what Qt says, but not what the offscreen screen says of itself."""
    if "This plugin does not support" not in message:
        print(message, file=sys.stderr)


def _outside(data: Path) -> Outside:
    from desk_app import __version__, app, locations
    from desk_app.ui.outside import Outside

    places = locations.shipped()
    return Outside(
        open_desk=lambda folder, clock: app.open_desk(folder, clock=clock),
        data=data,
        resources=places.resources,
        forms=places.forms,
        clock=app.now,
        version=__version__,
        office_fonts=(),
    )


if __name__ == "__main__":
    sys.exit(main())
