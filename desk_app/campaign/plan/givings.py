"""Who is given what work by a running sentence (环卫所牵头清理生活垃圾), and which row or item is that very work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import PlanTask, UnitRole
from desk_app.campaign.plan.wording import fold, left_out, likeness, short_activity, speaks_of

#: Deeds that a sentence names before the thing, where a row may leave them out or say another.
_DEED = re.compile(
    r"^(?:认真|全面|扎实|深入|广泛|切实|及时|统一|具体|集中|做好|抓好|搞好|负责|组织|开展|实施|推进|推动|落实|完成|召开|举办|举行|进行|对|将|全县|全市|全区|全镇|全局|全院|全校)+"
)
_TAIL = re.compile(r"(?:等)?(?:各项|相关|有关)?(?:工作|任务|事项|事宜|活动|行动)$")
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_COUNT = re.compile(
    r"(?:不少于|至少|约|共)?\d+(?:\.\d+)?[余多]?[\u4e00-\u9fff%％]{1,2}$"
    r"|\d+(?:\.\d+)?万?[余多]?[个座处户次场名家条项份期篇件台套人株亩辆块口]+"
)
#: Words that any plan has in every part.
_COMMON = re.compile(
    r"专项|重点|各项|全面|工作|任务|活动|情况|报告|方案|计划|行动|整治|提升|开展|组织|建设|落实|完成|制度|机制|管理|问题|推进|加强|深入|汇总"
    r"|总结|材料|清单|台账|排查|检查|整改|项目|服务|措施|责任|单位|部门|领导|人员|相关|有关|进行|确保|实施|制定|日常|统筹|协调|监督|考核"
)
#: Columns that tell no work.
_NO_NAME = re.compile(
    r"地点|场所|单位|科室|处室|部门|时间|时限|人|领导|备注|电话|对象|进[展度]|成果|数量|形式|方式|类型|类别"
)
#: What is done for a work, or about it, beside it: 走访慰问宣传 is not 走访慰问.
_ASPECT = re.compile(
    r"宣传|报道|保障|汇总|统计|总结|督查|监督|考核|评估|审核|验收|培训|方案|通知|经费|资金|物资|场地|安全|技术|录制|直播|摄影|图片|材料|档案|名单|台账|资料"
)
_DEED_BESIDE = re.compile(r"宣传|报道|汇总|统计|总结|督查|考核|评估|验收")
_THING = re.compile(r"(?:建设|改造|整修|安装|更新|维修|采购|管理|编制|发放|开展|组织|评选|培训|举办)$")
_LEAST_THING = 3
_LEAST, _LEAST_OWN, _LEAST_PAIRS, _LONGEST, _LONGEST_CELL = 4, 2, 4, 3, 40
_MOST_ALIKE, _HALF = 0.75, 0.6


@dataclass(frozen=True, slots=True)
class Giving:
    """A clause that gives work to units, or to persons: the ``matters`` by which it may be meant, and who has it.

    ``verb`` are the words that give it away (牵头, 负责), empty where the units are only the subject of the deed.
    ``title`` is that of its part of the text, where nothing else there is given away.
    """

    matters: tuple[str, ...]
    units: tuple[UnitRole, ...]
    verb: str
    source: Source
    title: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A row of a list or an item of the body with those who answer for it; ``cores`` of the names that it goes by."""

    name: str
    cores: tuple[str, ...]
    task: PlanTask


def core(words: str) -> str:
    """The words of a work without brackets, counts, and the deeds that any work may have around them."""
    plain = _COUNT.sub("", _BRACKET.sub("", short_activity(words))).strip(" ，,。；;：:“”")
    bare = fold(_TAIL.sub("", _DEED.sub("", plain)))
    return bare if len(bare) >= _LEAST else fold(plain)


def sameness_of_work(said: str, name: str) -> int:
    """How surely the core of what is said names a work: 3 the same words, 2 one within the other, 1 alike, 0 not."""
    short, long = sorted((said, name), key=len)
    if len(short) < _LEAST or short == long:
        return 3 * (len(short) >= _LEAST)
    beside = _ASPECT if long == said else _DEED_BESIDE
    if len(_COMMON.sub("", short)) < _LEAST_OWN or beside.search(_beyond(short, long)):
        return 0
    if short in long:
        return 2
    alike = likeness(short, long)
    if left_out(short, long) and len(long) <= 2 * len(short) and alike >= _HALF:
        return 2
    turned = speaks_of(short, long) and len(long) <= _LONGEST * len(short)
    return int(turned or (len(short) > _LEAST_PAIRS and alike >= _MOST_ALIKE))


def _beyond(short: str, long: str) -> str:
    """What a longer name says beyond a shorter one."""
    return long.replace(short, "") if short in long else "".join(sign for sign in long if sign not in short)


def works_of(
    tasks: Sequence[PlanTask], tables: Sequence[PlanTable] = (), *, unit_needed: bool = True
) -> Iterator[Work]:
    """Each task that names units, or each at all, with its words, its title, and what only its row is called."""
    cells = [_cells(task, tables) for task in tasks]
    often = Counter(name for names in cells for name in set(names))
    for task, names in zip(tasks, cells, strict=True):
        if task.units or not unit_needed:
            heads = (re.split(stops, task.content)[0] for stops in (r"[。：:；;]", r"[，,。；;（(]"))
            own = [task.content, *heads]
            own += [name for name in names if often[name] == 1]
            yield Work(own[-1], tuple(dict.fromkeys(core(name) for name in own if name)), task)


def _cells(task: PlanTask, tables: Sequence[PlanTable]) -> list[str]:
    """The activity of a task, and the cells of its row that tell neither its words, nor who, nor when."""
    table = next((one for one in tables if one.index == task.source.block), None)
    if table is None or task.source.row is None:
        return [task.activity]
    other = {one.column for one in (task.source, task.units_source, task.deadline_source) if one is not None}
    texts = [
        table.text(task.source.row, column)
        for column in range(table.width)
        if table.first + column not in other and not _NO_NAME.search(table.text(0, column))
    ]
    names = set(task.unit_names) | set(task.people)
    apart = (text for text in texts if not names & set(re.split("[、，,\\s]", text)))
    return [task.activity, *(text for text in apart if _LEAST <= len(text) <= _LONGEST_CELL)]


def meant_by(giving: Giving, works: Sequence[Work]) -> Work | None:
    """The one work that a clause names by its own words, else by its title; None where two fit as well or none."""
    for matter in giving.matters:
        found = named(matter, works)
        if found is not None:
            return found
    return _titled(giving.title, works) if giving.title else None


def named(matter: str, works: Sequence[Work]) -> Work | None:
    """The one work of a name; None where two fit as well or none does."""
    own = core(matter)
    scored = [(max((sameness_of_work(own, name) for name in work.cores), default=0), work) for work in works]
    best = max((score for score, _ in scored), default=0)
    found = [work for score, work in scored if score == best]
    if not best:
        thing = _THING.sub("", own)
        found = [work for work in works if any(thing in name for name in work.cores)] if _thing(thing, own) else []
    return found[0] if len(found) == 1 else None


def _thing(thing: str, own: str) -> bool:
    """Whether a name without its deed (充电桩建设) still names one thing."""
    return thing != own and len(thing) >= _LEAST_THING and len(_COMMON.sub("", thing)) == len(thing)


def _titled(title: str, works: Sequence[Work]) -> Work | None:
    """The work of a title, a short one (命题) being part of one name alone."""
    found = named(title, works)
    short = fold(_TAIL.sub("", _DEED.sub("", title)))
    if found is not None or not _LEAST_OWN <= len(short) < _LEAST or _COMMON.sub("", short) != short:
        return found
    inside = [work for work in works if any(short in name for name in work.cores)]
    return inside[0] if len(inside) == 1 else None
