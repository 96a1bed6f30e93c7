"""Reads form definitions and campaign templates from TOML and reports every mistake at once, with file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast

from desk_app.campaign.period import Rhythm
from desk_app.forms.definition import Column, ColumnKind, Due, FormDefinition, Quota, Rule
from desk_app.forms.links import Link
from desk_app.forms.rules import CheckRule, Relation, RuleLevel
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_FORM_KEYS = {
    "name", "title", "annex", "collected", "unit_line", "blank_rows", "note", "signatures", "sealed",
    "landscape", "audience", "owed", "aliases", "due", "quota", "copies", "double_sided", "page_of", "record", "column",
    "check", "link",
}  # fmt: skip
_COLUMN_KEYS = {"key", "heading", "kind", "group", "required", "width", "choices", "closed", "rule", "row_date"}
_CHECK_KEYS = {"column", "relation", "level", "others", "value", "form", "when", "when_is", "message"}
_LINK_KEYS = {"form", "own", "other", "show"}
_AT_LINE = re.compile(r"at line (\d+)")
_DUE_KEYS = {"on", "day", "months_after", "clock", "basis"}
_QUOTA_KEYS = {"least", "most"}
_KINDS_NEEDING_CHOICES = {ColumnKind.CHOICE}
_LAST_DAY = 31


class DefinitionError(DeskError):
    """One or more definition files are wrong; ``mistakes`` lists every one with file and key."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("表样定义有误，请改正后再用：" + "；".join(mistakes))
        self.mistakes = mistakes


@dataclass
class Mistakes:
    """Collects what is wrong in one file; each is ``文件 键：说明``."""

    file: str
    found: list[str] = field(default_factory=list)

    def add(self, key: str, text: str) -> None:
        """Note one mistake at a key."""
        self.found.append(f"{self.file} {key}：{text}")


@dataclass
class TableReader:
    """Takes typed values out of one TOML table, noting each mistake and going on with the default."""

    table: Mapping[str, Any]
    mistakes: Mistakes
    prefix: str = ""

    def key(self, name: str) -> str:
        """The key as the file's author would look for it."""
        return f"{self.prefix}{name}"

    def unknown(self, known: set[str]) -> None:
        """Note keys nobody knows: a misspelt key must not be dropped without a word."""
        for name in self.table:
            if name not in known:
                self.mistakes.add(self.key(name), "没有这个项目，请核对拼写")

    def _typed(self, name: str, default: T, kind: type | tuple[type, ...], said: str) -> T:
        value: Any = self.table.get(name, default)
        is_stray_bool = isinstance(value, bool) and kind is not bool
        if value is not default and (is_stray_bool or not isinstance(value, kind)):
            self.mistakes.add(self.key(name), f"应为{said}")
            return default
        return cast("T", value)

    def text(self, name: str, *, required: bool = False, default: str = "") -> str:
        """A text; an empty one is a mistake where it is required."""
        value = self._typed(name, default, str, "文字")
        if required and not value.strip():
            self.mistakes.add(self.key(name), "必须填写")
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """A yes or no."""
        return self._typed(name, default, bool, " true 或 false")

    def whole(self, name: str, default: int | None, least: int = 0, most: int = 10_000) -> int | None:
        """A whole number within bounds."""
        value = self._typed(name, default, int, "整数")
        if value is not None and not least <= value <= most:
            self.mistakes.add(self.key(name), f"应在 {least} 至 {most} 之间")
            return default
        return value

    def number(self, name: str, default: float) -> float:
        """A positive number."""
        value = float(self._typed(name, default, (int, float), "数字"))
        if value <= 0:
            self.mistakes.add(self.key(name), "应大于 0")
            return default
        return value

    def texts(self, name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts."""
        value = self._typed(name, list(default), list, "文字的列表")
        if not all(isinstance(item, str) for item in value):
            self.mistakes.add(self.key(name), "列表里每一项都应为文字")
            return default
        return tuple(value)

    def word(self, name: str, kind: type[E], default: E | None) -> E | None:
        """One word of a closed list."""
        value = self.text(name)
        if not value:
            return default
        try:
            return kind(value)
        except ValueError:
            words = "、".join(member.value for member in kind if member.value)
            self.mistakes.add(self.key(name), f"“{value}”不在可选范围（{words}）")
            return default

    def day(self, name: str) -> date | None:
        """A calendar date, written as TOML writes dates."""
        return self._typed(name, None, date, "日期，如 2023-02-28")

    def clock(self, name: str) -> time | None:
        """A time of day."""
        return self._typed(name, None, time, "时刻，如 17:00:00")

    def tables(self, name: str) -> list[Mapping[str, Any]]:
        """A list of tables (``[[column]]``)."""
        value: list[Any] = self._typed(name, [], list, "若干段 [[…]]")
        if not all(isinstance(item, dict) for item in value):
            self.mistakes.add(self.key(name), "每一段都应写成 [[…]]")
            return []
        return value

    def sub(self, name: str) -> TableReader | None:
        """A table below this one, None when it is absent."""
        value = self.table.get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.mistakes.add(self.key(name), f"应写成一段 [{name}]")
            return None
        return TableReader(value, self.mistakes, f"{self.prefix}{name}.")


def load_form(path: Path) -> FormDefinition:
    """Read one form definition; raises DefinitionError with every mistake of the file."""
    return load_toml(path, form_from_table)


def load_toml(path: Path, read: Callable[[TableReader, str], T]) -> T:
    """Parse a TOML file and read it by ``read``; raises DefinitionError naming file, key and mistake of each."""
    mistakes = Mistakes(path.name)
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DefinitionError([f"{path.name}：不是完整的 TOML 文件（{_place(error)}）"]) from error
    except OSError as error:
        raise DefinitionError([f"{path.name}：打不开（{reason_of(error)}）"]) from error
    result = read(TableReader(table, mistakes), path.stem)
    if mistakes.found:
        raise DefinitionError(mistakes.found)
    return result


def _place(error: Exception) -> str:
    """Where the text stops being TOML: Python below 3.14 tells the line only in its message."""
    if isinstance(error, UnicodeDecodeError):
        return "请用 UTF-8 编码保存"
    found = _AT_LINE.search(str(error))
    return f"第 {found[1]} 行附近" if found else "末尾不完整"


def form_from_table(reader: TableReader, source: str) -> FormDefinition:
    """Build a form from its table; mistakes are noted with the reader, the result is then not to be used."""
    reader.unknown(_FORM_KEYS)
    columns = tuple(_column(reader, place, table) for place, table in enumerate(reader.tables("column"), start=1))
    _check_columns(reader, columns)
    return FormDefinition(
        name=reader.text("name", required=True),
        title=reader.text("title", required=True),
        columns=columns,
        annex=reader.text("annex"),
        collected=reader.word("collected", Rhythm, None),
        unit_line=reader.flag("unit_line", default=True),
        blank_rows=reader.whole("blank_rows", 10, 0, 200) or 0,
        note=reader.text("note"),
        signatures=reader.texts("signatures", ("填报人", "审核人", "单位负责人（签字）")),
        sealed=reader.flag("sealed", default=True),
        landscape=reader.flag("landscape", default=True),
        audience=reader.texts("audience"),
        owed=reader.flag("owed", default=True),
        aliases=reader.texts("aliases"),
        due=_due(reader.sub("due")),
        quota=_quota(reader.sub("quota")),
        copies=reader.whole("copies", 1, 1, 99) or 1,
        double_sided=reader.flag("double_sided", default=False),
        page_of=reader.flag("page_of", default=True),
        record=reader.flag("record", default=False),
        checks=tuple(_check(reader, place, table, columns) for place, table in _parts(reader, "check")),
        links=tuple(_link(reader, place, table, columns) for place, table in _parts(reader, "link")),
        source=source,
    )


def _column(reader: TableReader, place: int, table: Mapping[str, Any]) -> Column:
    own = TableReader(table, reader.mistakes, f"column[{place}].")
    own.unknown(_COLUMN_KEYS)
    kind = own.word("kind", ColumnKind, ColumnKind.TEXT) or ColumnKind.TEXT
    choices = own.texts("choices")
    if kind in _KINDS_NEEDING_CHOICES and not choices:
        own.mistakes.add(own.key("choices"), "类型为 choice 的栏目要列出可选的词")
    row_date = own.flag("row_date", default=False)
    if row_date and kind is not ColumnKind.DATE:
        own.mistakes.add(own.key("row_date"), "只有类型为 date 的栏目可以作发生时间")
    return Column(
        key=own.text("key", required=True),
        heading=own.text("heading", required=True),
        kind=kind,
        group=own.text("group"),
        required=own.flag("required", default=False),
        width=own.number("width", 25.0),
        choices=choices,
        closed=own.flag("closed", default=False),
        rule=own.word("rule", Rule, Rule.NONE) or Rule.NONE,
        row_date=row_date,
    )


def _check_columns(reader: TableReader, columns: tuple[Column, ...]) -> None:
    if not columns:
        reader.mistakes.add("column", "至少要有一个栏目")
    seen: set[str] = set()
    for place, column in enumerate(columns, start=1):
        if column.key in seen:
            reader.mistakes.add(f"column[{place}].key", f"“{column.key}”重复")
        seen.add(column.key)
    for name, count in (
        ("serial", sum(column.kind is ColumnKind.SERIAL for column in columns)),
        ("row_date", sum(column.row_date for column in columns)),
    ):
        if count > 1:
            reader.mistakes.add("column", f"{name} 只能有一个栏目")


def _parts(reader: TableReader, name: str) -> list[tuple[int, Mapping[str, Any]]]:
    return list(enumerate(reader.tables(name), start=1))


def _check(reader: TableReader, place: int, table: Mapping[str, Any], columns: tuple[Column, ...]) -> CheckRule:
    own = TableReader(table, reader.mistakes, f"check[{place}].")
    own.unknown(_CHECK_KEYS)
    rule = CheckRule(
        column=own.text("column", required=True),
        relation=own.word("relation", Relation, None) or Relation.FILLED,
        level=own.word("level", RuleLevel, RuleLevel.ERROR) or RuleLevel.ERROR,
        others=own.texts("others"),
        value=own.text("value"),
        form=own.text("form"),
        when=own.text("when"),
        when_is=own.text("when_is"),
        message=own.text("message"),
    )
    if "relation" not in table:
        own.mistakes.add(own.key("relation"), "必须填写")
    keys = {column.key for column in columns}
    named = (("column", rule.column), ("when", rule.when), *(("others", one) for one in rule.others if not rule.form))
    for name, key in named:
        if key and key not in keys:
            own.mistakes.add(own.key(name), f"本表没有代号为“{key}”的栏目")
    if rule.relation is not Relation.FILLED and sum(map(bool, (rule.others or rule.form, rule.value))) != 1:
        own.mistakes.add(own.key("others"), "要与哪一栏（others）、哪张表（form）或哪个值（value）比，写且只写一样")
    if rule.form and len(rule.others) > 1:
        own.mistakes.add(own.key("others"), "与另一张表比，只能写那张表的一个栏目")
    return rule


def _link(reader: TableReader, place: int, table: Mapping[str, Any], columns: tuple[Column, ...]) -> Link:
    own = TableReader(table, reader.mistakes, f"link[{place}].")
    own.unknown(_LINK_KEYS)
    link = Link(
        form=own.text("form", required=True),
        own=own.text("own", required=True),
        other=own.text("other", required=True),
        show=own.texts("show"),
    )
    if link.own and link.own not in {column.key for column in columns}:
        own.mistakes.add(own.key("own"), f"本表没有代号为“{link.own}”的栏目")
    return link


def _due(reader: TableReader | None) -> Due | None:
    if reader is None:
        return None
    reader.unknown(_DUE_KEYS)
    due = Due(
        on=reader.day("on"),
        day=reader.whole("day", None, 1, _LAST_DAY),
        months_after=reader.whole("months_after", 0, 0, 12) or 0,
        clock=reader.clock("clock"),
        basis=reader.text("basis"),
    )
    if (due.on is None) == (due.day is None):
        reader.mistakes.add("due", "on（某一天）和 day（每期的几号）填且只填一个")
    return due


def _quota(reader: TableReader | None) -> Quota | None:
    if reader is None:
        return None
    reader.unknown(_QUOTA_KEYS)
    quota = Quota(reader.whole("least", None), reader.whole("most", None))
    if quota.least is not None and quota.most is not None and quota.least > quota.most:
        reader.mistakes.add("quota", "least 不能大于 most")
    return quota
