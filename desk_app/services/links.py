"""挂接: which rows of a linked ledger follow which row, found by unit and matter; nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk_app.forms.definition import FormDefinition
from desk_app.forms.headings import fold_heading
from desk_app.forms.links import Link
from desk_app.forms.showing import shown
from desk_app.problems import Level, Problem
from desk_app.services.placing import PlacedProblem, cell_of
from desk_app.storage import campaigns, figures, records
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.figures import Stretch
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record


@dataclass(frozen=True, slots=True)
class Followed:
    """What a linked ledger says of one row: how many entries there are, and the latest, heading by heading."""

    form: StoredForm
    link: Link
    matter: str
    entries: int
    latest: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> str:
        """办实事调度台账（3次）：3月20日，推进中，已完成招标."""
        if not self.entries:
            return f"{self.form.name}：还没有登记进展"
        return f"{self.form.name}（{self.entries}次）：{'，'.join(text for _, text in self.latest if text)}"

    @property
    def asked(self) -> tuple[str, ...]:
        """The columns that are to be entered: all but the number and the matter, which are known."""
        serial = self.form.definition.serial
        known = {self.link.own, serial.key if serial else ""}
        return tuple(key for key in self.form.definition.keys if key not in known)


def following(reader: Reader, campaign: Campaign, row: Record) -> list[tuple[StoredForm, Link]]:
    """The linked ledgers of the campaign that follow a row's form, each with its link."""
    own = campaigns.get_form(reader, row.form_id).name
    return [
        (form, link)
        for form in campaigns.forms_of(reader, campaign.id)
        for link in form.definition.links
        if link.form == own
    ]


def followed(reader: Reader, campaign: Campaign, row: Record, form: StoredForm, link: Link) -> Followed:
    """What a linked ledger says of a row."""
    mine = rows_behind(reader, campaign, row, form, link)
    matter = str(row.values.get(link.other, ""))
    if not mine:
        return Followed(form, link, matter, 0)
    latest = max(mine, key=lambda one: (one.occurred_on.isoformat() if one.occurred_on else "", one.id))
    labels = dict(zip(form.definition.keys, form.definition.labels, strict=True))
    keys = link.show or tuple(key for key in form.definition.keys if key != link.own)
    told = tuple(
        (labels[key], shown(form.definition.column(key), latest.values.get(key, ""))) for key in keys if key in labels
    )
    return Followed(form, link, matter, len(mine), told)


def rows_behind(reader: Reader, campaign: Campaign, row: Record, form: StoredForm, link: Link) -> list[Record]:
    """The counted rows of a linked ledger that follow a row: of its unit, with its matter, however spaced."""
    matter = fold_heading(str(row.values.get(link.other, "")))
    mine = records.counted(reader, campaign.id, form_id=form.id, unit_id=row.unit_id) if row.unit_id else ()
    return [one for one in mine if matter and fold_heading(str(one.values.get(link.own, ""))) == matter]


def renamed_matters(
    reader: Reader, campaign: Campaign, rows: Sequence[Record], texts: Mapping[int, Mapping[str, str]]
) -> list[tuple[int, str, str]]:
    """The cells of linked ledgers (row, key, new text) that follow when a matter is worded anew: it is entered once."""
    edits = []
    for row in rows:
        for form, link in following(reader, campaign, row):
            new = texts.get(row.id, {}).get(link.other)
            if new is not None and str(row.values.get(link.other, "")):
                edits += [(one.id, link.own, new) for one in rows_behind(reader, campaign, row, form, link)]
    return edits


def stranger_problems(
    reader: Reader, campaign: Campaign, form: FormDefinition, rows: Iterable[Record]
) -> list[PlacedProblem]:
    """A hint at each row of a linked ledger whose matter its unit has nowhere in the form that is followed."""
    forms = {one.name: one for one in campaigns.forms_of(reader, campaign.id)} if form.links else {}
    found = []
    for link in form.links:
        other = forms.get(link.form)
        if other is None:
            continue
        known = {
            (unit, fold_heading(str(values.get(link.other) or "")))
            for unit, values in figures.values(reader, campaign.id, other.id, Stretch())
        }
        for row in rows:
            matter = str(row.values.get(link.own) or "")
            if matter and row.unit_id is not None and (row.unit_id, fold_heading(matter)) not in known:
                found.append(_stranger(form, row, link))
    return found


def _stranger(form: FormDefinition, row: Record, link: Link) -> PlacedProblem:
    cell = cell_of(form, row, link.own)
    label = dict(zip(form.keys, form.labels, strict=True))[link.own]
    message = f"{label}在“{link.form}”里没有（同一单位），进展挂接不上，请核对是否写错"
    where = f"{row.sheet} {cell or f'第{row.row_number}行'}".strip()
    return PlacedProblem(Problem(where, Level.WARNING, message, "link_unknown", cell), row.id, link.own)
