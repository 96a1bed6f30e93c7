"""查找 over all rows of all campaigns and all received files, as the box shows it.

Rows of 负面清单 and talk records are found and counted, never shown: who wants to see them opens the ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.period import parse_period
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.forms.secrecy import names_persons
from desk_app.forms.showing import shown
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.ledger_words import spellings
from desk_app.services.search_marks import Span, around, marks
from desk_app.storage import bigrams, campaigns, roster, search_index
from desk_app.storage import search as stored
from desk_app.storage.reader import Reader
from desk_app.storage.search import FormGroup, Found, FoundFile, FoundRow, Term
from desk_app.storage.search_index import Reach as IndexReach

__all__ = [
    "FoundGroup", "FoundLine", "FoundReturn", "IndexReach", "SearchAnswer", "build", "catch_up", "index_reach",
    "search", "with_files",
]  # fmt: skip

MOST, EACH, FILES = 100, 5, 8
_LONGEST = 90
_FEW_UNITS = 3


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One row: whose it is and of when, a piece of its text, and where in that the words stand."""

    record_id: int
    where: str
    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """What was found in one form of one campaign; ``count`` rows or, where ``more``, at least so many.

    ``private``: the form names persons, so that no row of it is shown here.
    """

    campaign_id: int
    campaign: str
    form: str
    title: str
    count: int
    more: bool
    private: bool
    rows: tuple[FoundLine, ...]


@dataclass(frozen=True, slots=True)
class FoundReturn:
    """A received file; of a form that names persons its name is not shown, only whose return it is."""

    submission_id: int
    campaign_id: int
    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Everything found. ``waiting`` rows are not in the index yet and were read one by one."""

    words: str
    groups: tuple[FoundGroup, ...] = ()
    files: tuple[FoundReturn, ...] = ()
    more: bool = False
    waiting: int = 0


def search(desk: Desk, words: str, progress: Progress | None = None) -> SearchAnswer:
    """What holds every word; nothing for no word. Raises Cancelled when another question has come meanwhile."""
    told = progress or Silent()
    with desk.store.read() as reader:
        terms = terms_of(reader, words)
        if not terms:
            return SearchAnswer(words)
        groups = stored.groups_of(reader)
        heed: Callable[[int], None] = lambda count: told.step(count, count, "查找")  # noqa: E731  handed on once
        found = stored.find(reader, terms, groups, most=MOST, each=EACH, heed=heed)
        shower = _Shower(reader, terms)
        made = (_group(shower, one, found) for one in groups)
        whole = sorted((one for one in made if one is not None), key=lambda one: one[0])
    return SearchAnswer(words, tuple(one for _, one in whole), (), found.more, found.waiting)


def with_files(desk: Desk, answer: SearchAnswer) -> SearchAnswer:
    """The same, with the newest received files by their names: asked apart, so that rows do not wait for them."""
    with desk.store.read() as reader:
        terms = terms_of(reader, answer.words)
        shower = _Shower(reader, terms)
        files = tuple(_file(shower, one) for one in stored.files(reader, terms, FILES)) if terms else ()
    return replace(answer, files=files)


def terms_of(reader: Reader, words: str) -> tuple[Term, ...]:
    """What is to be found: each word in every spelling; beside other words, a unit's name means its rows too."""
    each = [tuple(dict.fromkeys(filter(None, map(bigrams.fold, spellings(word))))) for word in words.split()]
    said = [one for one in each if one]
    if len(said) == 1:
        return tuple(map(Term, said))
    units = _unit_names(reader)
    terms = [Term(one, _units(units, one)) for one in said]
    return tuple(terms) if not all(one.units for one in terms) else tuple(map(Term, said))


def _unit_names(reader: Reader) -> Mapping[str, int]:
    ids = roster.unit_ids(reader)
    known = roster.load(reader).everyone
    names = ((name, ids[unit.name]) for unit in known for name in (unit.name, *unit.aliases) if unit.name in ids)
    return {bigrams.fold(name): one for name, one in names}


def _units(names: Mapping[str, int], said: Sequence[str]) -> tuple[int, ...]:
    """The unit that is meant by its whole name, or the few whose names hold the word."""
    whole = {names[one] for one in said if one in names}
    if whole:
        return tuple(sorted(whole))
    held = {unit for name, unit in names.items() if any(len(one) > 1 and one in name for one in said)}
    return tuple(sorted(held)) if len(held) <= _FEW_UNITS else ()


class _Shower:
    """Turns found rows into what is shown; forms and units are read when first needed."""

    def __init__(self, reader: Reader, terms: Sequence[Term]) -> None:
        self._reader = reader
        self.texts = tuple(text for one in terms for text in one.spellings)
        self._forms: dict[int, FormDefinition] = {}
        self._names: Mapping[int, str] | None = None

    def form(self, form_id: int) -> FormDefinition:
        """The definition of a version of a form."""
        if form_id not in self._forms:
            self._forms[form_id] = campaigns.get_form(self._reader, form_id).definition
        return self._forms[form_id]

    def where(self, unit_id: int | None, period: str | None) -> str:
        """The unit and the period in words, empty for what is open."""
        if self._names is None:
            self._names = roster.unit_names(self._reader)
        unit = self._names.get(unit_id or 0, "")
        return "　".join(filter(None, (unit, parse_period(period).label if period else "")))

    def line(self, row: FoundRow) -> FoundLine:
        """A row: first the cells that hold a word, then the others as far as there is room."""
        form = self.form(row.form_id)
        cells = [shown(one, row.values.get(one.key)) for one in form.columns if one.kind is not ColumnKind.SERIAL]
        cells = [cell for cell in (*cells, *map(str, row.extra.values())) if cell]
        holding = [around(cell, found) for cell in cells if (found := marks(cell, self.texts))]
        others = [around(cell, ()) for cell in cells if not marks(cell, self.texts)]
        text = "　".join(dict.fromkeys((*holding, *others)))[:_LONGEST]
        return FoundLine(row.id, self.where(row.unit_id, row.period), text, marks(text, self.texts))


def _group(shower: _Shower, group: FormGroup, found: Found) -> tuple[int, FoundGroup] | None:
    """What was found in a form, behind the rank of its best row; None for nothing."""
    mine = [row for row in found.rows if row.form_id in group.versions]
    if not mine:
        return None
    form = shower.form(group.newest)
    private = any(names_persons(shower.form(one)) for one in {group.newest, *(row.form_id for row in mine)})
    lines = () if private else tuple(shower.line(row) for row in mine[:EACH])
    title = f"{form.annex} {form.name}".strip()
    count = sum(found.counts.get(one, 0) for one in group.versions)
    more = found.more and count >= EACH
    made = FoundGroup(group.campaign_id, group.campaign, form.name, title, count, more, private, lines)
    return mine[0].rank, made


def _file(shower: _Shower, one: FoundFile) -> FoundReturn:
    form = shower.form(one.form_id) if one.form_id is not None else None
    if form is None or not names_persons(form):
        return FoundReturn(one.id, one.campaign_id, one.file, marks(one.file, shower.texts))
    text = f"{form.annex} {form.name}　{shower.where(one.unit_id, one.period)}".strip()
    return FoundReturn(one.id, one.campaign_id, text, ())


def index_reach(desk: Desk) -> IndexReach:
    """How far the index reaches."""
    with desk.store.read() as reader:
        return search_index.reach(reader)


def catch_up(desk: Desk, progress: Progress | None = None) -> IndexReach:
    """Enter the next piece of rows into the index; how far it reaches then."""
    before = index_reach(desk)
    if not before.waiting:
        return before
    (progress or Silent()).step(before.upto, before.last, "建立查找索引")
    return search_index.catch_up(desk.store)


def build(desk: Desk, progress: Progress | None = None, *, anew: bool = False) -> IndexReach:
    """Let the index reach the last row, from the first on where ``anew``; can be stopped between pieces."""
    if anew:
        search_index.start_anew(desk.store)
    reached = index_reach(desk)
    while reached.waiting:
        reached = catch_up(desk, progress)
    return reached
