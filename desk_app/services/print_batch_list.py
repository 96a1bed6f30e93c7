"""打印清单: what a batch shall print and what it has printed, line by line on the disk, so that it goes on exactly.

One file a batch in the data folder: its first line tells the whole batch, each further one what became of a paper.
It holds names of forms and units and no row of any form.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError

_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One paper of a batch: form, unit, the period's code, and its files' name."""

    form: str
    unit: str
    period: str
    stem: str


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one paper: pages, when, where to (a file's name or a printer), and what it said (``digest``)."""

    number: int
    pages: int
    at: datetime
    target: str
    digest: str
    spool: tuple[Any, ...] = ()


@dataclass(slots=True)
class Batch:
    """A batch as its list tells it. ``begun`` is the paper that went to the printer and was not seen to end."""

    id: str
    campaign: int
    at: datetime
    wish: dict[str, Any]
    items: tuple[BatchItem, ...]
    done: dict[int, Done] = field(default_factory=dict)
    begun: int | None = None
    ended: bool = False
    dropped: bool = False

    @property
    def open(self) -> bool:
        """Whether something is left to print."""
        return not self.ended and not self.dropped

    @property
    def pages(self) -> int:
        """The pages printed so far."""
        return sum(one.pages for one in self.done.values())


class BatchList:
    """The lists of one data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, campaign: int, at: datetime, wish: dict[str, Any], items: tuple[BatchItem, ...]) -> Batch:
        """A new list; DeskError when it cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = self._free_name(f"{at:%Y%m%d-%H%M%S}")
            _append(self._path(name), _head(campaign, at, wish, items))
        except OSError as error:
            raise _unwritable(error) from error
        return Batch(name, campaign, at, wish, items)

    def record(
        self, campaign: int, at: datetime, wish: dict[str, Any], items: tuple[BatchItem, ...], done: Sequence[Done]
    ) -> None:
        """A list of papers that are printed already, put down in one go; DeskError when it cannot be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = self._free_name(f"{at:%Y%m%d-%H%M%S}")
            _append(self._path(name), _head(campaign, at, wish, items), *map(_line, done), {"end": True})
        except OSError as error:
            raise _unwritable(error) from error

    def add(self, batch: Batch, done: Done) -> None:
        """Note that a paper is printed; it is on the disk when this returns."""
        self._note(batch, _line(done))
        batch.done[done.number] = done
        batch.begun = None

    def begin(self, batch: Batch, number: int) -> None:
        """Note that a paper is on its way to the printer."""
        self._note(batch, {"begun": number})
        batch.begun = number

    def end(self, batch: Batch) -> None:
        """Note that nothing is left."""
        self._note(batch, {"end": True})
        batch.ended = True

    def drop(self, batch: Batch) -> None:
        """Note that the rest is not wanted any more."""
        self._note(batch, {"dropped": True})
        batch.dropped = True

    def start_over(self, batch: Batch) -> None:
        """Note that what was printed is gone (the unfinished file was deleted), so that all is printed anew."""
        self._note(batch, {"over": True})
        batch.done, batch.begun = {}, None

    def load(self, name: str) -> Batch:
        """One batch; DeskError when there is none of that name or its list cannot be read."""
        path = self._path(name)
        try:
            lines = [json.loads(line) for line in _whole_lines(path)]
            return _batch(name, lines)
        except OSError as error:
            raise DeskError(f"没有“{name}”这一批打印，请看打印清单里的批号。") from error
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise DeskError(f"打印清单“{path.name}”读不出来（内容损坏），这一批不能接着印，请重新打印。") from error

    def every(self) -> Iterator[Batch]:
        """All batches whose lists can be read, the oldest first."""
        names = sorted(path.stem for path in self._folder.glob(f"*{_SUFFIX}")) if self._folder.is_dir() else []
        for name in names:
            try:
                yield self.load(name)
            except DeskError:
                continue

    def _path(self, name: str) -> Path:
        return self._folder / f"{Path(name).name}{_SUFFIX}"

    def _free_name(self, wished: str) -> str:
        name, number = wished, 2
        while self._path(name).exists():
            name, number = f"{wished}-{number:03d}", number + 1
        return name

    def _note(self, batch: Batch, line: dict[str, Any]) -> None:
        try:
            _append(self._path(batch.id), line)
        except OSError as error:
            raise _unwritable(error) from error


def _head(campaign: int, at: datetime, wish: dict[str, Any], items: tuple[BatchItem, ...]) -> dict[str, Any]:
    return {"campaign": campaign, "at": at.isoformat(), "wish": wish,
            "items": [[one.form, one.unit, one.period, one.stem] for one in items]}  # fmt: skip


def _line(done: Done) -> dict[str, Any]:
    line: dict[str, Any] = {"n": done.number, "pages": done.pages, "at": done.at.isoformat(),
                            "to": done.target, "digest": done.digest}  # fmt: skip
    return {**line, "spool": list(done.spool)} if done.spool else line


def _unwritable(error: OSError) -> DeskError:
    return DeskError(f"打印清单没有写成（{reason_of(error)}），打印停在这里，处理后可以接着印。")


def _append(path: Path, *lines: dict[str, Any]) -> None:
    """Add lines behind the last whole one; half a line that a kill or a full disk left is cut off first."""
    with path.open("ab+") as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            if file.read(1) != b"\n":
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _whole_lines(path: Path) -> list[str]:
    content = path.read_bytes()
    return content[: content.rfind(b"\n")].decode().split("\n")


def _batch(name: str, lines: list[dict[str, Any]]) -> Batch:
    head = lines[0]
    items = tuple(BatchItem(*one) for one in head["items"])
    batch = Batch(name, head["campaign"], datetime.fromisoformat(head["at"]), head["wish"], items)
    for line in lines[1:]:
        if "n" in line:
            at = datetime.fromisoformat(line["at"])
            spool = tuple(line.get("spool", ()))
            done = Done(line["n"], line["pages"], at, line["to"], line["digest"], spool)
            batch.done[done.number], batch.begun = done, None
        elif "begun" in line:
            batch.begun = line["begun"]
        elif "over" in line:
            batch.done, batch.begun = {}, None
        batch.ended = batch.ended or "end" in line
        batch.dropped = batch.dropped or "dropped" in line
    return batch
