"""定稿 that an earlier period has overtaken: its frozen 累计 no longer follows from what the earlier one says now.

What is closed never moves by itself, so it is said wherever such a figure stands, with what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk_app.campaign.period import Period, Rhythm
from desk_app.services.desk import Desk
from desk_app.services.tally import FormTally, tally_of
from desk_app.storage import closings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.closings import Closing


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A closing that stands, the earlier periods opened since, and its 累计 as frozen and as it would be now."""

    closing: Closing
    since: tuple[Period, ...]
    then: int
    now: int

    @property
    def said(self) -> str:
        """In one sentence: what is off, and how it is made good."""
        form, period = self.closing.form, self.closing.period.label
        earlier = "、".join(one.label for one in self.since)
        off = f"定稿的累计是{self.then}行，现在应为{self.now}行" if self.then != self.now else "有单位的累计已不同"
        return (
            f"{form}{period}定稿以后，{earlier}又改过：{off}，上期、较上期随之不同；"
            f"定稿的数字不会自己变，要一致请撤销{period}的定稿再定稿"
        )


def overtaken(desk: Desk, campaign: Campaign, period: Period | None = None) -> tuple[Overtaken, ...]:
    """The overtaken closings of a period, or of the whole campaign, in time; nothing is counted where none can be."""
    with desk.store.read() as reader:
        every = [one for one in closings.of_campaign(reader, campaign.id) if not one.is_quoted]
    found: list[Overtaken] = []
    for one in every:
        since = _opened_since(one, every) if one.stands and period in (None, one.period) else ()
        if since:
            found += _compared(desk, campaign, one, since)
    return tuple(sorted(found, key=lambda one: one.closing.period.sort_key()))


def _opened_since(closing: Closing, every: Sequence[Closing]) -> tuple[Period, ...]:
    """Earlier periods of the same form whose 定稿 was taken back after this one was closed."""
    if closing.period.rhythm is Rhythm.ONCE:
        return ()
    earlier = {
        one.period
        for one in every
        if one.form == closing.form
        and one.period.rhythm is closing.period.rhythm
        and one.period.sort_key() < closing.period.sort_key()
        and one.reopened_at is not None
        and one.reopened_at >= closing.closed_at
    }
    return tuple(sorted(earlier, key=Period.sort_key))


def _compared(desk: Desk, campaign: Campaign, closing: Closing, since: tuple[Period, ...]) -> list[Overtaken]:
    then, now = (_tally(desk, campaign, closing, frozen=frozen) for frozen in (True, False))
    if then is None or now is None or _totals(then) == _totals(now):
        return []
    return [Overtaken(closing, since, then.cumulative, now.cumulative)]


def _tally(desk: Desk, campaign: Campaign, closing: Closing, *, frozen: bool) -> FormTally | None:
    tallies = tally_of(desk, campaign, closing.period, frozen=frozen)
    return next((one for one in tallies if one.form.name == closing.form), None)


def _totals(tally: FormTally) -> dict[str, int]:
    return {one.unit: one.cumulative for one in tally.units if one.cumulative}
