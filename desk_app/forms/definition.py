"""What an annex form is: the one definition that drives screen, blank file, import, check, tally and print."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import cached_property

from desk_app.campaign.period import Rhythm
from desk_app.forms.headings import fold_heading
from desk_app.forms.links import Link
from desk_app.forms.rules import CheckRule


class ColumnKind(StrEnum):
    """What a column holds; each kind knows how it is read and checked (`desk_app.forms.values`)."""

    SERIAL = "serial"
    TEXT = "text"
    LONG = "long"
    INTEGER = "integer"
    DATE = "date"
    DUE = "due"
    CHOICE = "choice"
    PERSON = "person"
    UNIT = "unit"


class Rule(StrEnum):
    """How a column is carried to a summary line."""

    NONE = ""
    SUM = "sum"
    COUNT = "count"
    DISTINCT = "distinct"
    LATEST = "latest"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form, in the order of the printed table.

    ``heading`` is the printed heading, line breaks included; ``group`` the heading above it that spans
    its neighbours (two-row heads); ``width`` the share of the printed line in millimetres before scaling;
    ``choices`` the published words, an open list unless ``closed``; ``row_date`` marks the date that says
    when the thing happened.
    """

    key: str
    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    group: str = ""
    required: bool = False
    width: float = 25.0
    choices: tuple[str, ...] = ()
    closed: bool = False
    rule: Rule = Rule.NONE
    row_date: bool = False

    @property
    def label(self) -> str:
        """The heading on one line, as rows are keyed by it."""
        return self.heading.replace("\n", "")


@dataclass(frozen=True, slots=True)
class Due:
    """When a form must be in: one ``day`` of the calendar, or a day of the month ``months_after`` each period's last.

    ``clock`` is the minute it must be there, None for the whole day. ``basis`` (依据) says where the date stands.
    """

    on: date | None = None
    day: int | None = None
    months_after: int = 0
    clock: time | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """次数要求 of a unit in one period: at least, and at most where the plan says so."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True)
class FormDefinition:
    """One annex form of a campaign, as its TOML file says (`forms/README.md` explains each key).

    ``name`` is the short title (大谈话统计表) by which commands and screens call it, ``annex`` its mark (附件2)
    or empty, ``title`` the printed title. ``collected`` is None for a form that no unit sends; one that is not
    ``owed`` is sent by whoever has something to enter (谁有谁报), and nobody is missing. A ``record`` form (记录表,
    月报) has a page a record and no table's row: each heading beside its value, two in a line, long texts over all.
    ``checks`` are its 核对规则, ``links`` what it shows of another form of the campaign.
    ``version`` is the number that a campaign gave it; a form that no campaign has changed yet is 1.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    annex: str = ""
    collected: Rhythm | None = None
    unit_line: bool = True
    blank_rows: int = 10
    note: str = ""
    signatures: tuple[str, ...] = ("填报人", "审核人", "单位负责人（签字）")
    sealed: bool = True
    landscape: bool = True
    audience: tuple[str, ...] = ()
    owed: bool = True
    aliases: tuple[str, ...] = ()
    due: Due | None = None
    quota: Quota | None = None
    copies: int = 1
    double_sided: bool = False
    page_of: bool = True
    record: bool = False
    checks: tuple[CheckRule, ...] = ()
    links: tuple[Link, ...] = ()
    source: str = field(default="", compare=False)
    version: int = field(default=1, compare=False)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The columns' keys in printed order."""
        return tuple(column.key for column in self.columns)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """One label a column; a second equal heading becomes ``单位及职务(2)``."""
        return distinct_labels(tuple(column.label for column in self.columns))

    @cached_property
    def serial(self) -> Column | None:
        """The 序号 column, when the form has one."""
        return next((column for column in self.columns if column.kind is ColumnKind.SERIAL), None)

    @cached_property
    def row_date(self) -> Column | None:
        """The column that says when a row's thing happened."""
        return next((column for column in self.columns if column.row_date), None)

    @cached_property
    def two_row_head(self) -> bool:
        """Whether the printed head has a second line of group headings."""
        return any(column.group for column in self.columns)

    def column(self, key: str) -> Column:
        """The column of a key; KeyError when the form has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def answers_to(self, text: str) -> bool:
        """Whether a person who writes this means the form: annex mark, short or full title, or an alias."""
        wanted = fold_heading(text)
        names = (self.name, self.title, self.annex, f"{self.annex}{self.name}", *self.aliases)
        return bool(wanted) and any(wanted == fold_heading(name) for name in names if name)


def distinct_labels(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Equal headings told apart by their place among equals: the second becomes ``单位及职务(2)``."""
    seen: dict[str, int] = {}
    result: dict[str, None] = {}
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        while (named := label if seen[label] == 1 else f"{label}({seen[label]})") in result:
            seen[label] += 1
        result[named] = None
    return tuple(result)
