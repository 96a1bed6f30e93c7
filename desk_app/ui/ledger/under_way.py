"""The steps of a ledger that wait for the worker: as plain values that outlive a fall, and made whole again."""

from __future__ import annotations

import secrets
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from desk_app.campaign.period import Period, parse_period
from desk_app.progress import Progress
from desk_app.ui.ledger import jobs, paste_jobs, write_jobs
from desk_app.ui.ledger.clipboard import Carried
from desk_app.ui.ledger.pasting import Ground
from desk_app.ui.ledger.write_jobs import NewRows

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.values import Campaign
    from desk_app.ui.worker import Ticket, Worker

JOBS = {
    job.__name__: job
    for job in (
        write_jobs.mend,
        write_jobs.add,
        write_jobs.delete,
        write_jobs.restore,
        write_jobs.fill,
        write_jobs.clear,
        write_jobs.move,
        write_jobs.double,
        paste_jobs.paste,
        paste_jobs.fill_over,
        jobs.give_reason,
    )
}
"""What is typed, pasted or done by a key in the grid; what a dialog asks for anew (替换, 附件) is not drafted."""
_KIND = "~"
_KINDS = {kind.__name__: kind for kind in (NewRows, Carried, Ground)}


@dataclass(frozen=True, eq=False, slots=True)
class Waiting:
    """A step that was asked for, of one run of the window; ``then`` is what was typed into its row meanwhile."""

    journal: str
    number: int
    campaign_id: int
    job: str
    facts: Mapping[str, Any]
    then: Mapping[str, str]

    def content(self) -> dict[str, Any]:
        """It as plain values."""
        facts = {name: _plain(value) for name, value in self.facts.items()}
        return {"campaign": self.campaign_id, "job": self.job, "facts": facts, "then": dict(self.then)}


class UnderWay(QObject):
    """Knows each step from the moment in which it is asked for until the worker has stored or refused it."""

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._journal = secrets.token_hex(8)
        self._worker = worker
        self._number = 0
        self._waiting: dict[Ticket, Waiting] = {}
        worker.ended.connect(self._ended)

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """The steps that wait, in their order."""
        return tuple(self._waiting.values())

    @property
    def last(self) -> int:
        """The number of the step that was asked for last."""
        return self._number

    def noted(self, job: Any, campaign: Campaign, facts: Mapping[str, Any]) -> tuple[Any, Waiting | None]:
        """The job as the worker is to do it, and what of it outlives a fall."""
        call = partial(job, campaign=campaign, **facts)
        inner = job.func if isinstance(job, partial) else job
        if inner not in JOBS.values():
            return call, None
        self._number += 1
        whole = {**(job.keywords if isinstance(job, partial) else {}), **facts}
        step = Waiting(self._journal, self._number, campaign.id, inner.__name__, whole, {})
        return partial(_noting, call=call, journal=self._journal, number=self._number), step

    def take(self, ticket: Ticket, step: Waiting | None) -> None:
        """A step was given to the worker, which may have done it already."""
        if step is not None and self._worker.has(ticket):
            self._waiting[ticket] = step

    def follow(self, number: int, texts: Mapping[str, str]) -> None:
        """What was typed into the row that a step is to make."""
        for ticket, one in self._waiting.items():
            if one.number == number:
                self._waiting[ticket] = replace(one, then=dict(texts))

    @Slot(object)
    def _ended(self, ticket: Ticket) -> None:
        self._waiting.pop(ticket, None)


def _noting(desk: Desk, progress: Progress, *, call: Any, journal: str, number: int) -> Any:
    from desk_app.services.screen_state import noting_step

    with noting_step(desk, journal, number):
        return call(desk, progress)


def _plain(value: Any) -> Any:
    if isinstance(value, Period):
        return {_KIND: "Period", "code": value.code}
    if is_dataclass(value):
        own = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {_KIND: type(value).__name__, **own}
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (list, tuple, array)):
        return [_plain(one) for one in value]
    return value


def made_whole(value: Any) -> Any:
    """What ``Waiting.content`` made plain; KeyError, TypeError or ValueError for what no program of ours wrote."""
    if isinstance(value, list):
        return [made_whole(one) for one in value]
    if not isinstance(value, dict):
        return value
    own = {name: made_whole(one) for name, one in value.items() if name != _KIND}
    kind = value.get(_KIND)
    if kind is None:
        return own
    if kind == "Period":
        return parse_period(own["code"])
    if kind == "LedgerProblem":
        from desk_app.services.ledger_problems import Grade, LedgerProblem

        return LedgerProblem(**{**own, "grade": Grade(own["grade"])})
    return _KINDS[kind](**own)
