"""How a kept value is shown to a person, wherever it stands."""

from __future__ import annotations

import re

from desk_app.forms.definition import Column, ColumnKind

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::\d\d)?)?")


def shown(column: Column | None, value: object) -> str:
    """A value as a person reads it: days in the office's way, everything else as it is."""
    text = "" if value is None else str(value)
    if column is None or column.kind is not ColumnKind.DATE:
        return text
    found = _ISO.fullmatch(text)
    if found is None:
        return text
    year, month, day, hour, minute = found.groups()
    clock = f"{int(hour)}时{minute}分" if hour else ""
    return f"{year}年{int(month)}月{int(day)}日{clock}"
