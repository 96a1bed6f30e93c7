"""The helper's side of reading scans: one file open at a time, asked page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO

from desk_app.importing.helper_memory import limit_memory, limit_time
from desk_app.importing.helper_wire import READY, receive, send
from desk_app.importing.refusal import Refused
from desk_app.importing.scan_book import PageRead, ScanBook

OPEN, READ, LOOK = "open", "read", "look"
_SECONDS = 120
_UNREADABLE = "这一页读不出来，请对照原件，必要时重扫。"


@dataclass(frozen=True, slots=True)
class ScanSetup:
    """Tells a helper that scans are to be read; ``most_memory`` is in bytes beyond what it needs itself."""

    most_memory: int


def serve_scans(setup: ScanSetup, source: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the program is done with it; a page that cannot be read never ends the helper."""
    limit_memory(setup.most_memory)
    send(answers, READY)
    desk = ScanDesk()
    while True:
        asked = receive(source)
        limit_time(_SECONDS)
        send(answers, desk.answer(asked))


class ScanDesk:
    """One open scan and what is asked of it; also used by the program itself where no helper can be started."""

    def __init__(self) -> None:
        self._book: ScanBook | None = None

    def answer(self, asked: tuple[Any, ...]) -> Any:
        """The answer to one question; a refusal as ``Refused``'s code, sentence and detail."""
        try:
            return self._answer(*asked)
        except Refused as refusal:
            return ("refused", refusal.code, str(refusal), refusal.detail)
        except MemoryError:
            return ("refused", "too_heavy", "读取时占用内存过多，没有读取。", "MemoryError")
        except Exception as error:  # noqa: BLE001  whatever a library makes of a strange file is said of its page
            return ("refused", "damaged", _UNREADABLE, repr(error))

    def _answer(self, word: str, *rest: Any) -> Any:
        if word == OPEN:
            self.close()
            self._book = ScanBook(rest[0])
            return self._book.pages
        if self._book is None:
            return PageRead(failed=_UNREADABLE)
        return self._book.read(*rest) if word == READ else self._book.look(*rest)

    def close(self) -> None:
        """Let the open scan go."""
        if self._book is not None:
            self._book.close()
            self._book = None
