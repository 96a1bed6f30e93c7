"""Finds the office's own fonts (仿宋_GB2312, 方正小标宋简体 …) in the folders where its machine keeps them.

They are embedded as subsets into what the office prints, and never copied elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont, TTLibError

from desk_app.exporting.font_sfnt import SfntFont, UnusableFontError
from desk_app.exporting.fonts import Face, Style

OFFICE_FAMILIES = {
    Style.TITLE: (
        "方正小标宋简体", "方正小标宋_GBK", "方正小标宋_GB2312",
        "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "FZXBSJW--GB1-0",
    ),
    Style.FANG: ("仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GB2312", "仿宋", "FangSong", "方正仿宋_GBK"),
    Style.KAI: ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体"),
    Style.HEI: ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体"),
    Style.SONG: ("宋体", "SimSun", "方正书宋_GBK", "方正书宋简体"),
}  # fmt: skip
_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC = 1, 4, 6, 16
_SUBFAMILY = 2
_REGULAR = {"", "regular", "normal", "常规", "book"}
_SUFFIXES = {".ttf", ".ttc"}


def find_office_fonts(folders: Sequence[Path]) -> dict[Style, Face]:
    """The best font of each style in these folders (and those inside them); a style that none serves is left out.

    Only TrueType outlines whose maker allows embedding count. A file that cannot be read is passed over: the
    bundled font then stands in.
    """
    wanted = {
        name.casefold(): (style, rank) for style, names in OFFICE_FAMILIES.items() for rank, name in enumerate(names)
    }
    best: dict[Style, tuple[int, Face]] = {}
    for path in _font_files(folders):
        for index, names in enumerate(_names(path)):
            for name in names:
                style, rank = wanted.get(name.casefold(), (None, 0))
                if style is None or (style in best and best[style][0] <= rank):
                    continue
                if _usable(path, index):
                    best[style] = (rank, Face(name, path, index))
    return {style: face for style, (_, face) in best.items()}


def _font_files(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def _names(path: Path) -> list[list[str]]:
    """Family, full and PostScript names of each font in the file; none for a bold or slanted one."""
    try:
        with path.open("rb") as file:
            fonts = TTCollection(file, lazy=True).fonts if path.suffix.lower() == ".ttc" else [TTFont(file, lazy=True)]
            return [_names_of(font) for font in fonts]
    except (TTLibError, OSError, KeyError, ValueError, AssertionError):
        return []


def _names_of(font: TTFont) -> list[str]:
    table = font["name"]
    kinds = {
        record.toUnicode(errors="replace").strip().casefold() for record in table.names if record.nameID == _SUBFAMILY
    }
    if kinds and kinds.isdisjoint(_REGULAR):
        return []
    wanted = (_FAMILY, _TYPOGRAPHIC, _FULL, _POSTSCRIPT)
    return [record.toUnicode(errors="replace").strip() for record in table.names if record.nameID in wanted]


def _usable(path: Path, index: int) -> bool:
    try:
        return SfntFont(path, index).may_be_embedded
    except UnusableFontError:
        return False
