"""撤销 and 恢复 of what was done in one room, without end."""

from __future__ import annotations


class Steps:
    """The steps that can be taken back, and those that were."""

    def __init__(self) -> None:
        self._done: list[int] = []
        self._undone: list[int] = []
        self._keys: dict[int, str] = {}

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

    def to_undo(self) -> int | None:
        """The step to take back; it is out of the list from now on."""
        return self._done.pop() if self._done else None

    def to_redo(self) -> int | None:
        """The taking back to be taken back."""
        return self._undone.pop() if self._undone else None

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
        self._undone.clear()
