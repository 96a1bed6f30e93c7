"""Which column of a table says what: serial, activity, content, units, deadline, phase."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from desk_app.campaign.plan.document import PlanTable
from desk_app.campaign.plan.model import Role
from desk_app.forms.headings import fold_heading
from desk_app.importing.plan.changed_columns import changed_columns, is_old, named_by
from desk_app.importing.plan.column_content import (
    CALLS_UNITS,
    Marked,
    holds_figures,
    holds_names,
    holds_times,
    holds_units,
    is_finer,
    is_of_rows,
    marked_units,
    wordier,
    wordiest,
)
from desk_app.importing.plan.findings import with_place
from desk_app.importing.plan.schedule_columns import is_slot
from desk_app.importing.plan.units import role_of

_SERIAL = re.compile(r"^(?:序号|编号|项次|序|no\.?|号)$", re.IGNORECASE)
_UNITS = re.compile(
    r"(?:牵头|责任|配合|主责|参与|协办|主办|承办|落实|实施|整改|治理|处置|参加|协同|协助|协作|主管|督办|主抓|责任落实|承担|承接|归口|负责|组织|执行|经办|完成|支持|联办|会办|主持)(?:及配合|及责任)?(?:单位|部门|科室|处室|股室|部室|机构|支部|党组织|主体|大队|站所|方)"
    r"|^(?:牵头|责任|配合|协办|主办|承办|协助|参与)(?!人|领导|内容|情况|措施|事项|时|率|制|目标|清单|区|书|落实|要求)[\u4e00-\u9fff（）()、/]{1,8}$"
    r"|^(?:单位|部门|科室|股室|部室|处室|责任主体|责任分工|分工|牵头|配合|责任|主办|协办|承办|协助|落实主体|主责|协同|协作|主抓|参与|(?:建设|项目|实施)(?:责任)?(?:单位|主体|业主))$"
)
_PEOPLE = re.compile(r"(?:责任|牵头|分管|联系|包保|主管|挂点)(?:局|县|市)?(?:领导|人)|^(?:负责人|联系人|责任人员)$")
_TIME = re.compile(
    r"时限|期限|时间节点|里程碑|节点$|截止|时点$|工期$|(?:完成|办结|整改|推进|实施|报送|上报|起止|活动|工作|计划|预计|要求|办理|落实|举办|开展|具体|召开|组织|拟定)(?:时间|日期|时点)"
    r"|(?:进度|时间|时序|节点)(?:要求|安排|进度)$|^(?:时间|日期|进度|节点|月份|何时完成)$"
)
_PHASE = re.compile(
    r"^(?:工作|活动|实施|推进|行动|整治|时间|教育)?(?:阶段|步骤)(?:名称|划分|安排|[及和与、（(]?时间[）)]?|时间安排)?$|^(?:工作|实施|推进)环节$"
)
_CONTENT = re.compile(
    r"任务|事项|内容|举措|措施|工作|要点|项目|做法|安排|要求|具体|行动|活动|清单|目标|类别|方面|领域|板块"
    r"|^(?:整治|治理|排查|检查|监管|保障|管控|防控|攻坚|巡查)(?:对象|场所|重点)$|^(?:报表|材料|资料|数据)名称$"
)
_DETAIL = re.compile(r"具体|内容|举措|措施|做法|事项|分解|主要工作|细化|要求|工作安排")
_GROUP = re.compile(
    r"行动|类别|方面|领域|大项|专项|板块|事项|重点任务|工作任务|主要任务|任务名称|任务类别|项目|重点工作|活动|任务|对象|场所|重点$"
)
_ASIDE = re.compile(r"备注|成果|目标|成效|进展|完成情况|落实情况|形式|标准|依据|来源")
_GOALS = re.compile(
    r"目标(?!任务)(?!.*(?:完成|落实|进展|情况))|^(?:工作|质量|完成)标准$|^(?:阶段性?|预期)(?:成果|任务)$"
)
_HONOURS = re.compile(r"专利号|奖项|奖级|获奖|名次|授权(?:时间|日期|公告)|证书(?:编?号)|授予")
#: What a table of results is headed by; it tells what was done.
_RESULTS = re.compile(
    r"已完成|完成率|完成数|完成量|完成比|达标率|实际完成|得分|扣分|排名|位次|评分|考核结果|整改率|办结率|办结数"
)
#: What is to be put right, where no column says how.
_FAULT = re.compile(r"^(?:存在|主要|发现)?(?:的)?(?:问题|隐患|短板|风险)(?:描述|表述|内容|名称|情况|点)?$")
_FIRST = re.compile(r"(?:首位|第一位|第一个|排首|列首|排名第一|排在前).{0,6}牵头")
#: 延期至, 调整为 beside a column of what held before.
_MOVED_TO = re.compile(r"(?:延期|延长|顺延|推迟|提前)(?:后|至|到)?$")
_MOST_HEAD_ROWS, _LEAST_SLOTS = 3, 2


@dataclass
class Columns:
    """The columns of a task list or phase table, by their places.

    ``mixed`` when a column names units and persons together, ``first_leads`` when the head says that the unit named
    first leads; ``months`` is a column of bare months beside a finer ``time``;
    ``year`` the year that the time's head states, ``slots`` the columns that are months or quarters;
    ``tells`` when a head speaks of what was won, granted or done: such a list asks nothing; ``marked`` are columns
    under units' names that hold marks; ``before`` is for each column of what holds now the one of what held before,
    ``old_time`` where the only times are those of before; ``goals`` tell what a row is to reach.
    """

    head: int
    serial: int | None = None
    phase: int | None = None
    time: int | None = None
    months: int | None = None
    group: int | None = None
    content: list[int] = field(default_factory=list)
    units: list[tuple[int, Role]] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    mixed: bool = False
    first_leads: bool = False
    year: int | None = None
    slots: list[tuple[int, str]] = field(default_factory=list)
    before: dict[int, int] = field(default_factory=dict)
    old_time: bool = False
    goals: list[int] = field(default_factory=list)
    tells: bool = False
    marked: list[Marked] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        """Whether the columns make a list of tasks."""
        return (
            not self.tells
            and bool(self.content)
            and (bool(self.units or self.marked) or self.time is not None or len(self.slots) > _LEAST_SLOTS)
        )

    @property
    def is_phases(self) -> bool:
        """Whether the columns make a table of phases."""
        return self.phase is not None and self.time is not None


def head_rows(table: PlanTable) -> tuple[int, int] | None:
    """First and last row of the head: from the first row of several headings, as deep as its merges reach."""
    for row in range(min(len(table.rows), 6)):
        texts = [text for text in table.texts(row) if text]
        own = sum(1 for column in range(table.width) if table.own(row, column) and table.text(row, column))
        if own >= 2 and all(len(text) <= 24 for text in texts) and len(texts) >= max(2, table.width // 2):
            return row, _last_head_row(table, row)
    return None


def _last_head_row(table: PlanTable, first: int) -> int:
    last = first
    for row in range(first + 1, min(first + _MOST_HEAD_ROWS, len(table.rows))):
        spread = [
            column
            for column in range(table.width)
            if table.rows[row][column].row < row and table.rows[row][column].row >= first
        ]
        wide = any(
            table.rows[row - 1][column].column != column or _next_same(table, row - 1, column)
            for column in range(table.width)
            if table.text(row - 1, column)
        )
        below = [table.text(row, column) for column in range(table.width) if column not in spread]
        if (
            wide
            and any(below)
            and (spread or len(below) == table.width)
            and all(len(text) <= 16 for text in below)
            and _heads_below(below)
        ):
            last = row
        else:
            break
    return last


def _heads_below(texts: list[str]) -> bool:
    """Whether a row below a wide heading holds headings and no data."""
    filled = [text for text in texts if text]
    return len(set(filled)) >= 2 and not any(
        re.match(r"^\d+([.．、]|$)|^[一二三四五六七八九十]+、", text) for text in filled
    )


def _next_same(table: PlanTable, row: int, column: int) -> bool:
    cells = table.rows[row]
    return column + 1 < len(cells) and (cells[column + 1].row, cells[column + 1].column) == (
        cells[column].row,
        cells[column].column,
    )


def heading_texts(table: PlanTable, head: tuple[int, int]) -> list[tuple[str, ...]]:
    """For each column the headings above it from the top, each once."""
    columns = []
    for column in range(table.width):
        stack: list[str] = []
        for row in range(head[0], head[1] + 1):
            text = table.text(row, column)
            if text and (not stack or stack[-1] != text or table.own(row, column)):
                stack.append(text)
        columns.append(tuple(stack))
    return columns


def read_columns(table: PlanTable, around: str = "") -> Columns | None:
    """What the columns of a table are, by their headings, else by what stands in them; None without a head.

    ``around`` are the words beside the table in which marks (★牵头 ●配合) may be explained.
    """
    head = head_rows(table)
    if head is None:
        return None
    found = Columns(head[1])
    loose: list[tuple[int, str]] = []
    stacks = heading_texts(table, head)
    names = [fold_heading(stack[-1]) if stack else "" for stack in stacks]
    found.marked = marked_units(table, head[1], names, around + " ".join("".join(stack) for stack in stacks))
    found.before = changed_columns(stacks)
    taken = {one.column for one in found.marked} | set(found.before.values())
    for column, stack in enumerate(stacks):
        if column not in taken and _take(found, table, column, stack):
            loose.append((column, names[column]))
    _by_content(found, table, loose, names)
    _place_content(found, table, loose)
    _place_name(found, table, names)
    used: set[int | None] = {found.group, found.time, *(column for column, _ in (*found.units, *found.slots))}
    used |= {found.serial, found.phase, found.months, *found.people}
    found.content = with_place(found.content, names, used) if found.content and found.group is None else found.content
    told = {found.group, found.time, *found.content, *(column for column, _ in found.units)}
    found.goals = [column for column in found.goals if column not in told]
    return found


def _take(found: Columns, table: PlanTable, column: int, stack: tuple[str, ...]) -> bool:
    """Put a column where its heading says; True for one that may be content."""
    text, last = fold_heading("".join(stack)), fold_heading(named_by(stack))
    figures = holds_figures(table, column, found.head)
    found.tells = found.tells or bool(_HONOURS.search(text)) or (figures and bool(_RESULTS.search(last)))
    found.first_leads = found.first_leads or bool(_FIRST.search(text))
    if not text or _take_slot(found, column, last):
        return False
    if _SERIAL.match(last) and found.serial is None:
        found.serial = column
    elif _PHASE.match(last) and found.phase is None:
        found.phase = column
    elif _PEOPLE.search(last) and not re.search(r"单位|部门|科室|处室|股室|部室", last):
        found.people.append(column)
    elif _UNITS.search(last) or (_UNITS.search(text) and re.search(r"牵头|配合|主责|协办", last)):
        found.units.append((column, _role(stack)))
        found.mixed = found.mixed or bool(re.search(r"人|领导|负责", last))
    elif _takes_time(found, table, column, last):
        found.months = found.time
        found.time = column
        year = re.search(r"(20\d\d)年", text)
        found.year = int(year[1]) if year else None
        found.old_time = is_old(stack[-1])
    else:
        found.goals.extend([column] if _GOALS.search(last) and not figures else [])
        return bool(_CONTENT.search(text)) and not _ASIDE.search(last) and not figures
    return False


def _takes_time(found: Columns, table: PlanTable, column: int, heading: str) -> bool:
    """Whether a column states the time: the first whose heading says so, or a finer one beside a column of months."""
    if not _TIME.search(heading) and not (column in found.before and _MOVED_TO.search(heading)):
        return False
    if found.time is None:
        return True
    finer = is_finer(table, column, found.time, found.head) or is_of_rows(table, column, found.time, found.head)
    return found.months is None and finer


def _by_content(found: Columns, table: PlanTable, loose: list[tuple[int, str]], names: list[str]) -> None:
    """What no heading says: a column of times, columns of units, and the words that go with both."""
    used = {
        found.serial,
        found.phase,
        found.time,
        *found.people,
        *(column for column, _ in (*found.units, *found.slots)),
    }
    used |= {one.column for one in found.marked} | set(found.before.values())
    free = [column for column, name in enumerate(names) if name and column not in used]
    if found.time is None and not found.slots:
        timed = [column for column in free if holds_times(table, column, found.head, names[column])]
        found.time = next((column for column in reversed(timed) if _leaves_words(loose, column, free)), None)
    if not found.units and not found.marked:
        free = [column for column in free if column != found.time]
        named = [column for column in free if holds_units(table, column, found.head, names[column])]
        named = [column for column in named if CALLS_UNITS.search(names[column])] or named
        if len(named) < len(free):
            found.units = [(column, role_of(names[column])) for column in named if _leaves_words(loose, column, free)]
    apart = {found.time, *(column for column, _ in found.units)}
    loose[:] = [one for one in loose if one[0] not in apart]
    if not loose and found.time is not None and found.units:
        faults = [column for column in free if column not in apart and _FAULT.search(names[column])]
        best = faults[0] if faults else wordiest(table, [one for one in free if one not in apart], found.head, names)
        loose.extend([(best, names[best])] if best is not None else [])


def _leaves_words(loose: list[tuple[int, str]], column: int, free: list[int]) -> bool:
    """Whether another column may tell the task when this one does not."""
    return any(one != column for one, _ in loose) or (not loose and len(free) > 1)


def _take_slot(found: Columns, column: int, heading: str) -> bool:
    """Whether a column is a month or quarter of the table's own calendar."""
    if not is_slot(heading):
        return False
    found.slots.append((column, heading))
    return True


def _role(stack: tuple[str, ...]) -> Role:
    """The part that a heading states, remarks in brackets left aside; else the one of the heading above it."""
    bare = [re.sub(r"[（(].*", "", "".join(text.split())) for text in stack]
    roles = [role_of(text) for text in reversed(bare)]
    return (
        next((role for role in roles if role is not Role.ANSWER), Role.ANSWER) if "责任" not in bare[-1] else roles[0]
    )


def _place_name(found: Columns, table: PlanTable, names: list[str]) -> None:
    """A column of names before the content, however it is headed (培训班次, 要干什么), is told with it."""
    if not found.content or (not found.units and found.time is None):
        return
    used = {found.serial, found.phase, found.time, found.months, found.group, *found.people, *found.content}
    used |= {column for column, _ in (*found.units, *found.slots)} | {one.column for one in found.marked}
    used |= {*found.before, *found.before.values()}
    before = [column for column in range(found.content[0]) if column not in used and names[column]]
    named = [column for column in before if not _ASIDE.search(names[column]) and holds_names(table, column, found.head)]
    found.content = [*named[:1], *found.content]


def _place_content(found: Columns, table: PlanTable, loose: list[tuple[int, str]]) -> None:
    """Of several columns of words the last detailed one is the content, the first the activity it belongs to."""
    if not loose:
        return
    details = [column for column, text in loose if _DETAIL.search(text)]
    content = details[-1] if details and details[-1] != loose[0][0] else loose[-1][0]
    content = wordier(table, content, [column for column, _ in loose if column > content], found.head)
    if len(loose) == 1:
        content = loose[0][0]
    found.content = [content]
    earlier = [column for column, text in loose if column < content and _GROUP.search(text)]
    if earlier:
        found.group = earlier[0]
        found.content = [*list(earlier[1:]), content]
