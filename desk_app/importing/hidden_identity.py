"""The identity that a blank of ours carries in several places, taken only when they agree."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.forms.identity import Identity, decode
from desk_app.problems import Level, Problem


def identity_of(texts: Iterable[str]) -> tuple[Identity | None, tuple[Problem, ...]]:
    """The one identity that all readable texts agree on, and a word when they do not."""
    found = {identity for identity in map(decode, texts) if identity is not None}
    if len(found) > 1:
        said = Problem("文件", Level.WARNING, "空表自带的标识前后不一，未采用，按表题和文件名识别", "identity_differs")
        return None, (said,)
    return next(iter(found), None), ()
