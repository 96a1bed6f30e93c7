"""An accident while an editor is made is told of like any other: without this Qt's binding ends the whole program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtWidgets import QWidget

Own = TypeVar("Own")
Given = ParamSpec("Given")


def guarded(create: Callable[Concatenate[Own, Given], QWidget]) -> Callable[Concatenate[Own, Given], QWidget]:
    """A ``createEditor`` that opens nothing when it falls, and lets the accident be reported."""

    @wraps(create)
    def made(own: Own, /, *given: Given.args, **named: Given.kwargs) -> QWidget:
        try:
            return create(own, *given, **named)
        except Exception as error:  # noqa: BLE001  it is reported as every accident in the window is
            sys.excepthook(type(error), error, error.__traceback__)
            return None  # type: ignore[return-value]  # Qt takes it for no editor

    return made
