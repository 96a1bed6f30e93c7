"""The blanks of one unit as files: unit and period filled in, the unit's own people and posts offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from desk_app.campaign.people import people_of, title_of
from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster
from desk_app.exporting.file_names import form_file_name
from desk_app.exporting.paper import Paper, PaperColumn
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.services.paperwork import empty_paper, file_label
from desk_app.storage.campaigns import Campaign, StoredForm

XLSX, DOCX = ".xlsx", ".docx"
_POST_WORDS = ("职务", "职级")
_UNIT_WORD = "单位"
_MOST_OFFERED = 500


def write_blanks_of(
    campaign: Campaign,
    roster: Roster,
    unit: str,
    wanted: Iterable[tuple[StoredForm, Period]],
    folder: Path,
    kinds: Sequence[str],
    *,
    today: date,
) -> list[Path]:
    """Write one unit's blanks into a folder that is there, named as they shall come back; the files."""
    from desk_app.exporting.excel import Blank, write_xlsx
    from desk_app.exporting.word import write_docx

    people = people_of(roster, unit, today)
    names = tuple(dict.fromkeys(person.name for person in people))[:_MOST_OFFERED]
    titles = tuple(dict.fromkeys(title for person in people if (title := title_of(person))))[:_MOST_OFFERED]
    posts = tuple(f"{unit}{title}" for title in titles)
    files = []
    for form, period in wanted:
        paper = _with_people(form.definition, empty_paper(campaign, form, unit, period), names, titles, posts)
        stem = blank_stem(form.definition, unit, period)
        for kind in kinds:
            target = folder / f"{stem}{kind}"
            if kind == XLSX:
                write_xlsx(paper, target, blank=Blank())
            else:
                write_docx(paper, target, blank=True)
            files.append(target)
    return files


def blank_stem(form: FormDefinition, unit: str, period: Period) -> str:
    """What a blank is called, without its ending: 附件2 大谈话统计表（办公室）2023-03."""
    return form_file_name(file_label(form), "", unit=unit, period=period)


def _with_people(
    form: FormDefinition, paper: Paper, names: tuple[str, ...], titles: tuple[str, ...], posts: tuple[str, ...]
) -> Paper:
    """The paper with the unit's people offered where a person is asked for, and their posts beside.

    ``posts`` are the titles behind the unit's name, for a column that asks for both (单位及职务).
    """
    if not names:
        return paper
    columns = tuple(
        _offering(
            printed,
            column,
            form.columns[place - 1] if place else None,
            names,
            posts if _UNIT_WORD in column.label else titles,
        )
        for place, (printed, column) in enumerate(zip(paper.columns, form.columns, strict=True))
    )
    return replace(paper, columns=columns)


def _offering(
    printed: PaperColumn, column: Column, before: Column | None, names: tuple[str, ...], titles: tuple[str, ...]
) -> PaperColumn:
    if column.kind is ColumnKind.PERSON:
        return replace(printed, offered=names)
    beside = before is not None and before.kind is ColumnKind.PERSON
    if beside and any(word in column.label for word in _POST_WORDS):
        return replace(printed, offered=titles)
    return printed
