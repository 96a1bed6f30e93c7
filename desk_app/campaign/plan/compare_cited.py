"""A paper of others cited twice: 《…办法》（某发〔2023〕45号), and later only 某发〔2023〕54号文件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind

_NUMBER = (
    r"(?P<head>[\u4e00-\u9fff]{2,10}?)\s*[〔\[【]\s*(?P<year>\d{4})\s*[〕\]】]\s*(?:第\s*)?(?P<number>\d{1,4})\s*号"
)
_TITLED = re.compile(rf"》\s*[（(]\s*{_NUMBER}")
_ALONE = re.compile(rf"(?:依照|按照|根据|依据|遵照|对照|照|按){_NUMBER}(?=文|通知|要求|规定|精神|执行|办理)")

_Cited = tuple[str, str, str]


def cited_numbers(written: Sequence[tuple[str, Source]]) -> Iterator[Conflict]:
    """A number without a title whose office and year are those of the one titled paper, and it is another number."""
    titled = [(_cited(match), source) for text, source in written for match in _TITLED.finditer(text)]
    known = {one for one, _ in titled}
    for text, source in written:
        for match in _ALONE.finditer(text):
            one = _cited(match)
            same = [(own, at) for own, at in titled if own[:2] == one[:2]]
            if one in known or len({own for own, _ in same}) != 1:
                continue
            own, home = same[0]
            a, b = (
                replace(at, text=f"{cited[0]}〔{cited[1]}〕{cited[2]}号") for cited, at in ((own, home), (one, source))
            )
            message = f"引用文件的文号前后不一：{a.quoted}，{b.quoted}，请核定。"
            yield Conflict(ConflictKind.NUMBER, a, b, message)
            known.add(one)


def _cited(match: re.Match[str]) -> _Cited:
    return match["head"], match["year"], match["number"]
