"""Whether a sentence outside an item speaks of it: by its name, by the name in its marks, or by its own words."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.plan.compare_reminders import NamedItem, items_named, named_items
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Matter, Section
from desk_app.campaign.plan.model import PlanTask
from desk_app.campaign.plan.wording import fold, pairs_of

#: Parts of a paper that speak of all its works again.
_GENERAL = re.compile(r"要求|保障|领导|目标|机制|原则|总体|说明|督导|督查|考核|纪律|宣传|其他|事项|报送|组织实施")
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,14})[”\"]")
_DEED = re.compile(r"^(?:[学办评讲上做开查]一?[次堂场项件]|组织|开展|推进|加强|实施|举办|做好|抓好|推行)+")
_HALF, _LEAST_PAIRS, _LEAST_PARTS = 0.5, 3, 3


@dataclass(frozen=True, slots=True)
class Items:
    """The parts of a text, which of them only speak of others' works (``general``), and the names of the works."""

    sections: Sequence[Section]
    named: Sequence[NamedItem]
    general: frozenset[int]
    words: tuple[frozenset[str], ...]
    inside: dict[tuple[int, int], int]

    def home(self, matter: Matter) -> int | None:
        """The one part of the text that a row is about."""
        found = self.homes(matter)
        return next(iter(found)) if len(found) == 1 else None

    def homes(self, matter: Matter) -> set[int]:
        """All parts of the text that a row is about."""
        return {at for text in matter.texts if (at := self.inside.get((text.block, text.start))) is not None}

    def speaks_of(self, home: int, sentence: str, paragraph: str, block: int) -> bool:
        """Whether a folded sentence, or the short paragraph around it, names the part at ``home`` and no other."""
        section = self.sections[home]
        quoted = {fold(name) for name in _QUOTED.findall(section.title)}
        if any(name in sentence for name in quoted):
            return True
        named = items_named(self.named, sentence, block)
        if named:
            return [item.section for item in named] == [section]
        return self._by_words(sentence) == home or self._by_words(paragraph) == home

    def _by_words(self, text: str) -> int | None:
        """The one part whose name has half of its pairs of signs in a text."""
        pairs = set(pairs_of(text))
        found = [
            at
            for at, words in enumerate(self.words)
            if at not in self.general
            and len(words & pairs) >= max(min(_LEAST_PAIRS, len(words)), _HALF * len(words), 2)
        ]
        return found[0] if len(found) == 1 else None


def items_of_text(sections: Sequence[Section], matters: Sequence[Matter], tasks: Sequence[PlanTask]) -> Items:
    """The parts of a text with the works among them: those that ask something, or that have a row."""
    sections = _without_afterwords(sections)
    named = named_items(sections, tasks)
    inside = {(text.block, text.start): at for at, section in enumerate(sections) for text in section.texts}
    bare = Items(sections, named, frozenset(), (), inside)
    working = {id(item.section) for item in named}
    working |= {id(sections[at]) for matter in matters for at in bare.homes(matter)}
    general = frozenset(at for at, one in enumerate(sections) if _is_general(one, working))
    words = tuple(frozenset(pairs_of(_DEED.sub("", section.title))) for section in sections)
    return Items(sections, named, general, words, inside)


def _without_afterwords(sections: Sequence[Section]) -> Sequence[Section]:
    """The last part without the paragraphs behind it, where no other part has more than one: they speak of all."""
    if len(sections) < _LEAST_PARTS or any(len(one.texts) > 1 for one in sections[:-1]):
        return sections
    return (*sections[:-1], replace(sections[-1], texts=sections[-1].texts[:1]))


def _is_general(section: Section, working: Collection[int]) -> bool:
    return id(section) not in working or _GENERAL.search(section.under) is not None


def quoted_names(text: str) -> frozenset[str]:
    """The names in quotation marks of a text, folded."""
    return frozenset(fold(name) for name in _QUOTED.findall(text))


def names_around(sentence: str, paragraph: str) -> frozenset[str]:
    """The names of a sentence; where it has none, the one name of its paragraph."""
    own, around = quoted_names(sentence), quoted_names(paragraph)
    return own or (around if len(around) == 1 else frozenset())


def outside(said: Sequence[Source], items: Items) -> list[Source]:
    """The paragraphs that belong to no numbered part."""
    blocks = {block for block, _ in items.inside}
    return [text for text in said if text.block not in blocks]
