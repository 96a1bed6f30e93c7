"""Who and until when, as tails of a task say it: （责任单位：…，完成时限：…）, ［…］, or lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from desk_app.importing.plan.acting import acting
from desk_app.importing.plan.bare_clauses import has_subject
from desk_app.importing.plan.brackets import OPENERS, PAIRS, closing
from desk_app.importing.plan.label_lines import is_label_line, leading_labels
from desk_app.importing.plan.loose_tails import closing_names, loose_tail, parted_tail
from desk_app.importing.plan.tail import Tail, both
from desk_app.importing.plan.tail_labels import LABEL, STATING, WHO, read_labels
from desk_app.importing.plan.time_words import is_time, time_inside, time_length
from desk_app.importing.plan.units import is_unit, split_units

#: 责任部门为计量科，时限为8月底: a last sentence whose labels are said with 为, read as if they bore colons.
_SAID_BY = re.compile(r"(?<=单位|部门|科室|处室|股室|部室|机构|时限|期限|时间)[为是](?=[^，。；;]{2})")
_STATED_SENTENCE = re.compile(
    rf"(?<=[。；;])\s*(?:牵头|责任|主办|承办|主责|负责){WHO}[为是][^，。；;：:]{{2,60}}"
    rf"(?:[，,；;](?:(?:配合|协办|参与){WHO}|(?:完成|办结|整改|办理)?(?:时限|期限|时间))[为是][^，。；;：:]{{2,60}})*[。；;]?\s*$"
)
_BY_WHOM = re.compile(r"^由?[^，。；]{2,40}(?:牵头|负责|配合)(?:[，,；;]|$)")
#: Two deeds, each given to somebody: 由非遗部负责，…；由财务室负责，….
_EACH_BY = re.compile(r"[；;]\s*由[^，。；]{2,40}(?:牵头|负责|配合)")
_LONGEST_PHRASE, _LONGEST_TIME, _LEAST_DEED = 120, 30, 4
_PHRASE_TAIL = re.compile(r"^[^。：:]{2,120}(?:牵头|负责|落实|配合|参与)(?:[，,；;].*)?$")


def find_tails(text: str) -> tuple[Tail, ...]:
    """All tails of a paragraph from left to right, and a paragraph of labels as one."""
    text = _STATED_SENTENCE.sub(lambda said: _SAID_BY.sub("：", said[0]), text)
    if is_label_line(text):
        return (read_labels(text, 0, len(text), 0, len(text)),)
    bracketed = tuple(_with_time_before(text, tail) for tail in _joined(text, _bracketed(text)))
    if bracketed:
        return bracketed
    leading = leading_labels(text)
    if leading is not None:
        return (leading,)
    parted_by_dash = parted_tail(text)
    return (parted_by_dash,) if parted_by_dash is not None else tuple(_closing_sentences(text))


def _joined(text: str, tails: Iterable[Tail]) -> Iterator[Tail]:
    """Brackets with nothing but a stop between them (（责任单位：…）（完成时限：…）) are one tail."""
    before: Tail | None = None
    for tail in tails:
        if before is not None and not text[before.end : tail.start].strip(" 　，,；;。"):
            before = both(before, tail)
            continue
        if before is not None:
            yield before
        before = tail
    if before is not None:
        yield before


def _closing_sentences(text: str) -> Iterator[Tail]:
    """A tail that is no bracket but the last sentence: labels with their values, or 由…牵头，…配合."""
    starts = [match.end() for match in re.finditer(r"[。；;]\s*", text) if match.end() < len(text)]
    commas = [match.end() for match in re.finditer(r"[，,]\s*", text)]
    labelled = next((start for start in sorted((*starts, *commas)) if STATING.match(text, start)), None)
    if labelled is not None:
        yield read_labels(text, labelled, len(text), labelled, len(text))
        return
    last = max((start for start in starts if text[start - 1] == "。" or text[start - 1].isspace()), default=0)
    named = closing_names(text, last) if last else None
    if named is not None:
        yield named
        return
    said = text[last:].rstrip("。；; ")
    if (
        last
        and len(said) <= _LONGEST_PHRASE
        and _BY_WHOM.match(said)
        and not _EACH_BY.search(said)
        and not _another(said)
    ):
        tail = _phrase(text, last - 1, last + len(said))
        if tail is not None:
            tail = _with_deed(tail)
            yield Tail(last, len(text), tail.units, tail.deadline, (), (last, len(text)), tail.deadline_at, tail.kept)


def _with_deed(tail: Tail) -> Tail:
    """…配合，5月15日前将乱搭乱建拆除完毕: a sentence tells by its time what is to be done, not only until when."""
    said = tail.deadline or ""
    length = time_length(said)
    if not length or len(said) - length < _LEAST_DEED or time_inside(said[length:]) >= 0:
        return tail
    return replace(tail, kept="，".join(one for one in (tail.kept, said) if one))


def _another(said: str) -> bool:
    """由应急办负责，5月15日前完成整改；各村5月12日前报送名册: whether somebody else's deed and time follow."""
    return any(time_inside(piece) >= 0 and has_subject(piece) for piece in re.split(r"[；;]", said)[1:])


def _bracketed(text: str) -> Iterator[Tail]:
    place, beside = 0, None
    while place < len(text):
        if text[place] not in PAIRS:
            place += 1
            continue
        end = closing(text, place)
        inside = text[place + 1 : end].strip()
        if LABEL.match(inside):
            beside = read_labels(text, place, min(end + 1, len(text)), place + 1, end)
            yield beside
            place = end
        elif _closes(text, end) and (tail := _without_labels(text, place, end)) is not None:
            yield tail
            beside, place = tail, end
        elif beside is not None and (timed := _time_beside(text, beside, place, end)) is not None:
            yield timed
            place = end
        place += 1


def _with_time_before(text: str, tail: Tail) -> Tail:
    """〔6月底前〕〔办公室〕: the bracket right before one of names, in which stands until when."""
    head = text[: tail.start].rstrip(" 　")
    opener = OPENERS.get(head[-1:])
    start = -1 if opener is None else max(head.rfind(sign) for sign in opener)
    inside = head[start + 1 : -1].strip()
    if tail.deadline or start < 0 or not 2 <= len(inside) <= _LONGEST_TIME:
        return tail
    if not all(is_time(piece) for piece in re.split(r"[，,；;]\s*", inside)):
        return tail
    return replace(tail, start=start, deadline=inside, deadline_at=(start + 1, len(head) - 1))


def _time_beside(text: str, before: Tail, start: int, end: int) -> Tail | None:
    """〔办公室〕〔6月底前〕: a bracket right behind one of names, in which stands until when."""
    inside = text[start + 1 : end].strip()
    if before.deadline or text[before.end : start].strip() or not 2 <= len(inside) <= _LONGEST_TIME:
        return None
    times = all(is_time(piece) for piece in re.split(r"[，,；;]\s*", inside))
    if not times and (text[start] in "（(" or re.search(r"附\s*[件表]|见", inside)):
        return None
    return Tail(start, min(end + 1, len(text)), (), inside, (), None, (start + 1, end))


def _without_labels(text: str, start: int, end: int) -> Tail | None:
    tail = loose_tail(text, start, end)
    if tail is None and _at_end(text, end) and _PHRASE_TAIL.match(text[start + 1 : end].strip()):
        tail = _phrase(text, start, end)
    return tail


def _at_end(text: str, end: int) -> bool:
    """Whether nothing but a stop, or a new numbered part, follows."""
    rest = text[end + 1 :].lstrip(" 。；;")
    return not rest or bool(re.match(r"(?:\d{1,2}[.．、]|[（(]\d)", rest))


def _closes(text: str, end: int) -> bool:
    """Whether a stop or the end follows, or another bracket that itself closes the sentence."""
    rest = text[end + 1 :].lstrip(" 　")
    return not rest or rest[0] in "。；;" or rest[0] in PAIRS or _at_end(text, end)


def _phrase(text: str, start: int, end: int) -> Tail | None:
    """（办公室牵头，人事科配合，6月底前完成）: units by their verbs, and what is left is the time."""
    inside = text[start + 1 : end]
    pieces = re.split(r"(?<=[，,；;])", inside)
    times = [piece for piece in pieces if re.search(r"\d+月|年底|季度|月底|每[周月季年]|长期", piece)]
    said = "".join(piece for piece in pieces if piece not in times)
    units = acting(said)[0] if _TAKES_ALONG.search(said) else split_units(said)
    if not units or not re.search(r"牵头|负责|配合|落实|参与", said) or any(len(unit.name) > 24 for unit in units):
        return None
    deadline = "".join(times).strip("，,；; ") or None
    at = None
    if deadline:
        found = text.find(times[0].strip("，,；; "), start)
        at = (found, found + len(deadline)) if found >= 0 else None
    rest = [piece for piece in pieces if piece not in times and not _ROLE_SAID.search(piece) and not _all_units(piece)]
    kept = "".join(rest).strip("，,；;。 ")
    return Tail(start, end + 1, units, deadline, (), (start + 1, end), at, kept)


_TAKES_ALONG = re.compile(r"[，,；;](?:会同|联合|协同)")
_ROLE_SAID = re.compile(r"牵头|负责|配合|落实|具体实施|组织实施|参与|承办|主办|协办|协助")


def _all_units(piece: str) -> bool:
    names = split_units(piece)
    return bool(names) and all(is_unit(one.name) for one in names)


def without_tails(text: str, tails: tuple[Tail, ...], start: int, end: int) -> str:
    """A stretch of the text with the tails in it cut out."""
    kept, place = [], start
    for tail in tails:
        if start <= tail.start < end:
            kept.append(text[place : tail.start] + tail.kept)
            place = min(tail.end, end)
    kept.append(text[place:end])
    return "".join(kept).strip(" 。；;\t") + ("。" if "".join(kept).rstrip().endswith("。") else "")
