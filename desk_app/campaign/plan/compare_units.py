"""Units that disagree between body and list, wording folded away."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, PlanTask, Role, UnitRole
from desk_app.campaign.plan.pairing import Pair, is_one_of_many
from desk_app.campaign.plan.wording import fold, left_out, likeness, sameness

_CLASS = re.compile(
    r"^(?:各|每个|每|全[局市县区省州院校镇乡街行社厂站会]|全系统|全集团|全公司|局属|市局|县局|局|机关|所属|直属|下属|基层|单位|级|有关|相关|职能|业务|其他|其它)+"
)
_ROOMS = ("科室", "处室", "股室", "部室")
_KINDS = ("党组织", "党支部", "支部", *_ROOMS, "部门", "单位", "机构", "分局", "群团组织", "站所")
#: A name before these tells one of them: 质检党支部, 城东分局.
_OF_A_PLACE = frozenset({"党支部", "支部", "分局", "党组织"})
_LEAST_OF_ITS_OWN = 2
#: What a class of units is called where nothing but its kind is said.
_OPEN = re.compile(
    r"学校|医院|企业|公司|乡镇|镇街|街道|社区|村|支部|党支部|科室|股室|部室|处室|单位|部门|站所|机构|高校|院校"
)
_SAME, _LEAST_WORDS = 0.8, 8
_SUFFIXES = "科处室股部"
_AREAS = "省市州县区乡镇街村局校院厂馆园"
_LABELLED = re.compile(r"[：:]")
_LEAST_STEM = 3
#: The house itself before the name of one of its sections: 集团工会, 市总工会权益保障部, 全院各科室.
_HOUSE = re.compile(
    r"(?:(?:全|本|我)?[省市县区州盟旗镇乡街局校院厂馆园会社行处]|[省市县区州]?(?:局|委|总工会|妇联|残联|团委|供销社|总社|党校|法院|检察院|医院|公司|集团|支行|分行|政府|府)"
    r"|学校|大学|学院|总公司|分公司|总部|机关|集团公司)+"
)
_NUMBERED_UNIT = re.compile(r"[一二三四五六七八九十\d].$")
_TIME_ONLY = re.compile(
    r"[、，,；;。/／\s（）()［］\[\]【】]*(?:[于在]?[\d年月日号上中下旬季度半全底末初前之以起至到—–~～\-]*(?:完成)?[、，,；;。\s（）()］\]】]*)?"
)
#: 督促燃气经营企业落实…: whom somebody else is to bring to it.
_URGED = re.compile(r"(?:督促|指导|推动|引导|要求|帮助|支持|监督|约谈|委托|鼓励|动员)$")
_NO_NAME = re.compile(r"^(?:是|聚焦|围绕|针对|紧盯|突出)")
#: Words that say who answers for a thing; 落实 only where nothing follows that somebody is to carry out.
_STATED = re.compile(r"[：:]|牵头|负责|配合|参与|落实(?=[，,。；;、）)］\]】]|$)")
_SUBJECT = re.compile(
    r"^(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]+[）)])?\s*([^，。；：]{2,40}?)(?:要|应|须|需|必须|负责|于\d|在\d)"
)

_ONE = re.compile(r"(?:科|股|处|室|部|办|局|庭|队|所|站|院|组|中心|支部|公司|工会|团委|妇联)$")


#: 纪委办公室, 纪委办: the one office of somebody.
_OFFICE = re.compile(r"^([\u4e00-\u9fff]{2,12})办$")


def fold_unit(name: str) -> str:
    """A unit's name so that 各基层党组织 and 各党组织, 局办公室 and 办公室 are one."""
    plain = fold(name)
    bare = _CLASS.sub("", plain)
    for kind in _KINDS:
        if plain.endswith(kind) and (
            bare == "" or _CLASS.fullmatch(bare + "单位") or len(bare) <= len(kind) or bare == kind
        ):
            return kind
    return bare if len(bare) > 1 else plain


def meet(first: Collection[str], second: Collection[str]) -> bool:
    """Whether some of the folded names are one unit, or one class and a part of it (学校, 中小学校)."""
    return any(
        one == two or any(_OPEN.fullmatch(short) and long.endswith(short) for short, long in ((one, two), (two, one)))
        for one in first
        for two in second
    )


def is_class(name: str) -> bool:
    """Whether a name means many units (各科室, 责任单位) and no one of them (质检党支部)."""
    if _CLASS.match(name):
        return True
    kind = next((one for one in _KINDS if fold(name).endswith(one)), None)
    return kind is not None and (kind not in _OF_A_PLACE or len(fold(name)) - len(kind) < _LEAST_OF_ITS_OWN)


def ends_as_one(name: str) -> bool:
    """Whether a name ends as that of one unit does (宣传科), whatever stands before it."""
    return _ONE.search(name) is not None


def known_unit(name: str, aliases: Mapping[str, str]) -> str:
    """A unit's name folded, a short one as the full one that it means."""
    return _OFFICE.sub(r"\1办公室", fold_unit(aliases.get(fold(name), name)))


def units_of(task: PlanTask, aliases: Mapping[str, str]) -> frozenset[str]:
    """The units of a task, wording folded away."""
    return frozenset(known_unit(name, aliases) for name in task.unit_names)


def compare_units(pairs: Sequence[Pair], aliases: Mapping[str, str]) -> Iterator[Conflict]:
    """Each pair's units, and whom their own words speak of; the same difference of one activity once.

    ``aliases`` are short names that the plan itself gives (以下简称电商中心), which are the full ones.
    """
    seen: set[tuple[str, str, str]] = set()
    for pair in pairs:
        name = pair.listed.activity or _short(pair.listed.content)
        found = [
            one
            for one in (_stated(pair, name, aliases), _parts(pair, name, aliases), _subjects(pair, name))
            if one is not None
        ]
        for conflict in found:
            key = (name, fold(conflict.a.text), fold(conflict.b.text if conflict.b else ""))
            if key not in seen:
                seen.add(key)
                yield conflict


def place_of(task: PlanTask) -> Source:
    """Where a task's units stand, quoted."""
    source = task.units_source or task.source
    text = "、".join(task.unit_names)
    return Source(source.block, source.where, text, source.start, source.end, source.row, source.column)


def _stated(pair: Pair, name: str, aliases: Mapping[str, str]) -> Conflict | None:
    one, two = _comparable(pair.body, pair.listed, aliases), _comparable(pair.listed, pair.body, aliases)
    if not one or not two or pair.body.units_source is None:
        return None
    left = {known_unit(unit, aliases): unit for unit in one}
    right = {known_unit(unit, aliases): unit for unit in two}
    gone = [unit for folded, unit in left.items() if folded not in right and not _stands(folded, unit, right)]
    new = [unit for folded, unit in right.items() if folded not in left and not _stands(folded, unit, left)]
    if not _LABELLED.search(pair.body.units_source.text):
        new = [unit for unit in new if unit not in pair.body.source.text]
    if not gone and not new:
        return None
    if _only_subject(pair.body) and (not _strangers(left, right) or not acts(pair.body)):
        return None
    a, b = place_of(pair.body), place_of(pair.listed)
    return Conflict(ConflictKind.UNIT, a, b, _message(name or _short(pair.listed.content), gone, new, a, b), name)


def _stands(folded: str, unit: str, others: Mapping[str, str]) -> bool:
    """Whether a unit stands on the other side under its local name, or a class under a shorter one (各街道中队)."""
    if local(folded, others):
        return True
    classes = [fold(other) for other in others.values() if unit.startswith("各") and other.startswith("各")]
    pairs = [sorted((fold(unit), other), key=len) for other in classes]
    return any(short[-2:] == long[-2:] and short[:2] == long[:2] and left_out(short, long) for short, long in pairs)


def local(name: str, others: Collection[str]) -> bool:
    """Whether a folded name stands on the other side with or without the sign of its own area (镇水利站, 水利站)."""
    return any(
        (len(short) >= _LEAST_STEM and long[1:] == short and long[0] in _AREAS)
        or (len(short) >= _LEAST_OF_ITS_OWN and long.endswith(short) and _HOUSE.fullmatch(long[: -len(short)]))
        for other in others
        for short, long in ((name, other), (other, name))
    )


def _comparable(task: PlanTask, other: PlanTask, aliases: Mapping[str, str]) -> tuple[str, ...]:
    """The units of one place; those that only help are left aside where the other place speaks of none."""
    helped = any(unit.role is Role.HELP for unit in other.units)
    answering = tuple(dict.fromkeys(unit.name for unit in task.units if unit.role is not Role.HELP))
    own = {known_unit(name, aliases) for name in answering}
    if helped or not answering or units_of(other, aliases) - own:
        return task.unit_names
    return answering


def with_helpers(listed: Sequence[PlanTask], pairs: Sequence[Pair], aliases: Mapping[str, str]) -> tuple[PlanTask, ...]:
    """The rows of a list that names only who leads, with those whom the body says to help the very same units."""
    if any(unit.role is Role.HELP for row in listed for unit in row.units):
        return tuple(listed)
    helping: dict[int, tuple[UnitRole, ...]] = {}
    for pair in pairs:
        leads = {known_unit(unit.name, aliases) for unit in pair.body.units if unit.role is not Role.HELP}
        more = tuple(
            unit
            for unit in pair.body.units
            if unit.role is Role.HELP and known_unit(unit.name, aliases) not in units_of(pair.listed, aliases)
        )
        if more and leads == units_of(pair.listed, aliases) and not is_one_of_many(pair):
            helping[id(pair.listed)] = more
    return tuple(
        replace(row, units=(*(_in_full(unit, aliases) for unit in row.units), *helping[id(row)]))
        if id(row) in helping
        else row
        for row in listed
    )


def _in_full(unit: UnitRole, aliases: Mapping[str, str]) -> UnitRole:
    return replace(unit, name=aliases.get(fold(unit.name), unit.name))


def _strangers(left: Mapping[str, str], right: Mapping[str, str]) -> bool:
    """Whether none of the one place stands in the other, and all are units of their own and no classes."""
    if set(left) & set(right):
        return False
    names = (*left.values(), *right.values())
    apart = all(fold(one) not in fold(two) and fold(two) not in fold(one) for one in left for two in right)
    return apart and not any(is_class(name) for name in names)


def _only_subject(task: PlanTask) -> bool:
    """Whether the units come from the sentence's subject and were not stated as responsible ones."""
    source = task.units_source
    if source is None or _STATED.search(source.text):
        return False
    said = source.text
    for name in sorted(task.unit_names, key=len, reverse=True):
        said = said.replace(name, "")
    return not _TIME_ONLY.fullmatch(said)


def acts(task: PlanTask) -> bool:
    """Whether the units of a sentence do what it asks: not whom others urge to it, nor words that only end like one."""
    before = [task.content[: task.content.find(name)] for name in task.unit_names if name in task.content]
    return not any(_URGED.search(one) for one in before) and not any(map(_NO_NAME.match, task.unit_names))


def _message(name: str, gone: list[str], new: list[str], a: Source, b: Source) -> str:
    subject = f"“{name}”的" if name else ""
    renamed = [(one, two) for one in gone for two in new if _same_unit(one, two)]
    parts = [f"“{one}”与“{two}”写法不一" for one, two in renamed]
    lost = [unit for unit in gone if unit not in {one for one, _ in renamed}]
    added = [unit for unit in new if unit not in {two for _, two in renamed}]
    if lost:
        parts.append(f"{b.where}少了“{'、'.join(lost)}”")
    if added:
        parts.append(f"{b.where}多了“{'、'.join(added)}”")
    return f"{subject}责任单位前后不一：{'，'.join(parts)}（{a.where}写“{a.text}”，{b.where}写“{b.text}”），请核定。"


def _same_unit(first: str, second: str) -> bool:
    """人事科 and 人事处: one unit under two names."""
    one, two = fold_unit(first), fold_unit(second)
    return len(one) == len(two) >= 2 and one[:-1] == two[:-1] and one[-1] in _SUFFIXES and two[-1] in _SUFFIXES


def two_names(tasks: Sequence[PlanTask], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """人事科 in one place and 人事处 in another, where both are stated as responsible and no pair has told it."""
    told = " ".join(one.message for one in known if one.kind is ConflictKind.UNIT)
    first: dict[str, tuple[str, PlanTask]] = {}
    seen: set[frozenset[str]] = set()
    for task in tasks:
        if task.units_source is None or _only_subject(task):
            continue
        for name in task.unit_names:
            folded = fold_unit(name)
            if len(folded) < _LEAST_STEM or folded[-1] not in _SUFFIXES or _NUMBERED_UNIT.search(folded):
                continue
            other, home = first.setdefault(folded[:-1], (name, task))
            pair = frozenset((name, other))
            if fold_unit(other)[-1] == folded[-1] or pair in seen or (f"“{name}”" in told and f"“{other}”" in told):
                continue
            seen.add(pair)
            a, b = place_of(home), place_of(task)
            message = f"同一单位写法不一：{a.where}写“{other}”，{b.where}写“{name}”，请核定。"
            yield Conflict(ConflictKind.UNIT, a, b, message)


def _parts(pair: Pair, name: str, aliases: Mapping[str, str]) -> Conflict | None:
    """The same units with their parts changed: who leads in one place only helps in the other."""
    one = {known_unit(unit.name, aliases): unit for unit in pair.body.units}
    two = {known_unit(unit.name, aliases): unit for unit in pair.listed.units}
    changed = [
        (one[key], two[key]) for key in one if key in two and {one[key].role, two[key].role} == {Role.LEAD, Role.HELP}
    ]
    if not changed:
        return None
    a, b = place_of(pair.body), place_of(pair.listed)
    said = "，".join(f"“{first.name}”一处为{first.role}、一处为{second.role}" for first, second in changed)
    message = f"“{name or _short(pair.listed.content)}”的牵头和配合前后不一：{said}，请核定。"
    return Conflict(ConflictKind.UNIT, a, b, message, name)


def both_parts(tasks: Sequence[PlanTask]) -> Iterator[Conflict]:
    """A unit that leads one task and helps in the very same; a cell merged over both columns says both of all."""
    for task in tasks:
        lead = {fold_unit(unit.name) for unit in task.units if unit.role is Role.LEAD}
        helping = [unit.name for unit in task.units if unit.role is Role.HELP]
        twice = [name for name in helping if fold_unit(name) in lead]
        if twice and {fold_unit(name) for name in helping} != lead and not is_class(twice[0]):
            a = place_of(task)
            message = f"“{_short(task.content)}”中“{twice[0]}”既是牵头单位又是配合单位：{a.quoted}，请核定。"
            yield Conflict(ConflictKind.UNIT, a, None, message, task.activity)


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:19]}…"


def _subjects(pair: Pair, name: str) -> Conflict | None:
    """Words that are the same but for whom they ask."""
    for first, rest in _asked(pair.body.content):
        for second, other in _asked(pair.listed.content):
            if sameness(rest, other) < _SAME or not _units_differ(first, second):
                continue
            a, b = _quoted(pair.body, first), _quoted(pair.listed, second)
            of = f"“{name}”" if name else ""
            message = f"{of}同一要求的对象不一：{a.where}要求“{first}”，{b.where}要求“{second}”，请核定。"
            return Conflict(ConflictKind.UNIT, a, b, message, name)
    return None


def _asked(content: str) -> Iterator[tuple[str, str]]:
    """For each sentence whom it asks, and what."""
    for sentence in re.split(r"[。；;]", content):
        match = _SUBJECT.match(sentence.strip())
        rest = "" if match is None else sentence.strip()[match.end() :]
        if match is not None and len(fold(rest)) >= _LEAST_WORDS:
            yield match[1].strip(), rest


def _units_differ(first: str, second: str) -> bool:
    if fold_unit(first) == fold_unit(second) or likeness(first, second) >= 0.7:
        return False
    return any(
        kind in first + second
        for kind in ("组织", "单位", "科室", "部门", "支部", "分局", "机构", "中心", "工会", "党委")
    )


def _quoted(task: PlanTask, text: str) -> Source:
    source = task.source
    return Source(source.block, source.where, text, source.start, source.end, source.row, source.column)
