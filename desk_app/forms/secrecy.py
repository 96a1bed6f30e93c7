"""Which forms name persons: what they say is seen only by who opens them (design/desk.md, Secrecy).

Told from a form's names and headings (负面清单, talk records), and from its columns: one that lists persons (姓名, the
person to whom a thing happens), or what belongs to a person alone (身份证号, 电话, 住址). Who acts for an office —
责任人, 牵头领导, 主持人 — is no secret, or a ledger of works would hide itself.
"""

from __future__ import annotations

from desk_app.forms.definition import Column, ColumnKind, FormDefinition

_WORDS = ("负面清单", "谈话", "谈心", "民主评议")
_LISTED = ("姓名", "名单")
_OWN = ("身份证", "证件号", "手机", "电话", "联系方式", "住址", "出生", "年龄", "性别", "政治面貌", "银行卡", "账号")
_ACTING = (
    "责任人", "负责人", "联系人", "联络员", "领导", "牵头", "分管", "主持", "记录人", "授课", "主讲", "填报", "填表",
    "审核", "审批", "经办", "承办", "包保", "督办", "参加人员", "参与人员", "调研人员",
)  # fmt: skip


def names_persons(form: FormDefinition) -> bool:
    """Whether a form is a list of persons, a record of talks, or holds what belongs to a person alone."""
    return bool(persons_told_by(form))


def persons_told_by(form: FormDefinition) -> str:
    """What tells so, to be shown to whoever decides: ``名称里有“谈话”``, ``有“姓名”一栏``; empty where nothing does."""
    headings = (column.label for column in form.columns if column.kind is not ColumnKind.INTEGER)
    said = (form.name, form.title, *headings)  # how many talks there were (月报) names nobody
    word = next((word for word in _WORDS if any(word in text for text in said)), "")
    if word:
        return f"名称或栏目里有“{word}”"
    column = next((column for column in form.columns if _is_personal(column)), None)
    return f"有“{column.label}”一栏" if column else ""


def _is_personal(column: Column) -> bool:
    label = column.label
    if any(word in label for word in (*_LISTED, *_OWN)):
        return True
    return column.kind is ColumnKind.PERSON and not any(word in label for word in _ACTING)
