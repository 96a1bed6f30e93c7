"""One place where headings lose what offices type differently, so that equal meanings compare equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOISE = re.compile(r"[\s　·•・:：,，。、;；()（）\[\]【】〔〕<>《》“”\"'‘’*＊_/\\-]+")


_LONGEST_KEPT = 64
"""Longer texts are no headings that come again, and would only fill the memory."""


def fold_heading(text: str) -> str:
    """A heading or title without width, blanks, line breaks and stops, so that its one-line form agrees with it."""
    return _remembered(text) if len(text) <= _LONGEST_KEPT else _folded(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()
