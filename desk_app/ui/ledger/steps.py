"""撤销 and 恢复 of what was done in one room, without end."""

from __future__ import annotations

from collections.abc import Mapping


class Steps:
    """The steps that can be taken back, and those that were."""

    def __init__(self) -> None:
        self._done: list[int] = []
        self._undone: list[int] = []
        self._keys: dict[int, str] = {}
        self._days: dict[int, str] = {}
        self._taken: list[tuple[int, list[int]]] = []

    def did(self, operation_id: int | None) -> None:
        """A new step; what was taken back before cannot be restored any more."""
        if operation_id is not None:
            self._done.append(operation_id)
            self._undone.clear()

    def about(self, operation_id: int | None, key: str) -> None:
        """In which column a step was done, so that it can be shown again."""
        if operation_id is not None and key:
            self._keys[operation_id] = key

    def key_of(self, operation_id: int) -> str:
        """The column of a step, empty where it was about more."""
        return self._keys.get(operation_id, "")

    def recall(self, steps: Mapping[int, str]) -> None:
        """What history knows of before this window: older than all that was done in it; each with its day."""
        fresh = {one: day for one, day in steps.items() if one not in self._done and not self._is_taken(one)}
        self._done[:0] = fresh
        self._days |= fresh

    def day_of(self, operation_id: int) -> str:
        """When a step of before this window was done, empty for one of its own."""
        return self._days.get(operation_id, "")

    def _is_taken(self, step: int) -> bool:
        return any(step == one for one, _ in self._taken)

    def to_undo(self) -> int | None:
        """The step to take back; it is out of the list from now on, until it is given back."""
        return self._take(self._done)

    def to_redo(self) -> int | None:
        """The taking back to be taken back."""
        return self._take(self._undone)

    def give_back(self, step: int | None = None) -> None:
        """A step was not taken back after all (each of those under way, without one): it can be asked for again."""
        for one, steps in reversed(self._taken):
            if step in {None, one}:
                steps.append(one)
        self._taken = [taken for taken in self._taken if step not in {None, taken[0]}]

    def settle(self, step: int) -> None:
        """A step was taken back, or restored."""
        self._taken = [taken for taken in self._taken if taken[0] != step]
        for steps in (self._done, self._undone):
            if step in steps:
                steps.remove(step)

    def _take(self, steps: list[int]) -> int | None:
        if not steps:
            return None
        self._taken.append((steps.pop(), steps))
        return self._taken[-1][0]

    def undid(self, operation_id: int | None) -> None:
        """A step was taken back by this one."""
        if operation_id is not None:
            self._undone.append(operation_id)

    def redid(self, operation_id: int | None) -> None:
        """A step was restored by this one."""
        if operation_id is not None:
            self._done.append(operation_id)

    def forget(self) -> None:
        """Another desk or campaign: nothing of before is taken back here."""
        self._done.clear()
        self._keys.clear()
        self._days.clear()
        self._taken.clear()
        self._undone.clear()
