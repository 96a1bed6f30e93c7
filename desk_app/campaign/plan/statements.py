"""All that the readers of a plan found, gathered for setting each part of it against every other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desk_app.campaign.plan.compare_doers import Doing
from desk_app.campaign.plan.compare_mentions import Mention
from desk_app.campaign.plan.compare_names import Named
from desk_app.campaign.plan.compare_tellings import Telling
from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.facts import Fact, Frame, Outline
from desk_app.campaign.plan.givings import Giving
from desk_app.campaign.plan.matters import Section
from desk_app.campaign.plan.model import Annex, AnnexForm, Dated, Phase, PlanActivity, PlanTask


@dataclass(frozen=True, slots=True)
class Statements:
    """What is to be compared, all of one plan.

    ``said`` are the body's paragraphs, ``headings`` its activities with their numbers, ``aliases`` the short names
    of units (以下简称…, 观测股), each with the full one, ``restated`` the phases as an overview or a table states them
    beside ``phases``, ``struck`` the places before which tracked changes took something away,
    ``named`` the units that other tables name,
    ``form_dates`` the days that the notes of forms give, ``marks`` the annex marks that stand above annexes,
    ``noted`` the days in notes with the words before each, ``notes`` all notes, ``groups`` the activities of the list,
    ``facts`` what is stated of things anywhere, ``frames`` what governs which stretch, ``outlines`` how many parts
    follow a lead, ``wrong`` all dates that do not exist, ``weekdays`` all days with one, ``written`` all texts,
    ``sections`` the numbered parts of the body, ``doings`` its clauses that tell who does what, ``givings`` those that
    give work to units.
    """

    body: tuple[PlanTask, ...]
    listed: tuple[PlanTask, ...]
    annexes: tuple[Annex, ...] = ()
    forms: tuple[AnnexForm, ...] = ()
    phases: tuple[Phase, ...] = ()
    restated: tuple[Phase, ...] = ()
    activities: tuple[str, ...] = ()
    said: tuple[Source, ...] = ()
    headings: tuple[PlanActivity, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    struck: tuple[tuple[int, int | None], ...] = ()
    named: tuple[Named, ...] = ()
    form_dates: tuple[tuple[str, Dated], ...] = ()
    marks: tuple[Source, ...] = ()
    noted: tuple[tuple[str, Dated], ...] = ()
    notes: tuple[Source, ...] = ()
    groups: tuple[PlanActivity, ...] = ()
    facts: tuple[Fact, ...] = ()
    frames: tuple[Frame, ...] = ()
    outlines: tuple[Outline, ...] = ()
    span: Frame | None = None
    wrong: tuple[Dated, ...] = ()
    weekdays: tuple[tuple[str, date, str, Source], ...] = ()
    written: tuple[tuple[str, Source], ...] = ()
    stretches: tuple[tuple[str, Dated, Dated], ...] = ()
    beside: tuple[tuple[PlanTask, Dated], ...] = ()
    title: str = ""
    titles: tuple[Source, ...] = ()
    tables: tuple[PlanTable, ...] = ()
    mentions: tuple[Mention, ...] = ()
    sections: tuple[Section, ...] = ()
    doings: tuple[Doing, ...] = ()
    givings: tuple[Giving, ...] = ()
    issued: date | None = None
    tellings: tuple[Telling, ...] = ()
