"""The words of a form's definition as a clerk reads them: kinds of columns, sums, periods, levels, relations."""

from __future__ import annotations

from desk_app.campaign.period import Rhythm
from desk_app.forms.definition import ColumnKind, Rule

KINDS = {
    ColumnKind.SERIAL: "序号",
    ColumnKind.TEXT: "文字",
    ColumnKind.LONG: "长文字",
    ColumnKind.INTEGER: "整数",
    ColumnKind.DATE: "日期",
    ColumnKind.DUE: "完成时限",
    ColumnKind.CHOICE: "选项",
    ColumnKind.PERSON: "人员",
    ColumnKind.UNIT: "单位",
}
SUMS = {
    Rule.NONE: "不汇总",
    Rule.SUM: "求和",
    Rule.COUNT: "计数",
    Rule.DISTINCT: "去重计数",
    Rule.LATEST: "最近",
    Rule.LIST: "列出",
}
NOT_COLLECTED = "不由各单位报送"
RHYTHMS: tuple[Rhythm | None, ...] = (None, *Rhythm)


def parted(text: str) -> tuple[str, ...]:
    """Words written one after the other, parted as people part them."""
    plain = text.replace("；", "、").replace("，", "、").replace(";", "、").replace(",", "、").replace("\n", "、")
    return tuple(dict.fromkeys(word.strip() for word in plain.split("、") if word.strip()))
