"""Writes the numbers that Word counts by itself (一、（一）1.) into the paragraphs, so that they are read as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from desk_app.campaign.plan.wording import chinese_number
from desk_app.importing.gate import Package
from desk_app.importing.safe_xml import Element, attribute, local, parse
from desk_app.importing.word_text import DROPPED

_HEAVENLY, _FORMAL = "甲乙丙丁戊己庚辛壬癸", "零壹贰叁肆伍陆柒捌玖"
_CHINESE = {
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
    "ideographDigital", "japaneseDigitalTenThousand", "koreanDigital2",
}  # fmt: skip
_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST = 99


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _List:
    """One numbering: the levels of its abstract definition, with own starts where it restarts."""

    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Styles:
    """What paragraph styles say of numbering and outline: list and level, and the outline level (1 the highest)."""

    lists: dict[str, tuple[str, int]] = field(default_factory=dict)
    outline: dict[str, int] = field(default_factory=dict)


def read_styles(package: Package) -> Styles:
    """The numbering and outline levels that styles give to their paragraphs, inherited ones included."""
    part = package.part("word/styles.xml")
    styles = Styles()
    if part is None:
        return styles
    elements = {attribute(one, "styleId") or "": one for one in parse(part) if local(one) == "style"}
    for name in elements:
        for ancestor in _ancestors(name, elements):
            properties = _child(ancestor, "pPr")
            if properties is None:
                continue
            if name not in styles.lists and (found := _list_of(properties)) is not None:
                styles.lists[name] = found
            level = _value(_child(properties, "outlineLvl"))
            if name not in styles.outline and level is not None and level < _LEVELS:
                styles.outline[name] = level + 1
    return styles


def _ancestors(name: str, elements: dict[str, Element]) -> list[Element]:
    chain: list[Element] = []
    while name in elements and elements[name] not in chain:
        chain.append(elements[name])
        name = attribute(based, "val") or "" if (based := _child(elements[name], "basedOn")) is not None else ""
    return chain


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style, empty for the default one."""
    properties = _child(paragraph, "pPr")
    mark = None if properties is None else _child(properties, "pStyle")
    return "" if mark is None else attribute(mark, "val") or ""


def render_numbers(root: Element, package: Package, styles: Styles) -> None:
    """Put each automatic number before its paragraph's text as a run of its own."""
    part = package.part("word/numbering.xml")
    if part is None:
        return
    lists = _read_lists(parse(part))
    counters: dict[str, list[int]] = {}
    started: set[tuple[str, int]] = set()
    for paragraph in root.iter():
        if local(paragraph) != "p":
            continue
        place = _place_of(paragraph, styles)
        if place is None or place[0] not in lists or _is_empty(paragraph):
            continue
        number = _count(place, lists[place[0]], counters, started)
        if number:
            _insert(paragraph, number)


def _place_of(paragraph: Element, styles: Styles) -> tuple[str, int] | None:
    properties = _child(paragraph, "pPr")
    own = None if properties is None else _list_of(properties)
    inherited = styles.lists.get(style_of(paragraph))
    if own is None:
        return inherited
    return (own[0] or (inherited[0] if inherited else ""), own[1])


def _is_empty(paragraph: Element) -> bool:
    """Whether a numbered paragraph without words is left out: only in a cell is its bare number of use."""
    parent = paragraph.getparent()
    if parent is not None and local(parent) == "tc":
        return False
    return not any(local(one) == "t" and (one.text or "").strip() for one in paragraph.iter())


def _count(place: tuple[str, int], known: _List, counters: dict[str, list[int]], started: set[tuple[str, int]]) -> str:
    name, depth = place
    depth = min(depth, _LEVELS - 1)
    values = counters.setdefault(known.abstract, [0] * _LEVELS)
    if depth in known.restarts and (name, depth) not in started:
        values[depth] = known.restarts[depth] - 1
    elif values[depth] == 0:
        values[depth] = known.levels.get(depth, _Level()).start - 1
    started.add((name, depth))
    values[depth] += 1
    values[depth + 1 :] = [0] * (_LEVELS - depth - 1)
    level = known.levels.get(depth)
    if level is None or level.form == "none":
        return ""
    if level.form == "bullet":
        return "● "

    def shown(match: re.Match[str]) -> str:
        which = int(match[1]) - 1
        other = known.levels.get(which, _Level())
        return _figure(values[which] or other.start, other.form)

    text = _PLACEHOLDER.sub(shown, level.text)
    return text if not text or not text[-1].isalnum() else f"{text} "


def _figure(value: int, form: str) -> str:
    if form in _CHINESE and value <= _MOST:
        return chinese_number(value)
    if form == "chineseLegalSimplified" and value <= 10:
        return "拾" if value == 10 else _FORMAL[value]
    if form == "ideographTraditional" and value <= len(_HEAVENLY):
        return _HEAVENLY[value - 1]
    if form.startswith("decimalEnclosedCircle") and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if form in {"upperLetter", "lowerLetter"} and 1 <= value <= 26:
        return chr((65 if form == "upperLetter" else 97) + value - 1)
    return str(value)


def _read_lists(root: Element) -> dict[str, _List]:
    abstracts = {attribute(one, "abstractNumId") or "": one for one in root if local(one) == "abstractNum"}
    lists = {}
    for element in root:
        if local(element) != "num":
            continue
        mark = _child(element, "abstractNumId")
        name = "" if mark is None else attribute(mark, "val") or ""
        if name in abstracts:
            lists[attribute(element, "numId") or ""] = _one_list(element, name, abstracts[name])
    return lists


def _one_list(element: Element, name: str, abstract: Element) -> _List:
    found = _List(name, _levels(abstract))
    for override in element:
        depth = attribute(override, "ilvl") or ""
        if local(override) != "lvlOverride" or not depth.isdecimal():
            continue
        found.levels.update(_levels(override))
        start = _value(_child(override, "startOverride"))
        if start is not None:
            found.restarts[int(depth)] = start
    return found


def _levels(container: Element) -> dict[int, _Level]:
    levels = {}
    for element in container:
        depth = attribute(element, "ilvl") or ""
        if local(element) == "lvl" and depth.isdecimal():
            text = _child(element, "lvlText")
            form = _child(element, "numFmt")
            start = _value(_child(element, "start"))
            levels[int(depth)] = _Level(
                1 if start is None else start,
                "decimal" if form is None else attribute(form, "val") or "decimal",
                "" if text is None else attribute(text, "val") or "",
            )
    return levels


def _list_of(properties: Element) -> tuple[str, int] | None:
    numbering = _child(properties, "numPr")
    if numbering is None:
        return None
    mark = _child(numbering, "numId")
    name = "" if mark is None else attribute(mark, "val") or ""
    return name, _value(_child(numbering, "ilvl")) or 0


def _child(element: Element, name: str) -> Element | None:
    return next((one for one in element if local(one) == name), None)


def _value(element: Element | None) -> int | None:
    text = "" if element is None else attribute(element, "val") or ""
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _insert(paragraph: Element, number: str) -> None:
    namespace = str(paragraph.tag).rpartition("}")[0] + "}"
    run = etree.Element(f"{namespace}r")
    etree.SubElement(run, f"{namespace}t").text = number
    place = next((at for at, one in enumerate(paragraph) if local(one) not in DROPPED), len(paragraph))
    paragraph.insert(place, run)
