"""Which sheet column is which of a form's: equal headings for certain, near ones only as a proposal."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from desk_app.forms.definition import Column, FormDefinition
from desk_app.forms.headings import fold_heading as _fold

_Test = Callable[[Column, "Heading"], bool]

_NEAR = 0.6
_HINT = re.compile(r"[（(【\[].*?[）)】\]]\s*$", re.DOTALL)
_SAME = (
    ("日期", "时间"),
    ("类别", "类型"),
    ("场所", "地点"),
    ("人员", "人"),
    ("姓名", ""),
    ("期限", "时限"),
    ("情况", ""),
)


@lru_cache(maxsize=8192)
def fold_heading(text: str) -> str:
    """A heading folded as the whole program folds them, remembered."""
    return _fold(text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands over a sheet column, with the group heading above it."""

    column: int
    text: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A heading that is near to one of the form's: taken for it only until a person says."""

    heading: Heading
    column: Column


@dataclass(frozen=True, slots=True)
class Match:
    """How a sheet's headings fit a form.

    ``exact`` maps column keys to sheet columns, ``proposals`` what is only near, ``hinted`` those with a bracketed
    remark, ``extra`` headings the form does not know, ``missing`` the form's columns not found at all.
    """

    exact: dict[str, int]
    proposals: tuple[Proposal, ...]
    hinted: tuple[Proposal, ...]
    extra: tuple[Heading, ...]
    missing: tuple[Column, ...]
    swapped: bool = False

    @property
    def columns(self) -> dict[str, int]:
        """Every form column found or proposed, with its sheet column."""
        return {**self.exact, **{item.column.key: item.heading.column for item in self.proposals}}


def count_equal(form: FormDefinition, headings: Sequence[Heading]) -> int:
    """How many of a form's headings stand among these, each as often as it stands; a quick look before the match."""
    free = [fold_heading(heading.text) for heading in headings]
    count = 0
    for column in form.columns:
        wanted = fold_heading(column.heading)
        if wanted in free:
            free.remove(wanted)
            count += 1
    return count


def match_columns(form: FormDefinition, headings: Sequence[Heading]) -> Match:
    """Assign sheet columns to a form's; equal headings go left to right, unless their left neighbours say otherwise."""
    free = list(headings)
    exact: dict[str, int] = {}
    hinted: list[Proposal] = []
    _assign(form, free, exact, _same_with_group)
    swapped = _assign_by_neighbour(form, free, exact, headings)
    _assign(form, free, exact, _same)
    _assign(form, free, exact, _same_joined)
    for column in _left(form, exact):
        found = next((heading for heading in free if _same_but_hint(column, heading)), None)
        if found is not None:
            exact[column.key] = found.column
            hinted.append(Proposal(found, column))
            free.remove(found)
    proposals = _proposals(form, free, exact)
    taken = {item.column.key for item in proposals}
    missing = tuple(column for column in _left(form, exact) if column.key not in taken)
    return Match(exact, tuple(proposals), tuple(hinted), tuple(free), missing, swapped)


def _left(form: FormDefinition, exact: dict[str, int]) -> list[Column]:
    return [column for column in form.columns if column.key not in exact]


def _assign(form: FormDefinition, free: list[Heading], exact: dict[str, int], same: _Test) -> None:
    for column in _left(form, exact):
        found = next((heading for heading in free if same(column, heading)), None)
        if found is not None:
            exact[column.key] = found.column
            free.remove(found)


def _assign_by_neighbour(
    form: FormDefinition, free: list[Heading], exact: dict[str, int], headings: Sequence[Heading]
) -> bool:
    """Equal headings in another order than printed, each beside its own left neighbour; True when any was so."""
    labels = [fold_heading(column.heading) for column in form.columns]
    doubled = [place for place, label in enumerate(labels) if labels.count(label) > 1 and place > 0]
    found: dict[str, Heading] = {}
    for place in doubled:
        for left, heading in itertools.pairwise(headings):
            fits = fold_heading(heading.text) == labels[place] and fold_heading(left.text) == labels[place - 1]
            if fits and heading in free:
                found[form.columns[place].key] = heading
    in_order = [heading.column for heading in found.values()]
    if len(found) < len(doubled) or in_order == sorted(in_order):
        return False
    for key, heading in found.items():
        if key not in exact:
            exact[key] = heading.column
            free.remove(heading)
    return True


def _same_with_group(column: Column, heading: Heading) -> bool:
    return bool(column.group) and fold_heading(column.group) == fold_heading(heading.group) and _same(column, heading)


def _same(column: Column, heading: Heading) -> bool:
    return fold_heading(column.heading) == fold_heading(heading.text)


def _same_joined(column: Column, heading: Heading) -> bool:
    return bool(heading.group) and fold_heading(column.heading) == fold_heading(heading.group + heading.text)


def _same_but_hint(column: Column, heading: Heading) -> bool:
    bare = _HINT.sub("", unicodedata.normalize("NFKC", heading.text).strip())
    return bare != heading.text and bool(bare) and fold_heading(bare) == fold_heading(column.heading)


def _proposals(form: FormDefinition, free: list[Heading], exact: dict[str, int]) -> list[Proposal]:
    scored = sorted(
        (
            (-_likeness(column, heading), place, heading.column, column, heading)
            for place, column in enumerate(_left(form, exact))
            for heading in free
        ),
        key=lambda item: item[:3],
    )
    proposals: list[Proposal] = []
    for score, _, _, column, heading in scored:
        if -score < _NEAR:
            break
        if heading in free and all(item.column is not column for item in proposals):
            proposals.append(Proposal(heading, column))
            free.remove(heading)
    return proposals


def _likeness(column: Column, heading: Heading) -> float:
    wanted = _plain(column.heading)
    best = 0.0
    for text in {heading.text, heading.group + heading.text}:
        written = _plain(text)
        if not wanted or not written:
            continue
        if wanted == written:
            return 1.0
        if min(len(wanted), len(written)) >= 2 and (wanted in written or written in wanted):
            best = max(best, 0.7)
        best = max(best, SequenceMatcher(None, wanted, written, autojunk=False).ratio())
    return best


def _plain(text: str) -> str:
    plain = fold_heading(text)
    for said, meant in _SAME:
        if plain != said:
            plain = plain.replace(said, meant)
    return plain
