"""What a plan says of its list as a whole (共列12项, 均须于8月31日前办结, …由某科牵头) against the rows themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from desk_app.campaign.deadlines import Kind, State
from desk_app.campaign.plan.compare_dates import day_of, differing, stated_at
from desk_app.campaign.plan.compare_units import is_class, known_unit, local, place_of, units_of
from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind, Dated, PlanActivity, PlanTask
from desk_app.campaign.plan.wording import (
    bare_name,
    fold,
    left_out,
    number_of,
    same_activity,
    short_activity,
    speaks_of,
)

_NUMBER = r"([一二三四五六七八九十]{1,3}|\d{1,2})"
_ROWS = re.compile(
    rf"(?:本|此|该|下|附)(?:表|清单|单)(?:中|内)?(?:共|总共|合计)?(?:列|列出|列有|有|含|分解)(?:出|入|有)?\s*{_NUMBER}\s*[项条个]"
    r"(?:重点|主要|具体)?(?:工作|任务|事项|措施|问题)"
    rf"|{_NUMBER}\s*[项条个](?:重点|主要|具体)?(?:工作|任务|事项|措施|举措)[（(](?:详|具体|清单)?见附[件表]"
    rf"|(?:以上|上述|上列|上表|所列)(?:各|的)?(?:项目|任务|事项|工作|措施|问题)?(?:合计|总计|一?共)(?:计|有)?\s*{_NUMBER}\s*[项条件个]"
)
_SIDES = re.compile(
    rf"{_NUMBER}\s*个?(?:方面|大类|类别|板块|领域)(?:的)?[，、]?(?:共)?\s*{_NUMBER}\s*[项条](?:重点|主要|具体)?(?:工作|任务|措施)"
)
_ALL = re.compile(
    r"(?:本(?:单|表|清单)(?:中|内)?(?:所列)?|(?:所列|上列|下列|以下|上述))(?:各项|全部|所有)?(?:交办|督办|重点)?(?:事项|任务|工作)(?:均|都|一律|全部|务必|必须|[须应要需])"
)
_GIVEN = re.compile(
    r"(?:^|[，,。；;：:]|其中[，,])(?P<what>[\u4e00-\u9fff]{4,20}?)(?:工作|任务)?由(?P<who>[\u4e00-\u9fff、]{2,24}?)(?:牵头|负责(?!人)|承办|主办)"
)
_RESPONSIBLE = re.compile(
    r"(?:^|[；;。：:])(?P<who>[\u4e00-\u9fff]{2,12}?[科处股室局部办站所队中心会院委])(?:主要|具体|牵头)?负责(?!人|同志)(?P<what>[^；;。：:（）()]{4,60})"
)
#: …，业务股负责质量抽检: from here on somebody else has it.
_ANOTHER = re.compile(r"负责|牵头|承办|^[\u4e00-\u9fff]{2,8}[科股处室部](?![门位分署队级件长员])[\u4e00-\u9fff]{2}")
_LEAST_SIDES, _LONGEST_NAME, _LEAST_WORDS = 2, 20, 4


def claimed_rows(said: Sequence[Source], listed: Sequence[PlanTask], groups: Sequence[str]) -> Iterator[Conflict]:
    """本表共列12项工作 above ten rows; 五个方面10项任务 where the ten rows stand in four groups."""
    rows = len({(task.source.block, task.source.row) for task in listed})
    one_table = len({task.source.block for task in listed}) == 1
    for source in said if one_table else ():
        match = _ROWS.search(source.text)
        if match is not None and number_of(match[1] or match[2] or match[3]) not in {None, rows}:
            message = f"{source.where}写“{match[0]}”，任务清单列出{rows}项，请核定。"
            yield Conflict(ConflictKind.NUMBER, _at(source, match[0]), None, message)
        sides = _SIDES.search(source.text)
        if sides is None or len(groups) < _LEAST_SIDES or number_of(sides[2]) != rows:
            continue
        if number_of(sides[1]) not in {None, len(groups)}:
            message = f"{source.where}写“{sides[0]}”，任务清单列出{len(groups)}个方面，请核定。"
            yield Conflict(ConflictKind.NUMBER, _at(source, sides[0]), None, message)


def beyond_all(body: Sequence[PlanTask], listed: Sequence[PlanTask]) -> Iterator[Conflict]:
    """本单所列事项均须于8月31日前办结, and a row that is due behind that day."""
    for whole in body:
        last = day_of(whole.deadline.end)
        if _ALL.search(whole.content) is None or whole.deadline.kind is not Kind.BY or last is None:
            continue
        for row in listed:
            end = day_of(row.deadline.end)
            if row.deadline.kind is not Kind.BY or row.deadline.state is State.INVALID or end is None or end <= last:
                continue
            one = Dated(whole.deadline, stated_at(whole, whole.deadline.text))
            yield differing(one, Dated(row.deadline, stated_at(row, row.deadline.text)), row.content, "时限")


def given_elsewhere(
    said: Sequence[Source], listed: Sequence[PlanTask], known: Sequence[Conflict], aliases: Mapping[str, str]
) -> Iterator[Conflict]:
    """津贴核查由养老股牵头 in the lead, and another section in the one row of those words."""
    told = {id(row) for row in listed for one in known if one.kind is ConflictKind.UNIT and one.b == place_of(row)}
    for source in said:
        for shown, what, who in _given(source.text):
            rows = [row for row in _rows_of(what, listed) if row.units and id(row) not in told]
            if len(rows) != 1 or any(is_class(one) for one in (*who, *rows[0].unit_names)):
                continue
            asked = units_of(rows[0], aliases)
            if any(known in asked or local(known, asked) for known in (known_unit(one, aliases) for one in who)):
                continue
            a, b = _at(source, shown), place_of(rows[0])
            message = f"“{what}”的责任单位前后不一：{a.quoted}，{b.quoted}，请核定。"
            yield Conflict(ConflictKind.UNIT, a, b, message, rows[0].activity)


def _given(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """The words, the thing and whom it is given to: 津贴核查由养老股牵头; 民政办负责物资储备、群众安置."""
    for match in _GIVEN.finditer(text):
        yield match[0].strip("，,。；;：:"), match["what"], [one for one in match["who"].split("、") if one]
    for match in _RESPONSIBLE.finditer(text):
        for what in re.split(r"[、，,]|以及|和(?!谐)|及(?!时)", match["what"]):
            if _ANOTHER.search(what):
                break
            bare = re.sub(r"(?:等)?(?:各项)?(?:工作|任务|事项)$", "", what.strip())
            if len(bare) >= _LEAST_WORDS:
                yield match[0].strip("，,。；;：:"), bare, [match["who"].removeprefix("由")]


def _rows_of(name: str, listed: Sequence[PlanTask]) -> list[PlanTask]:
    """The rows of a name: those of the very words, else those that have all its signs."""
    same = [row for row in listed if fold(row.content) == fold(name)]
    return same or [row for row in listed if speaks_of(name, row.activity + row.content)]


def renamed_headings(
    headings: Sequence[PlanActivity], groups: Sequence[PlanActivity], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """As many headings as groups of rows in one order, and one of them under another name."""
    pairs = list(zip(headings, groups, strict=False))
    apart = [(one, two) for one, two in pairs if not _same_name(one.name, two.name)]
    if len(apart) > 1:
        apart = [(one, two) for one, two in apart if not same_activity(one.name, two.name)]
    if len(headings) != len(groups):
        yield from _between(headings, groups, known)
        return
    if len(apart) != 1 or len(pairs) <= _LEAST_SIDES:
        return
    if any(conflict.kind is ConflictKind.ACTIVITY for conflict in known):
        return
    yield _renamed(*apart[0])


def _between(
    headings: Sequence[PlanActivity], groups: Sequence[PlanActivity], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """One heading without a group, in its place one group without a heading, and the same names on both sides."""
    same = [_homes(one, groups) for one in headings]
    taken = {place for place in same if place is not None}
    lost = [place for place, home in enumerate(same) if home is None]
    if len(lost) != 1 or len(taken) <= _LEAST_SIDES or any(one.kind is ConflictKind.ACTIVITY for one in known):
        return
    at = lost[0]
    before = -1 if at == 0 else same[at - 1]
    behind = len(groups) if at + 1 == len(headings) else same[at + 1]
    if before is not None and behind == before + 2 and before + 1 not in taken:
        yield _renamed(headings[at], groups[before + 1])


def _homes(one: PlanActivity, groups: Sequence[PlanActivity]) -> int | None:
    return next(
        (
            place
            for place, other in enumerate(groups)
            if _same_name(one.name, other.name) or same_activity(one.name, other.name)
        ),
        None,
    )


def _renamed(one: PlanActivity, two: PlanActivity) -> Conflict:
    a, b = _at(one.source, one.name), _at(two.source, two.name)
    message = f"第{one.number}项活动名称前后不一：{a.quoted}，{b.quoted}，请核定。"
    return Conflict(ConflictKind.ACTIVITY, a, b, message, two.name)


def as_groups(listed: Sequence[PlanTask]) -> tuple[PlanActivity, ...]:
    """The rows of one list without groups, each as an activity of its own."""
    rows = list({row.source: row for row in listed if row.source.row is not None}.values())
    if len({row.source.block for row in rows}) != 1 or any(len(row.content) > _LONGEST_NAME for row in rows):
        return ()
    return tuple(PlanActivity(row.number or str(place), row.content, row.source) for place, row in enumerate(rows, 1))


def _same_name(first: str, second: str) -> bool:
    """Whether two names are one, or one of them the other with words left out."""
    one, two = fold(short_activity(first)), fold(short_activity(second))
    one_way = left_out(one, two) or left_out(two, one) or Counter(one) == Counter(two)
    one_way = one_way or speaks_of(one, two) or speaks_of(two, one)
    return one_way or bare_name(first) == bare_name(second)


def _at(source: Source, text: str) -> Source:
    return Source(source.block, source.where, text, source.start, source.end, source.row, source.column)
