"""Annex forms found in a plan as form definitions: a proposal of kinds for a person to confirm."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desk_app.campaign.period import Rhythm
from desk_app.campaign.plan.model import AnnexForm, FormHeading, PlanReading
from desk_app.campaign.plan.wording import own_name
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.headings import fold_heading

_LANDSCAPE_FROM = 6
_KINDS: tuple[tuple[ColumnKind, re.Pattern[str]], ...] = (
    (ColumnKind.SERIAL, re.compile(r"^(?:序号|编号|序|项次)$")),
    (ColumnKind.UNIT, re.compile(r"^(?:填报|责任|牵头|配合|所在|报送)?(?:单位|部门|科室|支部|党支部)(?:名称)?$")),
    (ColumnKind.TEXT, re.compile(r"(?:类型|类别|地点|电话|职务|职称|性别|题目|形式)$")),
    (
        ColumnKind.LONG,
        re.compile(
            r"内容|措施|目的|安排|问题|情况|事项|建议|意见|目标|表述|举措|成效|做法|原因|计划|打算|备注|说明|理由|牵头.*(?:部门|单位)"
        ),
    ),
    (ColumnKind.DUE, re.compile(r"时限|期限")),
    (ColumnKind.DATE, re.compile(r"时间|日期|年月")),
    (
        ColumnKind.INTEGER,
        re.compile(r"数量|人数|次数|件数|篇数|个数|条数|人次|[（(](?:人|次|件|篇|个|条|份)[）)]|^(?:应到|实到)$"),
    ),
    (ColumnKind.PERSON, re.compile(r"^.{0,6}(?:人|姓名|领导|对象|书记)$")),
)
_WIDTHS = {ColumnKind.SERIAL: 12.0, ColumnKind.LONG: 55.0, ColumnKind.PERSON: 22.0, ColumnKind.INTEGER: 18.0}
_RHYTHMS: tuple[tuple[str, Rhythm], ...] = (
    ("每周", Rhythm.WEEK), ("每月", Rhythm.MONTH), ("按月", Rhythm.MONTH), ("月报", Rhythm.MONTH),
    ("每季度", Rhythm.QUARTER), ("按季度", Rhythm.QUARTER), ("每半年", Rhythm.HALFYEAR), ("每年", Rhythm.YEAR),
)  # fmt: skip


def form_definitions(reading: PlanReading) -> tuple[FormDefinition, ...]:
    """All annex forms of a plan as definitions, names made distinct."""
    names: dict[str, int] = {}
    made = []
    for form in reading.forms:
        name = short_title(form.title) or form.annex or "附表"
        names[name] = names.get(name, 0) + 1
        shown = name if names[name] == 1 else f"{name}（{names[name]}）"
        made.append(definition_of(form, shown, _rhythm(form, reading)))
    return tuple(made)


def short_title(title: str) -> str:
    """The form's own name without the campaign's before it: 大谈话统计表."""
    return own_name(title)


def definition_of(form: AnnexForm, name: str, rhythm: Rhythm) -> FormDefinition:
    """One annex form as a definition under a name, its columns' kinds by their headings.

    Its page lies as it does in the plan's file; where that says nothing, by the number of columns.
    """
    columns = _columns(form.headings)
    return FormDefinition(
        name=name,
        title=form.title or name,
        columns=columns,
        annex=form.annex,
        collected=rhythm,
        unit_line=form.has_reporting_unit,
        blank_rows=1 if form.labels else form.blank_rows,
        note=form.note,
        landscape=len(columns) >= _LANDSCAPE_FROM if form.landscape is None else form.landscape,
    )


def _columns(headings: Sequence[FormHeading]) -> tuple[Column, ...]:
    columns: list[Column] = []
    dated = serial = False
    for place, heading in enumerate(headings, start=1):
        kind = kind_of_heading(heading.label)
        if kind is ColumnKind.SERIAL and serial:
            kind = ColumnKind.TEXT
        row_date = kind is ColumnKind.DATE and not dated
        dated, serial = dated or row_date, serial or kind is ColumnKind.SERIAL
        columns.append(
            Column(
                key="serial" if kind is ColumnKind.SERIAL else f"c{place}",
                heading=heading.text,
                kind=kind,
                group="".join(heading.groups[-1:]),
                width=_WIDTHS.get(kind, 28.0),
                row_date=row_date,
            )
        )
    return tuple(columns)


def kind_of_heading(label: str) -> ColumnKind:
    """What a column most likely holds, by its heading alone."""
    text = fold_heading(label)
    plain = label.strip()
    return next((kind for kind, pattern in _KINDS if pattern.search(text) or pattern.search(plain)), ColumnKind.TEXT)


def _rhythm(form: AnnexForm, reading: PlanReading) -> Rhythm:
    """Once, unless a sentence that names the annex says a rhythm."""
    if not form.annex:
        return Rhythm.ONCE
    pattern = re.compile(rf"附\s*[件表]\s*{form.annex.removeprefix('附件')}(?!\d)")
    for line in reading.document.lines:
        for sentence in re.split(r"[。；，]", line.text):
            if pattern.search(sentence):
                found = next((rhythm for word, rhythm in _RHYTHMS if word in sentence), None)
                if found is not None:
                    return found
    return Rhythm.ONCE
