"""What is half written in a ledger: taken down as plain values, and put back into its editor after a fall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desk_app.ui.ledger.model import FIRST, HEADS

if TYPE_CHECKING:
    from desk_app.ui.ledger.card import CardPanel
    from desk_app.ui.ledger.ledger_grid import LedgerGrid
    from desk_app.ui.ledger.model import LedgerModel


def half_written(model: LedgerModel, grid: LedgerGrid, card: CardPanel) -> dict[str, Any]:
    """The empty row's texts, and the open editor's: of which row and column, its text, and what was seen there."""
    draft = {key: text for key, text in model.draft.items() if text}
    found: dict[str, Any] = {"draft": draft}
    if grid.cells.open is not None:
        index, editor = grid.cells.open
        record, key = model.record_at(index.row()), model.key_at(index.column())
        before = str(editor.property("before") or "")
        if editor.text() != before:
            found["editor"] = {"record": record, "key": key, "text": editor.text(), "before": before}
    elif card.card is not None:
        for key, one in card.editors.items():
            if one.text() != str(one.property("stored") or ""):
                seen = str(one.property("seen") or "")
                found["editor"] = {"record": card.card.id, "key": key, "text": one.text(), "before": seen}
    return found


def take_half_written(model: LedgerModel, grid: LedgerGrid, kept: Mapping[str, Any]) -> bool:
    """Put it back; False while the row it belongs to has not been fetched yet."""
    form, editor = model.form, kept.get("editor")
    if form is None:
        return False
    draft = {key: str(text) for key, text in dict(kept.get("draft") or {}).items() if key in (*form.keys, *HEADS)}
    model.fill_draft({key: text for key, text in draft.items() if text and not model.draft.get(key)})
    if not editor:
        record, key = kept.get("record"), str(kept.get("key", ""))
        place = model.place_of(record, key) if record is not None else model.index(model.entries.foot, FIRST)
        grid.show_cell(place)
        return True
    record, key = editor.get("record"), str(editor.get("key", ""))
    if key not in form.keys:
        return True
    column = FIRST + form.keys.index(key)
    place = model.index(model.entries.foot, column) if record is None else model.place_of(record, key)
    if not place.isValid():
        return True
    if record is not None and model.text_of(record, key) is None:
        place.data()
        return False
    grid.show_cell(place)
    grid.edit(place)
    if grid.cells.open is not None:
        opened = grid.cells.open[1]
        opened.set_text(str(editor.get("text", "")))
        opened.to_end()
        opened.setProperty("before", str(editor.get("before", "")))
    return True
