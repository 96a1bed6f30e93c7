"""Makes pictures of every room and dialog of the window, with the sample open, in many sizes and both shades.

Usage: python tools/make_screenshots.py --out DIR [--only 1366x768@1-light]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = ((1366, 768), (1920, 1080))
SCALES = (1.0, 1.5, 2.0)
SHADES = ("light", "dark")
CASES = [f"{width}x{height}@{scale:g}-{shade}" for width, height in SIZES for scale in SCALES for shade in SHADES]


def main() -> int:
    """Make all cases, each in a process of its own because a screen's scaling is fixed when Qt starts."""
    parser = argparse.ArgumentParser(description="窗口各处的图片")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", action="append", choices=CASES)
    parser.add_argument("--case", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.case:
        return _make_case(options.case, options.out)
    failed = 0
    for case in options.only or CASES:
        scale = case.split("@")[1].split("-")[0]
        environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, __file__, "--out", str(options.out), "--case", case]
        failed |= subprocess.run(command, env=environment, check=False).returncode
    return failed


def _make_case(case: str, out: Path) -> int:
    size, rest = case.split("@")
    scale, shade = rest.split("-")
    width, height = (round(int(side) / float(scale)) for side in size.split("x"))
    sys.path.insert(0, str(ROOT))
    from PySide6.QtWidgets import QApplication

    from desk_app.ui.look import Look, Shade
    from desk_app.ui.rooms import ROOMS
    from desk_app.ui.start import application, build_window
    from desk_app.ui.worker import SameThreadRunner

    app = application()
    with tempfile.TemporaryDirectory() as folder:
        window = build_window(app, _outside(Path(folder) / "data"), SameThreadRunner())
        if window is None:
            return 1
        window.wardrobe.put_on(Look(100, Shade(shade)))
        window.resize(width, height)
        window.show()

        def keep(name: str) -> None:
            for _ in range(3):
                QApplication.processEvents()
            shown = QApplication.activeModalWidget() or window
            shown.grab().save(str(out / f"{name}-{case}.png"))

        window.session.open(window.context.outside.data)
        keep("00-first-start")
        window.session.open(window.context.outside.sample_data, sample=True)
        for place, room in enumerate(ROOMS, start=1):
            window.go(room.name)
            keep(f"{place:02}-{room.name}")
        window.go("home")
        for name, call in (
            ("shortcuts", window.show_shortcuts),
            ("find", window.find),
            ("figures", window.show_figures),
            ("blank", window.print_blank),
        ):
            call()
            keep(f"20-{name}")
            dialog = QApplication.activeModalWidget()
            if dialog is not None:
                dialog.close()
        window.notices.done("已接收51份来表。", 1)
        keep("30-notice")
        window.close()
    print(case)
    return 0


def _outside(data: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202  imported late
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
