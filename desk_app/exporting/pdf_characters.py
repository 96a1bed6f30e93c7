"""Looks at a paper's characters before it is printed: which fall back to another font, which cannot be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
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


NOTHING_TO_TELL = CharacterReport()


def examine(papers: Iterable[Paper], fonts: FontBook) -> CharacterReport:
    """Look at every character of the papers; raises MissingCharacterError naming all that no font has."""
    styles: dict[Style, dict[str, None]] = {}
    for paper in papers:
        for style, texts in _texts(paper):
            styles.setdefault(style, {}).update(dict.fromkeys(texts))
    return examine_texts(styles, fonts)


def examine_texts(styles: Mapping[Style, Collection[str]], fonts: FontBook) -> CharacterReport:
    """The same for texts by the style they are set in."""
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


@dataclass(slots=True)
class RareCharacter:
    """A character over many papers: the ``font`` that draws it (empty: none has it) and the first places it stands at.

    ``places`` are pairs of whose paper it is and the text it stands in, often a name; ``count`` tells of how many.
    """

    character: str
    font: str
    places: list[tuple[str, str]]
    count: int = 0


class CharacterSurvey:
    """Looks through many papers one after the other and keeps of them only what is to be told before printing."""

    def __init__(self, fonts: FontBook, most_places: int = 12) -> None:
        self._fonts, self._most = fonts, most_places
        self._plain: dict[Style, set[str]] = {}
        self._found: dict[str, RareCharacter] = {}
        self._hidden: dict[str, RareCharacter] = {}

    @property
    def substituted(self) -> tuple[RareCharacter, ...]:
        """Those that another font draws."""
        return tuple(one for one in self._found.values() if one.font)

    @property
    def missing(self) -> tuple[RareCharacter, ...]:
        """Those that no font has."""
        return tuple(one for one in self._found.values() if not one.font)

    @property
    def hidden(self) -> tuple[RareCharacter, ...]:
        """Control and invisible signs that paper cannot show."""
        return tuple(self._hidden.values())

    def look(self, paper: Paper, whose: str) -> None:
        """Look at one paper more; ``whose`` names it to a person."""
        for style, texts in _texts(paper):
            plain = self._plain.setdefault(style, set())
            for text in texts:
                if not plain.issuperset(text):
                    self._look_at(style, text, whose)

    def _look_at(self, style: Style, text: str, whose: str) -> None:
        styled, plain = self._fonts.styled(style), self._plain[style]
        for char in unprintable(text):
            self._note(self._hidden, char, "□", whose, text)
        for char in set("".join(paragraphs(text))) - plain:
            face = styled.face_of(char)
            if face is styled.primary:
                plain.add(char)
            else:
                self._note(self._found, char, face.name if face is not None else "", whose, text)

    def _note(self, kept: dict[str, RareCharacter], char: str, font: str, whose: str, text: str) -> None:
        entry = kept.setdefault(char, RareCharacter(char, font, []))
        place = (whose, _sample([text], char))
        if place in entry.places:
            return
        entry.count += 1
        if len(entry.places) < self._most:
            entry.places.append(place)
