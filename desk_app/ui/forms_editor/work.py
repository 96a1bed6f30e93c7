"""What the editor of forms asks of the services, run in the worker's thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.forms.definition import FormDefinition
from desk_app.progress import Progress
from desk_app.services.print_choice import PageImage, Preview

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.form_versions import FormUse
    from desk_app.services.own_forms import OwnForm
    from desk_app.services.values import Campaign, ChangeSet


@dataclass(frozen=True, slots=True)
class KnownForms:
    """The forms of a campaign, the ready forms, and what is wrong in the office's own files."""

    used: tuple[FormUse, ...]
    ready: tuple[OwnForm, ...]
    wrong: tuple[str, ...]


def known(desk: Desk, _progress: Progress, *, campaign: Campaign | None) -> KnownForms:
    """Everything there is to look at."""
    from desk_app.services.form_versions import forms_in_use
    from desk_app.services.own_forms import all_ready

    used = forms_in_use(desk, campaign) if campaign is not None else ()
    return KnownForms(used, all_ready(desk), desk.catalogue.wrong)


def look(desk: Desk, progress: Progress, *, definition: FormDefinition) -> Preview:
    """The paper as it would be."""
    from desk_app.services.form_preview import form_preview

    return form_preview(desk, definition, progress)


def draw(
    _desk: Desk, progress: Progress, *, content: bytes, wanted: list[tuple[int, float]]
) -> list[tuple[int, PageImage]]:
    """Pages as pictures."""
    from desk_app.services.preview import page_images

    return page_images(content, wanted, progress)


def save(desk: Desk, _progress: Progress, *, definition: FormDefinition) -> Path:
    """Keep it as the office's own."""
    from desk_app.services.own_forms import save_own_form

    return save_own_form(desk, definition)


def revise(
    desk: Desk, _progress: Progress, *, campaign: Campaign, form_id: int, definition: FormDefinition
) -> ChangeSet:
    """Let the campaign go by it from now on."""
    from desk_app.services.form_versions import revise_form
    from desk_app.services.own_forms import refuse_mistakes

    refuse_mistakes(definition)
    return revise_form(desk, campaign, form_id, definition)


def delete(desk: Desk, _progress: Progress, *, name: str) -> None:
    """Take one of the office's own away."""
    from desk_app.services.own_forms import delete_own_form

    delete_own_form(desk, name)


def export(_desk: Desk, _progress: Progress, *, definition: FormDefinition, path: Path) -> Path:
    """Write it for another computer."""
    from desk_app.services.own_forms import export_form

    return export_form(definition, path)


def read_in(_desk: Desk, _progress: Progress, *, path: Path) -> tuple[FormDefinition, ...]:
    """Read what another computer wrote."""
    from desk_app.services.own_forms import import_form

    return (import_form(path),)


def read_blank(desk: Desk, _progress: Progress, *, path: Path) -> tuple[FormDefinition, ...]:
    """从空白表读入."""
    from desk_app.services.own_forms import forms_of_blank

    return forms_of_blank(desk, path)


def empty(_desk: Desk, _progress: Progress) -> tuple[FormDefinition, ...]:
    """A new form to begin with."""
    from desk_app.services.own_forms import new_form

    return (new_form(),)
