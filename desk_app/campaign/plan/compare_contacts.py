"""Telephone numbers and mailboxes that a paper gives twice, one of them mistyped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind

_PHONE = re.compile(
    r"(?:联系|咨询|举报|监督|值班|办公|报名)?(?:电话|手机|热线)(?:号码)?\s*[：:为是]?\s*(?:0\d{2,3}[-—－ ]?)?"
    r"(?P<number>1\d{10}|\d{7,8})(?!\d)(?!\s*[、/；]\s*\d)"
)
_MAIL = re.compile(r"(?P<number>[A-Za-z0-9_.+-]{2,40}@[A-Za-z0-9-]{1,30}(?:\.[A-Za-z0-9-]{2,12}){1,3})")
_PERSON = re.compile(r"(?:联系人|联络员)\s*[：:为]?\s*([\u4e00-\u9fff]{2,4}?)(?=[，,；;、。（(）)\s]|电话|联系|$)")
_MOST_APART = 2


@dataclass(frozen=True, slots=True)
class _Contact:
    number: str
    person: str
    what: str
    source: Source


def compare_contacts(written: Sequence[tuple[str, Source]]) -> Iterator[Conflict]:
    """Two numbers that differ in a sign or two, in two places of which no more than one names a person.

    Where each names a person of its own, or where both stand in one place, they are two numbers.
    """
    found = [one for text, source in written for one in _contacts(text, source)]
    seen: set[frozenset[str]] = set()
    for at, first in enumerate(found):
        for second in found[at + 1 :]:
            pair = frozenset((first.number, second.number))
            if pair in seen or not _mistyped(first, second):
                continue
            seen.add(pair)
            message = f"{first.what}前后不一：{first.source.quoted}，{second.source.quoted}，请核定。"
            yield Conflict(ConflictKind.NUMBER, first.source, second.source, message)


def _contacts(text: str, source: Source) -> Iterator[_Contact]:
    person = _PERSON.search(text)
    for pattern, what in ((_PHONE, "联系电话"), (_MAIL, "电子邮箱")):
        matches = list(pattern.finditer(text))
        if len(matches) == 1:
            match = matches[0]
            at = replace(source, text=match[0].strip())
            yield _Contact(match["number"].lower(), person[1] if person else "", what, at)


def _mistyped(first: _Contact, second: _Contact) -> bool:
    one, two = first.number, second.number
    if first.what != second.what or one == two or (first.person and second.person and first.person != second.person):
        return False
    if (first.source.block, first.source.row) == (second.source.block, second.source.row):
        return False
    if len(one) != len(two):
        short, long = sorted((one, two), key=len)
        return first.what == "电子邮箱" and len(long) - len(short) == 1 and _without_one(short, long)
    return sum(a != b for a, b in zip(one, two, strict=True)) <= _MOST_APART


def _without_one(short: str, long: str) -> bool:
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
