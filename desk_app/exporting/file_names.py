"""Names for the files we write: as an office reads them, and such as every file system and archive takes."""

from __future__ import annotations

import re

from desk_app.campaign.period import Period, Rhythm

_TWINS = str.maketrans({sign: chr(ord(sign) + 0xFEE0) for sign in '\\/:*?"<>|'})
"""Each sign that Windows refuses, and its full-width twin."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)", re.IGNORECASE)
_MOST_SIGNS = 120
_MOST_BYTES = 240
"""Linux takes 255 bytes in a name; the rest is left for whoever adds to it."""
_EMPTY = "未命名"
_EDGES = " .\u3000\xa0"


def safe_name(stem: str, suffix: str = "") -> str:
    """A file name from a wished one; ``suffix`` (``.pdf``) stays whole when the stem must be shortened.

    Signs that file systems refuse become their full-width twins, control and invisible signs a blank; blanks
    and dots at either end go, and a name that Windows keeps for devices gets an underscore in front. The same
    wish always gives the same name, and a safe name stays as it is.
    """
    ending = _cleaned(suffix)
    return (_shortened(_guarded(_cleaned(stem)), ending) or _EMPTY) + ending


def form_file_name(label: str, suffix: str, *, unit: str = "", period: Period | None = None) -> str:
    """The name of one form's file: ``附件2 大谈话统计表（办公室）2023-03.pdf``.

    ``label`` is annex mark and short title; the period's code is left out where a form is collected once.
    A name too long loses the end of its label, so that unit and period still tell the files apart.
    """
    code = "" if period is None or period.rhythm is Rhythm.ONCE else period.code
    tail = _cleaned((f"（{unit}）" if unit else "") + code)
    kept = _shortened(_guarded(_cleaned(label)), f"{tail}{_cleaned(suffix)}")
    return safe_name(f"{kept}{tail}", suffix)


def _cleaned(text: str) -> str:
    return _CONTROLS.sub(" ", text).translate(_TWINS)


def _guarded(text: str) -> str:
    bare = text.strip(_EDGES)
    return f"_{bare}" if _RESERVED.match(bare) else bare


def _shortened(text: str, ending: str) -> str:
    """The text cut so that with its ending it keeps within both limits, never in the middle of a sign."""
    signs = max(0, _MOST_SIGNS - len(ending))
    room = max(0, _MOST_BYTES - len(ending.encode()))
    return text[:signs].encode()[:room].decode(errors="ignore").rstrip(_EDGES)
