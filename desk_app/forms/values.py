"""How each kind of column reads one value; words are kept to the code point, only outer blanks go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from difflib import SequenceMatcher

from desk_app.forms.dates import from_serial, impossible, iso_text, parse_cell, parse_date
from desk_app.forms.definition import Column, ColumnKind
from desk_app.forms.headings import fold_heading
from desk_app.forms.reading import CheckContext, Raw, Reading, asked, warned

Reader = Callable[[Column, Raw, CheckContext], Reading]

_NEAR_WORD = 0.7
_WHOLE = re.compile(r"[+-]?\d{1,15}(?:\.0+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+")
_COUNTED = re.compile(r"(\d{1,9})\s*(?:人次|人|次|场次|场|个|件|项|份|篇|条|名|期|家|户|元|万元)")
_DATES_INSIDE = re.compile(
    r"(?:(?P<y>\d{4})年\s*)?(?P<m>\d{1,2})月(?!度)(?:份)?\s*(?:(?P<d>\d{1,2})[日号])?"
    r"|(?P<y2>\d{4})[./-](?P<m2>\d{1,2})(?:[./-](?P<d2>\d{1,2}))?(?!\d)"
)
_DAY_OF_YEAR = re.compile(r"\d{1,2}月\d{1,2}[日号]")
_NO_CONTEXT = CheckContext()
_CLASSES = re.compile(r"^(?:各|全|所有|相关|机关各|有关|其他)|领导|班子|党组|书记")
_ROLES = re.compile(r"(?:牵头|配合|参与|负责|等)?(?:单位|部门|科室)?[:：]|(?:牵头|配合|参与|负责|等)$")
_LIST_SIGNS = re.compile(r"[、，,；;\s]+")


def read_value(column: Column, raw: Raw, context: CheckContext) -> Reading:
    """Read one cell as its column wants it; an empty text is the value of an empty cell."""
    if not clean_text(raw.text):
        return Reading("")
    return _READERS[column.kind](column, raw, context)


def clean_text(text: str) -> str:
    """The text without outer blanks and with plain line breaks; nothing inside is touched."""
    return text.replace("\r\n", "\n").strip() if "\r" in text else text.strip()


def _text(_column: Column, raw: Raw, _context: CheckContext) -> Reading:
    return Reading(clean_text(raw.text))


def _date(_column: Column, raw: Raw, context: CheckContext) -> Reading:
    return parse_cell(raw, context)


def _integer(_column: Column, raw: Raw, _context: CheckContext) -> Reading:
    plain = unicodedata.normalize("NFKC", clean_text(raw.text)).replace("，", ",")
    if _WHOLE.fullmatch(plain):
        return Reading(int(plain.partition(".")[0]))
    if _GROUPED.fullmatch(plain):
        return Reading(int(plain.replace(",", "")))
    counted = _COUNTED.fullmatch(plain)
    if counted is None:
        return asked("number_unreadable", "应填整数，请核对后改正")
    if plain.endswith("万元"):
        return asked("number_unreadable", "应填整数，不带单位，请核对后改正")
    return warned(int(counted[1]), "number_with_word", f"应只填数字，按{counted[1]}读入")


def _due(_column: Column, raw: Raw, context: CheckContext) -> Reading:
    text = clean_text(raw.text)
    if isinstance(raw.value, int | float):
        moment = from_serial(float(raw.value), epoch_1904=raw.epoch_1904)
        if moment is not None:
            iso = iso_text(moment)
            return warned(iso, "due_from_number", f"单元格是数字，按日期{iso}读入")
    why = _impossible_inside(text)
    if why:
        return Reading(text, asked("date_impossible", f"{why}，请核对后改正").trouble)
    return _due_day(text, context) or Reading(text)


def _due_day(text: str, context: CheckContext) -> Reading | None:
    """A deadline that is one whole date in ISO; a phrase (长期坚持, 6月底前) is none and stays as it stands."""
    full = parse_date(text, _NO_CONTEXT)
    if isinstance(full.value, str):
        return full
    if _DAY_OF_YEAR.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", "")) is None:
        return None
    days = _days_to_come(text, context)
    return warned(days[0], "due_no_year", f"没有写年份，按{days[0]}读入") if len(days) == 1 else None


def _days_to_come(text: str, context: CheckContext) -> list[str]:
    """The days from the period's (or the campaign's) beginning to the campaign's end that a 6月30日 may mean."""
    period = context.period
    if period is not None and period.start is not None:
        first = period.start
    elif context.span is not None:
        first = context.span[0]
    else:
        return []
    last = context.span[1] if context.span is not None else date(first.year, 12, 31)
    read = (parse_date(f"{year}年{text}", _NO_CONTEXT).value for year in range(first.year, last.year + 1))
    return [day for day in read if isinstance(day, str) and first <= date.fromisoformat(day[:10]) <= last]


def _impossible_inside(text: str) -> str:
    for match in _DATES_INSIDE.finditer(unicodedata.normalize("NFKC", text)):
        year, month, day = (match[name] or match[f"{name}2"] for name in ("y", "m", "d"))
        why = impossible(int(month), int(day) if day else None, int(year) if year else None)
        if why:
            return why
    return ""


def _choice(column: Column, raw: Raw, _context: CheckContext) -> Reading:
    text = clean_text(raw.text)
    if text in column.choices or not column.choices:
        return Reading(text)
    near = near_choice(text, column.choices)
    if column.closed:
        hint = f"，是否为“{near}”" if near else ""
        words = "、".join(column.choices)
        return Reading(text, asked("choice_unknown", f"不在可选范围（{words}）{hint}，请改正").trouble)
    if near:
        return warned(text, "choice_near", f"与“{near}”相近，请核对是否写错")
    return Reading(text)


def near_choice(text: str, choices: tuple[str, ...]) -> str:
    """The published word that a written one is near to, empty where it is near to none."""
    folded = fold_heading(text)
    scored = [(SequenceMatcher(None, folded, fold_heading(choice)).ratio(), choice) for choice in choices]
    score, best = max(scored, key=lambda pair: pair[0])
    return best if score >= _NEAR_WORD else ""


def _unit(_column: Column, raw: Raw, context: CheckContext) -> Reading:
    text = clean_text(raw.text)
    if context.roster is None or not context.roster.units:
        return Reading(text)
    for name in filter(None, _LIST_SIGNS.split(text)):
        bare = _ROLES.sub("", name)
        if not bare or _CLASSES.search(bare):
            continue
        match = context.roster.match(bare)
        if match.unit is None and not context.roster.find_in(bare):
            code = "unit_near" if match.proposed is not None else "unit_unknown"
            return warned(text, code, f"{match.reason}，请核对")
    return Reading(text)


_READERS: dict[ColumnKind, Reader] = {
    ColumnKind.SERIAL: _text,
    ColumnKind.TEXT: _text,
    ColumnKind.LONG: _text,
    ColumnKind.PERSON: _text,
    ColumnKind.UNIT: _unit,
    ColumnKind.INTEGER: _integer,
    ColumnKind.DATE: _date,
    ColumnKind.DUE: _due,
    ColumnKind.CHOICE: _choice,
}
AS_WRITTEN = frozenset(kind for kind, reader in _READERS.items() if reader is _text)
"""The kinds of columns whose value is the text as it stands, of which nothing is ever said."""
