"""Tails without labels: （办公室，3月底前启动，6月底前完成）, （李明负责，4月10日前完成）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desk_app.campaign.plan.model import Role, UnitRole
from desk_app.importing.plan.bare_clauses import is_bare
from desk_app.importing.plan.persons import is_class_of_persons, is_person, unit_with_person
from desk_app.importing.plan.tail import Tail
from desk_app.importing.plan.time_words import is_time, time_inside
from desk_app.importing.plan.units import ROLE_IN_BRACKETS, is_plain_name, is_unit, role_of, split_units

_LONGEST, _LONGEST_NAME, _LEAST_PIECES = 160, 20, 2
_VERB = re.compile(
    r"(?P<verb>(?:按(?:照)?(?:各自)?(?:职责)?(?:分工)?(?=负责|落实|配合))?(?:(?:共同|具体|分别|总)?牵头(?:负责|落实|组织|实施|办理|推进|抓总)?|(?:具体)?负责(?:落实|组织实施|实施|办理)?|主办|承办|主抓|落实|督办|实施|办理"
    r"|(?:积极|协同|协助)?配合(?:落实|实施)?|协助|协办|参与|参加))$"
)
_DIVIDER = re.compile(r"\s*(?:[—–－]{2,}|[|｜])\s*|[ 　\t]{2,}")
#: A label inside a bracket that began without one: （工程科；会同：法规科；时限：6月底前）.
_LABEL = re.compile(
    r"^(?:(?P<part>牵头|责任|配合|主办|协办|承办|会同|协助|参与)(?:(?:单位|部门|科室|处室|股室|部室)(?!负责)\s*[：:]?|\s*[：:])|(?P<time>(?:完成|办结)?(?:时限|时间|期限))\s*[：:])\s*(?=\S)"
)
_PARTS = re.compile(r"(?<=牵头|负责|主办|承办|配合|协办)、")
_JOINED = re.compile(r"[、/／\s]+|(?<=[科处室股局委办部队所站会心校院])[和与及](?=[\u4e00-\u9fff])")
_BEHIND_COLON = re.compile(r"(?<=[\u4e00-\u9fff）”])[：:](?P<names>[^，,；;。：:\d]{2,30})(?=[，,])")
_PLACES = re.compile(
    r"(?:会议室|活动室|[大展餐]厅|报告厅|会议厅|多功能厅|演播厅|影剧院|体育馆|会场|接待室|教室|礼堂|现场|大院|广场|景区|小区|社区居委会|园区|机关|本部|全县|全市|全区|各地|基层)$"
)
_HANDS = re.compile(r"(?:报送?|送交?|提?交|上报|抄送|发给|至|到|向|给|在|赴|由|与|和)(?P<whom>[^，。；]{2,16})$")
_COUNTED = re.compile(r"^(?:每|共|约|近|其中|另|分|含|仅|不|如|即|详见|见|附|[一二三四五六七八九十两几\d]+.?$)")
_KINDS_OF_PLACE = re.compile(
    r"^(?:学校|院校|医院|车站|乡镇|镇街|城区|街道|社区|企业|公司|集团|协会|机构|园区|景区|市场|商场|农场|林场|工地|码头|单位|部门|机关|家庭|农村|县区|校园|公园"
    r"|场馆|大学|中学|小学|银行|商会|窗口|基地|合作社|工厂|事业单位|社会组织|[县市区镇乡村])$"
)
_ANY_OF = re.compile(
    r"^(?:各|有关|相关|所有|全体)(?!项|类|种|自|方面|环节|阶段|时期|地区?$|界)[\u4e00-\u9fff（）()、]{1,14}$"
)


@dataclass
class _Said:
    """What the pieces of a bracket say, gathered from left to right."""

    units: list[UnitRole] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    times: list[tuple[int, int]] = field(default_factory=list)
    verb: bool = False


def loose_tail(text: str, start: int, end: int) -> Tail | None:
    """The tail in a bracket (its signs at ``start`` and ``end``) in which every piece is a name, a part or a time."""
    if not 2 <= end - start - 1 <= _LONGEST:
        return None
    said = _Said()
    for first, last in _pieces(text, start + 1, end):
        if not _take(text, first, last, said):
            return None
    if not said.units and not said.people:
        return None
    if not said.times and not said.verb and not _may_stand_bare(text, start, said):
        return None
    span = (said.times[0][0], said.times[-1][1]) if said.times else None
    deadline = None if span is None else text[span[0] : span[1]]
    units, people = tuple(dict.fromkeys(said.units)), tuple(dict.fromkeys(said.people))
    return Tail(start, min(end + 1, len(text)), units, deadline, people, (start + 1, end), span)


def parted_tail(text: str) -> Tail | None:
    """修订采购目录——4月15日前——采购办: who and until when behind dashes, bars or wide blanks, and no bracket."""
    marks = list(_DIVIDER.finditer(text))
    if not marks or marks[0].start() == 0:
        return None
    return _parted(text, marks) or (_parted(text, marks[1:]) if len(marks) > _LEAST_PIECES else None)


def _parted(text: str, marks: Sequence[re.Match[str]]) -> Tail | None:
    said = _Said()
    ends = [mark.start() for mark in marks[1:]] + [len(text.rstrip("。；; 　"))]
    for mark, end in zip(marks, ends, strict=True):
        for first, last in _pieces(text, mark.end(), end):
            if not _take(text, first, last, said):
                return None
    if not (said.units or said.people) or not said.times:
        return None
    start, span = marks[0].start(), (said.times[0][0], said.times[-1][1])
    deadline = text[span[0] : span[1]]
    return Tail(start, len(text), tuple(said.units), deadline, tuple(said.people), (start, len(text)), span)


def closing_names(text: str, start: int) -> Tail | None:
    """A last sentence of names and a time only: …。城管局（牵头），水利局、各街道（配合），5月20日前完成."""
    said = _Said()
    pieces = list(_pieces(text, start, len(text.rstrip("。；; 　"))))
    for first, last in pieces:
        if not _take(text, first, last, said):
            return None
    if len(pieces) < _LEAST_PIECES or not said.units or len(said.times) != 1:
        return None
    span = said.times[0]
    if not is_bare(text[slice(*span)]) or not all(is_plain_name(one.name) for one in said.units):
        return None
    units = tuple(dict.fromkeys(said.units)) if said.people else split_units(text[start : span[0]] + text[span[1] :])
    return Tail(start, len(text), units, text[slice(*span)], tuple(said.people), (start, len(text)), span)


def names_behind_colon(text: str) -> Tail | None:
    """官网改版：市场部周颖，5月22日前出稿: names and nothing else between a colon and a comma."""
    for match in _BEHIND_COLON.finditer(text):
        said = _Said()
        if _take_names(match["names"], said) and all(is_plain_name(one.name) for one in said.units):
            return Tail(*match.span(), tuple(said.units), None, tuple(said.people))
    return None


def _may_stand_bare(text: str, start: int, said: _Said) -> bool:
    """Names and nothing else: only behind a whole sentence, or behind words that hand nothing to that very name."""
    before = text[:start].rstrip()
    if any(_KINDS_OF_PLACE.match(unit.name) for unit in said.units):
        return False
    if not before or (said.people and not said.units and before[-1] not in "。；;"):
        return False
    if before[-1] in "。；;":
        return True
    clause = re.split(r"[，,。；;：:]", before)[-1]
    handed = _HANDS.search(clause)
    return len(clause) >= 2 and not is_unit(clause) and not (handed is not None and is_unit(handed["whom"]))


def _pieces(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Stretches between commas and stops, trimmed; brackets inside are kept whole."""
    depth, begin = 0, first
    for place in range(first, last + 1):
        sign = text[place] if place < last else "，"
        depth += sign in "（([［〔【"
        depth -= sign in "）)]］〕】" and depth > 0
        if place == last or (sign in "，,；;。|｜\n" and depth == 0):
            piece = text[begin:place]
            start = begin + len(piece) - len(piece.lstrip(" 　、"))
            stop = begin + len(piece.rstrip(" 　、"))
            if start < stop:
                yield start, stop
            begin = place + 1


def _take(text: str, first: int, last: int, said: _Said) -> bool:
    """Put one piece where it belongs; False for one that is neither time nor names."""
    label = _LABEL.match(text[first:last])
    if label is not None and label["part"]:
        return all(
            _take_name(name, role_of(label["part"]), said) for name in _JOINED.split(text[first + label.end() : last])
        )
    first += label.end() if label is not None else 0
    piece = text[first:last]
    if is_time(piece):
        said.times.append((first, last))
        return True
    inside = time_inside(piece)
    if inside >= 2:
        if not is_time(piece[inside:]) or not _take_names(piece[:inside], said):
            return False
        said.times.append((first + inside, last))
        return True
    return _take_names(piece, said)


def _take_names(piece: str, said: _Said) -> bool:
    """All names of a piece; 信息中心牵头、各科室配合 are two of them."""
    return all(_take_part(part, said) for part in _PARTS.split(piece))


def _take_part(piece: str, said: _Said) -> bool:
    bare = re.sub(r"^由", "", piece.strip())
    verb = _VERB.search(bare)
    role = Role.ANSWER if verb is None else role_of(verb["verb"])
    names = [name for name in _JOINED.split(bare if verb is None else bare[: verb.start()]) if name]
    if not names:
        return False
    for name in names:
        if not _take_name(name.strip(), role, said):
            return False
    said.verb = said.verb or verb is not None or bare != piece.strip()
    return True


def _take_name(name: str, role: Role, said: _Said) -> bool:
    both = None if is_class_of_persons(name) else unit_with_person(name)
    if both is not None:
        said.units.append(UnitRole(both[0], role))
        said.people.append(both[1])
    elif len(name) > _LONGEST_NAME or _PLACES.search(name) or _COUNTED.match(name):
        return False
    elif is_person(name):
        said.people.append(name)
    elif is_unit(ROLE_IN_BRACKETS.sub("", name)) or is_class_of_persons(name) or _ANY_OF.match(name):
        said.units.extend(split_units(name, role))
        said.verb = said.verb or ROLE_IN_BRACKETS.search(name) is not None
    else:
        return False
    return True
