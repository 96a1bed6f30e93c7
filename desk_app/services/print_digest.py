"""What a paper says, as a check code, so that one that was printed is known again."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from desk_app.exporting.paper import Paper


def digest_of(paper: Paper) -> str:
    """What a paper says, as a check code; how it is set and its 识别码 do not count."""
    said = replace(paper, code=None, columns=tuple(replace(one, width=0) for one in paper.columns))
    texts = (said.title, said.identity, said.left_line, said.columns, said.rows, said.note)
    return sha256(repr(texts).encode()).hexdigest()[:32]
