"""查找 over 1,000,000 rows: the time of a question of one to four signs, against a LIKE scan of the same rows.

The peer asks the same database for the newest rows that hold the text, up to the same number, reading row by row.
The rows are written by this script; the index catches up as it does in the background of the window.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from desk_app.app import open_desk
from desk_app.campaign.roster import Roster, Unit
from desk_app.services.desk import Desk
from desk_app.services.open_campaign import open_from_template
from desk_app.services.search import search
from desk_app.storage import campaigns, records, roster, search_index, submissions
from desk_app.storage.operations import Operation
from desk_app.storage.states import SubmissionState

ROWS = 1_000_000
UNITS, ROWS_A_RETURN, ROUNDS = 500, 20, 5
TEMPLATE, TALKS, MATTERS = "学习宣传贯彻党的二十大精神", "大谈话统计表", "办实事征集表"
_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
_GIVEN = [chr(0x4E00 + 7 * place) for place in range(700)]
_PLACES = ("三楼会议室", "局党员活动室", "办公楼小会议室", "东城分局谈心室", "局长办公室")
_MATTERS = ("老旧小区加装电梯", "污水管网改造", "社区食堂配送", "危房排查整治", "便民服务窗口延时服务")
RARE = "欧阳𬭚"
QUESTIONS = (
    "王", "𬭚", "分局", "会议", "欧阳", "阳𬭚", "王丕", "会议室", "欧阳𬭚", "电梯改", "谈心谈话", "老旧小区",
    "楼小会议", "无此四字", "分局 王丕", "3月5日",
)  # fmt: skip
"""One to four signs: common, rare, not there at all; two words; a day as it is shown."""


def fill(desk: Desk, rows: int) -> None:
    """Accepted returns of 20 rows, nine in ten of them talks; every hundred-thousandth talker has a rare name."""
    campaign, _ = open_from_template(desk, TEMPLATE)
    with desk.store.operation("名册", actor="", at=desk.clock()) as op:
        roster.save(op, Roster(tuple(Unit(f"第{number:03d}分局") for number in range(UNITS))))
        units = list(roster.unit_ids(op).values())
        talks, matters = (campaigns.find_form(op, campaign.id, name).id for name in (TALKS, MATTERS))
    dice = random.Random(3)  # noqa: S311  invented names, no secret
    per_round = UNITS * ROWS_A_RETURN
    for turn in range(max(1, rows // per_round)):
        with desk.store.operation("收表", actor="", at=desk.clock(), campaign_id=campaign.id) as op:
            is_talk = turn % 10 != 9
            for place, unit_id in enumerate(units):
                made = [_talk(dice, place, turn) if is_talk else _matter(dice) for _ in range(ROWS_A_RETURN)]
                _add(op, campaign.id, talks if is_talk else matters, unit_id, turn, made)


def _add(
    op: Operation, campaign_id: int, form_id: int, unit_id: int, turn: int, made: list[tuple[dict[str, str], date]]
) -> None:
    place: dict[str, Any] = {
        "campaign_id": campaign_id, "form_id": form_id, "unit_id": unit_id,
        "period": f"{2015 + turn // 12}-{turn % 12 + 1:02}",
    }  # fmt: skip
    new = submissions.NewSubmission(
        file=f"附件（{unit_id}）.xlsx", state=SubmissionState.ACCEPTED, received_at=op.at, row_count=len(made), **place
    )
    rows = [
        records.NewRecord(row_number=number, values={"serial": str(number), **values}, occurred_on=day)
        for number, (values, day) in enumerate(made, start=1)
    ]
    records.add_many(op, rows, submission_id=submissions.add(op, new), **place)


def _name(dice: random.Random) -> str:
    if dice.random() < 0.00001:
        return RARE
    return dice.choice(_FAMILY) + dice.choice(_GIVEN) + (dice.choice(_GIVEN) if dice.random() < 0.8 else "")


def _talk(dice: random.Random, place: int, turn: int) -> tuple[dict[str, str], date]:
    day = date(2015 + turn // 12, turn % 12 + 1, dice.randint(1, 28))
    return {
        "talker": _name(dice), "talker_post": f"第{place:03d}分局局长", "talkee": _name(dice),
        "talkee_post": f"第{place:03d}分局科员", "recorder": _name(dice), "talked_on": day.isoformat(),
        "place": dice.choice(_PLACES), "type": "谈心谈话",
    }, day  # fmt: skip


def _matter(dice: random.Random) -> tuple[dict[str, str], date]:
    about = f"{dice.choice(_GIVEN)}{dice.choice(_GIVEN)}街道{dice.choice(_MATTERS)}"
    content = f"为{about}，由街道牵头、社区配合，{dice.randint(1, 12)}月底前完成，方便群众出行"
    return {"matter": about, "content": content, "departments": "办公室", "leader": _name(dice)}, date(2023, 3, 1)


def _timed(call: Callable[[], object]) -> float:
    """The middle one of a few runs, in milliseconds; the first one warms up and counts as well."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return median(taken) * 1000


def _scan(desk: Desk, question: str) -> int:
    words = [f"%{word}%" for word in question.replace("3月5日", "-03-05").split()]
    sql = f"SELECT id FROM record WHERE 1 {'AND row_values LIKE ? ' * len(words)}ORDER BY id DESC LIMIT 201"  # noqa: S608
    with desk.store.read() as reader:
        return len(reader.driver_rows(sql, tuple(words)))


def run(folder: Path | None = None, rows: int = ROWS) -> Iterator[str]:
    """The building of the index, its size, and every question twice: by the index and by a scan."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        desk = open_desk(Path(name) / "data")
        with desk.store:
            start = time.perf_counter()
            fill(desk, rows)
            database = desk.store.folder.database
            bare = database.stat().st_size
            yield f"{rows} rows written in {time.perf_counter() - start:.0f} s, {bare / 1e6:.0f} MB"
            yield _build(desk)
            index = database.stat().st_size - bare
            yield f"index: {index / 1e6:.0f} MB, {index / bare:.0%} of the rest"
            for question in QUESTIONS:
                answer = search(desk, question)
                mine = _timed(lambda asked=question: search(desk, asked))  # type: ignore[misc]
                theirs = _timed(lambda asked=question: _scan(desk, asked))  # type: ignore[misc]
                count = f"{sum(one.count for one in answer.groups)}{'+' if answer.more else ''}"
                yield (f"{question}: {count} rows in {mine:.1f} ms; LIKE {theirs:.1f} ms, ratio {theirs / mine:.1f}")


def _build(desk: Desk) -> str:
    start, longest = time.perf_counter(), 0.0
    while True:
        begun = time.perf_counter()
        reached = search_index.catch_up(desk.store)
        longest = max(longest, time.perf_counter() - begun)
        if not reached.waiting:
            return f"index built in {time.perf_counter() - start:.0f} s, the longest piece {longest * 1000:.0f} ms"


if __name__ == "__main__":
    for line in run(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(line, flush=True)
