"""What a command has to say, before anybody decides how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """Lines for a person, a document for a program, messages that go to stderr beside the document."""

    document: dict[str, Any]
    lines: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    needs_a_person: bool = False
