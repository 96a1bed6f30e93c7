"""A form definition as it is kept with a campaign, so that older returns stay readable when the form changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, time
from typing import Any

from desk_app.campaign.period import Rhythm
from desk_app.forms.definition import Column, ColumnKind, Due, FormDefinition, Quota, Rule
from desk_app.forms.links import Link
from desk_app.forms.rules import CheckRule, Relation, RuleLevel

_LISTS = ("signatures", "audience", "aliases")


def to_structure(definition: FormDefinition) -> dict[str, Any]:
    """A definition as plain lists and mappings, days and clocks as ISO text; its number is kept beside it."""
    structure = asdict(definition)
    structure.pop("version")
    due = definition.due
    if due is not None:
        structure["due"]["on"] = None if due.on is None else due.on.isoformat()
        structure["due"]["clock"] = None if due.clock is None else due.clock.isoformat()
    return structure


def from_structure(structure: Mapping[str, Any]) -> FormDefinition:
    """The definition again, equal to the one that was kept; keys of a later program are passed over."""
    values = {field.name: structure[field.name] for field in fields(FormDefinition) if field.name in structure}
    values["columns"] = tuple(_column(column) for column in structure["columns"])
    values["collected"] = Rhythm(values["collected"]) if values.get("collected") else None
    values["due"] = _due(values["due"]) if values.get("due") is not None else None
    values["quota"] = Quota(**values["quota"]) if values.get("quota") is not None else None
    for name in _LISTS:
        if name in values:
            values[name] = tuple(values[name])
    values["checks"] = tuple(_check(one) for one in structure.get("checks", ()))
    values["links"] = tuple(
        Link(one["form"], one["own"], one["other"], tuple(one["show"])) for one in structure.get("links", ())
    )
    return FormDefinition(**values)


def _check(structure: Mapping[str, Any]) -> CheckRule:
    values = {field.name: structure[field.name] for field in fields(CheckRule) if field.name in structure}
    values["relation"], values["level"] = Relation(values["relation"]), RuleLevel(values["level"])
    values["others"] = tuple(values["others"])
    return CheckRule(**values)


def _column(structure: Mapping[str, Any]) -> Column:
    values = {field.name: structure[field.name] for field in fields(Column) if field.name in structure}
    values["kind"] = ColumnKind(values["kind"])
    values["rule"] = Rule(values["rule"])
    values["choices"] = tuple(values["choices"])
    return Column(**values)


def _due(structure: Mapping[str, Any]) -> Due:
    values = dict(structure)
    values["on"] = None if values["on"] is None else date.fromisoformat(values["on"])
    values["clock"] = None if values["clock"] is None else time.fromisoformat(values["clock"])
    return Due(**values)
