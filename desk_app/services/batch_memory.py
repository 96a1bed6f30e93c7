"""What was sent before, as a dry run remembers its own batch."""

from __future__ import annotations

from collections import Counter, defaultdict

from desk_app.campaign.period import Period
from desk_app.importing.results import FileState, ReadReturn
from desk_app.services.judging import Judgement, Slot, Standing, TypedBeside, slot_of


class BatchMemory:
    """What a dry run remembers: only what it has seen itself."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {}
        self._standing: dict[tuple[str, str, str], Standing] = {}
        self._counted: dict[tuple[str, str], dict[Period, Counter[str]]] = defaultdict(dict)

    def known(self, sha256: str, read: ReadReturn) -> str | None:  # noqa: ARG002  the same question as to the database
        """The name of a file of exactly these bytes earlier in the batch."""
        return self._files.get(sha256)

    def waiting(self, sha256: str, read: ReadReturn) -> int | None:  # noqa: ARG002  the same
        """Nothing waits from before."""
        return None

    def standing(self, slot: Slot) -> Standing | None:
        """The return of the batch that speaks for a slot."""
        return self._standing.get((slot.unit, slot.form.name, slot.period.code))

    def typed_beside(self, slot: Slot) -> list[TypedBeside]:  # noqa: ARG002  the same question as to the database
        """Nothing was typed."""
        return []

    def digests_earlier(self, slot: Slot) -> Counter[str]:
        """Rows of the same unit and form in earlier periods of the batch."""
        when = slot.period.sort_key()
        return sum((rows for period, rows in self._of(slot) if period.sort_key() < when), Counter())

    def digests_later(self, slot: Slot) -> Counter[str]:
        """Rows of the same unit and form in later periods of the batch."""
        when = slot.period.sort_key()
        return sum((rows for period, rows in self._of(slot) if period.sort_key() > when), Counter())

    def _of(self, slot: Slot) -> list[tuple[Period, Counter[str]]]:
        return list(self._counted[slot.unit, slot.form.name].items())

    def sends_cumulatively(self, slot: Slot) -> bool | None:  # noqa: ARG002  the same question as to the database
        """Nobody was asked yet."""
        return None

    def remember_file(self, sha256: str, name: str) -> None:
        """Know a file's bytes from now on."""
        self._files.setdefault(sha256, name)

    def remember(self, judgement: Judgement) -> None:
        """Let a judged return speak for its slot, as the database would."""
        slot = slot_of(judgement.read)
        if slot is None or judgement.state not in {FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.NIL}:
            return
        key = (slot.unit, slot.form.name, slot.period.code)
        counts = judgement.state in {FileState.ACCEPTED, FileState.NIL}
        known = self._standing.get(key)
        if known is not None and known.counts and not counts:
            return
        rows = tuple(row.values for row in judgement.read.rows)
        nil = judgement.state is FileState.NIL
        self._standing[key] = Standing(0, judgement.read.file, rows, nil=nil, same_batch=True, counts=counts)
        if counts:
            fresh = (d for d, is_repeat in zip(judgement.digests, judgement.repeated, strict=True) if not is_repeat)
            self._counted[slot.unit, slot.form.name][slot.period] = Counter(fresh)
