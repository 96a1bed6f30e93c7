"""挂接台账: what a ledger that follows a row says of it, and a new entry from there, so that it is entered once."""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.campaign.period import ONCE, Period, Rhythm, period_of
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.links import Followed, followed, following
from desk_app.services.type_records import TypedRow, type_rows
from desk_app.storage import campaigns, figures, records, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.figures import Stretch
from desk_app.storage.operations import ChangeSet

__all__ = ["Followed", "first_texts", "followed_by", "known_matters", "log_progress"]


def followed_by(desk: Desk, campaign: Campaign, record_id: int) -> tuple[Followed, ...]:
    """What each linked ledger of the campaign says of a row; nothing where none follows its form."""
    with desk.store.read() as reader:
        rows = records.get_many(reader, [record_id])
        if not rows:
            return ()
        return tuple(followed(reader, campaign, rows[0], *each) for each in following(reader, campaign, rows[0]))


def known_matters(desk: Desk, campaign: Campaign, form: FormDefinition) -> dict[str, dict[str, tuple[str, ...]]]:
    """What a linked ledger may follow: by its own column, by unit, the matters that count in the form followed."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    with desk.store.read() as reader:
        forms = {one.name: one for one in campaigns.forms_of(reader, campaign.id)}
        names = roster.unit_names(reader)
        for link in form.links:
            mine = {unit: dict.fromkeys(known) for unit, known in found.get(link.own, {}).items()}
            other = forms.get(link.form)
            rows = figures.values(reader, campaign.id, other.id, Stretch()) if other is not None else ()
            for unit, values in rows:
                matter = str(values.get(link.other) or "").strip()
                if matter and unit is not None:
                    mine.setdefault(names[unit], {})[matter] = None
            found[link.own] = {unit: tuple(matters) for unit, matters in mine.items()}
    return found


def log_progress(
    desk: Desk, campaign: Campaign, record_id: int, form_id: int, texts: Mapping[str, str]
) -> tuple[ChangeSet, int]:
    """登记进展: a new row of a linked ledger; unit and matter come from the row it follows. The step and the new row.

    DeskError when nothing was written, or the row is gone or has no unit.
    """
    if not any(text.strip() for text in texts.values()):
        raise DeskError("进展还没有写，没有登记。")
    with desk.store.read() as reader:
        rows = records.get_many(reader, [record_id])
        found = [each for each in following(reader, campaign, rows[0]) if each[0].id == form_id] if rows else []
        if not found or rows[0].unit_id is None:
            raise DeskError("要登记进展的那一行已不在台账里，或单位还没有定；请刷新后再登记。")
        form, link = found[0]
        unit = roster.unit_names(reader)[rows[0].unit_id]
        matter = str(rows[0].values.get(link.other, ""))
    period = _period(desk, campaign, form.definition)
    row = TypedRow(unit, period, {**texts, link.own: matter})
    changes, ids = type_rows(desk, campaign, form_id, [row], name="登记进展")
    return changes, ids[0]


def _period(desk: Desk, campaign: Campaign, form: FormDefinition) -> Period:
    if form.collected in (None, Rhythm.ONCE, Rhythm.ADHOC):
        return ONCE
    day = min(max(desk.clock().date(), campaign.outline.start), campaign.outline.end)
    return period_of(day, form.collected)


def first_texts(desk: Desk, form: FormDefinition) -> dict[str, str]:
    """What a new entry begins with: today where the ledger asks for the day."""
    today = desk.clock().date().isoformat()
    return {column.key: today for column in form.columns if column.row_date and column.kind is ColumnKind.DATE}
