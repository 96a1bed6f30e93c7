"""Statement: an expression with its atoms, and the small sentences said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.scan import Token
from desk_app.campaign.deadlines.value import State

_CLOSING = ".。;:,、()…!\" '“”"


@dataclass(frozen=True, slots=True)
class Statement:
    """One expression, its tokens, and what is said about time in it."""

    text: str
    tokens: tuple[Token, ...]
    atoms: tuple[Atom, ...]
    frame: Frame

    def of(self, *sorts: str) -> list[Atom]:
        """The atoms of some sorts, in order."""
        return [atom for atom in self.atoms if atom.sort in sorts]

    def quotas(self) -> list[Atom]:
        """The counts; 不少于2次，不超过4次 are one."""
        found = self.of("quota")
        if len(found) == 2 and found[0].most is None and found[1].least is None:
            least, most = found[0].least or 0, found[1].most or 0
            return [replace(found[0], most=most)] if least <= most else found
        return found

    def after(self, atom: Atom, length: int = 12) -> str:
        """What stands behind an atom, without the punctuation around it."""
        return "".join(token.text for token in self.tokens[atom.last : atom.last + length]).strip(_CLOSING)

    def between(self, first: Atom, last: Atom) -> str:
        """What stands between two atoms."""
        return "".join(token.text for token in self.tokens[first.last : last.first])

    def words(self, atom: Atom) -> str:
        """The words of an atom itself."""
        return "".join(token.text for token in self.tokens[atom.first : atom.last])

    def softened(self, atom: Atom) -> bool:
        """Whether 一般, 原则上 or 暂定 stands right before an atom."""
        before = self.tokens[max(0, atom.first - 3) : atom.first]
        about = bool(before) and before[-1].text == "约" and (len(before) == 1 or before[-2].kind != "sign")
        return about or any(token.kind == "soften" for token in before)

    def unsaid_days(self) -> bool:
        """Whether a number of days (5日) stands alone, which may also be a date without its month."""
        return any(atom.sort == "length" and atom.days is None and atom.word.endswith("日") for atom in self.atoms)


def sentence(*parts: str) -> str:
    """The parts as one sentence."""
    said = list(dict.fromkeys(part for part in parts if part))
    return "，".join(said) + "。"


def asked(doubts: Sequence[str]) -> tuple[str, ...]:
    """At most three doubts, and the question."""
    return (*list(dict.fromkeys(doubts))[:3], "请确认")


def state_of(doubts: Sequence[str]) -> State:
    """To be confirmed where there is any doubt."""
    return State.CONFIRM if doubts else State.CLEAR
