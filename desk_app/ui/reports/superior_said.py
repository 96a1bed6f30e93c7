"""What is said in 填上级表: of each cell what it takes or was filled with, and of the whole what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desk_app.services.superior_form import Filling, SuperiorForm
from desk_app.services.superior_form_words import covers, said

if TYPE_CHECKING:
    from desk_app.forms.definition import FormDefinition
    from desk_app.services.superior_form_fill import Filled
    from desk_app.services.superior_form_look import Spot


def filling_at(fillings: tuple[Filling, ...], spot: Spot, word: str) -> Filling | None:
    """What was pointed out for a cell: for the word chosen in it where there are several."""
    same = [one for one in fillings if one.spot == spot]
    exact = next((one for one in same if one.label == word), None)
    form = SuperiorForm("", "", (), fillings)
    return exact or (same[0] if same and not word else None) or (None if same else covers(form, spot))


def pointed_marks(fillings: Sequence[Filling], forms: Sequence[FormDefinition]) -> dict[Spot, str]:
    """By cell what it takes."""
    named = {form.name: dict(zip(form.keys, form.labels, strict=True)) for form in forms}
    marks: dict[Spot, str] = {}
    for one in fillings:
        labels = named.get(one.take.form, {})
        for column in one.columns:
            spot = (one.spot[0], one.spot[1], column.column)
            marks[spot] = labels.get(column.key, {"#": "序号"}.get(column.key, "单位"))
        before = f"{marks[one.spot]}；" if one.spot in marks and not one.columns else ""
        if not one.columns:
            marks[one.spot] = before + said(one, labels)
    return marks


def filled_marks(filled: Filled) -> dict[Spot, str]:
    """By cell what it was filled with, or why not."""
    marks: dict[Spot, str] = {}
    for one in filled.places:
        text = f"未填：{one.why}" if one.why else str(one.value)
        marks[one.spot] = f"{marks[one.spot]}；{text}" if one.spot in marks else text
    return marks


def filled_text(filled: Filled, carried: str) -> str:
    """How many places were filled, and what is to be looked at; ``carried`` is the campaign it was pointed out in."""
    lines = [f"已填{len(filled.written)}处，没有填{len(filled.left)}处。看过后按“另存为”，原件不动。"]
    if carried:
        lines.append(f"各格填什么，是照专项“{carried}”里指定过的，请逐处看过。")
    lines += [f"没有填：{one.where}　{one.why}" for one in filled.left]
    lines += [f"注：{text}。" for text in filled.remarks]
    return "\n".join(lines)
