"""The fonts of a paper by style (宋 小标宋 黑 楷 仿宋): which font draws a character, how wide it is, what fell back.

Nothing is ever drawn as a silent box: a character that a style's first font lacks is drawn with the next font that
has it and can be told (`desk_app.exporting.pdf_characters`); one that no font has is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from pathlib import Path

from desk_app.exporting.font_sfnt import SfntFont
from desk_app.problems import DeskError


class Style(StrEnum):
    """A style of type, by the name an office calls it."""

    SONG = "宋体"
    TITLE = "小标宋"
    HEI = "黑体"
    KAI = "楷体"
    FANG = "仿宋"


BUNDLED_FILES = {
    Style.SONG: "Song-Regular.ttf",
    Style.TITLE: "Song-Bold.ttf",
    Style.HEI: "Hei-Regular.ttf",
    Style.KAI: "Kai-Regular.ttf",
    Style.FANG: "FangSong-Regular.ttf",
}
RARE_FILE = "FangSong-Rare.ttf"
"""Hanzi that 仿宋 lacks, the 6,763 of the office's own too, in a weight that suits it; mostly names."""
FALLBACKS = {
    Style.SONG: (Style.SONG, Style.KAI, Style.HEI, Style.FANG),
    Style.TITLE: (Style.TITLE, Style.SONG, Style.HEI, Style.KAI, Style.FANG),
    Style.HEI: (Style.HEI, Style.SONG, Style.KAI, Style.FANG),
    Style.KAI: (Style.KAI, Style.FANG, Style.SONG, Style.HEI),
    Style.FANG: (Style.FANG, Style.KAI, Style.SONG, Style.HEI),
}
CONTROL_SIGN = "□"
_RARE = "楷体（细）"
_SPACES = dict.fromkeys((0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
_INVISIBLE = (
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    0xFEFF,
)
_SUPPLEMENT = range(0xE0000, 0xE01F0)
_CONTROLS = (*range(0x09), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0))
_REPLACED = {
    **_SPACES,
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_SUPPLEMENT, ""),
    **dict.fromkeys(_CONTROLS, CONTROL_SIGN),
}
_ODD = frozenset(map(chr, _REPLACED))


def printable(text: str) -> str:
    """The text as it is printed: any kind of blank as a space, invisible signs left out, a control sign as □.

    Line breaks stay. `unprintable` names what this changes beyond blanks, so that it can be told.
    """
    return text if _ODD.isdisjoint(text) else text.translate(_REPLACED)


def unprintable(characters: Iterable[str]) -> tuple[str, ...]:
    """Those of the characters that paper cannot show as they are: control and invisible signs, in code order."""
    return tuple(sorted(char for char in set(characters) if _REPLACED.get(ord(char), " ") != " "))


class MissingCharacterError(DeskError):
    """No font has these characters; ``characters`` lists them."""

    def __init__(self, characters: Sequence[str], where: str = "") -> None:
        named = "、".join(f"“{char if char.isprintable() else ' '}”（U+{ord(char):04X}）" for char in characters)
        super().__init__(
            f"{where}有字没有任何字体能打印：{named}。请改用其他字，或在“字体文件夹”中加入含有该字的字体。"
        )
        self.characters = tuple(characters)


@dataclass(frozen=True, eq=False)
class Face:
    """One font file that a book may draw with; it is opened when a character is first looked up in it."""

    name: str
    path: Path
    index: int = 0

    @cached_property
    def font(self) -> SfntFont:
        """The opened file; raises UnusableFontError when it cannot be used."""
        return SfntFont(self.path, self.index)

    def has(self, char: str) -> bool:
        """Whether the font draws this character."""
        return self.font.glyph_of(ord(char)) != 0


class _Faces(dict[str, Face]):
    """Which face draws a character; looked up once a character. ``native`` are those of the first face."""

    def __init__(self, chain: tuple[Face, ...]) -> None:
        super().__init__()
        self._chain = chain
        self.native: set[str] = set()

    def __missing__(self, char: str) -> Face:
        face = next((face for face in self._chain if face.has(char)), None)
        if face is None:
            raise MissingCharacterError([char])
        if face is self._chain[0]:
            self.native.add(char)
        self[char] = face
        return face


class Widths(dict[str, int]):
    """How wide a character is, in thousandths of an em; looked up once a character.

    Raises MissingCharacterError for a character that no font has.
    """

    def __init__(self, faces: Mapping[str, Face]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, char: str) -> int:
        width = self[char] = self._faces[char].font.width(ord(char))
        return width


class StyledFont:
    """A style of type: its faces in the order they are tried, and a plain table of widths."""

    def __init__(self, style: Style, chain: tuple[Face, ...]) -> None:
        self.style = style
        self.primary = chain[0]
        self._faces = _Faces(chain)
        self.widths = Widths(self._faces)

    def face_of(self, char: str) -> Face | None:
        """The face that draws the character, None when no font has it."""
        try:
            return self._faces[char]
        except MissingCharacterError:
            return None

    def width(self, text: str) -> int:
        """A text's width in thousandths of an em; it must be `printable`."""
        return sum(map(self.widths.__getitem__, text))

    def runs(self, text: str) -> list[tuple[Face, str]]:
        """The text in runs of one face each; raises MissingCharacterError naming a character no font has."""
        if self._faces.native.issuperset(text):
            return [(self.primary, text)]
        return [(face, "".join(chars)) for face, chars in groupby(text, self._faces.__getitem__)]


@dataclass(frozen=True)
class FontBook:
    """All fonts that papers are printed with. Build it once with `from_folders` and keep it."""

    chains: dict[Style, tuple[Face, ...]]
    _styled: dict[Style, StyledFont] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def from_folders(cls, bundled: Path, office: Sequence[Path] = ()) -> FontBook:
        """The book of the bundled fonts, behind the office's own where its folders have them.

        Raises DeskError when no font is found at all.
        """
        own: dict[Style, Face] = {}
        if office:
            from desk_app.exporting.font_office import find_office_fonts

            own = find_office_fonts(office)
        ours = {style: Face(style.value, bundled / name) for style, name in BUNDLED_FILES.items()}
        ours = {style: face for style, face in ours.items() if face.path.is_file()}
        if not ours and not own:
            raise DeskError(f"字体文件夹“{bundled}”里没有字体，无法打印，请重新安装程序或补齐字体文件。")
        rare = Face(_RARE, bundled / RARE_FILE)
        beside = {Style.FANG: [rare]} if rare.path.is_file() else {}
        return cls({style: _chain(style, own, ours, beside.get(style, [])) for style in Style})

    def styled(self, style: Style) -> StyledFont:
        """The fonts and widths of one style."""
        if style not in self._styled:
            self._styled[style] = StyledFont(style, self.chains[style])
        return self._styled[style]

    def runs(self, text: str, style: Style) -> list[tuple[Face, str]]:
        """The text in runs of one face each; raises MissingCharacterError naming a character no font has."""
        return self.styled(style).runs(text)


def _chain(style: Style, own: dict[Style, Face], ours: dict[Style, Face], rare: list[Face]) -> tuple[Face, ...]:
    first = [faces[style] for faces in (own, ours) if style in faces]
    others = [faces[other] for other in (*FALLBACKS[style][1:], *Style) for faces in (ours, own) if other in faces]
    return tuple(dict.fromkeys(first + rare + others))
