"""What the paper of one unit, form and period would say now, and the check code of it: the ground of 签字盖章."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desk_app.exporting.form_paper import printed_texts
from desk_app.forms.definition import FormDefinition
from desk_app.forms.paper_code import check_code
from desk_app.storage import campaigns, records, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.prints import NewPrint, Place, row_marks
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Speaking

_SETTLED = frozenset({SubmissionState.ACCEPTED, SubmissionState.NIL})


@dataclass(frozen=True, slots=True)
class PaperContent:
    """The rows as they stand on paper, each by column key without 序号, and the headings by key.

    The order of the rows and their numbers do not count: a row that was moved says nothing new.
    """

    headings: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]

    @property
    def structure(self) -> dict[str, Any]:
        """As plain lists, to be kept."""
        keys = list(self.headings)
        return {"columns": [list(one) for one in self.headings.items()],
                "rows": [[row.get(key, "") for key in keys] for row in self.rows]}  # fmt: skip

    def check(self, tag: str, form: str, unit_id: int, period: str) -> str:
        """The check code of this content as the paper of a place."""
        kept = self.structure
        said = [tag, form, unit_id, period, kept["columns"], sorted(kept["rows"])]
        return check_code(json.dumps(said, ensure_ascii=False, separators=(",", ":")))


def from_structure(kept: Mapping[str, Any]) -> PaperContent:
    """The content that was kept."""
    headings = dict(kept["columns"])
    return PaperContent(headings, tuple(dict(zip(headings, row, strict=True)) for row in kept["rows"]))


def campaign_tag(campaign: Campaign) -> str:
    """Eight signs that stand for a campaign on this and on every restored copy of its data, and for no other."""
    return check_code(f"{campaign.name}|{campaign.opened_at.isoformat()}")


class ContentReader:
    """Reads what papers say now, within one view of the data; what places share is read once.

    Where units are named only they are asked for, and the rows of all of them are read together.
    """

    def __init__(
        self, reader: Reader, campaign: Campaign, periods: tuple[str, ...], unit_ids: Collection[int] | None = None
    ) -> None:
        self._reader, self._campaign, self._units = reader, campaign, unit_ids
        self._together: dict[tuple[int, str], dict[int, tuple[Record, ...]]] = {}
        self.tag = campaign_tag(campaign)
        versions = campaigns.forms_of(reader, campaign.id, all_versions=True)
        self._versions = {one.id: one for one in versions}
        self.newest = {one.name: one for one in sorted(versions, key=lambda one: one.version)}
        self._speaking = submissions.speaking(reader, campaign.id, periods, unit_ids)
        self._marks = row_marks(reader, campaign.id, periods, unit_ids)

    def newest_of(self, form_id: int) -> StoredForm:
        """A form's newest version, by which it is known."""
        return self.newest[self._versions[form_id].name]

    def place(self, form_id: int, unit_id: int, period: str) -> Place:
        """A place by its form's newest version."""
        return (self.newest_of(form_id).id, unit_id, period)

    def mark(self, place: Place) -> str:
        """A mark of the rows that count at a place, equal while they say the same; '' where only reading them tells."""
        sent = self._speaking.get(place)
        return self._marks.get(place, "") if sent is not None and sent.state in _SETTLED else ""

    def now(self, place: Place) -> PaperContent | None:
        """What stands there now; None while nothing has come in."""
        sent = self._speaking.get(place)
        rows = list(self._counted(place))
        if sent is None and not rows:
            return None
        rows += self._waiting(sent)
        definition = self._shown_in(place[0], rows)
        headings = {
            key: heading.heading.replace("\n", "")
            for key, heading in zip(definition.keys, definition.columns, strict=True)
            if key in printed_texts(definition, {})
        }
        return PaperContent(headings, tuple(printed_texts(definition, row.values) for row in rows))

    def code(self, place: Place, content: PaperContent) -> str:
        """The check code of a content at a place."""
        form = self._versions[place[0]]
        return content.check(self.tag, form.name, place[1], place[2])

    def as_print(self, place: Place) -> NewPrint | None:
        """What stands at a place as a print; None while nothing has come in."""
        content = self.now(place)
        if content is None:
            return None
        form_id, unit_id, period = place
        return NewPrint(
            campaign_id=self._campaign.id,
            form_id=form_id,
            unit_id=unit_id,
            period=period,
            code=self.code(place, content),
            content=content.structure,
            digests=self.mark(place),
        )

    def definition(self, place: Place) -> FormDefinition:
        """The form of a place."""
        return self._versions[place[0]].definition

    def _counted(self, place: Place) -> Sequence[Record]:
        form_id, unit_id, period = place
        if self._units is None or unit_id not in self._units:
            return records.counted(self._reader, self._campaign.id, form_id=form_id, unit_id=unit_id, period=period)
        if (form_id, period) not in self._together:
            asked = (self._reader, self._campaign.id, form_id, period, self._units)
            self._together[form_id, period] = records.counted_of_units(*asked)
        return self._together[form_id, period].get(unit_id, ())

    def _waiting(self, sent: Speaking | None) -> list[Record]:
        if sent is None or sent.state in _SETTLED:
            return []
        return [row for row in records.of_submission(self._reader, sent.id) if row.state is RecordState.LIVE]

    def _shown_in(self, form_id: int, rows: list[Record]) -> FormDefinition:
        """The version that all rows are of, else the newest: as the form is printed."""
        used = {row.form_id for row in rows}
        return self._versions[used.pop() if len(used) == 1 else form_id].definition
