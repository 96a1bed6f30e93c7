"""What waited to be stored when the window went is stored once it is opened again, each step once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.ui.ledger import write_jobs
from desk_app.ui.ledger.under_way import JOBS, made_whole

if TYPE_CHECKING:
    from desk_app.services.correct_record import CellConflict
    from desk_app.services.desk import Desk
    from desk_app.services.screen_state import Left
    from desk_app.services.values import Campaign

_UNKNOWN = "上次有一步没有来得及存，留底的内容本程序认不出，没有补存；请核对最近录入的内容。"


@dataclass
class PutBack:
    """``count`` steps were stored, ``refused`` says which could not be; ``conflicts`` are for the person to choose.

    ``rows`` names the row that a step made, by the step's number.
    """

    count: int = 0
    refused: list[str] = field(default_factory=list)
    conflicts: list[CellConflict] = field(default_factory=list)
    rows: dict[int, int] = field(default_factory=dict)


def put_back(desk: Desk, progress: Progress) -> PutBack:
    """Store what waited, in its order; what is refused is said with its words and forgotten."""
    from desk_app.services.screen_state import forget_step, left_steps

    found = PutBack()
    for left in left_steps(desk):
        _put_back(desk, progress, left, found)
        forget_step(desk, left.step)
    return found


def _put_back(desk: Desk, progress: Progress, left: Left, found: PutBack) -> None:
    from desk_app.services.correct_record import CellConflict
    from desk_app.services.screen_state import campaign_of

    try:
        content = left.step.content
        job, facts = JOBS[content["job"]], made_whole(content["facts"])
        campaign, then = campaign_of(desk, content["campaign"]), dict(content["then"])
    except (KeyError, TypeError, ValueError, DeskError):
        found.refused.append(_UNKNOWN)
        return
    try:
        rows = left.rows if left.is_stored else _store(desk, progress, left, partial(job, campaign=campaign, **facts))
        found.count += not left.is_stored
        if rows:
            found.rows[left.step.number] = rows[0]
            _follow(desk, progress, campaign, rows[0], then)
    except CellConflict as conflict:
        found.conflicts.append(conflict)
    except DeskError as refusal:
        found.refused.append(f"上次没来得及存的内容没有补存：{refusal}您写的是：{_written(content['facts'], then)}")


def _store(desk: Desk, progress: Progress, left: Left, job: Any) -> Sequence[int]:
    from desk_app.services.screen_state import noting_step

    with noting_step(desk, left.step.journal, left.step.number):
        deed: write_jobs.Deed = job(desk, progress)
    return deed.added


def _follow(desk: Desk, progress: Progress, campaign: Campaign, row: int, then: Mapping[str, str]) -> None:
    """What was typed into a new row behind its first cell; where something stands by now, that is the later word."""
    from desk_app.services.correct_record import CellConflict

    for key, text in then.items():
        try:
            write_jobs.mend(desk, progress, campaign=campaign, cells=[(row, key, text, "")], name="手工录入")
        except CellConflict:
            continue


def _written(facts: Mapping[str, Any], then: Mapping[str, str]) -> str:
    """The words that a person wrote, so that none is lost with the refusal."""
    words = [str(cell[2]) for cell in facts.get("cells", ())]
    words += [str(text) for line in dict(facts.get("rows") or {}).get("texts", ()) for text in line.values()]
    words += [str(facts[name]) for name in ("said", "reason") if facts.get(name)]
    words += [str(dict(facts.get("carried") or {}).get("plain", ""))]
    return "“" + "”“".join(word for word in (*words, *then.values()) if word) + "”"
