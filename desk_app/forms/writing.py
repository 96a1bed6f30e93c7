"""Writes form definitions and campaign templates as TOML, as `forms/README.md` describes them and the loader reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, time
from enum import StrEnum
from typing import Any

from desk_app.campaign.model import CampaignOutline
from desk_app.forms.definition import Column, FormDefinition

_FORM_TABLES = ("columns", "due", "quota", "source", "version", "checks", "links")
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_PARTS = (("activity", "activities"), ("phase", "phases"), ("duty", "duties"), ("quota", "quotas"), ("task", "tasks"))


def form_toml(definition: FormDefinition) -> str:
    """A form as a TOML file's text; loading it gives an equal form."""
    values = {name: value for name, value in asdict(definition).items() if name not in _FORM_TABLES}
    lines = [*_pairs(values)]
    for name, part in (("due", definition.due), ("quota", definition.quota)):
        if part is not None:
            lines += ["", f"[{name}]", *_pairs(asdict(part))]
    for column in definition.columns:
        lines += ["", "[[column]]", *_pairs(_column(column))]
    for name, parts in (("check", definition.checks), ("link", definition.links)):
        for one in parts:
            lines += ["", f"[[{name}]]", *_pairs({key: value for key, value in asdict(one).items() if value != ()})]
    return _text(lines)


def campaign_toml(outline: CampaignOutline) -> str:
    """A campaign's outline as the text of its ``campaign.toml``; its name is the folder's."""
    head = {"title": outline.title, "issuer": outline.issuer, "start": outline.start, "end": outline.end}
    lines = [*_pairs(head)]
    for word, name in _PARTS:
        for part in getattr(outline, name):
            lines += ["", f"[[{word}]]", *_pairs(asdict(part))]
    return _text(lines)


def _column(column: Column) -> Mapping[str, Any]:
    """Without what goes without saying, so that a person finds what matters."""
    plain = asdict(Column(column.key, column.heading))
    kept = {"key", "heading", "kind"}
    return {name: value for name, value in asdict(column).items() if name in kept or value != plain[name]}


def _pairs(values: Mapping[str, Any]) -> Iterable[str]:
    return (f"{name} = {_value(value)}" for name, value in values.items() if value is not None and value != "")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, StrEnum):
        return _quoted(value.value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(_value(one) for one in value)}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    return f'"{"".join(_sign(sign) for sign in text)}"'


def _sign(sign: str) -> str:
    if sign in _SHORT:
        return _SHORT[sign]
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x20 or ord(sign) == 0x7F else sign


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
