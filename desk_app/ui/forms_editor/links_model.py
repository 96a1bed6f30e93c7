"""挂接 one a line: which form is followed, by which columns the rows are matched, and what is shown beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.forms.links import Link
from desk_app.ui.forms_editor.table_model import LinesModel
from desk_app.ui.forms_editor.words import parted

FORM, OWN, OTHER, SHOW = range(4)


class LinksModel(LinesModel[Link]):
    """The links of a form; columns are named by their headings, kept by their keys."""

    headings = ("跟着哪张表", "本表写事项的栏目", "那张表写事项的栏目", "在那一行下面显示（本表栏目）")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, str] = {}
        self._forms: dict[str, FormDefinition] = {}

    def take_form(self, form: FormDefinition, others: Sequence[FormDefinition]) -> None:
        """Know the columns, and the other forms that may be followed."""
        self._labels = {
            key: label
            for key, label, column in zip(form.keys, form.labels, form.columns, strict=True)
            if column.kind is not ColumnKind.SERIAL
        }
        self._forms = {one.name: one for one in others if one.name != form.name and one.collected is not None}

    def text(self, line: Link, column: int) -> str:
        """What a cell shows."""
        if column == FORM:
            return line.form
        if column == OWN:
            return self._labels.get(line.own, "")
        if column == OTHER:
            return self._of_other(line.form).get(line.other, line.other)
        return "、".join(self._labels[key] for key in line.show if key in self._labels)

    def ticked(self, line: Link, column: int) -> bool:  # noqa: ARG002  no cell is one of yes and no
        """Nothing is ticked here."""
        return False

    def choices(self, line: Link, column: int) -> tuple[str, ...]:
        """The other forms, and the columns of either."""
        offered = {
            FORM: tuple(self._forms),
            OWN: tuple(self._labels.values()),
            OTHER: tuple(self._of_other(line.form).values()),
        }
        return offered.get(column, ())

    def is_free(self, column: int) -> bool:
        """Only what is shown is written, several parted by 、."""
        return column == SHOW

    def changed(self, line: Link, column: int, text: str) -> Link | None:
        """The link with one thing other than before; None for what there is not."""
        said = text.strip()
        takes: dict[int, Callable[[], Link | None]] = {
            FORM: lambda: self._following(line, said),
            OWN: lambda: _with_own(line, _key(self._labels, said)),
            OTHER: lambda: _with_other(line, _key(self._of_other(line.form), said)),
            SHOW: lambda: self._showing(line, said),
        }
        return takes[column]()

    def blank(self) -> Link:
        """A new link: the first form that may be followed, matched by its first long text."""
        form = next(iter(self._forms), "")
        return Link(form, next(iter(self._labels), ""), _matter(self._forms.get(form)))

    def _following(self, line: Link, form: str) -> Link | None:
        if form not in self._forms:
            return None
        known = self._of_other(form)
        return replace(line, form=form, other=line.other if line.other in known else _matter(self._forms[form]))

    def _showing(self, line: Link, text: str) -> Link | None:
        keys = tuple(_key(self._labels, one) for one in parted(text))
        return replace(line, show=keys) if all(keys) else None

    def _of_other(self, form: str) -> dict[str, str]:
        known = self._forms.get(form)
        return dict(zip(known.keys, known.labels, strict=True)) if known is not None else {}


def _with_own(line: Link, key: str) -> Link | None:
    return replace(line, own=key) if key else None


def _with_other(line: Link, key: str) -> Link | None:
    return replace(line, other=key) if key else None


def _key(labels: dict[str, str], label: str) -> str:
    return next((key for key, known in labels.items() if known == label), "")


def _matter(form: FormDefinition | None) -> str:
    """The column that most likely names the matter: the first that must be filled, else the first after 序号."""
    columns = [one for one in form.columns if one.kind is not ColumnKind.SERIAL] if form is not None else []
    return next((one.key for one in columns if one.required), columns[0].key if columns else "")
