"""月报 and 通报 drafted from the figures: each figure cited from its rows, what is not closed said as 未定稿."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import Period
from desk_app.forms.definition import FormDefinition, Rule
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.figure_values import Measure
from desk_app.services.figure_words import change_number
from desk_app.services.leader_figures import counted_column, received_of
from desk_app.services.missing_list import until_words
from desk_app.services.report_rates import RateWish, in_names_of_then, rates_text, report_rates
from desk_app.services.report_template import Cited, Template, filled_in
from desk_app.services.standing import OVERDUE, FormStanding
from desk_app.services.superior_form import Report, Take
from desk_app.services.superior_form_figures import SuperiorFigures
from desk_app.storage.campaigns import Campaign

_MEASURES = {"本期": Measure.CURRENT, "累计": Measure.TOTAL, "上期": Measure.BEFORE}
_RULES = {"合计": Rule.SUM, "计数": Rule.COUNT, "人数": Rule.DISTINCT, "最近": Rule.LATEST, "列举": Rule.LIST}
_REPORTS = {one.value: one for one in Report if one}
_NONE = Cited("—", is_known=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A figure that a draft cites: what it says, and from what it was counted."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft's text, to be worded by a person; its figures' sources; what is 未定稿, and the moment it was made.

    ``remarks`` say what the sums told leave out because it is no number; they go with the report however it is worded.
    """

    template: str
    text: str
    sources: tuple[Source, ...]
    open_forms: tuple[str, ...]
    moment: str
    remarks: tuple[str, ...] = ()


def draft_report(desk: Desk, campaign: Campaign, template: Template, period: Period) -> Draft:
    """The template told with a period's figures. DeskError for a name in it that stands for nothing."""
    citing = _Citing(desk, campaign, period, template.name)
    text = filled_in(template, citing.forms, citing.cite)
    columns = citing.figures.table.columns
    is_open = tuple(one.form.name for one in columns if one.closing is None and one.period == period)
    sources, moment = tuple(dict.fromkeys(citing.sources)), until_words(desk.clock())
    return Draft(template.name, text, sources, is_open, moment, citing.figures.unsummed)


class _Citing:
    """What the names of one template stand for."""

    def __init__(self, desk: Desk, campaign: Campaign, period: Period, template: str) -> None:
        self.figures = SuperiorFigures(desk, campaign, period)
        self.sources: list[Source] = []
        self._desk, self._campaign, self._period, self._template = desk, campaign, period, template

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms of the period, and those collected otherwise that have anything in it."""
        table = self.figures.table
        return tuple(
            one.form.name
            for place, one in enumerate(table.columns)
            if one.period == self._period or table.column_sum(place).current
        )

    def cite(self, name: str, form: str) -> Cited:
        """What a name in braces stands for."""
        plain = self._plain(name, form)
        if plain is not None:
            return plain
        word, _, rest = name.partition(" ")
        said, _, column = rest.strip().partition("/")
        wanted = self._form(said.strip() or form, name)
        column, _, text = column.partition("=")
        return self._figure(word, wanted, column.strip(), text.strip(), name)

    def _plain(self, name: str, form: str) -> Cited | None:
        if name == "上报情况":
            return Cited(self._rates)
        if name == "未报单位":
            missing = self._missing()
            return Cited("、".join(missing) or "无", not missing)
        if name == "逾期未报单位":
            overdue = self._missing(OVERDUE)
            return Cited("、".join(overdue) or "无", not overdue)
        if name == "表" and form:
            return Cited(form)
        known = {
            "专项": self._campaign.name,
            "期次": self._period.label,
            "本单位": self._desk.bureau or "（本单位全称）",
            "日期": long_day(self._desk.clock().date()),
            "经办人": self._desk.actor,
        }
        return Cited(known[name]) if name in known else None

    @cached_property
    def _rates(self) -> str:
        wish = RateWish(self._period)
        return rates_text(in_names_of_then(self._desk, report_rates(self._desk, self._campaign, wish)))

    def _missing(self, mark: str = "") -> list[str]:
        """The units of which something is missing, or only those where it bears a mark of lateness."""
        found: dict[str, None] = {}
        for standing in self.figures.table.standings:
            if standing.period == self._period:
                mine = [one for one in standing.missing if not mark or one.late == mark]
                found.update((name, None) for one in mine for name in (one.unit, one.told_as))
        return [unit for unit in self.figures.table.units if unit in found]

    def _form(self, said: str, name: str) -> FormDefinition:
        if not said:
            raise self._refusal(name, "没有写是哪张表")
        for one in self.figures.table.columns:
            if one.form.definition.answers_to(said):
                return one.form.definition
        known = "、".join(one.form.name for one in self.figures.table.columns)
        raise self._refusal(name, f"这一期没有“{said}”这张表，有：{known}")

    def _figure(self, word: str, form: FormDefinition, column: str, text: str, name: str) -> Cited:
        if word == "量词":
            return Cited("条" if counted_column(form) is None else "人次")
        if word == "未报名单":
            standing = self._standing(form)
            names = (*received_of(standing).missing, *received_of(standing).sent_back) if standing else ()
            return Cited("、".join(names) or "无", not names)
        if word == "较上期":
            return self._change(form)
        take = self._take(word, form, column, text, name)
        if take is None:
            return _NONE
        told = self.figures.told(take)
        if told.source == "" or (told.why and told.value == ""):
            return _NONE
        self.sources.append(Source(str(told.value), told.source))
        return Cited(str(told.value), told.value in {0, "", "0%"})

    def _take(self, word: str, form: FormDefinition, column: str, text: str, name: str) -> Take | None:
        if word in _REPORTS:
            return Take(form=form.name, report=_REPORTS[word]) if self._standing(form) is not None else None
        if word in _MEASURES and not column:
            return Take(form=form.name, measure=_MEASURES[word])
        if word == "人数" and not column:
            counted = counted_column(form)
            return None if counted is None else Take(form=form.name, column=counted.key, rule=Rule.DISTINCT)
        if word in _RULES and column:
            key = next((one for one, label in zip(form.keys, form.labels, strict=True) if label == column), None)
            if key is None:
                raise self._refusal(name, f"“{form.name}”没有“{column}”这一栏")
            narrowed = key if text else ""
            return Take(form=form.name, column=key, rule=_RULES[word], word_column=narrowed, word=text)
        raise self._refusal(name, "不认得这个数")

    def _change(self, form: FormDefinition) -> Cited:
        """较上期 over those whose returns are in for both periods, with how many are not; nothing where nobody is."""
        told = self.figures.told(Take(form=form.name, measure=Measure.CHANGE))
        if not isinstance(told.value, int):
            return _NONE
        self.sources.append(Source(change_number(told.value), told.source))
        left = f"（{told.uncompared}家未作比较）" if told.uncompared else ""
        if not told.value:
            return Cited(f"持平{left}")
        return Cited(f"{'增加' if told.value > 0 else '减少'}{abs(told.value)}{left}")

    def _standing(self, form: FormDefinition) -> FormStanding | None:
        found = (one for one in self.figures.table.standings if one.form.name == form.name)
        standing = next(found, None)
        return standing if standing is not None and standing.units and form.owed else None

    def _refusal(self, name: str, why: str) -> DeskError:
        return DeskError(f"模板“{self._template}”里的“{{{name}}}”填不了：{why}。")
