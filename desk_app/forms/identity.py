"""The hidden identity of our own blanks: one short line of text that a file carries and that tells what it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

PROPERTY_NAME = "ZBTZ"
"""Name of the custom document property (Excel and Word)."""
DEFINED_NAME = "_ZBTZ"
"""Name of the workbook's defined name; it refers to a text constant (``="ZBTZ1|…"``)."""
HIDDEN_SHEET = "_ZBTZ"
"""Name of the hidden sheet whose A1 holds the line."""

_MARK = "ZBTZ1"
_PARTS = 7
_CHECK_LENGTH = 8
_ESCAPES = (("%", "%25"), ("|", "%7C"), ('"', "%22"), ("\r", "%0D"), ("\n", "%0A"))


@dataclass(frozen=True, slots=True)
class Identity:
    """What a blank of ours is: ``form`` is the form's short title, ``period`` a period's code.

    ``unit`` and ``period`` may be empty on a bureau-wide sheet.
    """

    campaign: str
    form: str
    unit: str = ""
    period: str = ""
    revision: int = 1


def encode(identity: Identity) -> str:
    """The identity as one line ``ZBTZ1|campaign|form|unit|period|revision|check``, without quotes or line breaks."""
    texts = (identity.campaign, identity.form, identity.unit, identity.period, str(identity.revision))
    body = "|".join((_MARK, *(_escape(text) for text in texts)))
    return f"{body}|{_check(body)}"


def decode(line: str) -> Identity | None:
    """The identity a line carries; None when it is no such line, or its check code does not fit."""
    text = line.strip().removeprefix("=").strip('"')
    parts = text.split("|")
    if len(parts) != _PARTS or parts[0] != _MARK:
        return None
    body = text.rpartition("|")[0]
    if parts[-1] != _check(body) or not parts[5].isdecimal():
        return None
    campaign, form, unit, period = (_unescape(part) for part in parts[1:5])
    return Identity(campaign, form, unit, period, int(parts[5]))


def _check(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:_CHECK_LENGTH]


def _escape(text: str) -> str:
    for sign, code in _ESCAPES:
        text = text.replace(sign, code)
    return text


def _unescape(text: str) -> str:
    for sign, code in reversed(_ESCAPES):
        text = text.replace(code, sign)
    return text
