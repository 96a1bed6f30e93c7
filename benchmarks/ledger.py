"""台账 of a thousand, a hundred thousand and a million rows through the real window, against a plain table of Qt's.

The peer is a QTableView over a list of rows that are all in memory already, which is the least that any table costs.
Each case runs in a process of its own. ``blocked`` is the longest time in which the window's thread answered nothing,
``own`` the computing that this thread did in it: where much is between them, the machine had others to serve.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

SIZES = (1_000, 100_000, 1_000_000)
UNITS, MONTHS = 40, 12
_PASTED, _LONG_PASTE = 10_000, 100_000
_FIRST_LOOK = 3.0
_LOOKS = 60
_NAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_WORDS = "明华建国文博嘉禾清扬敏行维清思远承志雨桐"
_HEADS = ("序号", "谈话人", "单位及职务", "谈话对象", "单位及职务", "记录人", "谈话时间", "谈话地点", "谈话内容类型")


def clock() -> datetime:
    """The day on which the benchmark stands."""
    return datetime(2023, 12, 20, 9, 0)  # noqa: DTZ001  the office's own wall clock


def values_of(number: int, rng: random.Random) -> dict[str, Any]:
    """One talk as it is stored."""
    day = date(2023, 1, 1) + timedelta(days=number % 360)
    names = [rng.choice(_NAMES) + rng.choice(_WORDS) + rng.choice(_WORDS) for _ in range(3)]
    return {
        "serial": str(number % 900 + 1),
        "talker": names[0],
        "talker_post": "办公室主任",
        "talkee": names[1],
        "talkee_post": "综合科科员",
        "recorder": names[2],
        "talked_on": day.isoformat(),
        "place": f"{number % 30 + 1}楼会议室",
        "type": ("谈心谈话", "任前谈话", "提醒谈话", "廉政谈话")[number % 4],
    }


def make(folder: Path, count: int) -> None:
    """A desk with so many rows of 附件2, spread over units and months as returns bring them."""
    from desk_app import app
    from desk_app.campaign.period import month_period
    from desk_app.campaign.roster import Roster, Unit
    from desk_app.services.open_campaign import open_from_template
    from desk_app.storage import campaigns, records, roster, submissions
    from desk_app.storage.states import SubmissionState

    desk = app.open_desk(folder, clock=clock, own_fonts=False)
    rng = random.Random(7)  # noqa: S311  names for a benchmark
    with desk.store:
        campaign, _ = open_from_template(desk, "学习宣传贯彻党的二十大精神")
        with desk.store.operation("名册", actor="", at=clock()) as op:
            roster.save(op, Roster(tuple(Unit(f"第{number}科", kind="科室") for number in range(1, UNITS + 1))))
        with desk.store.read() as reader:
            form = campaigns.find_form(reader, campaign.id, "附件2")
            ids = list(roster.unit_ids(reader).values())
        each = max(1, count // (UNITS * MONTHS))
        number = 0
        for month in range(1, MONTHS + 1):
            period = month_period(2023, month)
            with desk.store.operation("收表", actor="", at=clock(), campaign_id=campaign.id) as op:
                for unit_id in ids:
                    wanted = count - number if (month, unit_id) == (MONTHS, ids[-1]) else min(each, count - number)
                    if wanted <= 0:
                        continue
                    sent = submissions.NewSubmission(
                        campaign_id=campaign.id,
                        file=f"附件2（{unit_id}）.xlsx",
                        state=SubmissionState.ACCEPTED,
                        received_at=clock(),
                        form_id=form.id,
                        unit_id=unit_id,
                        period=period.code,
                        row_count=wanted,
                    )
                    rows = []
                    for line in range(1, wanted + 1):
                        values = values_of(number, rng)
                        day = date.fromisoformat(values["talked_on"])
                        rows.append(
                            records.NewRecord(
                                row_number=line, values=values, occurred_on=day, cell=f"A{line + 3}:I{line + 3}"
                            )
                        )
                        number += 1
                    records.add_many(
                        op,
                        rows,
                        campaign_id=campaign.id,
                        form_id=form.id,
                        unit_id=unit_id,
                        period=period.code,
                        submission_id=submissions.add(op, sent),
                    )


def resident() -> float:
    """Megabytes that the process holds now."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text(encoding="ascii").splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Watch:
    """Runs the window until something is so, and knows how long its thread was ever busy in one go.

    ``own`` is what the thread itself computed in the longest stretch of the last ``until``.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        self.own = 0.0

    def until(self, done: Callable[[], bool], longest: float = 120.0) -> tuple[float, float]:
        """Seconds until it was so, and the longest single stretch without an answer."""
        start = last = time.perf_counter()
        blocked = self.own = 0.0
        while not done():
            computed = time.thread_time()
            self._app.processEvents()
            now = time.perf_counter()
            if now - last > blocked:
                blocked, self.own = now - last, time.thread_time() - computed
            last = now
            if now - start > longest:
                raise TimeoutError
            time.sleep(0.0005)
            last = time.perf_counter()
        return time.perf_counter() - start, blocked


def ours(folder: Path) -> dict[str, float]:  # noqa: PLR0915  one walk through the window, measured step by step
    """The program's own window on a made desk."""
    from desk_app import app as program
    from desk_app import locations
    from desk_app.ui.outside import Outside
    from desk_app.ui.start import application, build_window
    from desk_app.ui.worker import Lane

    app = application()
    places = locations.shipped()
    outside = Outside(
        open_desk=lambda where, tick: program.open_desk(where, clock=tick, own_fonts=False),
        data=folder,
        resources=places.resources,
        forms=places.forms,
        clock=clock,
        version="0",
    )
    window: Any = build_window(app, outside)
    window.resize(1366, 768)
    window.show()
    watch = Watch(app)

    def calm() -> bool:
        """Whether all that a person waits for is done; the index and the day's backup go on beside."""
        return not any(ticket.lane is Lane.NEXT for ticket in window.worker._under_way)  # noqa: SLF001

    window.session.open(folder)
    watch.until(lambda: window.session.campaign is not None and calm())
    window.session.choose_period(None)
    watch.until(calm)
    before = resident()
    found: dict[str, float] = {}

    def note(name: str, done: Callable[[], bool]) -> None:
        found[name], found[f"{name} blocked"] = watch.until(done)
        found[f"{name} own"] = watch.own
        watch.until(calm)

    start = time.perf_counter()
    watch.until(lambda: time.perf_counter() - start > _FIRST_LOOK)
    start, computed = time.perf_counter(), time.thread_time()
    window.go("ledger")
    found["enter blocked"], found["enter own"] = time.perf_counter() - start, time.thread_time() - computed
    room: Any = window.house.room("ledger")
    model = room.model
    first = lambda: len(model.ids) > 0 and model.text_of(model.ids[0], "talker") is not None  # noqa: E731  one line
    note_first = watch.until(first)
    found["open"], found["open blocked"], found["open own"] = *note_first, watch.own
    note("rest", calm)
    rng, whole = random.Random(3), len(model.ids)  # noqa: S311  places to look at
    worst = total = own = 0.0
    for _ in range(_LOOKS):
        line = rng.randrange(len(model.ids))
        room.grid.scrollTo(model.index(line, 4), room.grid.ScrollHint.PositionAtTop)
        took, blocked = watch.until(lambda at=line: model.index(at, 4).data() not in ("", "……"))
        own = watch.own if blocked > worst else own
        total, worst = total + took, max(worst, blocked)
    found["scroll"], found["scroll blocked"], found["scroll own"] = total / _LOOKS, worst, own
    found["memory"] = resident() - before

    def turned(job: Callable[[], None]) -> Callable[[], bool]:
        generation = model.generation
        job()
        return lambda: model.generation != generation and bool(len(model.ids))

    note("sort", turned(lambda: room.sorting.ask(9, "down")))
    note("unsort", turned(lambda: room.sorting.ask(9, "none")))
    note("filter", turned(lambda: room.bar.choose(words="7楼会议室")))
    note("unfilter", turned(lambda: room.bar.choose(words="")))
    note("group", turned(lambda: room.bar.grouped.setChecked(True)))
    note("ungroup", turned(lambda: room.bar.grouped.setChecked(False)))
    note("one unit", turned(lambda: room.bar.choose(unit="第7科", period="2023-12")))
    for name, size in (("paste", _PASTED), ("long paste", _LONG_PASTE)):
        if name == "paste" or whole <= _LONG_PASTE:
            _paste(room, name, size, found, watch)
            watch.until(calm)
    model.store(model.index(0, 10), "改一格", None)
    row_id = model.ids[0]
    note("edit", lambda: "已保存" in window.notices.text and model.text_of(row_id, "place") == "改一格")
    window.close()
    return found


def _paste(room: Any, name: str, size: int, found: dict[str, float], watch: Watch) -> None:
    """So many talks pasted at the foot, from the key to the rows that stand there."""
    from PySide6.QtGui import QGuiApplication

    room.grid.show_cell(room.model.index(room.model.entries.foot, 4))
    lines = [f"张三\t局长\t李四{one}\t科员\t王五\t12月6日\t会议室\t谈心谈话" for one in range(size)]
    QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
    count, start, computed = len(room.model.ids), time.perf_counter(), time.thread_time()
    room.grid.paste_block()
    at_the_key, own = time.perf_counter() - start, time.thread_time() - computed
    found[name], blocked = watch.until(lambda: len(room.model.ids) == count + size)
    found[f"{name} blocked"], found[f"{name} own"] = max((at_the_key, own), (blocked, watch.own))


def peer(count: int) -> dict[str, float]:
    """A plain table of Qt's over rows that are in memory."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
    from PySide6.QtWidgets import QApplication, QTableView

    rng = random.Random(7)  # noqa: S311  as above
    app = QApplication([])
    before = resident()
    rows = [tuple(values_of(number, rng).values()) for number in range(count)]

    class Plain(QAbstractTableModel):
        def __init__(self, shown: list[tuple[Any, ...]]) -> None:
            super().__init__()
            self.shown = shown

        def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: N802, B008  Qt's
            return 0 if parent.isValid() else len(self.shown)

        def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: N802, B008  Qt's
            return 0 if parent.isValid() else len(_HEADS)

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            return self.shown[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    found: dict[str, float] = {}
    watch = Watch(app)
    start = time.perf_counter()
    view = QTableView()
    view.resize(1366, 768)
    model = Plain(rows)
    view.setModel(model)
    view.show()
    app.processEvents()
    found["open"] = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(_LOOKS):
        view.scrollTo(model.index(rng.randrange(count), 3), view.ScrollHint.PositionAtTop)
        view.viewport().repaint()
    found["scroll"] = (time.perf_counter() - start) / _LOOKS
    found["memory"] = resident() - before

    def timed(job: Callable[[], list[tuple[Any, ...]]]) -> float:
        begun = time.perf_counter()
        model.beginResetModel()
        model.shown = job()
        model.endResetModel()
        app.processEvents()
        return time.perf_counter() - begun

    found["sort"] = timed(lambda: sorted(rows, key=lambda row: row[6], reverse=True))
    found["filter"] = timed(lambda: [row for row in rows if any("7楼会议室" in cell for cell in row)])
    more = [tuple(values_of(number, rng).values()) for number in range(_PASTED)]
    found["paste"] = timed(lambda: rows + more)
    watch.until(lambda: True)
    return found


def _case(*arguments: str) -> dict[str, float]:
    environment = dict(os.environ, QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    command = [sys.executable, "-m", "benchmarks.ledger", *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def run() -> Iterator[str]:
    """Every size, ours beside the peer, as ratios."""
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "data"
            start = time.perf_counter()
            _case("make", str(folder), str(size))
            yield f"{size} rows (made in {time.perf_counter() - start:.0f} s)"
            mine, plain = _case("ours", str(folder)), _case("peer", str(size))
        yield f"  enter: {_blocked(mine, 'enter')}"
        yield f"  all rows known: {mine['rest'] * 1000:.0f} ms later, {_blocked(mine, 'rest')}"
        for what in ("open", "scroll", "sort", "filter", "paste"):
            ratio = mine[what] / plain[what]
            yield (
                f"  {what}: {mine[what] * 1000:.0f} ms, plain {plain[what] * 1000:.1f} ms, ratio {ratio:.2f}; "
                f"{_blocked(mine, what)} (plain is blocked all the time)"
            )
        memory = mine["memory"] / max(plain["memory"], 0.1)
        yield f"  memory: {mine['memory']:.0f} MB, plain {plain['memory']:.0f} MB, ratio {memory:.2f}"
        for what in ("long paste", "unsort", "unfilter", "group", "one unit", "edit"):
            if what in mine:
                yield f"  {what}: {mine[what] * 1000:.0f} ms, {_blocked(mine, what)}"


def _blocked(found: dict[str, float], what: str) -> str:
    return f"blocked {found[f'{what} blocked'] * 1000:.0f} ms (own {found[f'{what} own'] * 1000:.0f})"


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(Path(sys.argv[2]), int(sys.argv[3]))
        print("{}")
    else:
        print(json.dumps(ours(Path(sys.argv[2])) if sys.argv[1] == "ours" else peer(int(sys.argv[2]))))
