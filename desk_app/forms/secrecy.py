"""Which forms name persons: 负面清单 and talk records are seen only by who opens them (design/desk.md, Secrecy)."""

from __future__ import annotations

from desk_app.forms.definition import FormDefinition

_WORDS = ("负面清单", "谈话", "谈心", "民主评议")


def names_persons(form: FormDefinition) -> bool:
    """Whether a form is a list of persons or a record of talks, told from its names and headings."""
    said = (form.name, form.title, *(column.label for column in form.columns))
    return any(word in text for word in _WORDS for text in said)
