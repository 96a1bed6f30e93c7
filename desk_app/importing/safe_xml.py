"""Parses XML from outside without entities, network or repair; element names without their namespaces."""

from __future__ import annotations

from lxml import etree

from desk_app.importing.gate import damaged

Element = etree._Element  # noqa: SLF001  lxml names its element type so


def parse(data: bytes) -> Element:
    """Parse one XML part (already searched for DOCTYPE at the gate); raises Refused when it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(repr(error)) from error


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    found = element.get(name)
    if found is not None:
        return found
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None
