"""收表 with 2,000 returned files: how long the window stops for one key in the search, one refresh, one step down."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

FILES, MONTHS = 667, (1, 2, 3)
TYPED = ("d", "d0", "d01", "d0", "d", "")
_SETTLED_AFTER = 60
_HEAD = "序号,谈话人,单位及职务,谈话对象,单位及职务,记录人,谈话时间,谈话地点,谈话内容类型\n"


def fill(folder: Path) -> None:
    """A data folder with three months' returns, every other one with a day that does not exist."""
    from desk_app.app import open_desk
    from desk_app.campaign.roster import Roster, Unit
    from desk_app.services.open_campaign import open_from_template
    from desk_app.services.take_in import Choices, take_in
    from desk_app.storage import roster

    units = [f"第{number:03d}分局" for number in range(1, FILES + 1)]
    for month in MONTHS:
        (folder / "来表" / f"2023年{month}月").mkdir(parents=True)
        for place, unit in enumerate(units):
            day = f"2023年{month}月{place % 27 + 1 if place % 2 else 39}日"
            rows = "".join(
                f"{number},张{place},局长,李{place}{number},科员,王五,{day},会议室,谈心谈话\n" for number in (1, 2, 3)
            )
            path = folder / "来表" / f"2023年{month}月" / f"附件2 大谈话统计表（{unit}）.csv"
            path.write_text(_HEAD + rows, encoding="utf-8")
    desk = open_desk(folder / "data", own_fonts=False)
    with desk.store:
        campaign, _ = open_from_template(desk, "学习宣传贯彻党的二十大精神")
        with desk.store.operation("名册", actor="", at=desk.clock()) as op:
            roster.save(op, Roster(tuple(Unit(name) for name in units)))
        take_in(desk, campaign, [folder / "来表"], Choices(), rows=False)


class Heart:
    """Beats every 2 ms in the window's thread; ``worst`` is the longest time between two beats."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.worst = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def rest(self, busy: Callable[[], bool]) -> None:
        """Let the window work until nothing is under way any more."""
        from PySide6.QtWidgets import QApplication

        quiet = 0
        while quiet < _SETTLED_AFTER:
            QApplication.processEvents()
            time.sleep(0.001)
            quiet = 0 if busy() else quiet + 1

    def of(self, act: Callable[[], object], busy: Callable[[], bool]) -> float:
        """Milliseconds for which the window stopped while it did something."""
        self.rest(busy)
        self.worst, self._last = 0.0, time.perf_counter()
        act()
        self.rest(busy)
        return self.worst * 1000

    def _beat(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, now - self._last)
        self._last = now


def run() -> Iterator[str]:
    """The longest stops, in milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desk_app import app, locations
    from desk_app.ui.intake.room import IntakeRoom
    from desk_app.ui.opening import sample_clock
    from desk_app.ui.outside import Outside
    from desk_app.ui.start import application, build_window

    with tempfile.TemporaryDirectory() as root:
        fill(Path(root))
        qapp, places = application(), locations.shipped()
        outside = Outside(
            open_desk=lambda folder, clock: app.open_desk(folder, clock=clock, own_fonts=False),
            data=Path(root) / "data", resources=places.resources, forms=places.forms, clock=sample_clock, version="0",
        )  # fmt: skip
        window = build_window(qapp, outside)
        if window is None:
            raise SystemExit("another window stands on the folder")
        window.resize(1366, 768)
        window.show()
        window.session.open(outside.data)
        heart, worker = Heart(), window.worker
        heart.rest(lambda: worker.busy)
        window.go("intake")
        heart.rest(lambda: worker.busy)
        room = window.house.room("intake")
        if not isinstance(room, IntakeRoom):
            raise TypeError(room)
        room.show_batch(room.batches.itemData(1))
        heart.rest(lambda: worker.busy)
        keys = [heart.of(partial(room.filters.words.setText, text), lambda: worker.busy) for text in TYPED]
        anew = [heart.of(room.refresh, lambda: worker.busy) for _ in range(4)]
        yield f"{room.lines.rowCount()} lines listed"
        yield f"a key in the search: {', '.join(f'{one:.0f}' for one in keys)} ms"
        yield f"refresh: {', '.join(f'{one:.0f}' for one in anew)} ms"
        window.close()
