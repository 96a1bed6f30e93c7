"""人员: persons in 领导排序 with their posts, and their ties to units (分管, 联系支部)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from desk_app.campaign.roster import Person, Post, Relation
from desk_app.storage.operations import Operation
from desk_app.storage.reader import Reader
from desk_app.storage.roster_rows import keyed, known, reconcile
from desk_app.storage.tables import person, post, relation


def save_people(op: Operation, people: Sequence[Person]) -> None:
    """Make the stored persons equal to these, in this order."""
    rows = [{"position": place, "name": one.name, "unit": one.unit} for place, one in enumerate(people)]
    wanted = keyed(rows, "name", "unit")
    stored = known(op, "person", "name", "unit")
    ids = reconcile(op, "person", wanted, stored, before_delete=lambda row_ids: _forget_posts(op, row_ids))
    posts = [
        {"person_id": ids[key], "position": place, "unit": one.unit, "title": one.title, "party": one.party,
         "start": one.start, "end": one.end}
        for (key, _), holder in zip(wanted, people, strict=True)
        for place, one in enumerate(holder.posts)
    ]  # fmt: skip
    names = ("person_id", "unit", "title")
    reconcile(op, "post", keyed(posts, *names), known(op, "post", *names))


def save_relations(op: Operation, relations: Sequence[Relation]) -> None:
    """Make the stored ties equal to these, in this order."""
    rows = [
        {
            "position": place,
            "kind": one.kind,
            "person": one.person,
            "unit": one.unit,
            "start": one.start,
            "end": one.end,
        }
        for place, one in enumerate(relations)
    ]
    names = ("kind", "person", "unit")
    reconcile(op, "relation", keyed(rows, *names), known(op, "relation", *names))


def load_people(reader: Reader) -> tuple[Person, ...]:
    """The persons in 领导排序."""
    posts: dict[int, list[Post]] = defaultdict(list)
    for row in reader.rows(select(post).order_by(post.c.person_id, post.c.position, post.c.id)):
        posts[row.person_id].append(Post(row.unit, row.title, row.party, row.start, row.end))
    rows = reader.rows(select(person).order_by(person.c.position, person.c.id))
    return tuple(Person(row.name, row.unit, tuple(posts[row.id])) for row in rows)


def load_relations(reader: Reader) -> tuple[Relation, ...]:
    """The ties as they were last saved."""
    rows = reader.rows(select(relation).order_by(relation.c.position, relation.c.id))
    return tuple(Relation(row.kind, row.person, row.unit, row.start, row.end) for row in rows)


def _forget_posts(op: Operation, person_ids: list[int]) -> None:
    rows = op.rows(select(post.c.id, post.c.person_id))
    gone = set(person_ids)
    op.delete_many("post", [row.id for row in rows if row.person_id in gone])
