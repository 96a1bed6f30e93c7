"""A list to choose from in an empty cell of a Word blank; it prints nothing while nothing is chosen."""

from __future__ import annotations

from desk_app.exporting.paper import PaperColumn
from desk_app.exporting.word_xml import attribute

_MOST = 60


def list_control(column: PaperColumn) -> str:
    """A control with a column's words; another word can be written unless the list is closed.

    It has no prompt, so that a blank printed and filled in by hand shows an empty cell. Only published words stand in
    it: some programs (LibreOffice before 7.5) let nobody write beside a list, which must not happen to names.
    """
    kind = "dropDownList" if column.closed else "comboBox"
    items = "".join(
        f"<w:listItem w:displayText={attribute(word)} w:value={attribute(word)}/>"
        for word in dict.fromkeys(column.choices[:_MOST])
    )
    name = attribute(column.heading.replace("\n", ""))
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={name}/><w:{kind}>{items}</w:{kind}></w:sdtPr>"
        "<w:sdtContent><w:r><w:t></w:t></w:r></w:sdtContent></w:sdt>"
    )
