"""Why a file cannot be taken at all: one clear sentence and a stable word."""

from __future__ import annotations

from desk_app.problems import DeskError


class Refused(DeskError):  # noqa: N818  it is an answer to a file, as its name says
    """A file that cannot be read as a return; ``code`` is a stable word, ``detail`` is for the log only."""

    def __init__(self, code: str, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.detail = detail
