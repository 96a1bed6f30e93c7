"""The rows that 统计 counts in a period, for every page that tells or lists them: one rule of late returns for all."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.campaign.period import Period
from desk_app.services.figure_times import Basis, stretches_of
from desk_app.storage import figures, records
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record


@dataclass(frozen=True, slots=True)
class CountedRows:
    """Rows in the bureau's order; ``by_lateness`` says that it mattered which returns came late."""

    rows: tuple[Record, ...]
    by_lateness: bool = False


def rows_counted_in(reader: Reader, campaign: Campaign, form: StoredForm, period: Period) -> CountedRows:
    """The rows of 本期 by 按报送期: late returns count where 迟报计法, or the 定稿 that holds, has them count."""
    current = stretches_of(reader, campaign, form, period, Basis.REPORTED).current
    if current.late_periods is None:
        return CountedRows(records.counted(reader, campaign.id, form_id=form.id, period=period.code))
    ids = figures.ids(reader, campaign.id, form.id, current)
    return CountedRows(records.get_many(reader, ids), by_lateness=True)
