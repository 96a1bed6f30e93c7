"""Looks at a paper's characters before it is printed: which fall back to another font, which cannot be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desk_app.exporting.fonts import FontBook, MissingCharacterError, Style, printable, unprintable
from desk_app.exporting.linebreak import paragraphs
from desk_app.exporting.page_passages import style_of
from desk_app.exporting.paper import Paper

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Substitution:
    """A character that the ``wanted`` font lacks: the ``font`` that drew it, and a text it stands in (often a name)."""

    character: str
    wanted: str
    font: str
    seen_in: str


@dataclass(frozen=True, slots=True)
class Unprintable:
    """A control or invisible sign that paper cannot show, and a text it stands in."""

    character: str
    seen_in: str


@dataclass(frozen=True, slots=True)
class CharacterReport:
    """What a person should be told before printing."""

    substitutions: tuple[Substitution, ...] = ()
    unprintable: tuple[Unprintable, ...] = ()


def examine(papers: Iterable[Paper], fonts: FontBook) -> CharacterReport:
    """Look at every character of the papers; raises MissingCharacterError naming all that no font has."""
    styles: dict[Style, dict[str, None]] = {}
    for paper in papers:
        for style, texts in _texts(paper):
            styles.setdefault(style, {}).update(dict.fromkeys(texts))
    substitutions: dict[str, Substitution] = {}
    hidden: dict[str, Unprintable] = {}
    missing: dict[str, str] = {}
    for style, texts in styles.items():
        styled = fonts.styled(style)
        everything = set().union(*texts)
        for char in unprintable(everything):
            hidden.setdefault(char, Unprintable(char, _sample(texts, char)))
        for char in sorted(set("".join(paragraphs("".join(sorted(everything)))))):
            face = styled.face_of(char)
            if face is None:
                missing.setdefault(char, _sample(texts, char))
            elif face is not styled.primary:
                entry = Substitution(char, styled.primary.name, face.name, _sample(texts, char))
                substitutions.setdefault(char, entry)
    if missing:
        samples = "、".join(f"“{sample}”" for sample in dict.fromkeys(missing.values()))
        raise MissingCharacterError(tuple(missing), f"{samples}中")
    return CharacterReport(tuple(substitutions.values()), tuple(hidden.values()))


def _sample(texts: Iterable[str], char: str) -> str:
    """The first text that has the character, cut to the words around it."""
    text = next((text for text in texts if char in text), char)
    place = text.find(char)
    start = max(0, place - _SHOWN // 2) if len(text) > _SHOWN else 0
    return printable(text[start : start + _SHOWN]).replace("\n", " ") or text


def _texts(paper: Paper) -> Iterator[tuple[Style, Iterable[str]]]:
    """All texts of a paper by the style they are set in, those the program adds included."""
    yield Style.TITLE, (paper.title,)
    yield Style.HEI, (paper.mark, *(text for column in paper.columns for text in (column.heading, column.group)))
    yield Style.FANG, (paper.left_line, paper.right_line, paper.note, *paper.footnotes, *paper.signatures)
    for passage in (*paper.opening, *paper.closing):
        yield style_of(passage.kind), (passage.text,)
    for strong, style in ((False, Style.FANG), (True, Style.HEI)):
        yield style, (text for row in paper.rows if row.strong is strong for text in row.cells if text)
