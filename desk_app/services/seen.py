"""What a batch knows beforehand of everything sent before, so that a file of which nothing was sent costs no question.

It may know of more than still stands, never of less: nobody else writes while a batch is taken in.
"""

from __future__ import annotations

from datetime import datetime

from desk_app.services.memory import ruled_cumulative
from desk_app.storage import collections, submissions
from desk_app.storage.reader import Reader
from desk_app.storage.submissions import SentPlace


class Seen:
    """The bytes and the places (form, unit, period) of all returns of a campaign, and what was ruled of units."""

    def __init__(self, reader: Reader, campaign_id: int) -> None:
        """Read it once, at the beginning of a batch."""
        self._campaign_id = campaign_id
        self._bytes: set[str] = set()
        self._places: set[SentPlace] = set()
        self._senders: set[tuple[int | None, int | None]] = set()
        self._dues: dict[tuple[str, str], datetime | None] = {}
        self._ruled = ruled_cumulative(reader, campaign_id)
        for sha256, place in submissions.sent_places(reader, campaign_id):
            self.add(sha256, place)

    def add(self, sha256: str, place: SentPlace) -> None:
        """Know of one more return from now on."""
        self._bytes.add(sha256)
        self._places.add(place)
        self._senders.add(place[:2])

    def has_bytes(self, sha256: str) -> bool:
        """Whether a file of these bytes may have come before."""
        return sha256 in self._bytes

    def has_place(self, place: SentPlace) -> bool:
        """Whether anything may stand for a form, unit and period."""
        return place in self._places

    def has_sender(self, form_id: int | None, unit_id: int | None) -> bool:
        """Whether a unit may have sent a form for any period."""
        return (form_id, unit_id) in self._senders

    def is_ruled_cumulative(self, subject: str) -> bool | None:
        """What a person has said of a unit's repeating rows in a form; None when nobody was asked."""
        return self._ruled.get(subject)

    def is_late(self, reader: Reader, form: str, period: str, at: datetime) -> bool:
        """Whether a moment is past the deadline of a form in a period."""
        key = (form, period)
        if key not in self._dues:
            self._dues[key] = collections.due_of(reader, self._campaign_id, form, period)
        due = self._dues[key]
        return due is not None and at > due
