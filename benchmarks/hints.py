"""提示 over 100,000 rows: the whole campaign searched for double and doubtful entries, and one return opened."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from desk_app.app import open_desk
from desk_app.campaign.roster import Roster, Unit
from desk_app.services.desk import Desk
from desk_app.services.hints import all_hints
from desk_app.services.open_campaign import open_from_template
from desk_app.services.open_return import open_return
from desk_app.storage import campaigns, records, roster, submissions
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.states import SubmissionState

UNITS, MONTHS, ROWS = 500, 10, 20
TEMPLATE, TALKS, MATTERS = "学习宣传贯彻党的二十大精神", "大谈话统计表", "办实事征集表"
EVERY = 1_000
"""Every so many talks are reported by two units."""


def fill(desk: Desk) -> tuple[Campaign, int]:
    """100,000 talks and 5,000 matters, as accepted returns; the last return's number."""
    campaign, _ = open_from_template(desk, TEMPLATE)
    with desk.store.operation("名册", actor="", at=desk.clock()) as op:
        roster.save(op, Roster(tuple(Unit(f"第{number:03d}分局") for number in range(UNITS))))
        units = list(roster.unit_ids(op).values())
        talks, matters = (campaigns.find_form(op, campaign.id, name).id for name in (TALKS, MATTERS))
    last = 0
    for month in range(1, MONTHS + 1):
        with desk.store.operation("收表", actor="", at=desk.clock(), campaign_id=campaign.id) as op:
            for place, unit_id in enumerate(units):
                period = f"2023-{month:02}"
                last = _add(op, campaign, talks, unit_id, period, _talks(month, place))
    with desk.store.operation("收表", actor="", at=desk.clock(), campaign_id=campaign.id) as op:
        for place, unit_id in enumerate(units):
            _add(op, campaign, matters, unit_id, "once", _matters(place))
    return campaign, last


def _add(
    op: Operation, campaign: Campaign, form_id: int, unit_id: int, period: str,
    rows: list[records.NewRecord],
) -> int:  # fmt: skip
    place = {"campaign_id": campaign.id, "form_id": form_id, "unit_id": unit_id, "period": period}
    new = submissions.NewSubmission(
        file=f"{unit_id}.xlsx", state=SubmissionState.ACCEPTED, received_at=op.at, row_count=len(rows), **place
    )
    submission_id = submissions.add(op, new)
    records.add_many(op, rows, submission_id=submission_id, **place)
    return submission_id


def _talks(month: int, place: int) -> list[records.NewRecord]:
    made = []
    for number in range(ROWS):
        serial = (month * UNITS + place) * ROWS + number
        same = serial % EVERY == 0 or serial % EVERY == ROWS
        who = f"王{serial // EVERY}" if same else f"王{serial}"
        day = f"2023-{month:02}-{1 if same else number + 1:02}"
        values = {
            "serial": str(number + 1), "talker": who, "talker_post": "局长", "talkee": f"李{who}",
            "talkee_post": "科员", "recorder": "记录员", "talked_on": day, "place": "会议室", "type": "谈心谈话",
        }  # fmt: skip
        made.append(
            records.NewRecord(
                row_number=number + 1, values=values, occurred_on=date.fromisoformat(day), digest=str(serial), cell=""
            )
        )
    return made


def _matters(place: int) -> list[records.NewRecord]:
    made = []
    for number in range(10):
        about = f"为第{place}号社区第{number}栋老旧楼房加装扶手并定期维护，方便老人出行，经费由街道解决"
        values = {"serial": str(number + 1), "matter": about, "content": about, "departments": "办", "leader": "张"}
        made.append(records.NewRecord(row_number=number + 1, values=values, digest=f"m{place}-{number}"))
    return made


def run() -> Iterator[str]:
    """Seconds for the whole campaign, and for one return with its hints."""
    with tempfile.TemporaryDirectory() as name:
        desk = open_desk(Path(name) / "data")
        with desk.store:
            campaign, last = fill(desk)
            rows = UNITS * MONTHS * ROWS
            for _ in range(3):
                start = time.perf_counter()
                found = all_hints(desk, campaign)
                whole = time.perf_counter() - start
                start = time.perf_counter()
                open_return(desk, campaign, last)
                one = time.perf_counter() - start
                yield f"{rows + UNITS * 10} rows: {len(found)} hints in {whole:.2f} s, one return opened in {one:.3f} s"
