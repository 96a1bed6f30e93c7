"""Who and until when, as tails of a task say it: （责任单位：…，完成时限：…）, ［…］, or lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from desk_app.campaign.plan.model import UnitRole
from desk_app.importing.plan.bare_clauses import has_subject
from desk_app.importing.plan.loose_tails import loose_tail, parted_tail
from desk_app.importing.plan.marks import mark_of
from desk_app.importing.plan.persons import is_person, unit_with_person
from desk_app.importing.plan.tail import Tail, both
from desk_app.importing.plan.time_words import is_time, time_inside
from desk_app.importing.plan.units import is_unit, role_of, split_units

_PAIRS = {
    "（": "）",
    "(": ")",
    "［": "］",
    "[": "]",
    "〔": "〕",
    "【": "】",
    "｛": "｝",
    "{": "}",
    "〈": "〉",
    "＜": "＞",
    "<": ">",
}
_ANY = {
    "）": "（(",
    ")": "（(",
    "］": "［[",
    "]": "［[",
    "〕": "〔",
    "】": "【",
    "｝": "｛{",
    "}": "｛{",
    "〉": "〈",
    "＞": "＜<",
    ">": "＜<",
}
_WHO = r"(?:单位|部门|科室|处室|股室|机构|支部|党组织)"
_PARTS = r"(?:承担|负责|归口|牵头|责任|配合|主责|参与|协办|主办|承办|落实|实施|参加|协同|协助|协作|主管|督办|主要责任)"
_PERSON = r"(?:责任人|负责人|领导|责任领导|牵头领导|联系人)"
_LABEL = re.compile(
    r"[【［\[〔]?(?:"
    rf"(?P<units>{_PARTS}(?:{_WHO}|主体)?(?:[及和、/／与](?:{_PERSON}|(?:配合|协办|参与|责任)?{_WHO}))?|责任分工|任务分工|分工|(?:牵头|责任|配合|主办|承办|协办|协助|落实|会同)(?=\s*[：:]))"
    rf"|(?P<people>(?:(?:责任|牵头|分管|包保|主管|挂点|负责|主抓|包联|督导)(?:局|县|市|区)?(?:领导|人|同志)|联系(?:局|县|市|区)?领导)(?:[及和、/／](?:责任人|联系人))?|责任人|负责人|第一责任人|直接责任人)"
    r"|(?P<time>(?:完成|办结|整改|办理|报送|上报|推进|实施|截止|起止|落实|销号)?(?:时限|期限|时间节点|时间要求|时限要求|完成时间|报送时间|时间进度|进度安排|时间安排|时间|日期|节点|进度(?=要求)|工期|频次|频率)(?:要求)?)"
    r")(?:[】］\]〕]\s*[：:]?|\s*[：:])"
)
_STATING = re.compile(
    rf"[【［\[〔]?(?:{_PARTS}{_WHO}|(?:完成|办结|整改|办理)(?:时限|期限|时间|节点)|(?:工作|推进|实施)?(?:时间节点|工作时限|推进时限)|(?:进度|时限|时间)要求|(?:责任|牵头|分管)(?:领导|人)|(?:牵头|责任|配合|主办|承办|协办|协助|参与|时限)(?=[：:]))"
    r"(?:[^：:，。；】］\]〕]{0,8}[：:]|[】］\]〕])"
)
#: A label between the known ones that tells of the task itself.
_OTHER_LABEL = re.compile(
    r"[；;。，,\s]\s*(?P<label>(?:主要|重点|具体|工作)?(?:任务|内容|措施|举措|目标|成果|要求|事项|标准|指标)|预期(?:目标|成果))[：:]"
)
#: 责任部门为计量科，时限为8月底: a last sentence whose labels are said with 为, read as if they bore colons.
_SAID_BY = re.compile(r"(?<=单位|部门|科室|处室|股室|机构|时限|期限|时间)[为是](?=[^，。；;]{2})")
_STATED_SENTENCE = re.compile(
    rf"(?<=[。；;])\s*(?:牵头|责任|主办|承办|主责|负责){_WHO}[为是][^，。；;：:]{{2,60}}"
    rf"(?:[，,；;](?:(?:配合|协办|参与){_WHO}|(?:完成|办结|整改|办理)?(?:时限|期限|时间))[为是][^，。；;：:]{{2,60}})*[。；;]?\s*$"
)
_BY_WHOM = re.compile(r"^由?[^，。；]{2,40}(?:牵头|负责|配合)(?:[，,；;]|$)")
#: Two deeds, each given to somebody: 由非遗部负责，…；由财务室负责，….
_EACH_BY = re.compile(r"[；;]\s*由[^，。；]{2,40}(?:牵头|负责|配合)")
_TIME_LABEL = re.compile(r"^(?:活动|举办|比赛|培训|实施|开展)?(?:时间|日期|时间节点|节点)\s*[：:]\s*(?P<time>.{2,24})$")
_LONGEST_LABELS, _LONGEST_PHRASE, _LONGEST_TIME = 300, 120, 30
_PHRASE_TAIL = re.compile(r"^[^。：:]{2,120}(?:牵头|负责|落实|配合|参与)(?:[，,；;].*)?$")


def find_tails(text: str) -> tuple[Tail, ...]:
    """All tails of a paragraph from left to right, and a paragraph of labels as one."""
    text = _STATED_SENTENCE.sub(lambda said: _SAID_BY.sub("：", said[0]), text)
    if is_label_line(text):
        return (_read(text, 0, len(text), 0, len(text)),)
    bracketed = tuple(_with_time_before(text, tail) for tail in _joined(text, _bracketed(text)))
    if bracketed:
        return bracketed
    leading = _leading_labels(text)
    if leading is not None:
        return (leading,)
    parted_by_dash = parted_tail(text)
    return (parted_by_dash,) if parted_by_dash is not None else tuple(_closing_sentences(text))


def _leading_labels(text: str) -> Tail | None:
    """牵头单位：工程科，配合单位：各科室；5月底前完成修订: labels first, and the deed behind them without one."""
    mark = mark_of(text)
    begin = len(text) - len(mark[2]) if mark else 0
    labels = list(_LABEL.finditer(text)) if _STATING.match(text, begin) else []
    stop = re.compile(r"[；;。]").search(text, labels[-1].end()) if labels else None
    if stop is None or not text[stop.end() :].strip():
        return None
    return _read(text, begin, stop.end(), begin, stop.start())


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
    labelled = next((start for start in sorted((*starts, *commas)) if _STATING.match(text, start)), None)
    if labelled is not None:
        yield _read(text, labelled, len(text), labelled, len(text))
        return
    last = max((start for start in starts if text[start - 1] == "。" or text[start - 1].isspace()), default=0)
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
            yield Tail(last, len(text), tail.units, tail.deadline, (), (last, len(text)), tail.deadline_at, tail.kept)


def _another(said: str) -> bool:
    """由应急办负责，5月15日前完成整改；各村5月12日前报送名册: whether somebody else's deed and time follow."""
    return any(time_inside(piece) >= 0 and has_subject(piece) for piece in re.split(r"[；;]", said)[1:])


def _bracketed(text: str) -> Iterator[Tail]:
    place, beside = 0, None
    while place < len(text):
        if text[place] not in _PAIRS:
            place += 1
            continue
        end = _closing(text, place)
        inside = text[place + 1 : end].strip()
        if _LABEL.match(inside):
            yield _read(text, place, min(end + 1, len(text)), place + 1, end)
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
    opener = _ANY.get(head[-1:])
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


def _timed(value: str) -> tuple[str, str]:
    """Names behind a label, and the times that stand among them without a label of their own."""
    parts = re.split(r"(?<=[，,；;/／])\s*|[ 　]+(?=(?:20)?\d\d年|\d{1,2}月|年底|每[周月季年])", value)
    times = [part for part in parts if is_time(part.strip("，,；;。/／ "))]
    if not times or _times_apart(parts, times):
        return value, ""
    return "".join(part for part in parts if part not in times), "".join(times).strip("，,；;。/／ ")


def _times_apart(parts: list[str], times: list[str]) -> bool:
    """Whether names stand between two times, so that it is not told whose they are."""
    places = [place for place, part in enumerate(parts) if part in times]
    return places[-1] - places[0] + 1 != len(places)


def _without_labels(text: str, start: int, end: int) -> Tail | None:
    tail = loose_tail(text, start, end)
    if tail is None and _at_end(text, end) and _PHRASE_TAIL.match(text[start + 1 : end].strip()):
        tail = _phrase(text, start, end)
    return tail


def _closing(text: str, start: int) -> int:
    """Where a bracket closes, brackets inside it counted; the end of the text when it never does."""
    depth = 0
    for place in range(start, len(text)):
        if text[place] in _PAIRS:
            depth += 1
        elif text[place] in _ANY:
            depth -= 1
            if depth == 0:
                return place
    return len(text)


def _at_end(text: str, end: int) -> bool:
    """Whether nothing but a stop, or a new numbered part, follows."""
    rest = text[end + 1 :].lstrip(" 。；;")
    return not rest or bool(re.match(r"(?:\d{1,2}[.．、]|[（(]\d)", rest))


def _closes(text: str, end: int) -> bool:
    """Whether a stop or the end follows, or another bracket that itself closes the sentence."""
    rest = text[end + 1 :].lstrip(" 　")
    return not rest or rest[0] in "。；;" or rest[0] in _PAIRS or _at_end(text, end)


def _read(text: str, start: int, end: int, first: int, last: int) -> Tail:
    labels = list(_LABEL.finditer(text, first, last))
    units: list[UnitRole] = []
    people: list[str] = []
    kept: list[str] = []
    deadline, units_at, deadline_at = None, None, None
    for place, label in enumerate(labels):
        stop = labels[place + 1].start() if place + 1 < len(labels) else last
        other = _OTHER_LABEL.search(text, label.end(), stop)
        if other is not None:
            kept.append(text[other.start("label") : stop].strip("，,；;。 　"))
            stop = other.start()
        value = text[label.end() : stop]
        said, time = ("", "") if label["time"] else _timed(value)
        if label["units"]:
            named, persons = parted(said, label["units"])
            units.extend(named)
            people.extend(persons)
            units_at = (units_at[0] if units_at else label.start(), stop)
        elif label["people"]:
            people.extend(unit.name for unit in split_units(said))
        else:
            deadline, deadline_at = value.strip().strip("，,；; 　").rstrip("。）)］】〕"), (label.end(), stop)
        if time and deadline is None:
            at = text.find(time, label.end())
            deadline, deadline_at = time, (at, at + len(time))
    named = tuple(dict.fromkeys(units))
    return Tail(start, end, named, deadline, tuple(people), units_at, deadline_at, "；".join(kept))


def parted(value: str, label: str) -> tuple[tuple[UnitRole, ...], list[str]]:
    """Units, and the persons named among them where the label asks for both or a name follows its unit."""
    units: list[UnitRole] = []
    people: list[str] = []
    labels = [one for one in _LABEL.finditer(value) if one["units"] or one["people"]]
    if labels:
        ends = [*(one.start() for one in labels[1:]), len(value)]
        for one, end in zip(labels, ends, strict=True):
            named, persons = parted(value[one.end() : end].strip("；;，,\n 　"), one[0])
            units.extend(named)
            people.extend(persons)
        return tuple(dict.fromkeys(units)), people
    for unit in split_units(value, role_of(label)):
        placed = unit_with_person(unit.name)
        if placed is not None:
            units.append(UnitRole(placed[0], unit.role))
            people.append(placed[1])
        elif is_person(unit.name) and re.search(r"人|领导", label):
            people.append(unit.name)
        else:
            units.append(unit)
    return tuple(dict.fromkeys(units)), people


def _phrase(text: str, start: int, end: int) -> Tail | None:
    """（办公室牵头，人事科配合，6月底前完成）: units by their verbs, and what is left is the time."""
    inside = text[start + 1 : end]
    pieces = re.split(r"(?<=[，,；;])", inside)
    times = [piece for piece in pieces if re.search(r"\d+月|年底|季度|月底|每[周月季年]|长期", piece)]
    said = "".join(piece for piece in pieces if piece not in times)
    units = split_units(said)
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


_ROLE_SAID = re.compile(r"牵头|负责|配合|落实|参与|承办|主办|协办|协助")


def _all_units(piece: str) -> bool:
    names = split_units(piece)
    return bool(names) and all(is_unit(one.name) for one in names)


def is_label_line(text: str) -> bool:
    """Whether a paragraph is nothing but labels with their values, in a bracket or behind a bullet or not."""
    bare = text.lstrip(" 　●■◆▲•·◎➢►▶✓◼▪▫-*").rstrip(" 　。；;")
    if not bare or len(bare) >= _LONGEST_LABELS:
        return False
    if bare[0] in _PAIRS and _closing(bare, 0) == len(bare) - 1:
        bare = bare[1:].lstrip()
    mark = mark_of(bare)
    if mark is not None and _STATING.match(mark[2]):
        return _leading_labels(bare) is None and _OTHER_LABEL.search(bare) is None
    return bool(_STATING.match(bare))


def is_time_label(text: str) -> bool:
    """Whether a paragraph is nothing but a time behind its label: 时间：5月16日."""
    match = _TIME_LABEL.match(text.strip())
    return match is not None and is_time(match["time"].strip("。；; "))


def label_tail(text: str) -> Tail:
    """What a paragraph of labels says."""
    return _read(text, 0, len(text), 0, len(text))


def without_tails(text: str, tails: tuple[Tail, ...], start: int, end: int) -> str:
    """A stretch of the text with the tails in it cut out."""
    kept, place = [], start
    for tail in tails:
        if start <= tail.start < end:
            kept.append(text[place : tail.start] + tail.kept)
            place = min(tail.end, end)
    kept.append(text[place:end])
    return "".join(kept).strip(" 。；;\t") + ("。" if "".join(kept).rstrip().endswith("。") else "")
