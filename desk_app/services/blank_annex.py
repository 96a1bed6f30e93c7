"""A blank annex of any known form, without opening a campaign or any data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk_app.exporting.file_names import form_file_name
from desk_app.exporting.form_paper import blank_paper
from desk_app.forms.catalogue import READY_FOLDER, load_catalogue
from desk_app.forms.definition import FormDefinition
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError

PDF, XLSX, DOCX = ".pdf", ".xlsx", ".docx"


@dataclass(frozen=True, slots=True)
class BlankFonts:
    """The folders of the fonts that a blank is printed with."""

    bundled: Path
    office: tuple[Path, ...] = ()


def known_annexes(folders: Sequence[Path]) -> tuple[tuple[str, tuple[FormDefinition, ...]], ...]:
    """Every template's name with its forms in annex order, then the ready forms.

    ``folders`` are the program's own, then the office's, of which a wrong file is left out.
    """
    shipped, *own = folders
    catalogue = load_catalogue([shipped], own[0] if own else None)
    templates = tuple((template.name, template.forms) for template in catalogue.templates)
    return (*templates, (READY_FOLDER, catalogue.ready)) if catalogue.ready else templates


def write_blank_annex(form: FormDefinition, out: Path, kinds: Sequence[str], fonts: BlankFonts) -> tuple[Path, ...]:
    """Write one blank form into a folder as the kinds of file that are asked for; unit and period are left open."""
    paper = blank_paper(form)
    stem = form_file_name(f"{form.annex} {form.name}".strip(), "", unit="空白")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(f"文件夹“{out}”建不了（{reason_of(error)}），请换一个位置。") from error
    files = []
    for kind in kinds:
        path = out / f"{stem}{kind}"
        if kind == PDF:
            from desk_app.exporting.fonts import FontBook
            from desk_app.exporting.pdf import write_pdf

            write_pdf(paper, path, FontBook.from_folders(fonts.bundled, fonts.office))
        elif kind == XLSX:
            from desk_app.exporting.excel import Blank, write_xlsx

            write_xlsx(paper, path, blank=Blank())
        else:
            from desk_app.exporting.word import write_docx

            write_docx(paper, path)
        files.append(path)
    return tuple(files)
