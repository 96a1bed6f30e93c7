"""A matter that has its own item, and is named once more where the paper says what to mind (工作要求)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.deadlines import Kind, State
from desk_app.campaign.plan.compare_dates import day_of, differing, stated_at, within_month
from desk_app.campaign.plan.compare_units import ends_as_one, fold_unit, is_class, place_of
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Section
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated, PlanTask
from desk_app.campaign.plan.wording import fold, placed_counts

#: The deed before the thing: 督促工程项目整改, 组织危急重症演练.
_DEED = re.compile(
    r"^(?:组织|开展|督促|推进|推动|加强|加快|深化|强化|做好|抓好|实施|完成|举办|召开|落实|规范|建立|健全|完善|改善|优化|提升|扎实|深入|全面|持续)+"
)
#: Who is told to see to a work: 战勤保障处要会同各大队组织好…, 护林防火办公室要切实负起…责任.
_TOLD = re.compile(
    r"(?:^|[，,。；;])(?P<who>[\u4e00-\u9fff（）]{2,14}(?:、[\u4e00-\u9fff（）]{2,14}){0,3}?)(?:要|须|应)(?=[^，,。；;]{0,20}"
    r"(?:切实负起|负起|牵头|组织好|组织实施|抓好|落实好|负责))(?P<rest>[^。；;]*)$"
)
_OF_OTHERS = re.compile(r"配合|支持|协助|监督|督促|指导|参与|参加|统筹|协调")
#: Deeds that a sentence names as well, before the thing or behind it (检查渡口渡船, 渡口渡船检查工作).
_OWN_DEED = re.compile(
    r"^(?:清理|清除|检查|核查|核实|整治|排查|摸排|摸底|修复|修订|改造|新建|建设|补植|监测|打造|编制|制定|督查|评选|维修|更换|治理|收集|处置|化解|复壮|培训|检修|养护)"
)
_WHOLE = re.compile(r"完成|到位|办结|完毕|销号|清零|建成|见效")
_PART = re.compile(
    r"第[一二三四五六\d][批次期轮季步]|上半年|下半年|季度|首批|首次|阶段性|中期|前期|初步|部分|基本|分别|其中|\d\s*[%％]|过半|一半"
    r"|方案|计划|动员|摸底|排查|自查|启动|报送|上报|总结|验收|评估|考核|督查|督导|检查|培训|签订|名单|台账|清单|征求|招标|立项"
)
_YEARLY = re.compile(r"全年|每年|年内|年度|不少于|至少|不低于")
_TIMES = frozenset({"次", "场", "期", "轮", "课时", "学时"})
_LEAST_NAME, _LONGEST_NAME = 4, 16
_DATED = {Kind.BY, Kind.WINDOW}


@dataclass(frozen=True, slots=True)
class NamedItem:
    """A part of the text that asks something: its name without the deed, the deed, and its paragraphs."""

    name: str
    deed: str
    section: Section
    blocks: frozenset[int]


def compare_reminders(
    sections: Sequence[Section], tasks: Sequence[PlanTask], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """Every sentence outside an item that names the item's whole, with another day, number or unit than it has."""
    told = [
        one
        for conflict in known
        if conflict.kind in {ConflictKind.DATE, ConflictKind.NUMBER}
        for one in (conflict.a, conflict.b)
        if one is not None and one.row is None
    ]
    items = named_items(sections, tasks)
    for section in sections:
        for text in section.texts:
            for said in _parts(text, "。；;\n"):
                alone = len(items_named(items, fold(said.text), said.block)) == 1
                for piece in [said] if alone else _parts(said, "，,。；;\n"):
                    named = items_named(items, fold(piece.text), piece.block)
                    if len(named) == 1:
                        yield from _told_apart(named[0], piece, tasks, told)


def items_named(items: Sequence[NamedItem], words: str, block: int) -> list[NamedItem]:
    """The items of other paragraphs that a sentence names; ``words`` are its own, folded."""
    return [one for one in items if one.name in words and one.deed in words and block not in one.blocks]


def named_items(sections: Sequence[Section], tasks: Sequence[PlanTask]) -> list[NamedItem]:
    """The parts of the text that ask something under a name which no other part bears."""
    asked = {task.source.block for task in tasks}
    found = []
    for section in sections:
        name, blocks = fold(_DEED.sub("", section.title.strip("“”"))), frozenset(one.block for one in section.texts)
        deed = _OWN_DEED.match(name)
        if deed is not None and len(name) - len(deed[0]) >= _LEAST_NAME:
            name = name.removeprefix(deed[0])
        if _LEAST_NAME <= len(name) <= _LONGEST_NAME and blocks & asked:
            found.append(NamedItem(name, deed[0] if deed is not None else "", section, blocks))
    names = [one.name for one in found]
    return [one for one in found if sum(one.name in name for name in names) == 1]


def _parts(text: Source, stops: str) -> Iterator[Source]:
    for match in re.finditer(f"[^{stops}]+", text.text):
        start = text.start + match.start()
        yield replace(text, text=match[0], start=start, end=start + len(match[0]))


def _told_apart(item: NamedItem, said: Source, tasks: Sequence[PlanTask], told: Sequence[Source]) -> Iterator[Conflict]:
    own = [task for task in tasks if task.source.block in item.blocks and task.source.row is None]
    if any(one.block == said.block and one.text in said.text for one in told):
        return
    found = _other_day(item, said, own, tasks) or _other_number(item, said) or _others(item, said, own)
    if found is not None:
        yield found


def _other_day(item: NamedItem, said: Source, own: Sequence[PlanTask], tasks: Sequence[PlanTask]) -> Conflict | None:
    here = [
        task
        for task in tasks
        if task.source.block == said.block and task.source.row is None and task.deadline.text in said.text
    ]
    dates = [one for task in own for one in (task.deadline, *(inner.deadline for inner in task.inner))]
    if len(here) != 1 or len(own) != 1 or any(one.kind not in _DATED or one.state is State.INVALID for one in dates):
        return None
    one, two = own[0].deadline, here[0].deadline
    rest = fold(said.text).replace(item.name, "").replace(item.deed, "")
    if two.kind not in _DATED or two.state is State.INVALID or not _WHOLE.search(rest) or _PART.search(rest):
        return None
    if day_of(two.end) in {day_of(date.end) for date in dates} or within_month(one, two):
        return None
    first, second = (Dated(task.deadline, stated_at(task, task.deadline.text)) for task in (own[0], here[0]))
    return differing(first, second, item.section.title, "完成时限")


def _others(item: NamedItem, said: Source, own: Sequence[PlanTask]) -> Conflict | None:
    """Somebody told to see to the whole of an item that is given to others."""
    told = _TOLD.search(said.text.strip())
    asked = {fold_unit(name) for task in own for name in task.unit_names}
    if told is None or not asked or any(map(is_class, asked)) or item.name not in fold(told["rest"]):
        return None
    who = [name for name in told["who"].split("、") if ends_as_one(name)]
    if not who or len(who) != told["who"].count("、") + 1 or _OF_OTHERS.search(told["rest"]):
        return None
    strange = [name for name in who if not any(one in fold_unit(name) or fold_unit(name) in one for one in asked)]
    swapped = len(who) == len(asked) and len(strange) == 1
    if any(map(is_class, who)) or not (swapped or len(strange) == len(who)):
        return None
    a, b = place_of(own[0]), replace(said, text=told["who"])
    message = f"“{item.section.title}”的责任单位前后不一：{a.quoted}，{b.quoted}，请核定。"
    return Conflict(ConflictKind.UNIT, a, b, message, own[0].activity)


def _other_number(item: NamedItem, said: Source) -> Conflict | None:
    """不少于4次 in the item, 不少于6次 in the sentence."""
    second = _yearly(said.text)
    first = [(text, count) for text in item.section.texts for count in _yearly(text.text)]
    if len(second) != 1 or len(first) != 1 or first[0][1][2] != second[0][2] or first[0][1][1] == second[0][1]:
        return None
    if re.search(r"每(?!年)|各|分别|其中", said.text.split(second[0][0])[0][-8:]):
        return None
    a, b = replace(first[0][0], text=first[0][1][0]), replace(said, text=second[0][0])
    message = f"“{item.section.title}”的次数前后不一：{a.quoted}，{b.quoted}，请核定。"
    return Conflict(ConflictKind.NUMBER, a, b, message)


def _yearly(text: str) -> list[tuple[str, float, str]]:
    """The counts of times that a text asks in all: words, number, unit."""
    return [
        (count[0], count[1], count[3])
        for at, count in placed_counts(text)
        if count[3] in _TIMES and _YEARLY.search(text[max(0, at - 8) : at])
    ]
