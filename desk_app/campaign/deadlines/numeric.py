"""Reads dates in figures: 2024-03-15, 2024.3.15, 20240315, 2024/3, and 3.15 where 前 follows."""

from __future__ import annotations

from desk_app.campaign.deadlines.point import Reader


def read_numeric(reader: Reader) -> bool:  # noqa: PLR0911  one case a line
    """2024-03-15, 2024.3.15, 20240315, 2024/3; 3.15前 only before 前."""
    first, sign, second = reader.number(), reader.text(1), reader.number(2)
    text = reader.text()
    if first is None:
        return False
    if len(text) == 8 and text.isdecimal() and text[:2] in {"19", "20"} and reader.kind(1) not in {"day", "times"}:
        return reader.take(year=first // 10000, month=first // 100 % 100, day=first % 100)
    if sign not in {"-", ".", "/"} or second is None or not text.isascii():
        return False
    if len(text) == 4 and len(reader.text(2)) <= 2 and 1900 <= first <= 2199:
        if reader.text(3) == sign and reader.number(4) is not None and len(reader.text(4)) <= 2:
            reader.take(5, year=first, month=second, day=reader.number(4))
            return _after_numeric(reader)
        if reader.kind(3) not in {"year", "times", "day"}:
            return reader.take(4 if reader.kind(3) == "month" else 3, year=first, month=second)
    spanned = reader.kind(3) == "sep" and reader.kind(4) == "num" and reader.text(5) == sign and reader.kind(6) == "num"
    before = reader.text(3) in {"前", "之前", "以前"}
    if len(text) <= 2 and sign != "-" and (before or spanned) and 1 <= first <= 12 and 1 <= second <= 31:
        reader.take(3, month=first, day=second)
        reader.doubt(f"“{first}{sign}{second}”按{first}月{second}日读")
        return True
    return False


def _after_numeric(reader: Reader) -> bool:
    if reader.kind() == "day":
        reader.take()
    return True
