"""The versions of one form: they share campaign and short name, and what is counted of a form is counted of all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select

from desk_app.storage.reader import Reader
from desk_app.storage.tables import form

_OWN, _EVERY = form.alias("own"), form.alias("every")


def of_any_version(column: ColumnElement[Any], form_id: int) -> ColumnElement[bool]:
    """That a column names the form of an id in whichever version."""
    shared = (_OWN.c.campaign_id == _EVERY.c.campaign_id) & (_OWN.c.name == _EVERY.c.name)
    return column.in_(select(_EVERY.c.id).join(_OWN, shared).where(_OWN.c.id == form_id))


def ids_of(reader: Reader, form_id: int) -> tuple[int, ...]:
    """The ids of a form's versions, the oldest first; empty when there is no such form."""
    rows = reader.rows(select(form.c.id).where(of_any_version(form.c.id, form_id)).order_by(form.c.version))
    return tuple(row.id for row in rows)


def newest_ids(reader: Reader, campaign_id: int) -> dict[int, int]:
    """For every version of every form of a campaign the id of its newest version, by which the form is known."""
    rows = reader.rows(select(form.c.id, form.c.name).where(form.c.campaign_id == campaign_id).order_by(form.c.version))
    newest = {row.name: row.id for row in rows}
    return {row.id: newest[row.name] for row in rows}
