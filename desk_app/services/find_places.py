"""查找: the places one can go to from anywhere: forms, units, tasks, people, and the sentences of the plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from desk_app.campaign.people import title_of
from desk_app.campaign.plan.document import PlanTable
from desk_app.campaign.roster import Roster
from desk_app.campaign.tasks import task_keys, task_title
from desk_app.services.desk import Desk
from desk_app.services.initials import matches
from desk_app.services.search_marks import Span, marks
from desk_app.storage import bigrams, campaigns, plan_drafts, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.reader import Reader

FORM, UNIT, TASK, PERSON, PLAN = "表", "单位", "任务", "人员", "方案"


@dataclass(frozen=True)
class Place:
    """Something that can be found: its words, what it is, where it leads, and what else it answers to.

    ``where`` says more about it in quiet letters; ``campaign_id`` is that of the campaign to turn to, 0 for none. The
    ``spelt`` ones are found by their own signs only, short names by the first letters of their sounds as well.
    """

    text: str
    kind: str
    room: str
    errand: str = ""
    also: tuple[str, ...] = ()
    where: str = ""
    campaign_id: int = 0
    spelt: bool = False

    def answers(self, wanted: str) -> bool:
        """Whether every part of what was typed stands in one of its names."""
        if self.spelt:
            return all(part in self._folded for part in map(bigrams.fold, wanted.split()))
        names = (self.text, self.kind, *self.also)
        return all(any(matches(part, name) for name in names) for part in wanted.split())

    def marks(self, wanted: str) -> tuple[Span, ...]:
        """Where what was typed stands in its words, as far as it stands there sign by sign."""
        return marks(self.text, tuple(filter(None, map(bigrams.fold, wanted.split()))))

    @cached_property
    def _folded(self) -> str:
        return "\n".join(map(bigrams.fold, (self.text, *self.also)))


def places(desk: Desk, campaign: Campaign | None) -> tuple[Place, ...]:
    """The chosen campaign's forms, then units, tasks of all campaigns, people, and what the plans say."""
    with desk.store.read() as reader:
        known = roster.load(reader)
        return (
            *(_forms(reader, campaign) if campaign is not None else ()),
            *(Place(one.name, UNIT, "units", one.name, (one.kind, *one.aliases)) for one in known.units),
            *_tasks(reader),
            *_people(known),
            *_sentences(reader),
        )


def _forms(reader: Reader, campaign: Campaign) -> Iterator[Place]:
    for stored in campaigns.forms_of(reader, campaign.id):
        one = stored.definition
        yield Place(f"{one.annex}　{one.name}".strip("　"), FORM, "ledger", one.name, (one.title,))


def _tasks(reader: Reader) -> Iterator[Place]:
    for campaign in reversed(campaigns.list_campaigns(reader)):
        tasks = campaign.outline.tasks
        for key, task in zip(task_keys(tasks), tasks, strict=True):
            more = (task.activity, task.units)
            yield Place(task_title(task), TASK, "tasks", f"task:{key}", more, campaign.name, campaign.id, spelt=True)


def _people(known: Roster) -> Iterator[Place]:
    for person in known.people:
        unit = person.unit or next((post.unit for post in person.posts if post.unit), "")
        yield Place(person.name, PERSON, "units", unit, (unit,), title_of(person) or unit)


def _sentences(reader: Reader) -> Iterator[Place]:
    """Every paragraph and cell of every document that was read in, once; the errand names its block and cell."""
    for head in plan_drafts.heads(reader):
        seen: set[str] = set()
        for text, at in _passages(reader, head.id):
            if text not in seen:
                seen.add(text)
                yield Place(text, PLAN, "plan", f"draft:{head.id}:{at}", (), head.title or head.file, spelt=True)


def _passages(reader: Reader, draft_id: int) -> Iterator[tuple[str, str]]:
    for block in plan_drafts.get(reader, draft_id).reading.document.blocks:
        if not isinstance(block, PlanTable):
            yield from ((line, str(block.index)) for line in (" ".join(block.text.split()),) if line)
            continue
        for row in range(len(block.rows)):
            for column in range(len(block.rows[row])):
                if block.own(row, column) and (text := " ".join(block.text(row, column).split())):
                    yield text, f"{block.index}:{row}:{column}"
