"""The two kinds of trouble a person is told about: a refusal, and a doubt about one place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DeskError(Exception):
    """The world is not as it must be; the text is one clear Chinese sentence (where, what, what to do).

    Raised before anything has been changed. Whoever stands at a door (command line, window)
    shows the text; it is never a traceback.
    """


class Cancelled(Exception):  # noqa: N818  it is no error: a person asked for it
    """The person stopped a long job; what was under way left nothing half done."""


class Level(StrEnum):
    """How grave a problem is: an error keeps a return from counting, a warning only says."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong or doubtful at one place, said so that a clerk can mend it.

    ``where`` names the place as the person finds it (``附件2.xlsx 工作表“1月” C7``), ``message`` says what
    is there and what to do, ``code`` is a stable word for tests and statistics, ``cell`` the bare address. Where
    something is proposed, ``written`` is what stands there and ``proposed`` what it may be: a column's key, units'
    names or periods' codes, several parted by 、.
    """

    where: str
    level: Level
    message: str
    code: str = ""
    cell: str = ""
    written: str = ""
    proposed: str = ""
