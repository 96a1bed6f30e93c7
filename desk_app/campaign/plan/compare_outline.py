"""How many parts a paragraph says that it has (以下六项任务, 五大行动, 四类问题), against those that follow."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.facts import Outline
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import number_of

_NUMBER = r"([一二两三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?|\d{1,2})"
_NOUN = (
    "任务|工作|行动|工程|活动|措施|举措|重点|方面|问题"
    "|环节|项目|内容|事项|机制|要求|步骤|领域|专题|课题|制度|目标|指标|方向|提升|整治|部分|清单|情形|类型|主题|流程|程序"
)
_CLAIM = re.compile(
    rf"(?<![第前后每近上百千万\d一二三四五六七八九十.．])“?{_NUMBER}\s*(?P<unit>大|项|个|类|条|步|种|点|方面)(?!月|季|年|工作日)(?P<noun>[\u4e00-\u9fff“”]{{0,8}}?(?:{_NOUN})|(?<=方面)|(?<=步))"
)
_STRONG = re.compile(r"以下|下列|如下|下述")
_OTHERS = re.compile(r"[落坚]实|坚持|做到|上级|国家|省|市委|会议|精神|领导|去年|上年|以来|已|牢固|树立|增强")
_TEAMS = re.compile(
    rf"(?:组建|成立|组成|设立?|分成|分为|抽调[^，。；]{{0,14}}组成|派出|共)(?:了)?{_NUMBER}\s*个[\u4e00-\u9fff]{{0,8}}?(?:组|小组|队|分队|专班)(?!织|员|长)"
)
_TEAM = re.compile(r"^第?[一二三四五六七八九十\d]{1,2}[\u4e00-\u9fff]{0,4}(?:组|小组|队|分队|专班)$")
_NEAR = 3
_ORDINALS = tuple(f"{sign}是" for sign in "一二三四五六七八九十")


def claimed_parts(outlines: Sequence[Outline], rows: Collection[int], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """A number of parts that neither the parts below, nor those below them, nor the rows of the list bear out.

    ``rows`` are what else may have been counted: the rows and the groups of the task list.
    """
    told = {(one.a.block, one.a.row) for one in known if one.kind is ConflictKind.NUMBER and one.b is None}
    for outline in outlines:
        if (outline.source.block, outline.source.row) in told:
            continue
        yield from _inside(outline.source)
        if outline.leads:
            yield from _below(outline, rows)


def _inside(source: Source) -> Iterator[Conflict]:
    """四类问题：一是…二是…三是… in one sentence."""
    for match in _CLAIM.finditer(source.text):
        said = number_of(match[1])
        behind = source.text[match.end() :]
        if said is None or not re.match(r"^[^。；，]{0,6}[：:]", behind):
            continue
        counted = _ordinals(behind)
        if counted >= 2 and counted != said:
            message = f"{source.where}写“{match[0]}”，随后列出{counted}{match['unit'][-1:]}，请核定。"
            yield Conflict(ConflictKind.NUMBER, replace(source, text=match[0]), None, message)


def _ordinals(text: str) -> int:
    """How many of 一是, 二是, … or （1）, （2） or 1., 2. follow one another from the first."""
    counted = 0
    place = 0
    for sign in _ORDINALS:
        at = text.find(sign, place)
        if at < 0:
            break
        counted, place = counted + 1, at + 2
    return counted


def _below(outline: Outline, rows: Collection[int]) -> Iterator[Conflict]:
    known = {outline.below, outline.deeper, outline.own, *rows} - {0}
    claims = [match for match in _CLAIM.finditer(_leading(outline)) if number_of(match[1]) not in {None, 1}]
    claims = [match for match in claims if not _OTHERS.search(_clause(match))]
    if outline.below < 2 or not claims or any(number_of(match[1]) == outline.below for match in claims):
        claims = [one for one in claims if outline.below >= 2 and outline.deeper and number_of(one[1]) not in known]
        claims = [one for one in claims if abs((number_of(one[1]) or 0) - outline.deeper) <= _NEAR]
        counted = outline.deeper
    else:
        claims = [one for one in claims if number_of(one[1]) not in known][:1]
        claims = [one for one in claims if _near(one, outline)]
        counted = outline.below
    for match in claims:
        source = replace(outline.source, text=match[0])
        message = f"{source.where}写“{match[0].strip('“')}”，其下列出{counted}{match['unit'][-1:]}，请核定。"
        yield Conflict(ConflictKind.NUMBER, source, None, message)


def _leading(outline: Outline) -> str:
    """The last sentence of the paragraph that leads in, or the heading alone."""
    if outline.heading:
        return outline.heading
    text = outline.source.text.rstrip("。：:；; ")
    return re.split(r"[。；;]", text)[-1]


def _clause(match: re.Match[str]) -> str:
    return re.split(r"[，,。；;：:]", match.string[: match.start()])[-1]


def _near(match: re.Match[str], outline: Outline) -> bool:
    if _STRONG.search(match.string):
        return True
    return abs((number_of(match[1]) or 0) - outline.below) <= _NEAR


def claimed_groups(said: Sequence[Source], tables: Sequence[PlanTable]) -> Iterator[Conflict]:
    """组建5个巡查组, where the one table of groups has four."""
    counted = [names for table in tables if (names := _groups(table))]
    if len(counted) != 1:
        return
    for source in said:
        for match in _TEAMS.finditer(source.text):
            number = number_of(match[1])
            if number is not None and number != counted[0] and abs(number - counted[0]) <= _NEAR:
                message = f"{source.where}写“{match[0]}”，表中列出{counted[0]}个组，请核定。"
                yield Conflict(ConflictKind.NUMBER, replace(source, text=match[0]), None, message)
                return


def _groups(table: PlanTable) -> int:
    """How many groups a table names, each in a cell of its own of one column; 0 where it names none."""
    for column in range(min(2, table.width)):
        cells = [table.text(row, column) for row in range(len(table.rows)) if table.own(row, column)]
        named = [text for text in cells if _TEAM.match("".join(text.split()))]
        if len(named) > 1:
            return len(set(named))
    return 0


def claimed_list(outlines: Sequence[Outline], rows: int, groups: int, known: Sequence[Conflict]) -> Iterator[Conflict]:
    """明确八项重点任务, where the one list has seven rows and nothing else of the plan has eight."""
    if rows < 2:
        return
    told = {(one.a.block, one.a.row) for one in known if one.kind is ConflictKind.NUMBER}
    others = {one.below for one in outlines} | {one.deeper for one in outlines} | {rows, groups}
    as_many = any(rows in {one.below, one.deeper} for one in outlines)
    for outline in outlines:
        text = outline.source.text
        for match in [*_TASKS.finditer(text), *(_BORNE_OUT.finditer(text) if as_many else ())]:
            said = number_of(match["number"] or match.groupdict().get("behind") or "")
            if said is None or said in others or abs(said - rows) > _NEAR or (outline.source.block, None) in told:
                continue
            if _OTHERS.search(re.split(r"[，,。；;：:]", text[: match.start()])[-1]):
                continue
            message = f"{outline.source.where}写“{match[0]}”，任务清单列出{rows}项，请核定。"
            yield Conflict(ConflictKind.NUMBER, replace(outline.source, text=match[0]), None, message)


_TASKS = re.compile(
    rf"(?:明确|确定|梳理|列出|共列|列入|分解|细化|形成|制定|提出|安排|部署|实施|推进|抓好|完成|落实|围绕|聚焦|包括|涉及|共|以下|下列|如下)(?:出|为|了|好)?(?:[^，。；：、\d一二三四五六七八九十]{{0,8}})?(?P<number>{_NUMBER[1:-1]})\s*[项条个件](?:重点|主要|具体|年度|改革|民生|工作|整改|攻坚|整治|目标|实|试点)*(?:任务|工作|事项|举措|措施|事)"
)
#: 推出10项便民举措, 开展6项重点检查: told only where the text has as many parts as the list has rows.
_BORNE_OUT = re.compile(
    rf"(?:开展|推出|出台|落实|抓好|实施|推进|完成|部署|组织|安排|突出|聚焦|围绕|办好|做好|采取|包括|共有?|设置)(?:出|好|了)?(?:[^，。；：、\d一二三四五六七八九十]{{0,8}})?"
    rf"(?P<number>{_NUMBER[1:-1]})\s*[项大](?![\u4e00-\u9fff]{{0,4}}(?:指标|制度|机制|资金|资质|专利|成果|荣誉))[\u4e00-\u9fff]{{0,4}}(?:检查|整治|行动|工程|活动|任务|工作|事项|举措|措施|内容|攻坚)(?=[，,。；;：:、（(）]|$)"
    rf"|(?:确定|安排|实施|梳理|共|列入|推出)[^，。；：、\d]{{0,10}}(?:项目|任务|事项|措施|活动|工作|实事)(?:共|共计|计)?(?P<behind>{_NUMBER[1:-1]})\s*[个项件](?=[，,。；;：:（(]|$)"
)
