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
from desk_app.forms.headings import fold_heading

_Test = Callable[[Column, "Heading"], bool]

_NEAR = 0.6
_LONGEST_KEPT = 64
_LIKE_IN_PLACE = 0.4
_HINT = re.compile(r"[（(【\[].*?[）)】\]]\s*$", re.DOTALL)
_PERSON_NAMES = frozenset({"姓名", "名字", "名称"})
_SAME = (
    ("日期", "时间"),
    ("类别", "类型"),
    ("场所", "地点"),
    ("人员", "人"),
    ("姓名", ""),
    ("期限", "时限"),
    ("情况", ""),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands over a sheet column, with the group heading above it."""

    column: int
    text: str
    group: str = ""

    @property
    def meant(self) -> str:
        """What it calls its column: 姓名 below 谈话人 is the 谈话人."""
        return self.group if self.group and fold_heading(self.text) in _PERSON_NAMES else self.text


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


def names_of(headings: Sequence[Heading]) -> list[set[str]]:
    """The folded texts under which each heading may be a form's."""
    return [_names_of(heading) for heading in headings]


def count_named(form: FormDefinition, names_by_heading: Sequence[set[str]]) -> int:
    """How many of a form's headings stand among these names, each as often as it stands."""
    free = list(names_by_heading)
    known = set().union(*free)
    count = 0
    for column in form.columns:
        wanted = fold_heading(column.heading)
        if wanted not in known:
            continue
        found = next((names for names in free if wanted in names), None)
        if found is not None:
            free.remove(found)
            count += 1
    return count


def _names_of(heading: Heading) -> set[str]:
    texts = [heading.meant, bare_heading(heading.text), heading.group + heading.text]
    return {folded for folded in map(fold_heading, texts) if folded}


@lru_cache(maxsize=1024)
def _bare_heading(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    return _HINT.sub("", plain) or plain


def bare_heading(text: str) -> str:
    """A heading without the remark in brackets behind it: 建议内容（限200字） is 建议内容."""
    return _bare_heading(text) if len(text) <= _LONGEST_KEPT else _bare_heading.__wrapped__(text)


def match_columns(form: FormDefinition, headings: Sequence[Heading]) -> Match:
    """Assign sheet columns to a form's; equal headings go left to right, unless their left neighbours say otherwise."""
    free = list(headings)
    exact: dict[str, int] = {}
    hinted: list[Proposal] = []
    _assign(form, free, exact, _same_with_group)
    swapped = _assign_by_neighbour(form, free, exact, headings)
    fewer = _doubled_but_fewer(form, headings)
    _assign(form, free, exact, lambda column, heading: column.key not in fewer and _same(column, heading))
    _assign(form, free, exact, _same_joined)
    for column in _left(form, exact):
        found = next((heading for heading in free if _same_but_hint(column, heading)), None)
        if found is not None:
            exact[column.key] = found.column
            hinted.append(Proposal(found, column))
            free.remove(found)
    proposals = _proposals(form, free, exact)
    proposals += _by_place(form, free, exact, proposals)
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
    """Equal headings each beside its own left neighbour, where they are fewer or in another order than printed.

    True when the order was another one.
    """
    labels = [fold_heading(column.heading) for column in form.columns]
    doubled = [place for place, label in enumerate(labels) if labels.count(label) > 1 and place > 0]
    found: dict[str, Heading] = {}
    for place in doubled:
        for left, heading in itertools.pairwise(headings):
            fits = fold_heading(heading.meant) == labels[place] and fold_heading(left.meant) == labels[place - 1]
            if fits and heading in free:
                found[form.columns[place].key] = heading
    in_order = [heading.column for heading in found.values()]
    swapped = in_order != sorted(in_order)
    if not swapped and not _doubled_but_fewer(form, headings):
        return False
    for key, heading in found.items():
        if key not in exact:
            exact[key] = heading.column
            free.remove(heading)
    return swapped


def _doubled_but_fewer(form: FormDefinition, headings: Sequence[Heading]) -> frozenset[str]:
    """The columns whose equal heading stands less often than in the form: the first one is then no better guess."""
    labels = [fold_heading(column.heading) for column in form.columns]
    written = [fold_heading(heading.meant) for heading in headings]
    return frozenset(
        column.key
        for column, label in zip(form.columns, labels, strict=True)
        if labels.count(label) > written.count(label) > 0
    )


def _same_with_group(column: Column, heading: Heading) -> bool:
    return bool(column.group) and fold_heading(column.group) == fold_heading(heading.group) and _same(column, heading)


def _same(column: Column, heading: Heading) -> bool:
    return fold_heading(column.heading) == fold_heading(heading.meant)


def _same_joined(column: Column, heading: Heading) -> bool:
    return bool(heading.group) and fold_heading(column.heading) == fold_heading(heading.group + heading.text)


def _same_but_hint(column: Column, heading: Heading) -> bool:
    bare = bare_heading(heading.text)
    return bare != heading.text and fold_heading(bare) == fold_heading(column.heading)


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


def _by_place(
    form: FormDefinition, free: list[Heading], exact: dict[str, int], proposals: Sequence[Proposal]
) -> list[Proposal]:
    """A column that was not found is proposed where one unknown heading stands exactly in its place.

    One that the form does not require must be a little alike as well.
    """
    known = {**exact, **{item.column.key: item.heading.column for item in proposals}}
    found: list[Proposal] = []
    for before, column, after in zip(form.columns, form.columns[1:], [*form.columns[2:], None], strict=False):
        if column.key in known or before.key not in known:
            continue
        right = known.get(after.key) if after is not None else None
        between = [item for item in free if known[before.key] < item.column and (right is None or item.column < right)]
        if len(between) != 1 or between[0].column != known[before.key] + 1 or (after is not None and right is None):
            continue
        if column.required or _likeness(column, between[0]) >= _LIKE_IN_PLACE:
            found.append(Proposal(between[0], column))
            free.remove(between[0])
    return found


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
