"""What the window showed, what was half written in it, and what waits to be stored: under the data's own key."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from desk_app.services.desk import Desk
from desk_app.services.values import Campaign
from desk_app.storage import campaigns, history, screens
from desk_app.storage.drafts import Drafts, Step

__all__ = ["Drafts", "Left", "Step", "campaign_of", "forget_step", "kept_screen", "left_steps", "noting_step"]


@dataclass(frozen=True, slots=True)
class Left:
    """A step that waited when the window went; ``rows`` are those it made, where it was stored after all."""

    step: Step
    is_stored: bool
    rows: tuple[int, ...] = ()


def kept_screen(desk: Desk, name: str) -> Any:
    """What was kept of a window, None for nothing; before there was a file of drafts it lay in the database."""
    if desk.store.drafts.exists:
        return desk.store.drafts.screen(name)
    with desk.store.read() as reader:
        return screens.load(reader, name)


def left_steps(desk: Desk) -> tuple[Left, ...]:
    """The steps that were waiting when the window went, in their order."""
    steps = desk.store.drafts.steps()
    if not steps:
        return ()
    with desk.store.read() as reader:
        last = screens.last_stored(reader)
        if last is None:
            return tuple(Left(one, is_stored=False) for one in steps)
        rows = history.rows_of(reader, "record", last.operation_id)
    done = [one.journal == last.journal and one.number <= last.number for one in steps]
    return tuple(
        Left(one, is_stored=stored, rows=rows if stored and one.number == last.number else ())
        for one, stored in zip(steps, done, strict=True)
    )


def noting_step(desk: Desk, journal: str, number: int) -> AbstractContextManager[None]:
    """Let the next change say which waiting step it is, by the same commit: no step is stored twice."""
    return screens.noting_step(desk.store, journal, number)


def forget_step(desk: Desk, step: Step) -> None:
    """A step is stored, or its refusal is said."""
    desk.store.drafts.drop([step])


def campaign_of(desk: Desk, campaign_id: int) -> Campaign:
    """The campaign of an id; KeyError when there is none."""
    with desk.store.read() as reader:
        return campaigns.get(reader, campaign_id)
