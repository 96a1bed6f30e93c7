"""Our own blanks of a version of a form before the newest: known by their identity, read by that version, and said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desk_app.forms.definition import FormDefinition
from desk_app.importing.grid import Document
from desk_app.importing.results import ReadReturn
from desk_app.problems import Level, Problem


def former_of(
    document: Document, newest: Sequence[FormDefinition], former: Mapping[tuple[str, int], FormDefinition]
) -> FormDefinition | None:
    """The earlier version that a blank of ours was made by, None where its columns are still those of today."""
    identity = document.identity
    if identity is None:
        return None
    found = former.get((identity.form, identity.revision))
    now = next((form for form in newest if form.name == identity.form), None)
    return None if found is None or now is None or found.labels == now.labels else found


def said_former(one: ReadReturn, former: FormDefinition, newest: int) -> ReadReturn:
    """The return with the word that it was filled in a former version; it may be taken as it is."""
    if one.form is None or one.form.name != former.name:
        return one
    message = f"是按第{former.version}版表样的空表填的（现为第{newest}版），按第{former.version}版读入"
    said = Problem(one.sheet or "文件", Level.WARNING, message, "former_version")
    return replace(one, problems=(*one.problems, said))
