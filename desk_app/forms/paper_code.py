"""识别码: what a printed page says of itself in its QR code, and the short check code that a person can read."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, replace

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The signs of a check code: no I, L, O or U, which are taken for others."""
CHECK_LENGTH = 8

_MARK = "ZBTZ1"
_PLAIN = re.compile(r"[0-9][0-9A-Z-]*")
_CODED = re.compile(
    rf"{_MARK}\.(?P<campaign>[{SIGNS}]{{8}})\.(?P<form>[1-9]\d{{0,8}})\.(?P<unit>[1-9]\d{{0,8}})"
    rf"\.(?P<period>[0-9][0-9A-Z-]*|\+[2-7A-Z]*)\.(?P<revision>[1-9]\d{{0,5}})\.(?P<check>[{SIGNS}]{{8}})"
    rf"\.(?P<page>[1-9]\d{{0,4}})-(?P<pages>[1-9]\d{{0,4}})\.(?P<sum>[{SIGNS}]{{8}})"
)
_TYPED = str.maketrans({"I": "1", "L": "1", "O": "0"})


@dataclass(frozen=True, slots=True)
class PaperCode:
    """One page of one print; it names no person.

    ``form`` and ``unit`` are ids in the campaign that ``campaign`` stands for, ``period`` is its code, ``revision``
    the print's number (第几稿), ``check`` the check code of its data.
    """

    campaign: str
    form: int
    unit: int
    period: str
    revision: int
    check: str
    page: int = 1
    pages: int = 1

    def on_page(self, page: int, pages: int) -> PaperCode:
        """The same print's code on one of its pages."""
        return replace(self, page=page, pages=pages)

    @property
    def shown(self) -> str:
        """What stands beside the QR code: 识别码 8F3K-Q2MX 第1稿."""
        return f"识别码 {spaced(self.check)} 第{self.revision}稿"


def encode(code: PaperCode) -> str:
    """The code as one line of signs that a QR code holds most densely (its alphanumeric mode)."""
    body = ".".join((
        _MARK, code.campaign, str(code.form), str(code.unit), _coded_period(code.period), str(code.revision),
        code.check, f"{code.page}-{code.pages}",
    ))  # fmt: skip
    return f"{body}.{check_code(body)}"


def decode(text: str) -> PaperCode | None:
    """The page that a line names; None for any line that `encode` would not have written, be it damaged or foreign."""
    match = _CODED.fullmatch(text)
    if match is None or check_code(text.rpartition(".")[0]) != match["sum"]:
        return None
    period = _period_of(match["period"])
    page, pages = int(match["page"]), int(match["pages"])
    if period is None or page > pages:
        return None
    numbers = (int(match["form"]), int(match["unit"]))
    return PaperCode(match["campaign"], *numbers, period, int(match["revision"]), match["check"], page, pages)


def is_ours(text: str) -> bool:
    """Whether a line was meant as one of ours, whole or damaged."""
    return text.startswith(_MARK)


def check_code(text: str) -> str:
    """Eight signs that stand for a text: 40 bits of its SHA-256."""
    value = int.from_bytes(hashlib.sha256(text.encode()).digest()[:5], "big")
    return "".join(SIGNS[value >> shift & 31] for shift in range(35, -1, -5))


def spaced(check: str) -> str:
    """A check code as it is read out: 8F3K-Q2MX."""
    return f"{check[:4]}-{check[4:]}"


def typed(text: str) -> str | None:
    """The check code that a person typed, in whichever case, with or without the stroke; None when it is none."""
    signs = re.sub(r"[\s\-—－]", "", text.upper()).translate(_TYPED)
    return signs if len(signs) == CHECK_LENGTH and set(signs) <= set(SIGNS) else None


def _coded_period(period: str) -> str:
    if _PLAIN.fullmatch(period):
        return period
    return "+" + base64.b32encode(period.encode()).decode().rstrip("=")


def _period_of(coded: str) -> str | None:
    if not coded.startswith("+"):
        return coded
    signs = coded[1:]
    try:
        period = base64.b32decode(signs + "=" * (-len(signs) % 8)).decode()
    except (binascii.Error, ValueError):
        return None
    return period if _coded_period(period) == coded else None
