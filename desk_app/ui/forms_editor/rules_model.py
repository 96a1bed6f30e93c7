"""核对规则 one a line: which column, in what relation to what, where it holds, and how grave it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from desk_app.forms.definition import FormDefinition
from desk_app.forms.rules import CheckRule, Relation, RuleLevel
from desk_app.ui.forms_editor.table_model import LinesModel

COLUMN, RELATION, AGAINST, LEVEL, WHEN, MESSAGE = range(6)
_RELATIONS = {relation.label: relation for relation in Relation}
_LEVELS = {level.label: level for level in RuleLevel}
_ROWS = "”的行数"


class RulesModel(LinesModel[CheckRule]):
    """The rules of a form; columns are named by their headings, kept by their keys."""

    headings = ("栏目", "应", "比什么", "级别", "只在……时", "提示的话（可不写）")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, str] = {}
        self._forms: tuple[str, ...] = ()

    def take_form(self, form: FormDefinition, others: Sequence[str]) -> None:
        """Know the columns, and the other forms of the campaign."""
        self._labels = dict(zip(form.keys, form.labels, strict=True))
        self._forms = tuple(name for name in others if name != form.name)

    def text(self, line: CheckRule, column: int) -> str:
        """What a cell shows."""
        if column == COLUMN:
            return self._labels.get(line.column, "")
        if column == RELATION:
            return line.relation.label
        if column == AGAINST:
            return self._against(line)
        if column == LEVEL:
            return line.level.label
        if column == WHEN:
            label = self._labels.get(line.when, "")
            return f"{label}={line.when_is}" if line.when_is else label
        return line.message

    def ticked(self, line: CheckRule, column: int) -> bool:  # noqa: ARG002  no cell is one of yes and no
        """Nothing is ticked here."""
        return False

    def choices(self, line: CheckRule, column: int) -> tuple[str, ...]:
        """Columns, relations, levels, and the other forms."""
        labels = tuple(self._labels.values())
        if column == AGAINST:
            own = self._labels.get(line.column, "")
            return (*(one for one in labels if one != own), *(f"“{name}{_ROWS}" for name in self._forms))
        offered = {COLUMN: labels, RELATION: tuple(_RELATIONS), LEVEL: tuple(_LEVELS), WHEN: ("", *labels)}
        return offered.get(column, ())

    def is_free(self, column: int) -> bool:
        """What it is held against, the condition and the sentence are written freely."""
        return column in {AGAINST, WHEN, MESSAGE}

    def changed(self, line: CheckRule, column: int, text: str) -> CheckRule | None:
        """The rule with one thing other than before; None for a column that there is not."""
        said = text.strip()
        takes: dict[int, Callable[[], CheckRule | None]] = {
            COLUMN: lambda: replace(line, column=self._key(said) or line.column),
            RELATION: lambda: self._related(line, _RELATIONS.get(said)),
            AGAINST: lambda: self._held_against(line, said),
            LEVEL: lambda: replace(line, level=_LEVELS.get(said, line.level)),
            WHEN: lambda: self._only_when(line, said),
            MESSAGE: lambda: replace(line, message=said),
        }
        return takes[column]()

    def _only_when(self, line: CheckRule, text: str) -> CheckRule | None:
        label, _, word = text.replace("＝", "=").partition("=")
        key = self._key(label.strip())
        return replace(line, when=key, when_is=word.strip() if key else "") if key or not text else None

    def blank(self) -> CheckRule:
        """A new rule: the last column must be filled, as long as nothing else is said."""
        return CheckRule(next(reversed(self._labels), ""), Relation.FILLED, RuleLevel.REASON)

    def _against(self, line: CheckRule) -> str:
        if line.form:
            return f"“{line.form}{_ROWS}" if not line.others else f"“{line.form}”的{line.others[0]}合计"
        return "+".join(self._labels.get(key, key) for key in line.others) if line.others else line.value

    def _related(self, line: CheckRule, relation: Relation | None) -> CheckRule | None:
        if relation is None:
            return None
        if relation is Relation.FILLED:
            return replace(line, relation=relation, others=(), value="", form="")
        return replace(line, relation=relation)

    def _held_against(self, line: CheckRule, text: str) -> CheckRule:
        relation = Relation.MOST if line.relation is Relation.FILLED and text else line.relation
        plain = replace(line, relation=relation, others=(), value="", form="")
        if text.startswith("“") and text.endswith(_ROWS):
            return replace(plain, form=text.removeprefix("“").removesuffix(_ROWS))
        keys = tuple(self._key(part.strip()) for part in text.replace("＋", "+").split("+"))
        return replace(plain, others=keys) if text and all(keys) else replace(plain, value=text)

    def _key(self, label: str) -> str:
        return next((key for key, known in self._labels.items() if known == label), "")
