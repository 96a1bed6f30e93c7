"""Which part of the text and which row of a list are about one matter, each with all that it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import PlanTask
from desk_app.campaign.plan.pairing import Pair, is_one_of_many
from desk_app.campaign.plan.wording import fold, same_activity, short_activity

_LEAST_NAME, _LEAST_WORDS = 4, 6

_Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the body: what it is called, and its paragraphs up to the next one.

    ``number`` is as printed where the part is an item in figures (9.) of the heading ``under``, else empty.
    """

    title: str
    texts: tuple[Source, ...]
    number: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter as the text and as a row has it; ``cells`` are those of the row, each with the heading above it."""

    name: str
    texts: tuple[Source, ...]
    cells: tuple[tuple[str, Source], ...]

    @property
    def said(self) -> str:
        """All that the text says of it."""
        return "\n".join(source.text for source in self.texts)

    @property
    def place(self) -> _Place:
        """The row."""
        source = self.cells[0][1]
        return source.block, source.row or 0


def read_matters(
    sections: Sequence[Section], pairs: Sequence[Pair], tables: Sequence[PlanTable], listed: Sequence[PlanTask]
) -> tuple[Matter, ...]:
    """The parts of the text that bear the very name of a row, or that are known to say the same.

    ``listed`` are the rows of the task lists; a name or a part that fits two of them tells nothing.
    """
    lists = {(task.source.block, task.source.row) for task in listed if task.source.row is not None}
    rows = {place: cells for table in tables for place, cells in _rows(table, lists)}
    several = {name for name, count in Counter(task.activity for task in listed).items() if count > 1}
    homes = {**_by_pairs(sections, pairs, several), **_by_names(sections, rows)}
    often = Counter(homes.values())
    found = {
        place: Matter(sections[section].title, sections[section].texts, rows[place])
        for place, section in homes.items()
        if often[section] == 1 and rows.get(place)
    }
    left = {place: cells for place, cells in rows.items() if place not in homes}
    return tuple(matter for _, matter in sorted({**_by_sentences(sections, left), **found}.items()))


def _by_sentences(
    sections: Sequence[Section], rows: Mapping[_Place, tuple[tuple[str, Source], ...]]
) -> dict[_Place, Matter]:
    """The one sentence of the text that has a row's very words, where the row has no part of the text to itself."""
    sentences = [
        replace(source, text=said)
        for section in sections
        for source in section.texts
        for said in re.split(r"[。；;\n]", source.text)
    ]
    found: dict[_Place, Matter] = {}
    for place, cells in rows.items():
        names = [fold(source.text) for _, source in cells if len(fold(source.text)) >= _LEAST_WORDS]
        homes = [(name, one) for name in names for one in sentences if name in fold(one.text)]
        if len({one for _, one in homes}) == 1:
            found[place] = Matter(homes[0][0], (homes[0][1],), cells)
    return found


def _rows(table: PlanTable, lists: Collection[_Place]) -> Iterator[tuple[_Place, tuple[tuple[str, Source], ...]]]:
    """Each row of a list with its own cells; one that reaches over several rows names their group."""
    first = min((row for block, row in lists if block == table.index), default=0)
    for row in range(first, len(table.rows)):
        if (table.index, row) in lists:
            yield (
                (table.index, row),
                tuple(
                    (table.text(first - 1, column) if first else "", table.source(row, column))
                    for column in range(table.width)
                    if table.own(row, column) and table.text(row, column) and not _reaches_on(table, row, column)
                ),
            )


def _reaches_on(table: PlanTable, row: int, column: int) -> bool:
    return row + 1 < len(table.rows) and bool(table.text(row + 1, column)) and not table.own(row + 1, column)


def _by_names(sections: Sequence[Section], rows: Mapping[_Place, Sequence[tuple[str, Source]]]) -> dict[_Place, int]:
    titles: dict[str, list[int]] = {}
    for at, section in enumerate(sections):
        titles.setdefault(_bare(section.title), []).append(at)
    names: dict[str, list[_Place]] = {}
    for place, cells in rows.items():
        for name in {_bare(source.text) for _, source in cells}:
            names.setdefault(name, []).append(place)
    return {
        places[0]: titles[name][0]
        for name, places in names.items()
        if len(name) >= _LEAST_NAME and len(places) == 1 and len(titles.get(name, ())) == 1
    }


def _by_pairs(sections: Sequence[Section], pairs: Sequence[Pair], several: Collection[str]) -> dict[_Place, int]:
    """The rows set against sentences; a part of the text with an activity's name speaks of all ``several`` rows."""
    found: dict[_Place, int] = {}
    for pair in pairs:
        source = pair.body.source
        at = next((at for at, one in enumerate(sections) if any(_covers(text, source) for text in one.texts)), None)
        row = pair.listed.source.row
        if at is None or row is None or is_one_of_many(pair):
            continue
        name = pair.listed.activity
        if name not in several or not same_activity(sections[at].title, name):
            found[pair.listed.source.block, row] = at
    return found


def _covers(text: Source, source: Source) -> bool:
    return text.block == source.block and text.start <= source.start < max(text.end, text.start + 1)


def _bare(name: str) -> str:
    return fold(short_activity(name)).removeprefix("开展").removeprefix("组织").removeprefix("举办")
