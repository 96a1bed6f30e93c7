"""Persons as an office lists them, a line a post, and as others ask for them: of a unit, on a day, with titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desk_app.campaign.roster import Person, Post, Relation, Roster


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of a list of persons: a post in the administration, one in the party, or both, of one time.

    ``post_unit`` is where the post is held, empty where that is the person's own ``unit``.
    """

    name: str
    unit: str = ""
    title: str = ""
    party_title: str = ""
    post_unit: str = ""
    start: date | None = None
    end: date | None = None


def lines_of(people: Iterable[Person]) -> tuple[PersonLine, ...]:
    """The lines of persons in 领导排序; a post and the party post behind it of the same place and time share a line."""
    return tuple(line for person in people for line in _lines(person))


def _lines(person: Person) -> list[PersonLine]:
    made: list[PersonLine] = []
    for post in person.posts:
        where = "" if post.unit == person.unit else post.unit
        last = made[-1] if made else None
        if post.party and last is not None and _joins(last, where, post):
            made[-1] = replace(last, party_title=post.title)
        else:
            title, party = ("", post.title) if post.party else (post.title, "")
            made.append(PersonLine(person.name, person.unit, title, party, where, post.start, post.end))
    return made or [PersonLine(person.name, person.unit)]


def _joins(last: PersonLine, where: str, post: Post) -> bool:
    same = (last.post_unit, last.start, last.end) == (where, post.start, post.end)
    return same and bool(last.title) and not last.party_title and bool(post.title)


def people_of_lines(lines: Iterable[PersonLine]) -> tuple[Person, ...]:
    """The persons of a list in its order; lines of one name and unit speak of one person."""
    found: dict[tuple[str, str], list[Post]] = {}
    for line in lines:
        posts = found.setdefault((line.name, line.unit), [])
        where = line.post_unit or line.unit
        if line.title:
            posts.append(Post(where, line.title, start=line.start, end=line.end))
        if line.party_title:
            posts.append(Post(where, line.party_title, party=True, start=line.start, end=line.end))
    return tuple(Person(name, unit, tuple(posts)) for (name, unit), posts in found.items())


def people_of(known: Roster, unit: str, on: date | None = None) -> tuple[Person, ...]:
    """The persons of a unit on a day in 领导排序, each with the posts held there then; all of them without a day.

    A person whose posts have all ended belongs to nobody any more; one without posts belongs to the unit named.
    """
    found = []
    for person in known.people:
        held = tuple(post for post in person.posts if post.unit == unit and post.held_on(on))
        if held or (person.unit == unit and not person.posts):
            found.append(replace(person, posts=held))
    return tuple(found)


def title_of(person: Person, *, party: bool | None = None) -> str:
    """A person's posts as one writes them behind a name; only 党内职务, or only the others, where asked for."""
    wanted = (post.title for post in person.posts if post.title and party in (None, post.party))
    return "、".join(dict.fromkeys(wanted))


def relations_of(known: Roster, kind: str, unit: str, on: date | None = None) -> tuple[Relation, ...]:
    """The ties of a kind (分管, 联系支部) that a unit has on a day."""
    return tuple(one for one in known.relations if one.kind == kind and one.unit == unit and one.holds_on(on))


@dataclass(frozen=True, slots=True)
class TieCheck:
    """Whom a requirement may speak of: by unit its persons, and the units of which nothing is registered."""

    kind: str
    persons: dict[str, tuple[str, ...]]
    wanting: tuple[str, ...]

    @property
    def said(self) -> str:
        """Why it cannot be checked, empty where it can; a figure is never given in its place."""
        if not self.wanting:
            return ""
        word = "联系支部" if self.kind == CONTACT else f"{self.kind}关系"
        return f"无法核对：未登记{word}（{'、'.join(self.wanting)}）"


LEADS, CONTACT = "分管", "联系支部"
TIE_KINDS = (LEADS, CONTACT)


def check_ties(known: Roster, kind: str, units: Sequence[str], on: date | None = None) -> TieCheck:
    """Who stands in a tie to each unit on a day, for a requirement that needs to know it."""
    persons = {unit: tuple(one.person for one in relations_of(known, kind, unit, on)) for unit in units}
    return TieCheck(kind, persons, tuple(unit for unit in units if not persons[unit]))
