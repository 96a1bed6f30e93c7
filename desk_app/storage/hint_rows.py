"""Rows as the search for double and implausible entries wants them: of returns that count or wait, lean and quick."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState

_SPOKEN_FOR = (SubmissionState.ACCEPTED.value, SubmissionState.NEEDS_REVIEW.value)
_SELECT = (
    "SELECT record.id, record.submission_id, record.unit_id, record.occurred_on, record.row_number, record.row_values "
    "FROM record JOIN submission ON submission.id = record.submission_id "
    "WHERE record.campaign_id = ? AND record.form_id IN (SELECT value FROM json_each(?)) "
    "AND record.unit_id IS NOT NULL AND record.state = ? AND submission.state IN (?, ?) "
)
_ON_DAYS = (
    "AND record.month IN (SELECT value FROM json_each(?)) "
    "AND record.occurred_on IN (SELECT value FROM json_each(?)) ORDER BY record.id"
)


@dataclass(frozen=True, slots=True)
class HintRow:
    """One row: whose, of which return, the day as ISO text (empty for none), its number and its values."""

    id: int
    submission_id: int
    unit_id: int
    day: str
    number: int
    values: Mapping[str, Any]


def of_forms(reader: Reader, campaign_id: int, form_ids: Iterable[int]) -> Iterator[HintRow]:
    """Every live row of some forms (the versions of one), each in turn; a repeated row is told where it counts."""
    yield from _rows(reader, _SELECT + "ORDER BY record.id", _parameters(campaign_id, form_ids))


def of_days(reader: Reader, campaign_id: int, form_ids: Iterable[int], days: Iterable[str]) -> Iterator[HintRow]:
    """The live rows of some forms on some days (ISO), each in turn."""
    wanted = sorted(set(days))
    months = sorted({day[:7] for day in wanted})
    yield from _rows(
        reader, _SELECT + _ON_DAYS, (*_parameters(campaign_id, form_ids), json.dumps(months), json.dumps(wanted))
    )


def _parameters(campaign_id: int, form_ids: Iterable[int]) -> tuple[Any, ...]:
    return (campaign_id, json.dumps(list(form_ids)), RecordState.LIVE.value, *_SPOKEN_FOR)


def _rows(reader: Reader, sql: str, parameters: tuple[Any, ...]) -> Iterator[HintRow]:
    for rows in reader.driver_batches(sql, parameters):
        for row in rows:
            yield HintRow(row[0], row[1], row[2], row[3] or "", row[4], json.loads(row[5]))
