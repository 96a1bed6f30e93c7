"""The clauses of the text that give work to units: 由…牵头, …负责…, a section's own line of duties (质量科：负责…)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.givings import Giving
from desk_app.campaign.plan.matters import Section
from desk_app.campaign.plan.model import PlanTask, Role, UnitRole
from desk_app.importing.plan.persons import is_person
from desk_app.importing.plan.speakers import unmarked
from desk_app.importing.plan.time_words import after_time
from desk_app.importing.plan.units import is_plain_name, is_unit, role_of, split_units, subject_units

_SENTENCE = re.compile(r"[^。；;\n]+")
_NAMES = r"[\u4e00-\u9fff（）()、]{2,40}?"
_WHAT = r"[\u4e00-\u9fffA-Za-z\d“”《》（）]{3,30}?"
_VERBS = r"牵头|负责(?!人|同志)|承办|主办|承担|主抓"
_GOES_ABOUT = r"组织(?!部|人事|科|处|股)|实施|开展|落实"
#: 权益保障部负责制定方案; 环卫所牵头清理生活垃圾; 由科研处牵头.
_LEADS = re.compile(
    rf"^(?:其中)?(?:由|请)?(?P<names>{_NAMES})(?P<verb>(?:共同|具体|联合|分别|主要)*(?:{_VERBS})+)(?!的|单位|部门|科室)(?P<rest>.*)$"
)
#: 物资采购由财务部负责.
_GIVEN = re.compile(
    rf"^(?P<what>{_WHAT})(?:工作)?(?<![自理缘])由(?P<names>{_NAMES})"
    rf"(?:共同|具体|联合|分别|主要|统一)*(?P<verb>{_VERBS}|{_GOES_ABOUT}|办理)(?=$|[^\u4e00-\u9fff]|组织|实施|落实|具体|完成)"
)
#: 异地备份由信息技术科会同保管利用科做好数据核验.
_ALONG = re.compile(
    rf"^(?P<what>{_WHAT})(?:工作)?(?<![自理缘])由(?P<names>[\u4e00-\u9fff、]{{2,24}}?)(?:会同|联合(?!会|社|体))"
    rf"(?P<help>[\u4e00-\u9fff、]{{2,30}}?)(?=做好|抓好|抓紧|加快|尽快|负责|{_GOES_ABOUT}|完成|推进|办理|$)"
)
#: 由督导室会同后勤股组成督查组; 由学生处、研究生院组织学生填写.
_BY = re.compile(
    rf"^由(?P<names>{_NAMES})(?P<rest>(?:会同|联合|共同|统一|具体)*"
    rf"(?:{_GOES_ABOUT}|通报|邀请|汇总|组成|汇编|编制|编印|起草|制定|审核|收集|安排|承接|督促|举办|对|办理|发布|统计).*)$"
)
_TAKES_ALONG = re.compile(
    rf"^(?:会同|联合|协同)(?P<names>[\u4e00-\u9fff（）、]{{2,30}}?)(?P<rest>(?:{_GOES_ABOUT}|组成|对|制定|举办|进行|做好).*)$"
)
_HELPS = re.compile(rf"^(?:由)?(?P<names>{_NAMES})(?:积极|协同|协助|密切|共同|做好)*(?:配合|参与|协助|协办)")
_DUTY = re.compile(r"^(?P<names>[\u4e00-\u9fff（）()]{2,16})[：:](?P<rest>\S.+)$")
#: What somebody else does and this one only sees to.
_BESIDE = re.compile(
    r"^(?:做好|抓好|共同|积极|具体|统一|全面|加强)*(?:配合|协助|参与|参加|支持|督促|指导|监督|统筹|协调|跟进|督导|调度)"
    r"|日常工作|保障$|宣传报道$"
)
_TOGETHER = re.compile(r"会同|联合(?!会|社|体)|协同")
#: A clause that goes on with the unit of the one before it: …，负责修订办法.
_GOES_ON = re.compile(r"^(?:并|同时|具体)?(?:牵头|负责(?!人|同志)|承担)")
#: A part that begins with a sentence has no title.
_SENTENCE_LIKE = re.compile(r"负责|牵头|由|协助|配合|要|须|应当")
#: 政治处要抓好护路宣传的组织.
_TOLD = re.compile(
    r"^(?:要|须|应)(?:切实|认真|积极)?(?:牵头|负责|组织好|(?:抓好|做好)(?=.*的(?:组织|落实|实施)))(?P<rest>[^的]*?)(?:的(?:组织|落实|实施)\S*)?$"
)
_ANY_DEED = re.compile(r"^(?:具体|统一|组织|实施|落实|推进|办理|统筹|协调|开展|完成|抓好|做好|工作)+$")
_NO_DEED = re.compile(r"^(?:要|应|须|每|将|报|按)")
#: Those who decide or take part, and answer for no row of a list.
_GROUP = re.compile(r"党组|党委|中心组|班子|领导小组|委员会|安委办|专班|党工委|专家组|检查组|督查组|竞委会")
_MANY = re.compile(r"^(?:各|每|有关|相关|所有|全体|全)")
#: 责任部门：城市管理办公室 is a label and no line of duties.
_LABELS = re.compile(r"责任|牵头|配合|主办|承办|协办|时限|时间|成员|主任|组长|联系|领导|分管|抄送|主送|负责")
_LABEL = re.compile(r"^[^：:]{2,20}[：:]")
_PARTS = re.compile(r"、|和(?!谐)|以及|及(?!时)")
_FALSE_START = ("拟", "决定", "由")
_LONGEST, _LEAST = 60, 4


@dataclass(frozen=True, slots=True)
class _Clause:
    """What a clause gives away, empty where it stands elsewhere; to whom, and by which verb."""

    matter: str
    units: tuple[UnitRole, ...]
    verb: str


def read_givings(
    sections: Sequence[Section], paragraphs: Sequence[Source], tasks: Sequence[PlanTask]
) -> tuple[Giving, ...]:
    """Every clause that gives something away, each once; ``paragraphs`` are those of the body and of notes.

    ``tasks`` tell the names of units that the paper knows.
    """
    names = {name for task in tasks for name in task.unit_names if is_unit(name) and not _MANY.match(name)}
    inside = {text.block for section in sections for text in section.texts}
    found = [one for text in paragraphs if text.block not in inside for one in _of_text(text, "", names)]
    for section in sections:
        own = [one for text in section.texts for one in _of_text(text, section.title, names)]
        named = not _opening(section.title, names) and _SENTENCE_LIKE.search(section.title) is None
        found.extend(_titled(own, section.title) if named else own)
    return tuple(dict.fromkeys(found))


def _titled(own: Sequence[Giving], title: str) -> Iterator[Giving]:
    """The one clause of a part that gives something away speaks of the part's whole matter as well."""
    for one in own:
        deed = bool(title) and any(title[-2:] in matter for matter in one.matters)
        yield replace(one, title=title) if len(own) == 1 and (one.verb or deed) else one


def _of_text(text: Source, title: str, names: Collection[str]) -> Iterator[Giving]:
    duty = _DUTY.match(unmarked(text.text))
    if duty is not None and not _LABELS.search(duty["names"]) and _units(duty["names"], Role.ANSWER):
        yield from _duties(text, duty)
        return
    for match in _SENTENCE.finditer(text.text):
        start = text.start + match.start()
        said = replace(text, text=match[0].strip(), start=start, end=start + len(match[0]))
        yield from _of_sentence(said, title, names)


def _duties(text: Source, duty: re.Match[str]) -> Iterator[Giving]:
    """Each piece of a unit's own line: 质量科：负责施工质量监管，配合做好竣工验收."""
    units, people = _apart(_units(duty["names"], Role.ANSWER))
    for piece in re.split(rf"[，,。；;]|{_PARTS.pattern}", duty["rest"]):
        bare = re.sub(r"^(?:主要|具体|并|牵头)*负责", "", piece.strip())
        if bare and not _BESIDE.search(bare):
            at = text.start + max(0, text.text.find(piece))
            said = replace(text, text=f"{duty['names']}：…{piece.strip()}", start=at, end=at + len(piece))
            yield Giving((bare,), units, "负责", said, people=people)


def _of_sentence(said: Source, title: str, names: Collection[str]) -> Iterator[Giving]:
    clauses = [one.strip() for one in re.split(r"[，,]", unmarked(said.text))]
    subject = ""
    for at, clause in enumerate(clauses):
        bare = after_time(_LABEL.sub("", clause))
        subject = _opening(bare, names) or ("" if subject_units([bare]) else subject)
        found = _of_clause(f"{subject}{bare}" if subject and _GOES_ON.match(bare) else bare, names)
        if found is None:
            continue
        helped = [one for one in clauses[at + 1 :] if _helpers(after_time(one))]
        helping = [unit for one in helped for unit in _helpers(after_time(one))]
        units, people = _apart(found.units)
        start = said.start + max(0, said.text.find(clause))
        shown = replace(said, text="，".join((clause, *helped)), start=start, end=start + len(clause))
        around = title or (clauses[at - 1] if at else "")
        for matters in _matters(found, around):
            yield Giving(matters, (*units, *helping) if units else (), found.verb, shown, people=people)


def _apart(units: tuple[UnitRole, ...]) -> tuple[tuple[UnitRole, ...], tuple[str, ...]]:
    """Units, or the names of persons."""
    people = tuple(unit.name for unit in units if is_person(unit.name))
    return ((), people) if people else (units, ())


def _matters(found: _Clause, around: str) -> Iterator[tuple[str, ...]]:
    """What a clause gives away: its own words, each of several, or where it has none those around it."""
    parts = [part for part in _PARTS.split(found.matter) if len(part) >= _LEAST] if found.verb else []
    if len(parts) > 1:
        yield from ((part,) for part in parts)
    elif found.matter:
        yield (found.matter,)
    elif found.verb and around:
        yield (around,)


def _opening(bare: str, names: Collection[str]) -> str:
    """The known unit that a clause begins with."""
    return max((name for name in names if bare.startswith(name)), key=len, default="")


def _of_clause(bare: str, names: Collection[str]) -> _Clause | None:
    if len(bare) > _LONGEST or _MANY.match(bare):
        return None
    found = _led(bare) or _given(bare) or _by(bare) or _done(bare, names)
    if found is not None and _ANY_DEED.match(found.matter):
        found = replace(found, matter="")
    return None if found is None or _BESIDE.search(found.matter) else found


def _led(bare: str) -> _Clause | None:
    match = _LEADS.match(bare)
    units = _units(match["names"], role_of(match["verb"])) if match is not None else ()
    return _Clause(match["rest"].strip(), units, match["verb"]) if match is not None and units else None


def _given(bare: str) -> _Clause | None:
    match = _GIVEN.match(bare)
    if match is not None and (units := _units(match["names"], role_of(match["verb"]))):
        return _Clause(match["what"], units, match["verb"])
    match = _ALONG.match(bare)
    units = _units(match["names"], Role.ANSWER) if match is not None else ()
    helping = _units(match["help"], Role.HELP) if match is not None else ()
    return _Clause(match["what"], (*units, *helping), "由") if match is not None and units and helping else None


def _by(bare: str) -> _Clause | None:
    match = _BY.match(bare)
    units = _units(match["names"], Role.ANSWER) if match is not None else ()
    if match is None or not units:
        return None
    along = _TAKES_ALONG.match(match["rest"])
    helping = _units(along["names"], Role.HELP) if along is not None else ()
    return _Clause(along["rest"] if along and helping else match["rest"], (*units, *helping), "由")


def _done(bare: str, names: Collection[str]) -> _Clause | None:
    """财政所兑现奖补资金: units that are the subject of a deed."""
    known = _opening(bare, names)
    alone = known and bare[len(known) : len(known) + 1] not in "、和及与的"
    units = (UnitRole(known),) if alone else subject_units([bare])
    if not units or _GROUP.search(units[0].name) or not bare.startswith(units[0].name):
        return None
    rest = bare[max(bare.find(unit.name) + len(unit.name) for unit in units) :]
    told = _TOLD.match(rest)
    rest = rest if told is None else told["rest"]
    fits = all(_is_one(unit.name) for unit in units) and len(rest) >= _LEAST and not _NO_DEED.match(rest)
    return _Clause(rest, units, "") if fits else None


def _helpers(clause: str) -> tuple[UnitRole, ...]:
    match = _HELPS.match(clause)
    return () if match is None else _units(match["names"], Role.HELP)


def _units(names: str, role: Role) -> tuple[UnitRole, ...]:
    """The units, or the persons, of a stretch of text; empty where any piece of it is neither."""
    sides = _TOGETHER.split(names, maxsplit=1)
    found = [*split_units(sides[0], role), *(split_units(sides[1], Role.HELP) if len(sides) > 1 else ())]
    persons = all(is_person(unit.name) for unit in found)
    return tuple(found) if persons or all(_is_one(unit.name) for unit in found) else ()


def _is_one(name: str) -> bool:
    return len(name) > 1 and not name.startswith(_FALSE_START) and is_plain_name(name) and not is_person(name)
