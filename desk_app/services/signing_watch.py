"""Round a step in a ledger: whether it made a signed paper differ from the data, so that the step says so at once."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.campaign.period import Period
from desk_app.services.desk import Desk
from desk_app.services.signing import DIFFERS, differing_places
from desk_app.storage import history, ledgers, roster
from desk_app.storage.campaigns import Campaign


class SigningWatch:
    """Made before a step with the rows it will touch; afterwards it completes what is said of the step.

    ``new`` names whose rows the step will add: form id, unit, period. ``undoes`` is the step that it takes back.
    """

    def __init__(
        self,
        desk: Desk,
        campaign: Campaign,
        ids: Iterable[int] = (),
        *,
        new: Iterable[tuple[int, str, Period]] = (),
        undoes: int | None = None,
    ) -> None:
        self._desk, self._campaign = desk, campaign
        with desk.store.read() as reader:
            rows = list(ids)
            if undoes is not None:
                rows += history.rows_of(reader, "record", undoes)
            known = roster.unit_ids(reader)
            wanted = {(form_id, known[unit], period.code) for form_id, unit, period in new if unit in known}
            self._places = ledgers.places_of(reader, rows) | wanted
        self._before = differing_places(desk, campaign, self._places)

    def told(self, said: str, after: Iterable[int] = ()) -> str:
        """What was said of the step, with what it did to signed papers; ``after`` are rows that came back."""
        with self._desk.store.read() as reader:
            places = self._places | ledgers.places_of(reader, list(after))
        if not differing_places(self._desk, self._campaign, places) - self._before:
            return said
        return f"{said.removesuffix('。')}；这份表的{DIFFERS}。"
