"""Who acts in a running sentence that names parts: 由法规科牵头，质量科配合，于11月10日前完成制度汇编."""

from __future__ import annotations

import re

from desk_app.campaign.plan.model import Role, UnitRole
from desk_app.importing.plan.persons import is_person, people_apart, unit_with_person
from desk_app.importing.plan.units import is_unit, role_of, split_units, subject_units

_CLAUSE = re.compile(r"[，,；;。：:]|(?<=牵头)、|(?<=负责)、|(?<=主办)、")
_TIME_FIRST = re.compile(
    r"^(?:于|在)?(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬)?(?:底|末|初)?|年底|月底)(?:之?前|以前|起)?"
)
_PART = re.compile(
    r"^(?P<asked>由|请)?(?P<names>[^，,]{2,48}?)(?P<verb>(?:共同|具体|分别|联合|总)?牵头|主办|承办|承担(?=$)|(?:共同|联合|分别)?负责(?!人|同志|督办|督促|监督|检查|考核|解释|汇总|统筹|协调|指导|收集|联系|对接)|(?:积极|协同|协助|密切)?配合|协办|协助(?=$)|参[与加](?=$)|(?:抓好|具体|组织)?(?:落实|实施)(?=$)|(?:统筹|主抓|抓总)(?=$))"
)
#: 验收由仓储科组织: behind 由 any verb gives the work away.
_BY = re.compile(
    r"^(?P<asked>由)(?P<names>[^，,]{2,40}?)(?P<verb>(?:统一|具体|会同)?(?:组织|实施|承担|办理|审核|完成|开展|统筹|协调|安排|推进|盯办))"
)
#: 由水政股牵头，会同公安局、各乡镇政府，拆除…: those whom the leading unit takes along.
_ALONG = re.compile(r"^(?:会同|协同|联合(?!会|社|体))(?P<names>[^，,]{2,80}?)(?:等(?:单位|部门))?$")
_TOGETHER = re.compile(r"会同|协同|联合(?!会)")
_INSIDE_TIME = re.compile(
    r"(?<=[\u4e00-\u9fff）)])[于在](?:(?:\d{4}年|[今明次]年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|末|初)?(?:[-—–~～至到]+(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底)?)?(?:之?前|以前|起|内)?|(?:年|月)底前)"
)
#: 由原社会科承办调整为养老科、社工科承办; 牵头单位由甲科调整为乙科: who has it now.
_CHANGED = re.compile(
    r"^(?P<before>.*?(?:由|从|将|原).{2,40}?)(?:调整|变更|更改|改|移交|划转)(?:为|由|至|给|成)由?"
    r"(?P<names>[^，,]{2,48}?)(?P<verb>(?:共同|具体)?(?:牵头|主办|承办|负责|承担|组织|实施)(?:落实|实施|办理)?)?$"
)
#: 志愿者招募移交团委负责, 安全检查改由安保科负责.
_HANDED_OVER = re.compile(
    r"^(?P<before>.{2,40}?)(?:移交|划转|转交|交由|改由|转由|调整由|变更由)(?:给|至|到|由)?"
    r"(?P<names>[^，,]{2,48}?)(?P<verb>(?:共同|具体)?(?:牵头|主办|承办|负责|承担|组织|实施)(?:落实|实施|办理)?)$"
)
#: 发放工作原由拥军股负责，…，现改由优抚股负责: who had it, where it is told who has it now.
_BEFORE = re.compile(r"(?:原|此前|之前|原先|原来)(?:定)?由")
_SINCE = re.compile(r"(?:现|今后|调整后)[^，。；]{0,6}由|[改转]由|(?:调整|变更|移交|划转)[为至给]")
_LEADING = re.compile(r"主抓|抓总|牵头|主办|承办|负责|组织|实施|承担|办理|审核|完成|开展|统筹|协调|安排|推进|盯办")
_LONGEST_NAME = 18


def acting(text: str) -> tuple[tuple[UnitRole, ...], tuple[str, ...]]:
    """Units with their parts, and persons, that a sentence names by 牵头, 负责, 配合; nothing where no one leads."""
    units: list[UnitRole] = []
    people: list[str] = []
    leads = False
    for clause in _CLAUSE.split(text):
        bare = _INSIDE_TIME.sub("", _TIME_FIRST.sub("", clause.strip(), count=1))
        bare = _as_changed(bare)
        along = _ALONG.match(bare) if leads else None
        if along is not None:
            units.extend(_taken_along(along))
            continue
        if _BEFORE.search(bare) and _SINCE.search(text):
            continue
        match = _PART.match(_given_to(bare)) or _PART.match(bare) or _BY.match(_given_to(bare) or bare)
        if match is None:
            asked = subject_units([_given_to(bare)])
            units.extend(asked)
            leads = leads or bool(asked)
            continue
        role = role_of(match["verb"])
        names = people_apart([one.name for one in split_units(_TOGETHER.sub("、", match["names"]), role)])
        if not names or not all(_is_name(name) for name, _ in names):
            continue
        for name, person in names:
            placed = None if is_unit(name) or person else unit_with_person(name)
            units.extend([UnitRole(placed[0] if placed else name, role)] if not person else [])
            people.extend([name] if person else [placed[1]] if placed else [])
        leads = leads or bool(_LEADING.search(match["verb"]))
    return (tuple(dict.fromkeys(units)), tuple(dict.fromkeys(people))) if leads else ((), ())


def _taken_along(along: re.Match[str]) -> list[UnitRole]:
    """The units that a clause names behind 会同, alone or with what they do together (联合县公安局组成检查组)."""
    helping = [name for name, person in people_apart([one.name for one in split_units(along["names"])]) if not person]
    if not all(map(_is_name, helping)):
        helping = [one.name for one in subject_units([along["names"]])]
    return [UnitRole(name, Role.HELP) for name in helping]


def _as_changed(clause: str) -> str:
    """A clause that gives work from one to another, as if it gave it to the new one only."""
    match = _CHANGED.match(clause) or _HANDED_OVER.match(clause)
    if match is None or not all(_is_name(one.name) for one in split_units(match["names"])):
        return clause
    verb = match["verb"] or ("牵头" if "牵头" in match["before"] else "负责")
    return f"由{match['names']}{verb}" if split_units(match["names"]) else clause


def _given_to(clause: str) -> str:
    """台账建立工作由法规科负责: from the word that gives it away; empty where there is none."""
    begin = clause.find("由", 2)
    return "" if begin < 0 else clause[begin:]


def _is_name(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and (is_unit(name) or is_person(name) or unit_with_person(name) is not None)
