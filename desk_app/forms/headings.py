"""One place where headings lose what offices type differently, so that equal meanings compare equal."""

from __future__ import annotations

import re
import unicodedata

_NOISE = re.compile(r"[\s　·•・:：,，。、;；()（）\[\]【】〔〕<>《》“”\"'‘’*＊_/\\-]+")


def fold_heading(text: str) -> str:
    """A heading or title without width, blanks, line breaks and stops, so that its one-line form agrees with it."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()
