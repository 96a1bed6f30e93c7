"""核对规则 of a form: one column held against another, a sum, a fixed value or another form, at one of three levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desk_app.problems import Level

if TYPE_CHECKING:
    from desk_app.forms.definition import FormDefinition

RULE = "rule_"
"""The codes of what rules say begin so: ``rule_error``, ``rule_reason``, ``rule_hint``."""
Values = Mapping[str, str | int]


class RuleLevel(StrEnum):
    """How grave a broken rule is: 错误 blocks accepting, 需说明 asks for a reason, 提示 only says."""

    ERROR = "error"
    REASON = "reason"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {"error": "错误", "reason": "需说明", "hint": "提示"}[self.value]

    @property
    def grade(self) -> Level:
        """Whether it keeps a row from counting."""
        return Level.ERROR if self is RuleLevel.ERROR else Level.WARNING

    @property
    def asks(self) -> str:
        """What is to be done about it."""
        return {"error": "请改正", "reason": "请改正或说明原因", "hint": "请核对"}[self.value]


class Relation(StrEnum):
    """What must hold between a column and what it is held against."""

    EQUAL = "="
    MOST = "<="
    LESS = "<"
    LEAST = ">="
    MORE = ">"
    OTHER = "!="
    FILLED = "filled"
    """The column is filled (where the condition holds); it is held against nothing."""

    @property
    def label(self) -> str:
        """The word on screen and in a sentence."""
        return _LABELS[self.value]


_LABELS = {"=": "等于", "<=": "不大于", "<": "小于", ">=": "不小于", ">": "大于", "!=": "不同于", "filled": "必须填写"}


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One rule: ``column`` stands in a relation to another column, to the sum of some, to ``value``, or to a form.

    ``others`` are columns of this form (their sum where more than one); with ``form``, the short name of another form
    of the campaign, the relation is to the number of its rows of the same unit and period, or to the sum of its one
    column in ``others``. The rule holds only where ``when`` is filled, or says ``when_is``. ``message`` is said
    instead of the program's own sentence.
    """

    column: str
    relation: Relation
    level: RuleLevel = RuleLevel.ERROR
    others: tuple[str, ...] = ()
    value: str = ""
    form: str = ""
    when: str = ""
    when_is: str = ""
    message: str = ""

    @property
    def code(self) -> str:
        """The stable word of what it says."""
        return f"{RULE}{self.level.value}"

    def applies(self, values: Values) -> bool:
        """Whether its condition holds in a row."""
        if not self.when:
            return True
        written = str(values.get(self.when, ""))
        return written == self.when_is if self.when_is else written != ""


def broken_within(form: FormDefinition, values: Values) -> Iterator[tuple[CheckRule, str]]:
    """The rules of a form that a row breaks in itself, each with its sentence; what cannot be compared breaks none."""
    for rule in form.checks:
        if not rule.form and rule.applies(values) and (said := _said_within(form, rule, values)):
            yield rule, said


def broken_across(form: FormDefinition, rule: CheckRule, values: Values, found: int) -> str:
    """The sentence of a rule against another form whose figure is known; empty where it holds or nothing is written."""
    written = values.get(rule.column, "")
    if written == "" or not rule.applies(values):
        return ""
    mine = _number(written)
    if mine is None or _holds(mine, rule.relation, found):
        return ""
    what = "的行数" if not rule.others else "的合计"
    return _sentence(rule, f"{_label(form, rule.column)}{mine}应{rule.relation.label}“{rule.form}”{what}{found}")


def rule_words(form: FormDefinition, rule: CheckRule) -> str:
    """A rule as a person reads it in a list: 实到人数不大于应到人数."""
    condition = ""
    if rule.when:
        condition = f"{_label(form, rule.when)}{f'为“{rule.when_is}”' if rule.when_is else '已填'}时，"
    if rule.relation is Relation.FILLED:
        return f"{condition}{_label(form, rule.column)}必须填写"
    if rule.form:
        against = f"“{rule.form}”{'、'.join(rule.others) + '的合计' if rule.others else '的行数'}"
    else:
        against = _names(form, rule.others) if rule.others else f"“{rule.value}”"
    return f"{condition}{_label(form, rule.column)}{rule.relation.label}{against}"


def _said_within(form: FormDefinition, rule: CheckRule, values: Values) -> str:
    written = values.get(rule.column, "")
    if rule.relation is Relation.FILLED:
        return "" if written != "" else _sentence(rule, rule_words(form, rule))
    if written == "":
        return ""
    if len(rule.others) > 1:
        return _said_of_sum(form, rule, written, [values.get(key, "") for key in rule.others])
    other = values.get(rule.others[0], "") if rule.others else rule.value
    if other == "" or _compared(written, rule.relation, other):
        return ""
    name = _names(form, rule.others)
    return _sentence(rule, f"{_label(form, rule.column)}“{written}”应{rule.relation.label}{name}“{other}”")


def _said_of_sum(form: FormDefinition, rule: CheckRule, written: str | int, against: Sequence[str | int]) -> str:
    mine, numbers = _number(written), [0 if one == "" else _number(one) for one in against]
    if mine is None or None in numbers or all(one == "" for one in against):
        return ""
    total = sum(one for one in numbers if one is not None)
    if _holds(mine, rule.relation, total):
        return ""
    return _sentence(
        rule, f"{_label(form, rule.column)}{mine}应{rule.relation.label}{_names(form, rule.others)}{total}"
    )


def _compared(one: str | int, relation: Relation, other: str | int) -> bool:
    """Numbers as numbers, ISO days as days, all else as texts, of which only equality can be told."""
    first, second = _number(one), _number(other)
    if first is not None and second is not None:
        return _holds(first, relation, second)
    left, right = str(one), str(other)
    if _is_day(left) and _is_day(right):
        return _holds(left[:10], relation, right[:10])
    if relation is Relation.EQUAL:
        return left == right
    return left != right if relation is Relation.OTHER else True


def _holds(one: int | str, relation: Relation, other: int | str) -> bool:
    sign = (one > other) - (one < other)  # type: ignore[operator]  # both are numbers or both are days
    return {
        Relation.EQUAL: sign == 0,
        Relation.OTHER: sign != 0,
        Relation.MOST: sign <= 0,
        Relation.LESS: sign < 0,
        Relation.LEAST: sign >= 0,
        Relation.MORE: sign > 0,
    }[relation]


def _sentence(rule: CheckRule, own: str) -> str:
    return f"{rule.message or own}，{rule.level.asks}"


def _number(value: str | int) -> int | None:
    if isinstance(value, int):
        return value
    text = value.strip()
    return int(text) if text.removeprefix("-").isdecimal() else None


def _is_day(text: str) -> bool:
    return len(text) >= 10 and text[4:5] == "-" and text[7:8] == "-" and text[:4].isdecimal()


def _label(form: FormDefinition, key: str) -> str:
    return dict(zip(form.keys, form.labels, strict=True)).get(key, key)


def _names(form: FormDefinition, keys: Sequence[str]) -> str:
    names = "、".join(_label(form, key) for key in keys)
    return f"{names}之和" if len(keys) > 1 else names
