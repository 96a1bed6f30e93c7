"""One place where headings lose what offices type differently, so that equal meanings compare equal."""

from __future__ import annotations

import re
import unicodedata

_NOISE = re.compile(r"[\s　·•・:：,，。、;；()（）\[\]【】〔〕<>《》“”\"'‘’*＊_/\\-]+")


def fold_heading(text: str) -> str:
    """A heading or title without width, blanks, line breaks and stops: ``牵头领导\\n牵头部门、参与部门`` and its one-line form agree."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()
