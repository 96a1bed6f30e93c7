"""All that stands against a view's rows, counted and laid out beside the window, so that it costs nothing to show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk_app.services.ledger_problems import LedgerProblem


class LedgerFound:
    """The problems of a view in its order, those of each row together; ``counts`` by grade.

    ``waiting`` and ``counting`` are the rows with an error that do not count yet, and those that count all the same.
    """

    def __init__(self, problems: tuple[LedgerProblem, ...] = ()) -> None:
        self.problems = problems
        self._begins: dict[int, int] = {}
        for number, one in enumerate(problems):
            self._begins.setdefault(one.record_id, number)
        self.counts: Mapping[str, int] = Counter(one.grade.value for one in problems)
        wrong = {one.record_id: one.waits for one in problems if one.is_error}
        self.waiting = sum(wrong.values())
        self.counting = len(wrong) - self.waiting

    def of_row(self, record_id: int | None) -> tuple[LedgerProblem, ...]:
        """What stands against a row."""
        start = self._begins.get(record_id) if record_id is not None else None
        if start is None:
            return ()
        rest = (self.problems[at] for at in range(start, len(self.problems)))
        return tuple(takewhile(lambda one: one.record_id == record_id, rest))

    def at(self, record_id: int | None, key: str) -> tuple[LedgerProblem, ...]:
        """What stands against a cell."""
        return tuple(one for one in self.of_row(record_id) if one.key == key)

    def or_else(self, problems: tuple[LedgerProblem, ...]) -> LedgerFound:
        """This one where the same was found again, so that whoever shows it has nothing to do; else the other."""
        return self if problems == self.problems else LedgerFound(problems)


NOTHING = LedgerFound()
