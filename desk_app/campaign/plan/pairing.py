"""Which statement of the body and which row of the list speak of the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desk_app.campaign.deadlines import Kind
from desk_app.campaign.plan.model import PlanTask, Role
from desk_app.campaign.plan.wording import fold, likeness, same_activity, sameness, short_activity, speaks_of

_COUNT = re.compile(r"\d+[\u4e00-\u9fff]{1,3}$")
_OF_MANY = re.compile(r"等\s*(?:[2-9]|\d{2,}|[两二三四五六七八九十]+)\s*[个处家座条项户所名](?![月人])")
#: …（4月20日前完成户厕问题排查）: the milestone that a sentence's task is told apart by.
_MILESTONE = re.compile(r"（([^（）]{4,60})）$")
_TIME_BEFORE = re.compile(r"^[\d年月日号底前上中下旬于在]+(?:完成)?")
#: 责任单位：, 牵头部门：
_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,6}[：:]")
#: 由后勤科负责，…
_TITLED = re.compile(r"[^，,。；;\d]{4,16}。.")
_GIVEN = re.compile(r"由[^，。；]{2,24}(?:负责|承办|主办|落实|组织|实施)")
_QUOTED = re.compile(r"“([^“”]{2,14})”")
_STATED = {Kind.BY, Kind.WINDOW, Kind.RECURRING, Kind.INVALID}
_ALIKE = 0.55
_LEAST_NUMBERED = 2
_SURELY = 0.75
_NEAR_NAME, _SAME_NAME, _SERIES = 0.5, 0.8, 2
_LEAST_NAME, _LONGEST_NAME, _SIGNS_SHARED = 6, 20, 0.8
_LEAST_SAID, _LONGEST_SAID = 4, 16
_LED = re.compile(r"^开展")
_BOTH, _SAME_DAY = (False, True), 0.3


@dataclass(frozen=True, slots=True)
class Group:
    """One activity as the body and as the list has it; ``renamed`` where only its number and words agree."""

    body: tuple[PlanTask, ...]
    listed: tuple[PlanTask, ...]
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing asked in both places."""

    body: PlanTask
    listed: PlanTask


def by_activity(tasks: Sequence[PlanTask]) -> list[tuple[PlanTask, ...]]:
    """Tasks in runs of one activity; those without an activity are left out."""
    runs: dict[str, list[PlanTask]] = {}
    for task in tasks:
        if task.activity:
            runs.setdefault(fold(task.activity), []).append(task)
    return [tuple(run) for run in runs.values()]


def pair_groups(body: Sequence[PlanTask], listed: Sequence[PlanTask]) -> list[Group]:
    """Activities that stand in both, by name, or by number where their words are alike."""
    left = by_activity(listed)
    groups = []
    later = []
    for run in by_activity(body):
        match = next((one for one in left if same_activity(run[0].activity, one[0].activity)), None)
        if match is None:
            later.append(run)
            continue
        left.remove(match)
        groups.append(Group(run, match))
    numbered = sum(_same_number(group.body, group.listed) for group in groups) >= _LEAST_NUMBERED
    for run in tuple(later):
        match = next((one for one in left if _renamed(run, one, numbered=numbered)), None)
        if match is not None:
            left.remove(match)
            later.remove(run)
            groups.append(Group(run, match, renamed=True))
    groups.extend(_last_of_series(groups, later, left))
    return [*groups, *_between_the_same(groups, by_activity(body), by_activity(listed))]


def _last_of_series(
    groups: Sequence[Group], body: Sequence[tuple[PlanTask, ...]], listed: Sequence[tuple[PlanTask, ...]]
) -> list[Group]:
    """The one activity left on either side of a series (…工程) whose others are the same in both: it has two names."""
    series = [_kind(group.body) for group in groups if not group.renamed]
    found = []
    for kind in {one for one in series if series.count(one) >= _LEAST_NUMBERED}:
        here, there = ([run for run in runs if _kind(run) == kind] for runs in (body, listed))
        if len(here) == len(there) == 1:
            found.append(Group(here[0], there[0], renamed=True))
    return found


def _between_the_same(
    groups: Sequence[Group], body: Sequence[tuple[PlanTask, ...]], listed: Sequence[tuple[PlanTask, ...]]
) -> Iterator[Group]:
    """The one activity beside the same one in text and list, asked of the same units by the same time."""
    here = {id(group.body[0]): at for at, group in enumerate(groups)}
    there = {id(group.listed[0]): at for at, group in enumerate(groups)}
    left = [(_beside(body, here, at), run) for at, run in enumerate(body) if id(run[0]) not in here]
    right = [(_beside(listed, there, at), run) for at, run in enumerate(listed) if id(run[0]) not in there]
    for place, run in left:
        same = [
            other
            for home, other in right
            if home & place
            and (_asked_alike(run, other) or (len(home & place) == len(_BOTH) and _tell_alike(run, other)))
        ]
        if len(same) == 1:
            yield Group(run, same[0], renamed=True)


def _beside(runs: Sequence[tuple[PlanTask, ...]], known: Mapping[int, int], at: int) -> set[tuple[bool, int]]:
    """The groups right before (False) and right behind (True) a run, where its neighbours are known."""
    near = [
        (is_behind, runs[place]) for is_behind, place in ((False, at - 1), (True, at + 1)) if 0 <= place < len(runs)
    ]
    return {(is_behind, known[id(run[0])]) for is_behind, run in near if id(run[0]) in known}


def _tell_alike(run: Sequence[PlanTask], other: Sequence[PlanTask]) -> bool:
    """Whether two runs between the same neighbours tell the same, and neither name stands in the other's words."""
    said, listed = ("".join(task.content for task in one) for one in (run, other))
    return likeness(said, listed) >= _ALIKE and not any(_share_a_name(run[0], row) for row in other)


def _asked_alike(run: Sequence[PlanTask], other: Sequence[PlanTask]) -> bool:
    """Whether two runs of one task each ask the same units, by the same time or in words much alike."""
    one, two = run[0], other[0]
    if len(run) != 1 or len(other) != 1 or _share_a_name(one, two):
        return False
    same = {fold(name) for name in one.unit_names} == {fold(name) for name in two.unit_names} != set()
    dated = one.deadline.end is not None and (one.deadline.start, one.deadline.end) == (
        two.deadline.start,
        two.deadline.end,
    )
    return same and (dated or likeness(one.content, two.content) >= _ALIKE)


def _share_a_name(one: PlanTask, two: PlanTask) -> bool:
    """Whether the name of either stands in the words of the other, or the names themselves are much alike."""
    first, second = (fold(short_activity(task.activity)) for task in (one, two))
    shared = (Counter(first) & Counter(second)).total()
    return _names_the_other(one, two) or shared > _ALIKE * min(len(first), len(second))


def _names_the_other(one: PlanTask, two: PlanTask) -> bool:
    return speaks_of(_LED.sub("", one.activity), two.content) or speaks_of(_LED.sub("", two.activity), one.content)


def _kind(run: Sequence[PlanTask]) -> str:
    return run[0].activity.strip(' 。：:“”"')[-_SERIES:]


def _same_number(body: tuple[PlanTask, ...], listed: tuple[PlanTask, ...]) -> bool:
    return bool(body[0].activity_number) and body[0].activity_number == listed[0].activity_number


def _renamed(body: tuple[PlanTask, ...], listed: tuple[PlanTask, ...], *, numbered: bool) -> bool:
    """Whether two runs are one activity under two names; a number says so where others bear it out (``numbered``)."""
    if any(_names_the_other(body[0], one) for one in listed):
        return False
    same_number = numbered and _same_number(body, listed)
    text, other = ("".join(one.content for one in run) for run in (body, listed))
    if same_number:
        return likeness(text, other) >= 0.5
    return likeness(text, other) >= 0.8 and sameness(text, other) >= 0.5


def pair_tasks(groups: Sequence[Group], body: Sequence[PlanTask], listed: Sequence[PlanTask]) -> list[Pair]:
    """The pairs inside activities, then those of what is left by their words alone."""
    pairs: list[Pair] = []
    for group in groups:
        pairs.extend(_inside(group))
    taken = {id(task) for pair in pairs for task in (pair.body, pair.listed)}
    rest = [task for task in listed if id(task) not in taken]
    for task in body:
        if id(task) in taken:
            continue
        best = _named(task, rest, body, listed) or max(
            rest, key=lambda one: sameness(one.content, task.content), default=None
        )
        if best is not None and any(_nearer(one, task, best) for one in body if id(one) not in taken):
            continue
        if best is not None and (_surely(task, best) or _named(task, [best], body, listed)):
            rest.remove(best)
            pairs.append(Pair(task, best))
    return [*pairs, *_left_over(pairs, body, rest)]


def _left_over(pairs: Sequence[Pair], body: Sequence[PlanTask], rest: Sequence[PlanTask]) -> Iterator[Pair]:
    """The one sentence left that names a row left (“统计开放日”主题党日, 统计开放日)."""
    taken = {id(pair.body) for pair in pairs}
    for row in rest:
        name = fold(row.content)
        homes = [task for task in body if name in fold(task.content)]
        if not _LEAST_SAID <= len(name) <= _LONGEST_SAID or len(homes) != 1 or id(homes[0]) in taken:
            continue
        said = homes[0].content
        if fold(said).startswith(name) or f"“{row.content.strip('“”')}”" in said:
            yield Pair(homes[0], row)


def _named(
    task: PlanTask, rest: Sequence[PlanTask], body: Sequence[PlanTask], listed: Sequence[PlanTask]
) -> PlanTask | None:
    """The one row whose words, or whose activity, are the title of a part of the body (讲党课), however short."""
    titles = {_title(re.split(r"[。：:]", task.content)[0])}
    if task.activity and sum(one.activity == task.activity for one in body) == 1:
        titles.add(_title(task.activity))
    rows = [one for one in rest if {_title(one.content), _title(_COUNT.sub("", one.content))} & (titles - {""})]
    if rows:
        return rows[0] if len(rows) == 1 else None
    rows = [one for one in listed if one.activity and _title(one.activity) in titles]
    return rows[0] if len(rows) == 1 and any(rows[0] is one for one in rest) else None


def _nearer(other: PlanTask, task: PlanTask, row: PlanTask) -> bool:
    """Whether another date of the same sentence is the row's own: same day, and words no less alike."""
    if other is task or other.source != task.source or task.deadline.end == row.deadline.end:
        return False
    same_day = other.deadline.end is not None and other.deadline.end == row.deadline.end
    return same_day and sameness(row.content, other.content) >= sameness(row.content, task.content)


def _title(text: str) -> str:
    return fold(short_activity(text)).removeprefix("开展")


def _surely(first: PlanTask, second: PlanTask) -> bool:
    if min(len(fold(first.content)), len(fold(second.content))) < 6:
        return False
    if sameness(first.content, second.content) >= _ALIKE or likeness(first.content, second.content) >= _SURELY:
        return True
    doers = ({fold(name) for name in one.unit_names} for one in (first, second))
    return bool(set.intersection(*doers)) and _put_otherwise(second.content, first.content)


def _put_otherwise(name: str, text: str) -> bool:
    """Whether a row's short name is a sentence's words in another order (耗材采购使用核查, 对耗材采购开展核查)."""
    one, two = fold(_COUNT.sub("", name)), fold(text)
    if not _LEAST_NAME <= len(one) <= _LONGEST_NAME:
        return False
    missing = (Counter(one) - Counter(two)).total()
    return missing <= len(one) * (1 - _SIGNS_SHARED) and likeness(one, two) >= _ALIKE - 0.05


def _inside(group: Group) -> list[Pair]:
    if len(group.body) == len(group.listed) == 1:
        return [Pair(group.body[0], group.listed[0])]
    pairs, left = [], list(group.listed)
    for task in group.body:
        scored = sorted(left, key=lambda one: -_score(task, one))
        if scored and _score(task, scored[0]) >= _ALIKE:
            left.remove(scored[0])
            pairs.append(Pair(task, scored[0]))
    return pairs


def _score(first: PlanTask, second: PlanTask) -> float:
    bonus = 0.1 if first.number and first.number == _lead(second) else 0.0
    same_day = first.deadline.end is not None and first.deadline.end == second.deadline.end
    bonus += _SAME_DAY if same_day and speaks_of(second.content, first.content) else 0.0
    return max(sameness(first.content, second.content), likeness(first.content, second.content) - 0.1) + bonus


def _lead(task: PlanTask) -> str:
    head = task.content.strip()[:3]
    return "".join(sign for sign in head if sign.isdigit())


def is_one_of_many(pair: Pair) -> bool:
    """Whether the body speaks of several things (甲路等3个项目) of which a row is only one."""
    return _OF_MANY.search(pair.body.content) is not None and _OF_MANY.search(pair.listed.content) is None


def unmatched(
    body: Sequence[PlanTask], listed: Sequence[PlanTask], groups: Sequence[Group], pairs: Sequence[Pair]
) -> list[PlanTask]:
    """What the body asks and the list has nowhere."""
    many = {id(pair.body) for pair in pairs if is_one_of_many(pair)}
    shared = Counter(task.source for task in body)
    paired, taken = {id(pair.body) for pair in pairs}, {id(pair.listed) for pair in pairs}
    covered = {id(task) for group in groups for task in group.body} | {id(pair.body) for pair in pairs}
    return [
        task
        for task in body
        if id(task) in many
        or (id(task) not in paired and shared[task.source] > 1 and _own_milestone(task, listed))
        or (id(task) not in covered and not any(likeness(task.content, one.content) >= _SURELY for one in listed))
        or (id(task) not in paired and id(task) in covered and has_no_row(task, listed, taken))
    ]


def is_item(task: PlanTask) -> bool:
    """Whether a task is an item of its own, with a number, and a label or bracket that says who does it by when."""
    label = task.units_source
    dated = task.deadline_source is not None and task.deadline.kind in _STATED
    if label is None or not dated or task.source.row is not None or not task.number:
        return False
    bracketed = label.block == task.source.block and task.source.text[: label.start - task.source.start].endswith(
        ("（", "(", "［", "[", "【", "〔")
    )
    led = any(unit.role is Role.LEAD for unit in task.units)
    titled = _TITLED.match(task.content) is not None and _GIVEN.search(label.text) is not None
    return bool(task.units) and (bracketed or led or titled or _LABEL.match(label.text) is not None)


def has_no_row(task: PlanTask, listed: Sequence[PlanTask], taken: Collection[int] = ()) -> bool:
    """Whether no row of the list can be an item's: none has its name, nor its units and its time.

    ``taken`` are the rows (by id) that are known to be another item's, whose units and time tell nothing.
    """
    if not is_item(task):
        return False
    name, units = task.content.partition("。")[0], set(task.unit_names)
    return not any(
        max(sameness(name, row.content), sameness(name, row.activity), sameness(task.content, row.content))
        >= (_SAME_NAME if id(row) in taken else _NEAR_NAME)
        or speaks_of(short_activity(row.content), task.content)
        or any(f"“{quoted}”" in row.content for quoted in _QUOTED.findall(task.content))
        or (id(row) not in taken and row.deadline.end == task.deadline.end and units & set(row.unit_names))
        for row in listed
    )


def _deed_behind(content: str, said: str) -> str:
    """What is to be done by a date that tells a sentence's task apart: the words behind it, up to the next stop."""
    behind = re.split(r"[，,；;。（(]", content[content.find(said) + len(said) :])[0]
    return "" if re.search(r"\d月|完成", behind) else fold(behind)


def _own_milestone(task: PlanTask, listed: Sequence[PlanTask]) -> bool:
    """Whether one of several dates of a sentence has a deed of its own that no row of the list names."""
    match = _MILESTONE.search(task.content)
    deed = "" if match is None or task.deadline.end is None else fold(_TIME_BEFORE.sub("", match[1]))
    deed = deed or ("" if match is None or task.deadline.end is None else _deed_behind(task.content, match[1]))
    if len(deed) < _LEAST_NAME or not task.units:
        return False
    return not any(
        sameness(one.content, deed) >= _ALIKE
        or (one.deadline.end == task.deadline.end and likeness(one.content, task.content) >= _ALIKE)
        for one in listed
    )
