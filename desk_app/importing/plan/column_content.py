"""Columns told by what stands in them where their heading does not say it: times, units, marks under units' names."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desk_app.campaign.plan.document import PlanTable
from desk_app.campaign.plan.model import Role
from desk_app.importing.plan.persons import is_class_of_persons
from desk_app.importing.plan.time_words import is_time
from desk_app.importing.plan.units import is_unit, role_of, split_units

_ITEM = re.compile(r"^\s*(?:[①-⑳]|[（(]\d{1,2}[）)]|\d{1,2}[、)）]|\d{1,2}[.．](?!\d))\s*")
_PIECE = re.compile(r"[；;。\n]")
_OTHER_TIME = re.compile(
    r"^(?:立即|即日|马上|第一时间|同上|〃|待[\u4e00-\u9fff]{1,10}后?|[\u4e00-\u9fff]{1,8}后?\d{1,2}个?(?:工作)?[日天]内|[本下]?[月周]底?.{0,3}前"
    r"|\d{1,2}[.．/]\d{1,2}(?:前|之前)?)$"
)
_ONLY_FIGURE = re.compile(r"^[\d\s.．,，%％‰/／:：+\-—–－]*(?:[个项件次人万亿元%户家处]{0,2})$")
_PAST = re.compile(
    r"出生|入职|成立|发生|发现|受理|登记|生效|批准|立项|投诉|来访|购置|建成|已|实际|上次|原|任职|参加|毕业|获得|签订|到期"
)
_NOT_ASKED = re.compile(
    r"接收|接报|地点|地址|对象|名称|范围|来源|区域|服务|收件|受检|被|建设|项目|企业|点位|会场|报送至|报至|审批|督查|督办|备注|抄送|产权|使用|所属"
)
#: 采制部门: what a column of units is headed by, whatever they do.
CALLS_UNITS = re.compile(r"(?:单位|部门|科室|处室|股室|部室|机构|班组|车间|队伍)$")
_SMALL = re.compile(r"备注|成果|目标|成效|进展|标准|依据|来源|联系|电话|形式")
_SIGN = r"[★☆●○◎▲△√✓✔■□◆◇＊*]"
_MARK = re.compile(rf"^(?:{_SIGN}|牵头|配合|主责|主办|协办|参与|负责|责任|主|协|[主协牵配]办?)$")
_LEGEND = re.compile(
    rf"({_SIGN})\s*”?(?:为|是|表示|代表|指|[：:＝=—-]{{1,2}})?\s*“?(牵头|主办|主责|责任|负责|配合|协办|参与|协助)"
)
_MONTHS = re.compile(
    r"^(?:20\d\d年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?)?(?:\s*[-—–~～至到、]+\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2}))?(?:月份?)?$|^第?[一二三四]季度$"
)
#: 4月下旬至5月: a phase's stretch, in no more than months and thirds of months.
_THIRDS = re.compile(r"(?<=月)[上中下]旬")
_LEAST, _MOST, _LEAST_WORDS = 2, 0.6, 4
_LONG, _LONGER, _DISTINCT = 8, 1.25, 0.9


@dataclass(frozen=True, slots=True)
class Marked:
    """A column under a unit's name with a mark in each row that the unit has a part in, and what the marks mean."""

    column: int
    name: str
    roles: tuple[tuple[str, Role], ...] = ()

    def role(self, text: str) -> Role | None:
        """The part that a cell gives the unit; None where it gives none."""
        bare = "".join(text.split())
        if not bare or not _MARK.match(bare):
            return None
        named = {"主": Role.LEAD, "牵": Role.LEAD, "协": Role.HELP, "配": Role.HELP}
        return dict(self.roles).get(bare) or named.get(bare[0]) or role_of(bare)


def own_texts(table: PlanTable, column: int, head: int) -> list[str]:
    """What stands in a column below the head, each merged cell once."""
    rows = range(head + 1, len(table.rows))
    return [text for row in rows if table.own(row, column) and (text := table.text(row, column))]


def _share(texts: Sequence[str], right: Sequence[bool]) -> float:
    return sum(right) / len(texts) if len(texts) >= _LEAST else 0.0


def holds_times(table: PlanTable, column: int, head: int, heading: str) -> bool:
    """Whether most cells of a column are times by which something is due, with or without its deed."""
    texts = own_texts(table, column, head)
    named = not _PAST.search(heading) and not _tells_time(heading)
    return named and _share(texts, [_tells_time(text) for text in texts]) >= _MOST


def is_finer(table: PlanTable, column: int, other: int, head: int) -> bool:
    """Whether a column gives days where another one gives nothing but months or quarters."""
    texts, coarse = own_texts(table, column, head), own_texts(table, other, head)
    only = bool(coarse) and all(_MONTHS.match(_THIRDS.sub("", "".join(text.split()))) for text in coarse)
    return only and any(not _MONTHS.match(_THIRDS.sub("", "".join(text.split()))) for text in texts)


def is_of_rows(table: PlanTable, column: int, other: int, head: int) -> bool:
    """Whether each row has its own time in a column, where another one's times reach over several rows."""
    rows = len(table.rows) - head - 1
    return len(own_texts(table, column, head)) > _MOST * rows and len(own_texts(table, other, head)) < _MOST * rows


def holds_names(table: PlanTable, column: int, head: int) -> bool:
    """Whether each row has a name of its own in a column: words, and neither units nor times nor persons."""
    texts = own_texts(table, column, head)
    if len(texts) < max(_LEAST, _MOST * (len(table.rows) - head - 1)) or len(set(texts)) < _DISTINCT * len(texts):
        return False
    other = [bool(_names_units(one) or _tells_time(one) or _ONLY_FIGURE.match(one)) for one in texts]
    return sum(map(len, texts)) / len(texts) >= _LEAST_WORDS and sum(other) <= len(texts) / 3


def _tells_time(text: str) -> bool:
    pieces = [_ITEM.sub("", piece).strip() for piece in _PIECE.split(text)]
    filled = [piece for piece in pieces if piece]
    return bool(filled) and all(is_time(piece) or _OTHER_TIME.match(piece) for piece in filled[:2])


def holds_units(table: PlanTable, column: int, head: int, heading: str) -> bool:
    """Whether most cells of a column name units and nothing else."""
    texts = own_texts(table, column, head)
    named = not _NOT_ASKED.search(heading) and (not is_unit(heading) or CALLS_UNITS.search(heading) is not None)
    return named and _share(texts, [_names_units(text) for text in texts]) >= _MOST


def _names_units(text: str) -> bool:
    names = split_units(text)
    return bool(names) and all(is_unit(one.name) or is_class_of_persons(one.name) for one in names)


def holds_figures(table: PlanTable, column: int, head: int) -> bool:
    """Whether most cells of a column are bare figures, which ask nothing."""
    texts = own_texts(table, column, head)
    return _share(texts, [bool(_ONLY_FIGURE.match(text)) for text in texts]) >= _MOST


def wordiest(table: PlanTable, columns: Collection[int], head: int, headings: Sequence[str]) -> int | None:
    """The column with the longest texts, which tells the task where no heading says which one does."""
    sizes = {
        column: _size(table, column, head)
        for column in columns
        if not _SMALL.search(headings[column])
        and (texts := own_texts(table, column, head))
        and _share(texts, [_names_units(text) or _tells_time(text) for text in texts]) < _MOST
    }
    best = max(sizes, key=lambda column: sizes[column], default=None)
    return best if best is not None and sizes[best] >= _LEAST_WORDS else None


def wordier(table: PlanTable, column: int, behind: Sequence[int], head: int) -> int:
    """A column, or the one behind it where that says the same thing at length (改革事项, 主要任务)."""
    longer = [one for one in behind if _size(table, one, head) > max(_LONG, _LONGER * _size(table, column, head))]
    return longer[-1] if longer else column


def _size(table: PlanTable, column: int, head: int) -> float:
    texts = own_texts(table, column, head)
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def marked_units(table: PlanTable, head: int, names: Sequence[str], around: str) -> list[Marked]:
    """The columns that are headed by units and hold marks only; ``around`` is where the marks may be explained."""
    roles = tuple((match[1], role_of(match[2])) for match in _LEGEND.finditer(around))
    found = []
    for column, name in enumerate(names):
        texts = own_texts(table, column, head)
        if is_unit(name) and texts and all(_MARK.match("".join(text.split())) for text in texts):
            found.append(Marked(column, name, roles))
    return found if len(found) >= _LEAST else []
