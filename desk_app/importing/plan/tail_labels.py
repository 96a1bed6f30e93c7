"""The labels of tails (责任单位：, 完成时限：) with what stands behind each."""

from __future__ import annotations

import re

from desk_app.campaign.plan.model import UnitRole
from desk_app.importing.plan.brackets import PAIRS, closing
from desk_app.importing.plan.persons import NAME, is_name, is_person, unit_with_person
from desk_app.importing.plan.tail import Tail
from desk_app.importing.plan.time_words import is_time
from desk_app.importing.plan.units import is_unit, role_of, split_units

WHO = r"(?:单位|部门|科室|处室|股室|部室|委室|庭室|院系|站所|机构|支部|党组织|车间|镇街|乡镇)"
PARTS = r"(?:承担|负责|归口|牵头|责任|配合|主[责办管]|参[与加]|协[办同助作]|会办|联办|承[接办]|落实|实施|督办|主要责任)"
_PERSON = r"(?:责任人|负责人|领导|责任领导|牵头领导|联系人)"
_LED = r"(?:责任|牵头|分管|包保|主管|挂点|负责|主抓|包联|督导|督办)(?:局|县|市|区|院|校|行|镇|乡)?"
#: 责任单位：, 【完成时限】 and their like, by what stands behind them.
LABEL = re.compile(
    r"[【［\[〔]?(?:"
    rf"(?P<units>{PARTS}(?:{WHO}|主体)?(?:[及和、/／与](?:{_PERSON}|(?:配合|协办|参与|责任)?{WHO}))?|责任分工|任务分工|分工|(?:牵头|责任|配合|主办|承办|协办|协助|落实|会同)(?=\s*[：:]))"
    rf"|(?P<people>(?:{_LED}(?:领导|人|同志)|联系(?:局|县|市|区)?领导)(?:[及和、/／](?:责任人|联系人))?|责任人|负责人|第一责任人|直接责任人)"
    r"|(?P<time>(?:完成|办结|整改|办理|报送|上报|推进|实施|截止|起止|落实|销号|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2}(?=时限|期限))?(?:时限|期限|时间节点|时间要求|时限要求|完成时间|报送时间|时间进度|进度安排|时间安排|时间|日期|节点|进度(?=要求)|工期|频次|频率)(?:要求)?)"
    r")(?:[】］\]〕]\s*[：:]?|\s*[：:])"
)
#: A label that begins a statement of who or until when, and no sentence.
STATING = re.compile(
    rf"[【［\[〔]?(?:{PARTS}{WHO}|(?:完成|办结|整改|办理)(?:时限|期限|时间|节点|日期)|(?:工作|推进|实施)?(?:时间节点|工作时限|推进时限)|(?:进度|时限|时间)要求|{_LED}(?:领导|人|同志)|(?:牵头|责任|配合|主办|承办|协办|协助|参与|时限)(?=[：:]))"
    r"(?:[^：:，。；】］\]〕]{0,8}[：:]|[】］\]〕])"
)
#: A label between the known ones that tells of the task itself.
OTHER_LABEL = re.compile(
    r"[；;。，,\s]\s*(?P<label>(?:主要|重点|具体|工作)?(?:任务|内容|措施|举措|目标|成果|要求|事项|标准|指标)|预期(?:目标|成果))[：:]"
)


#: 副院长 周立: a post and a name.
_ONE_PERSON = re.compile(rf"(?<=[长任记管理员席师监])[ 　]+(?={NAME}(?:[、，,；;\s]|$))")


def read_labels(text: str, start: int, end: int, first: int, last: int) -> Tail:
    """What the labels between ``first`` and ``last`` say, as a tail that reaches from ``start`` to ``end``."""
    labels = list(LABEL.finditer(text, first, last))
    units: list[UnitRole] = []
    people: list[str] = []
    kept: list[str] = []
    deadline, units_at, deadline_at = None, None, None
    for place, label in enumerate(labels):
        stop = labels[place + 1].start() if place + 1 < len(labels) else last
        stop = _inside_its_bracket(text, label, stop)
        other = OTHER_LABEL.search(text, label.end(), stop)
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
            named, persons = named_people(said)
            units.extend(named)
            people.extend(persons)
        else:
            deadline, deadline_at = value.strip().strip("，,；; 　").rstrip("。）)］】〕"), (label.end(), stop)
        if time and deadline is None:
            at = text.find(time, label.end())
            deadline, deadline_at = time, (at, at + len(time))
    named = tuple(dict.fromkeys(units))
    return Tail(start, end, named, deadline, tuple(people), units_at, deadline_at, "；".join(kept))


def _inside_its_bracket(text: str, label: re.Match[str], stop: int) -> int:
    """Where a label's value ends when the bracket right before the label (〔责任科室：…〕) closes sooner."""
    opened = label.start() if text[label.start()] in PAIRS else label.start() - 1
    if opened < 0 or text[opened] not in PAIRS or text[label.end() - 1] not in "：:":
        return stop
    return min(stop, closing(text, opened))


def parted(value: str, label: str) -> tuple[tuple[UnitRole, ...], list[str]]:
    """Units, and the persons named among them where the label asks for both or a name follows its unit."""
    units: list[UnitRole] = []
    people: list[str] = []
    labels = [one for one in LABEL.finditer(value) if one["units"] or one["people"]]
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


def named_people(value: str) -> tuple[tuple[UnitRole, ...], list[str]]:
    """The persons that a label or column asks for, and the units before their names (工会 张华), which answer too."""
    units: list[UnitRole] = []
    people: list[str] = []
    for unit in split_units(_ONE_PERSON.sub("", value)):
        placed = unit_with_person(unit.name)
        if is_unit(unit.name) and not is_person(unit.name):
            units.append(UnitRole(unit.name))
        elif placed is not None and is_name(placed[1]):
            units.append(UnitRole(placed[0]))
            people.append(placed[1])
        else:
            people.append(unit.name)
    return tuple(dict.fromkeys(units)), people


def _timed(value: str) -> tuple[str, str]:
    """Names behind a label, and the times that stand among them without a label of their own."""
    parts = re.split(r"(?<=[，,；;。/／])\s*|[ 　]+(?=(?:20)?\d\d年|\d{1,2}月|年底|每[周月季年])", value)
    times = [part for part in parts if is_time(part.strip("，,；;。/／ "))]
    if not times or _times_apart(parts, times):
        return value, ""
    return "".join(part for part in parts if part not in times), "".join(times).strip("，,；;。/／ ")


def _times_apart(parts: list[str], times: list[str]) -> bool:
    """Whether names stand between two times, so that it is not told whose they are."""
    places = [place for place, part in enumerate(parts) if part in times]
    return places[-1] - places[0] + 1 != len(places)
