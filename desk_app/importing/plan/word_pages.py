"""How the pages of a Word document lie on which its tables stand: each section says so at its end (w:sectPr)."""

from __future__ import annotations

from desk_app.importing.safe_xml import Element, attribute, local


def pages_of(root: Element) -> dict[Element, bool | None]:
    """For each table whether its section lies across (横向); None where the section gives no size.

    ECMA-376 17.6.13: ``w:orient`` names it; without it a page that is wider than high lies across.
    """
    found: dict[Element, bool | None] = {}
    waiting: list[Element] = []
    for element in root.iter():
        if local(element) == "tbl":
            waiting.append(element)
        elif local(element) == "sectPr" and not _is_former(element):
            found.update(dict.fromkeys(waiting, _lies_across(element)))
            waiting = []
    return found


def _is_former(section: Element) -> bool:
    """Whether a tracked change keeps it as what the section was before."""
    above = section.getparent()
    return above is not None and local(above) == "sectPrChange"


def _lies_across(section: Element) -> bool | None:
    size = next((one for one in section if local(one) == "pgSz"), None)
    if size is None:
        return None
    said = attribute(size, "orient")
    if said is not None:
        return said == "landscape"
    width, height = (attribute(size, name) or "" for name in ("w", "h"))
    return int(width) > int(height) if width.isdecimal() and height.isdecimal() else None
