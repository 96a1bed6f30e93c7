"""单位名册: the bureau's units in the bureau's own order (局内排序), their aliases and people."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from desk_app.campaign.full_names import is_body, spellings_of, splits, unit_below
from desk_app.campaign.unit_history import Turn, TurnKind, is_at_rest_on, name_on

_NEAR = 0.6
_SHARED = 2
_DIGITS = "零一二三四五六七八九"
_NUMERALS = re.compile(r"[〇零一二三四五六七八九十]+")
_BRACKETS = str.maketrans("", "", " \t\r\n　 （）()【】[]〔〕“”\"'·:：，,。、")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit (科室, 二级机构, 分局, 党支部 …); ``parent`` is the name of the unit above, ``branch`` its 党支部.

    It exists from ``active_from`` on, before ``active_to`` (both open where None); ``turns`` is its 沿革, oldest first.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    parent: str = ""
    contact: str = ""
    branch: str = ""
    reports: bool = True
    phone: str = ""
    active_from: date | None = None
    active_to: date | None = None
    turns: tuple[Turn, ...] = ()

    @property
    def former_names(self) -> tuple[str, ...]:
        """The names it bore before, oldest first."""
        return tuple(turn.name for turn in self.turns if turn.kind is TurnKind.RENAMED)

    @property
    def reach(self) -> str:
        """Whom to call and at which number, as far as known."""
        return "　".join(part for part in (self.contact, self.phone) if part)

    def name_on(self, day: date | None) -> str:
        """The name it bore on a day; today's where no day is known."""
        return name_on(self.name, self.turns, day)

    def exists_on(self, day: date) -> bool:
        """Whether it exists on a day: begun, not ended, and not at rest before it was resumed."""
        begun = self.active_from is None or self.active_from <= day
        ended = self.active_to is not None and self.active_to <= day
        return begun and not ended and not is_at_rest_on(self.turns, day)


@dataclass(frozen=True, slots=True)
class Post:
    """A person's post (职务) in a unit, administrative or 党内, from a day to the last one where known."""

    unit: str
    title: str
    party: bool = False
    start: date | None = None
    end: date | None = None

    def held_on(self, day: date | None) -> bool:
        """Whether it is held on a day; any post where no day is asked for."""
        return within(self.start, self.end, day)


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the roster; the order of persons is 领导排序."""

    name: str
    unit: str
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """分管 or 联系支部: a person's tie to a unit, from a day to the last one where known."""

    kind: str
    person: str
    unit: str
    start: date | None = None
    end: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether it holds on a day; any tie where no day is asked for."""
        return within(self.start, self.end, day)


def within(start: date | None, end: date | None, day: date | None) -> bool:
    """Whether a day lies in a stretch that may be open at either end; yes where no day is asked for."""
    return day is None or ((start is None or start <= day) and (end is None or day <= end))


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """What a written unit name stands for: ``unit`` when certain, else ``proposed`` with a reason to ask about."""

    unit: str | None
    proposed: str | None = None
    reason: str = ""


def fold_name(text: str) -> str:
    """A unit's name without what people type differently: width, blanks, brackets and stops."""
    return unicodedata.normalize("NFKC", text).translate(_BRACKETS)


def fold_numerals(text: str) -> str:
    """A folded name with its Chinese numerals as digits, so that 第11党支部 compares equal with 第十一党支部."""
    return _NUMERALS.sub(lambda match: _digits(match[0]), fold_name(text))


def _digits(signs: str) -> str:
    plain = signs.replace("〇", "零")
    if "十" not in plain:
        return "".join(str(_DIGITS.index(sign)) for sign in plain)
    tens, _, ones = plain.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return signs
    return str((_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0))


@dataclass(frozen=True)
class Roster:
    """All units in the bureau's order, with the look-up of names as people write them.

    ``past`` are the units at rest (停用, 并入), ``past_places`` before which unit of ``units`` each of them stands.
    ``bureau`` is 本单位全称 where it is known; it need be no unit of the list.
    """

    units: tuple[Unit, ...]
    people: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = field(default=())
    past: tuple[Unit, ...] = ()
    past_places: tuple[int, ...] = ()
    bureau: str = ""

    @cached_property
    def everyone(self) -> tuple[Unit, ...]:
        """The units of today and those at rest, in the bureau's order."""
        before: dict[int, list[Unit]] = {}
        for place, unit in enumerate(self.past):
            where = self.past_places[place] if place < len(self.past_places) else len(self.units)
            before.setdefault(min(where, len(self.units)), []).append(unit)
        mixed = [[*before.get(place, ()), unit] for place, unit in enumerate(self.units)]
        return tuple(unit for group in (*mixed, before.get(len(self.units), [])) for unit in group)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Every spelling with its unit: today's names before other spellings, units of today before those at rest."""
        found: dict[str, str] = {}
        for units in (self.units, self.past):
            for unit in units:
                found.setdefault(fold_name(unit.name), unit.name)
            for unit in units:
                for alias in unit.aliases:
                    found.setdefault(fold_name(alias), unit.name)
            for unit in units:
                for former in unit.former_names:
                    found.setdefault(fold_name(former), unit.name)
        return found

    @cached_property
    def _order(self) -> dict[str, int]:
        return {unit.name: place for place, unit in enumerate(self.everyone)}

    @cached_property
    def _named(self) -> dict[str, Unit]:
        return {unit.name: unit for unit in self.everyone}

    @property
    def reporting(self) -> tuple[Unit, ...]:
        """The units that send returns, in the bureau's order."""
        return tuple(unit for unit in self.units if unit.reports)

    def order_of(self, name: str) -> int:
        """A unit's place in the bureau's order; unknown units come last."""
        return self._order.get(name, len(self.everyone))

    def get(self, name: str) -> Unit | None:
        """The unit of exactly this name, at rest or not."""
        return self._named.get(name)

    def name_on(self, name: str, day: date | None) -> str:
        """The name that a unit of today's name bore on a day; the name itself where it is not in the roster."""
        unit = self.get(name)
        return name if unit is None else unit.name_on(day)

    def below(self, name: str) -> tuple[Unit, ...]:
        """The units directly below a unit, in the bureau's order."""
        return tuple(unit for unit in self.units if unit.parent == name)

    def certain(self, written: str) -> str | None:
        """The unit whose name or alias this is to the letter, None when it is none; no near names are looked for."""
        folded = fold_name(written)
        return self._by_name.get(folded) or self._by_full_name(folded)

    def is_below(self, unit: str, above: str) -> bool:
        """Whether a unit stands below another, directly or not."""
        return above in self._above(unit)

    def _above(self, unit: str) -> list[str]:
        """The units above a unit, the nearest first."""
        found: list[str] = []
        current = self.get(unit)
        while current is not None and current.parent and current.parent not in found:
            found.append(current.parent)
            current = self.get(current.parent)
        return found

    @cached_property
    def _bureau_names(self) -> frozenset[str]:
        return frozenset(spellings_of(fold_name(self.bureau)))

    def _stands_above(self, written: str, unit: str) -> bool:
        """Whether a folded spelling is that of the bureau, or of a unit above another."""
        if written in self._bureau_names:
            return fold_name(unit) not in self._bureau_names
        named = self._by_name.get(written)
        return any(above == named or written in spellings_of(fold_name(above)) for above in self._above(unit))

    def _by_full_name(self, folded: str) -> str | None:
        """The unit of a name that has what stands above it in front."""
        if folded not in self._full_names:
            self._full_names[folded] = unit_below(folded, self._uppers, self._by_name.get, self._stands_above)
        return self._full_names[folded]

    @cached_property
    def _uppers(self) -> frozenset[str]:
        """Every spelling of the bureau and of the units that have others below them."""
        parents = {unit.parent for unit in self.everyone if unit.parent}
        spelt = {written for written, name in self._by_name.items() if name in parents}
        short = {written for name in parents for written in spellings_of(fold_name(name))}
        return frozenset(spelt | short) | self._bureau_names

    @cached_property
    def _full_names(self) -> dict[str, str | None]:
        return {}

    def match(self, written: str) -> UnitMatch:
        """What a written name stands for: the name or an alias is certain, a near one is only proposed."""
        known = self._matched.get(written)
        if known is None:
            known = self._matched[written] = self._match(written)
        return known

    @cached_property
    def _matched(self) -> dict[str, UnitMatch]:
        return {}

    def _match(self, written: str) -> UnitMatch:
        folded = fold_name(written)
        if not folded:
            return UnitMatch(None)
        exact = self.certain(written)
        if exact is not None:
            return UnitMatch(exact)
        numbered = self._by_numeral.get(fold_numerals(written))
        if numbered is not None:
            return UnitMatch(None, numbered, f"名册中没有“{written}”，与“{numbered}”只是数字写法不同")
        lower = self._near_below(folded)
        if lower is not None:
            return UnitMatch(None, lower, f"名册中没有“{written}”，与“{lower}”相近")
        return self._near(written, folded)

    def _near_below(self, folded: str) -> str | None:
        """The unit to propose for a name that begins with a body's or another unit's: one below it, never that one."""
        for above, rest in splits(folded):
            upper = self._by_name.get(above)
            if upper is None and above not in self._bureau_names:
                continue
            found = self._by_name.get(rest) or self._near(rest, rest).proposed
            if found is None or found == upper:
                continue
            if self._stands_above(above, found) or self._is_flat(upper, found):
                return found
        return None

    def _is_flat(self, upper: str | None, unit: str) -> bool:
        """Whether a list without 上级单位 names both a whole body and a unit that may be one of its own."""
        above, below = self.get(upper or ""), self.get(unit)
        return above is not None and below is not None and is_body(above.name) and not (above.parent or below.parent)

    @cached_property
    def _by_numeral(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for known, name in self._by_name.items():
            found.setdefault(fold_numerals(known), name)
        return found

    @cached_property
    def _by_sign(self) -> dict[str, list[str]]:
        """The folded names that hold a sign, so that a text is compared only with names it shares signs with."""
        found: dict[str, list[str]] = {}
        for name in self._by_name:
            for sign in set(name):
                found.setdefault(sign, []).append(name)
        return found

    def _near(self, written: str, folded: str) -> UnitMatch:
        shared = Counter(known for sign in set(folded) for known in self._by_sign.get(sign, ()))
        scored = sorted(
            (
                (_likeness(folded, known), self._by_name[known])
                for known, count in shared.items()
                if count >= min(_SHARED, len(set(known)), len(set(folded)))
            ),
            key=lambda pair: (-pair[0], self.order_of(pair[1])),
        )
        if not scored or scored[0][0] < _NEAR:
            return UnitMatch(None, None, f"名册中没有“{written}”")
        best = scored[0][1]
        return UnitMatch(None, best, f"名册中没有“{written}”，与“{best}”相近")

    def find_in(self, text: str) -> tuple[str, ...]:
        """The units whose name or alias stands in a text, longest names first to win, in the bureau's order."""
        rest = fold_name(text)
        found: set[str] = set()
        for known in sorted(self._by_name, key=len, reverse=True):
            if known and known in rest:
                found.add(self._by_name[known])
                rest = rest.replace(known, "\0")
        return tuple(sorted(found, key=self.order_of))


def _likeness(written: str, known: str) -> float:
    """How alike two folded names are, 0 to 1; one that contains the other counts as near."""
    if len(known) >= 2 and (known in written or written in known) and len(written) >= 2:
        return max(0.7, len(known) / len(written) if len(known) < len(written) else len(written) / len(known))
    return SequenceMatcher(None, written, known, autojunk=False).ratio()


def in_bureau_order(names: Iterable[str], roster: Roster) -> list[str]:
    """Names sorted as the bureau orders its units."""
    return sorted(names, key=roster.order_of)
