"""What the places of a superior's form take, in a person's words."""

from __future__ import annotations

from collections.abc import Mapping

from desk_app.exporting.fill_values import Spot
from desk_app.services.superior_form import SERIAL, Filling, SuperiorForm, What
from desk_app.services.superior_form_figures import RULES


def covers(form: SuperiorForm, spot: Spot) -> Filling | None:
    """The filling that a place belongs to."""
    for one in form.fillings:
        sheet, row, column = one.spot
        if spot[0] != sheet:
            continue
        if one.take.what is What.BY_UNIT and column == spot[2] and spot[1] >= row:
            return one
        if one.take.what is What.ROWS and spot[1] == row and any(two.column == spot[2] for two in one.columns):
            return one
        if (row, column) == spot[1:]:
            return one
    return None


def said(filling: Filling, labels: Mapping[str, str]) -> str:
    """What a place takes, in a person's words; ``labels`` are the headings of the form's columns by key."""
    take = filling.take
    if take.what in {What.BUREAU, What.DAY, What.PERIOD, What.OPERATOR}:
        return take.what.value
    if take.what is What.ROWS:
        named = "、".join({SERIAL: "序号"}.get(one.key, labels.get(one.key, "单位")) for one in filling.columns)
        return f"{take.form} {take.measure.value}各行：{named}"
    whose = "逐单位" if take.what is What.BY_UNIT else take.unit or "全局"
    if take.report:
        return f"{take.form} {whose} {take.report.value}"
    rule = f"{labels.get(take.column, take.column)}{RULES[take.rule]}" if take.column else "行数"
    narrowed = f"（{labels.get(take.word_column, '')}为“{take.word}”）" if take.word_column else ""
    return f"{take.form} {take.measure.value} {whose} {rule}{narrowed}"
