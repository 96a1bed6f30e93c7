"""Where a thing is held, kept or handed in, said twice: a room, a hall, a wharf, or the platform it goes through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.matters import Matter
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.shared_words import own_words
from desk_app.campaign.plan.spoken_of import Items, names_around, outside, quoted_names
from desk_app.campaign.plan.wording import fold, left_out

_ENDS = (
    "会议室|报告厅|多功能厅|礼堂|会堂|党校|学校|学院|大学|中学|小学|校区|文化馆|图书馆|博物馆|体育馆|少年宫|文化宫|活动中心|艺术中心|培训中心"
    "|会展中心|交易中心|服务中心|指挥中心|实训中心|媒体中心|产业园|园区|广场|公园|剧院|剧场|影院|体育场|操场|会场|码头|林场|农场|基地|停车场|仓库|车站"
    "|演练场|训练场|考场|酒店|宾馆|招待所|展览馆|纪念馆|科技馆|大厅"
)
_NAME = r"[\u4e00-\u9fffA-Za-z\d“”]"
_DONE = r"举行|举办|召开|开展|进行|集合|集中|颁奖|授课|参加|启动"
_AT = re.compile(
    rf"(?:设置?在|安排在|停放[在至到]?|存放[在至到]?|送[至到]|交[至到]|前往|[在于至到]|地点(?:为|是|[：:])?)\s*"
    rf"(?P<where>{_NAME}{{0,14}}?(?:{_ENDS})(?:{_NAME}{{0,4}}?(?:{_ENDS}))?)(?![\u4e00-\u9fff]{{0,2}}(?:主任|建设|创建|负责|牵头|办公室|工作人员))"
    rf"|在(?P<held>{_NAME}{{2,14}}?(?:中心|馆|厅|堂|室|院|楼|园|场|宫))(?=(?:统一|集中)?(?:{_DONE}))"
)
#: A clause of a cell that is no more than a place (图书馆报告厅), or that begins with it (区人民会堂颁奖).
_BARE = re.compile(
    rf"(?:^|[，,；;])(?P<where>{_NAME}{{0,12}}?(?:{_ENDS})(?:{_NAME}{{0,4}}?(?:{_ENDS}))?)(?=$|[，,；;。]|{_DONE})"
)
_HEAD = re.compile(r"地点|场所|会场|场地|地址")
_PLATFORM = re.compile(
    r"[“\"](?P<name>[^“”\"，。；]{2,12})[”\"](?:[\u4e00-\u9fff]{0,4})?(?:平台|系统|小程序|公众号|APP|App|客户端|专栏|网站)"
    r"|通过[“\"](?P<through>[^“”\"，。；]{2,12})[”\"]"
    r"|(?:接入|纳入|录入|上传至?|登录|通过|依托|进入)(?P<plain>[\u4e00-\u9fff]{2,14}?(?:平台|系统|小程序|公众号))"
)
_EVENT = re.compile(
    r"例会|推进会|大会|动员会|汇报会|总结会|现场会|座谈会|调度会|发布会|交流会|听证会|评审会|展销会|招聘会|洽谈会|运动会|仪式|开班式|培训班|演练|决赛"
    r"|讲座|比武|竞赛|比赛|考试|答辩|义诊|集市|论坛|体检"
)
_MANY = re.compile(r"各|分别|线上|线下|视频|待定|另行|轮流|就近|[、/]")
#: No place, but what is to be made or chosen.
_MADE = re.compile(
    r"^\d|^(?:有关|相关|所在)|设置(?!在)|遴选|建设|打造|新建|创建|一批|确定|选择|选取|评选|命名|培育|设立|组建|建立|改造|升级|推进|开展|完善|所有|全部|全[市县区镇]"
)
_RUN, _LEAST_OWN, _LEAST, _ONE_MATTER = 4, 3, 2, 160

_Key = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class _Where:
    """One place with its folded name, the sentence it stands in, and the part of the text it belongs to."""

    name: str
    kind: str
    sentence: str
    paragraph: str
    names: frozenset[str]
    source: Source
    home: int | None

    @property
    def place(self) -> _Key:
        """The paragraph or the row."""
        return self.source.block, self.source.row


def compare_places(
    items: Items, said: Sequence[Source], matters: Sequence[Matter], title: str, known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """Every two places of one matter, of which neither is the other with words left out, told once."""
    found = _all(items, said, matters)
    told = [fold(one.message) for one in known]
    done: set[str] = set()
    for at, first in enumerate(found):
        for second in found[at + 1 :]:
            if first.place == second.place or first.kind != second.kind or {first.name, second.name} & done:
                continue
            if left_out(*sorted((first.name, second.name), key=len)) or _many(first, found) or _many(second, found):
                continue
            if any(first.name in one and second.name in one for one in told) or _both(first, second, found):
                continue
            if _of_one_matter(first, second, items, fold(title)):
                done.update((first.name, second.name))
                what = first.kind or "地点"
                message = f"{what}前后不一：{first.source.quoted}，{second.source.quoted}，请核定。"
                yield Conflict(ConflictKind.NUMBER, first.source, second.source, message)


def _all(items: Items, said: Sequence[Source], matters: Sequence[Matter]) -> list[_Where]:
    found = [one for at, section in enumerate(items.sections) for text in section.texts for one in _of(text, at, "")]
    found += [one for text in outside(said, items) for one in _of(text, None, "")]
    for matter in matters:
        home = items.home(matter)
        for head, source in matter.cells:
            found += _of(source, home, matter.name, cell=True, headed=_HEAD.search(head) is not None)
    return found


def _of(source: Source, home: int | None, name: str, *, cell: bool = False, headed: bool = False) -> Iterator[_Where]:
    """The places of a text; in a ``cell`` of the row ``name`` they may stand alone."""
    paragraph = source.text if len(source.text) <= _ONE_MATTER else ""
    for said in re.split(r"[。；;\n]", source.text):
        sentence, names = fold(f"{name}，{said}"), quoted_names(name) | names_around(said, paragraph)
        matches = list(_AT.finditer(said)) or (list(_BARE.finditer(said)) if cell or headed else [])
        for match in matches:
            where = next(group for group in match.groups() if group).strip("“”").lstrip("在于至到")
            if len(where) > _LEAST and not _MANY.search(where) and not _MADE.search(where):
                at = replace(source, text=where)
                yield _Where(fold(where), "", sentence, fold(paragraph), names, at, home)
        for match in _PLATFORM.finditer(said):
            through = next(group for group in match.groups() if group)
            at = replace(source, text=match[0])
            own = names - {fold(through)}
            yield _Where(_platform(through), "平台名称", sentence, fold(paragraph), own, at, home)


def _platform(name: str) -> str:
    return fold(name).removesuffix("平台").removesuffix("系统")


def _many(one: _Where, found: Sequence[_Where]) -> bool:
    """Whether a paragraph or a row names several places of the kind."""
    return len({other.name for other in found if other.place == one.place and other.kind == one.kind}) > 1


def _both(first: _Where, second: _Where, found: Sequence[_Where]) -> bool:
    """Whether each of the two is named in several places: then the paper means two."""
    often = [len({one.place for one in found if one.name == name}) for name in (first.name, second.name)]
    return min(often) > 1


def _of_one_matter(first: _Where, second: _Where, items: Items, title: str) -> bool:
    if first.home is not None and first.home == second.home:
        return True
    if {name for name in first.names & second.names if name not in title}:
        return True
    for one, two in ((first, second), (second, first)):
        loose = two.home is None or two.home in items.general
        if not loose or two.source.row is not None:
            continue
        if _share_words(first, second):
            return True
        if one.home is not None and items.speaks_of(one.home, two.sentence, two.paragraph, two.source.block):
            return True
    return False


def _share_words(first: _Where, second: _Where) -> bool:
    """Whether the sentences share words beside the places (成果汇报会), or speak of one meeting (例会)."""
    one, two = first.sentence.replace(first.name, "，"), second.sentence.replace(second.name, "，")
    runs = {one[at : at + _RUN] for at in range(len(one) - _RUN + 1)}
    if any(run in two and "，" not in run and len(own_words(run)) >= _LEAST_OWN for run in runs):
        return True
    events = [set(_EVENT.findall(asked.sentence)) for asked in (first, second)]
    if first.kind or not events[0] or events[0] != events[1]:
        return False
    return any(_period(first.sentence, event) in {"", _period(second.sentence, event)} for event in events[0])


def _period(text: str, event: str) -> str:
    """每周 of 每周五召开例会: how often the event is held."""
    said = re.search(rf"每(周|月|季|半年|年)[^，。]{{0,12}}{event}", text)
    return "" if said is None else said[1]
