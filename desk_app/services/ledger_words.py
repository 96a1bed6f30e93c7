"""What a person types to narrow or sort a ledger, as storage looks for it: days as they are shown find stored days."""

from __future__ import annotations

import re
import unicodedata

from desk_app.forms.definition import FormDefinition
from desk_app.storage.ledgers import Sort, Words

_DAY = re.compile(r"(?:(?P<year>\d{4})年?)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]?)?|(?P<only>\d{4})年")


def words_of(form: FormDefinition, text: str, key: str = "") -> tuple[Words, ...]:
    """Each word apart, in every spelling in which it may be stored; all of them must stand in the row."""
    keys = form.keys
    column = key if key in keys else ""
    return tuple(Words(spellings(word), column, keys) for word in text.split())


def spellings(word: str) -> tuple[str, ...]:
    """A word as typed, and as a stored day where it is (part of) a shown one: 3月5日 stands there as -03-05."""
    plain = unicodedata.normalize("NFKC", word)
    found = [word] if plain == word else [word, plain]
    match = _DAY.fullmatch(plain)
    if match is not None:
        if match["only"]:
            found.append(f"{match['only']}-")
        else:
            day = f"-{int(match['day']):02d}" if match["day"] else "-"
            found.append(f"{match['year'] or ''}-{int(match['month']):02d}{day}")
    return tuple(found)


def sort_of(form: FormDefinition, key: str, *, own: bool, descending: bool) -> Sort | None:
    """The sorting by a column of the form, or by the row's own unit, period or state; None for the bureau's order."""
    if not key:
        return None
    if own:
        return Sort("", "", descending, own=key)
    if key not in form.keys:
        return None
    column = form.column(key)
    return Sort(key, column.kind.value, descending, column.choices)
