"""Make the bundled fonts of ``resources/fonts`` from the packages they come in.

A bare office machine may have none of the styles an official document needs, and reportlab takes
TrueType outlines only. So each source font is redrawn glyph by glyph into a new, smaller TrueType
font: cubic outlines become quadratic, a variable font is drawn at one weight, and hinting and layout
tables stay behind. Packages are fetched by name and pinned version, timestamps are fixed, so the same
files come out every time. Run as root on Debian 12::

    python tools/make_fonts.py --out resources/fonts
"""

import argparse
import bz2
import gzip
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

MADE_ON = "2026-11-20"
"""The day the fonts were changed; the GPL asks that a changed font says so."""
VERSION = "1.000"
FIXED_TIME = 3786912000
"""2024-01-01 in seconds since 1904, so that a second run writes the same bytes."""
CURVE_ERROR = 1.5
"""How far, in thousandths of the em, a quadratic outline may leave the cubic one."""
DASH = 0x2014
BOX, BALLOT, TICKED, CROSSED, TICK, HEAVY_TICK = 0x25A1, 0x2610, 0x2611, 0x2612, 0x2713, 0x2714
RARE = "赟喆昇堃玥祎珺㛃𬭚䶮"
"""Characters of names that are asked of every font."""

Codes = frozenset[int]
Point = tuple[float, float]


@dataclass(frozen=True)
class Package:
    """A package of a registry, named and pinned; ``apt`` says Debian, else PyPI."""

    name: str
    version: str
    apt: bool


NOTO_SERIF = Package("pylopdf-fonts-zh-cn", "0.1.1", apt=False)
NOTO_SANS = Package("justmytype-intl-cjk", "0.1.0", apt=False)
NOTO_CJK = Package("fonts-noto-cjk", "1:20220127+repack1-1", apt=True)
WENKAI = Package("fonts-lxgw-wenkai", "1.250+repack-1", apt=True)
TEXLIVE = Package("texlive-lang-chinese", "2022.20230122-1", apt=True)
UNICODE = Package("unicode-data", "15.0.0-1", apt=True)


@dataclass(frozen=True)
class Face:
    """One font to make: where its outlines come from and what it is called.

    ``number`` is the face inside a collection, ``weight`` its usWeightClass (and the place on the
    weight axis of a variable font). ``more`` are ranges taken beyond the usual set; ``titles`` takes
    GB 2312 in place of GBK, for size; ``columns`` takes half-width figures. ``beside`` names a font
    made before: then only hanzi that it lacks are taken, and no signs. ``wrong`` are characters
    that the source shows as another one. ``full`` says that all of 通用规范汉字表 must be there,
    ``reserved`` names the reserved font names.
    """

    file: str
    family: str
    style: str
    source: str
    package: Package
    pattern: str
    weight: int = 400
    number: int = -1
    more: tuple[range, ...] = ()
    titles: bool = False
    columns: bool = False
    beside: str = ""
    wrong: Codes = frozenset()
    full: bool = True
    reserved: str = ""
    gpl: bool = False


EXTENSION_A, LATER, ASTRAL = range(0x3400, 0x4DC0), range(0x9FA6, 0xA000), range(0x20000, 0x323B0)
FACES = (
    Face(
        "Song-Regular", "Desk Song", "宋体", "Noto Serif SC Regular", NOTO_SERIF,
        "**/NotoSerifSC-Regular.otf", more=(LATER, ASTRAL), columns=True,
    ),
    Face(
        "Kai-Regular", "Desk Kai", "楷体", "LXGW WenKai Regular", WENKAI,
        "**/LXGWWenKai-Regular.ttf", more=(EXTENSION_A, LATER, ASTRAL),
        reserved=', with Reserved Font Names "霞鹜" and "LXGW"',
    ),
    Face(
        "FangSong-Regular", "Desk FangSong", "仿宋", "FandolFang Regular", TEXLIVE,
        "**/FandolFang-Regular.otf", full=False, gpl=True,
        wrong=frozenset({0xFFE5, 0xFFE3, 0x2122}),
    ),
    Face(
        "FangSong-Rare", "Desk FangSong Rare", "仿宋所缺的字", "LXGW WenKai Light", WENKAI,
        "**/LXGWWenKai-Light.ttf", weight=300, more=(EXTENSION_A, ASTRAL), beside="FangSong-Regular", full=False,
        reserved=', with Reserved Font Names "霞鹜" and "LXGW"',
    ),
    Face(
        "Hei-Regular", "Desk Hei", "黑体", "Noto Sans SC Regular", NOTO_SANS,
        "**/NotoSansSC?wght?.ttf", more=(LATER,),
    ),
    Face(
        "Song-Bold", "Desk Song Bold", "小标宋", "Noto Serif CJK SC Bold", NOTO_CJK,
        "**/NotoSerifCJK-Bold.ttc", weight=700, number=2, titles=True, columns=True,
    ),
)  # fmt: skip

SYMBOL_RANGES = (
    range(0x0020, 0x007F), range(0x00A0, 0x0180), range(0x01CD, 0x01DD), range(0x02B0, 0x0300),
    range(0x0370, 0x0400), range(0x0400, 0x0460), range(0x1E00, 0x1F00), range(0x2000, 0x2070),
    range(0x2070, 0x20D0), range(0x2100, 0x2400), range(0x2460, 0x27C0), range(0x2E80, 0x3000),
    range(0x3000, 0x3130), range(0x31A0, 0x31F0), range(0x3200, 0x3400),
    range(0xFE10, 0xFE20), range(0xFE30, 0xFE70), range(0xFF00, 0xFFF0),
)  # fmt: skip
"""Latin, Greek, Cyrillic, punctuation, forms, boxes, numbers, radicals, kana and bopomofo."""


def hanzi_of(encoding: str) -> Codes:
    """The hanzi of a two-byte encoding, 〇 and compatibility forms included: GBK has 20,924."""
    pairs = (bytes((a, b)) for a in range(0x81, 0xFF) for b in range(0x40, 0xFF))
    found = {ord(c) for pair in pairs if len(c := pair.decode(encoding, "ignore")) == 1}
    return frozenset(c for c in found if c == 0x3007 or 0x4E00 <= c < 0xA000 or 0xF900 <= c < 0xFB00)


def standard_hanzi(unicode_data: Path) -> Codes:
    """The 8,105 hanzi of 通用规范汉字表, from the kTGH entries of Unihan."""
    found: set[int] = set()
    for path in sorted(unicode_data.glob("**/Unihan_*.txt.bz2")):
        with bz2.open(path, "rt", encoding="utf-8") as lines:
            cells = (line.split("\t") for line in lines)
            found.update(int(c[0].replace("U+", ""), 16) for c in cells if len(c) > 1 and c[1] == "kTGH")
    if len(found) != 8105:
        raise SystemExit(f"Unihan lists {len(found)} kTGH characters, not 8105")
    return frozenset(found)


def unpack(package: Package, room: Path) -> Path:
    """Fetch a package by name into ``room`` and unpack it; what is there already is used again."""
    target = room / package.name
    if target.exists():
        return target
    fetched = room / f"{package.name}.download"
    fetched.mkdir(parents=True, exist_ok=True)
    if package.apt:
        command = ["apt-get", "-o", "APT::Sandbox::User=root", "download", f"{package.name}={package.version}"]
        subprocess.run(command, cwd=fetched, check=True)
        subprocess.run(["dpkg", "-x", str(next(fetched.glob("*.deb"))), str(target)], check=True)
        return target
    pin = f"{package.name}=={package.version}"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
    subprocess.run([*pip, str(fetched), pin], check=True)
    with zipfile.ZipFile(next(fetched.glob("*.whl"))) as wheel:
        wheel.extractall(target)
    return target


def polygon(points: Iterable[Point], pen: TTGlyphPen) -> None:
    """Draw one closed straight-sided contour; clockwise points fill it."""
    first, *rest = points
    pen.moveTo(first)
    for point in rest:
        pen.lineTo(point)
    pen.closePath()


def tick_shape(stroke: float) -> list[Point]:
    """A tick in the unit square, clockwise, of the given stroke."""
    d = stroke / 2**0.5
    left, foot, tip = 0.18, (0.42, 0.2), (0.84, 0.72)
    short = foot[0] - left
    return [
        (left, foot[1] + short), (left + d, foot[1] + short + d), (foot[0], foot[1] + 2 * d),
        (tip[0] - d, tip[1] + d), tip, foot,
    ]  # fmt: skip


def cross_shape(stroke: float) -> list[Point]:
    """A diagonal cross in the unit square, clockwise, of the given stroke."""
    d, half = stroke / 2**0.5, stroke / 2**1.5
    near, far = 0.2, 0.8
    return [
        (0.5, 0.5 + d), (far - half, far + half), (far + half, far - half),
        (0.5 + d, 0.5), (far + half, near + half), (far - half, near - half),
        (0.5, 0.5 - d), (near + half, near - half), (near - half, near + half),
        (0.5 - d, 0.5), (near - half, far - half), (near + half, far + half),
    ]  # fmt: skip


class Redrawn:
    """The glyphs of one source font, redrawn as TrueType outlines without hints or components."""

    def __init__(self, source: TTFont, weight: int) -> None:
        at = {"wght": weight} if "fvar" in source else None
        self.shapes = source.getGlyphSet(location=at)
        self.cubic = "CFF " in source
        self.glyphs: dict[str, Glyph] = {}
        self.widths: dict[str, int] = {}
        self.cmap: dict[int, str] = {}

    def trace(self, name: str, pen: TTGlyphPen) -> None:
        """Draw a source glyph into ``pen`` with TrueType's curves and clockwise outlines.

        Cubic outlines should run the other way, but those of FandolFang do not: so the area decides.
        """
        whole, area = DecomposingRecordingPen(self.shapes), AreaPen(self.shapes)
        self.shapes[name].draw(whole)
        if self.cubic:
            whole.replay(area)
            pen = Cu2QuPen(pen, CURVE_ERROR, reverse_direction=area.value > 0)
        whole.replay(pen)

    def extent(self, name: str) -> tuple[float, float, float, float]:
        """The left, bottom, right and top of a source glyph."""
        bounds = BoundsPen(self.shapes)
        self.shapes[name].draw(bounds)
        left, bottom, right, top = bounds.bounds
        return left, bottom, right, top

    def keep(self, name: str, pen: TTGlyphPen, width: float) -> None:
        """Store what ``pen`` drew, coordinates rounded to whole units."""
        glyph = pen.glyph(dropImpliedOnCurves=True)
        self.glyphs[name], self.widths[name] = glyph, round(width)

    def take(self, code: int | None, name: str) -> None:
        """Redraw a source glyph once and let ``code`` show it."""
        if name not in self.glyphs:
            pen = TTGlyphPen(None)
            self.trace(name, pen)
            self.keep(name, pen, self.shapes[name].width)
        if code is not None:
            self.cmap[code] = name

    def join_dashes(self, em: int) -> None:
        """Make a narrow em dash full width and level with the hanzi, so that 破折号 —— is one line."""
        name = self.cmap[DASH]
        if self.widths[name] >= em:
            return
        _, low, _, high = self.extent(name)
        half = (high - low) / 2
        middle = 0.38 * em
        pen = TTGlyphPen(None)
        top, bottom = middle + half, middle - half
        polygon([(0, bottom), (0, top), (em, top), (em, bottom)], pen)
        self.keep("deskdash", pen, em)
        self.cmap[DASH] = "deskdash"

    def add_marks(self, weight: int) -> None:
        """Draw the ballot boxes ☐ ☑ ☒ as a set on the font's own □, and the ticks the source lacks."""
        stroke = 0.075 if weight < 600 else 0.1
        for code, shape in ((BALLOT, []), (TICKED, tick_shape(stroke)), (CROSSED, cross_shape(stroke))):
            self.mark(code, shape, boxed=True)
        for code, thick in ((TICK, stroke), (HEAVY_TICK, stroke * 1.7)):
            if code not in self.cmap:
                self.mark(code, tick_shape(thick), boxed=False)

    def mark(self, code: int, shape: list[Point], *, boxed: bool) -> None:
        """Draw one mark of the unit square: inside □, or a little larger than □ and alone."""
        box = self.cmap[BOX]
        left, bottom, right, top = self.extent(box)
        grow = 0 if boxed else 0.15 * (right - left)
        wide, high = right - left + 2 * grow, top - bottom + 2 * grow
        pen = TTGlyphPen(None)
        if boxed:
            self.trace(box, pen)
        if shape:
            polygon([(left - grow + x * wide, bottom - grow + y * high) for x, y in shape], pen)
        self.keep(f"desk{code:04X}", pen, self.shapes[box].width)
        self.cmap[code] = f"desk{code:04X}"


def names(face: Face, source: TTFont) -> dict[str, str]:
    """The new font's name records: its own family, the source's copyright, authors and licence.

    Links are left out; the copyright line stays as it stood, as the licences ask.
    """
    old = source["name"]
    kept = {key: old.getDebugName(number) for key, number in
            {"copyright": 0, "trademark": 7, "manufacturer": 8, "designer": 9}.items()}  # fmt: skip
    licence = old.getDebugName(13)
    if face.gpl:
        licence = "GNU General Public License, version 3, with the font embedding exception."
    postscript = face.family.replace(" ", "") + "-Regular"
    fresh = {
        "familyName": face.family,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{VERSION};{postscript}",
        "fullName": face.family,
        "version": f"Version {VERSION}",
        "psName": postscript,
        "description": f"Changed on {MADE_ON} from {face.source} ({old.getDebugName(5)}): "
        "TrueType outlines, a subset of the characters, tick marks added, no hints, no layout tables.",
        "licenseDescription": licence,
    }
    return {key: text for key, text in (kept | fresh).items() if text}


def metrics(source: TTFont, weight: int, height: Mapping[str, int]) -> dict[str, Any]:
    """OS/2 values: the source's line metrics and permissions with the weight really drawn."""
    old = source["OS/2"]
    same = ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent",
            "yStrikeoutSize", "yStrikeoutPosition", "panose")  # fmt: skip
    return {key: getattr(old, key) for key in same} | {
        "version": 4, "usWeightClass": weight, "fsType": old.fsType, "fsSelection": 0x40,
        "achVendID": "DESK", "sCapHeight": height["H"], "sxHeight": height["x"],
    }  # fmt: skip


def top_of(drawn: Redrawn, letters: str) -> dict[str, int]:
    """The height of each letter, for fonts whose own tables leave it empty."""
    return {letter: drawn.glyphs[drawn.cmap[ord(letter)]].yMax for letter in letters}


def half_width_digits(source: TTFont) -> dict[str, str]:
    """The half-width forms (``hwid``) of 0–9, so that figures in 宋体 stand in columns."""
    cmap, table, found = source.getBestCmap(), source["GSUB"].table, dict[str, str]()
    digits = {cmap[code] for code in range(0x30, 0x3A)}
    for record in table.FeatureList.FeatureRecord:
        for index in record.Feature.LookupListIndex if record.FeatureTag == "hwid" else ():
            for part in table.LookupList.Lookup[index].SubTable:
                forms = getattr(part, "ExtSubTable", part).mapping
                found |= {digit: forms[digit] for digit in digits & set(forms)}
    return found


def redraw(face: Face, source: TTFont, wanted: Codes, there: Codes) -> Redrawn:
    """Redraw every wanted character that the source has and that is not ``there`` already."""
    drawn = Redrawn(source, face.weight)
    drawn.take(None, ".notdef")
    half_width = half_width_digits(source) if face.columns else {}
    for code, name in sorted(source.getBestCmap().items()):
        if code not in face.wrong | there and (code in wanted or any(code in extra for extra in face.more)):
            drawn.take(code, half_width.get(name, name))
    if not face.beside:
        drawn.join_dashes(source["head"].unitsPerEm)
        drawn.add_marks(face.weight)
    return drawn


def build(face: Face, source: TTFont, wanted: Codes, there: Codes) -> TTFont:
    """Put the redrawn glyphs into a new TrueType font."""
    drawn = redraw(face, source, wanted, there)
    fresh = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    fresh.setupGlyphOrder(list(drawn.glyphs))
    fresh.setupCharacterMap(drawn.cmap)
    fresh.setupGlyf(drawn.glyphs)
    shapes = fresh.font["glyf"]
    fresh.setupHorizontalMetrics({n: (wide, getattr(shapes[n], "xMin", 0)) for n, wide in drawn.widths.items()})
    line = source["hhea"]
    fresh.setupHorizontalHeader(ascent=line.ascent, descent=line.descent, lineGap=line.lineGap)
    fresh.setupNameTable(names(face, source), mac=False)
    heights = {"H": 0, "x": 0} if face.beside else top_of(drawn, "Hx")
    fresh.setupOS2(**metrics(source, face.weight, heights))
    fresh.font["OS/2"].recalcCodePageRanges(fresh.font)
    fresh.setupPost(keepGlyphNames=False, isFixedPitch=0)
    fresh.updateHead(created=FIXED_TIME, modified=FIXED_TIME, fontRevision=float(VERSION))
    fresh.font.recalcTimestamp = False
    return fresh.font


def licence_text(face: Face, source: TTFont, room: Path) -> str:
    """The licence to stand beside a font, with its copyright lines."""
    copyright_lines = "\n".join(source["name"].getDebugName(0).splitlines())
    if face.gpl:
        packed = next(unpack(face.package, room).glob("**/fandol/COPYING.gz"))
        body = gzip.decompress(packed.read_bytes()).decode("utf-8")
        notice = (
            f"{face.file}.ttf is a changed version of {face.source}: see README.md for what was changed\n"
            f"and from what and how to make it again. Changed on {MADE_ON}. It is licensed under\n"
            "the GNU General Public License, version 3, with the font embedding exception that stands at\n"
            "the end of this file; the exception is extended to the changed version."
        )
        return f"{copyright_lines}\n{notice}\n\n{body.rstrip()}\n"
    text = next(unpack(NOTO_SANS, room).glob("**/notosanssc/OFL.txt")).read_text(encoding="utf-8")
    body = text[text.index("This Font Software is licensed") :]
    first, *others = copyright_lines.split("\n")
    head = "\n".join([first + face.reserved, *others])
    return f"{head}\n\n{body.rstrip()}\n"


README = """# Bundled fonts

Made by `tools/make_fonts.py`, and this page too: not to be edited by hand.

The program takes the office's own fonts where it finds them; these are for a bare machine. Each file has its licence
beside it and was changed on {day} from its source: TrueType outlines (reportlab reads no others; cubic ones are
followed within {error} thousandths of the em), a subset of the characters, no hints, no layout tables, and a family
name of its own.

{files}

Hanzi covered:

{coverage}

What is not as in the source:
- ☐ ☑ ☒ are drawn as a set on the font's own □; ✓ and ✔ are drawn where the source has none.
- 破折号: where the source's — is narrower than the em (both Songs, Hei), it is a full-width bar level with the hanzi,
  so that —— is one line.
- Song and Song Bold show 0–9 in the source's half-width forms, so that figures stand in columns.
- FandolFang shows ￥ as ＄, ￣ as a hyphen and ™ as a small stroke: these three are left out, for
  another font to draw.

Taken from each source, as far as it has them: the hanzi of GBK (20,924), the whole of 通用规范汉字表 (8,105: kTGH of
Unihan, Debian `{unicode.name}` {unicode.version}), Latin, Greek, Cyrillic, kana, bopomofo, punctuation, full-width
forms, numbers, boxes and symbols. Song, Kai and Hei also have the hanzi from U+9FA6 to U+9FFF, Song and Kai those above
U+FFFF, Kai those of extension A that its source has (the Noto fonts have all of it, 2 MB and more each). Song Bold is
for titles: the hanzi of GB 2312 in place of GBK, 6 MB less.
FangSong Rare has, in a weight that suits FangSong, the hanzi of 通用规范汉字表, of extension A and above U+FFFF that
FangSong lacks: they are mostly names. What a font lacks is drawn with another, character by
character.

To make them again, as root on Debian 12 with fonttools {fonttools} (packages are fetched by name; two minutes):

    python tools/make_fonts.py --out resources/fonts

The same bytes come out each time. Commit fonts only when they must change: binary history never shrinks.

FandolFang is a data file under the GPL, version 3, with the font embedding exception; its corresponding source is the
font in the package named above together with the script. The other licences are the SIL Open Font License 1.1.
"""


@dataclass(frozen=True)
class Made:
    """One font as it was written: its size in bytes and the characters it has."""

    face: Face
    size: int
    has: Codes


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    cells = [tuple(head), *map(tuple, rows)]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|---" * len(cells[0]) + "|", *lines[1:]])


def coverage(made: Iterable[Made], standard: Codes) -> str:
    """How much of each list of hanzi each font has."""
    lists = {"通用规范汉字表": standard, "GB 2312": hanzi_of("gb2312"), "GBK": hanzi_of("gbk")}
    head = ["file", *(f"{name} ({len(codes):,})" for name, codes in lists.items()), "extension A", "above U+FFFF"]
    return table(
        [*head, "all characters", f"lacks of {RARE}"],
        [
            [f"{one.face.file}.ttf", *(f"{len(codes & one.has):,}" for codes in lists.values())]
            + [f"{sum(code in span for code in one.has):,}" for span in (EXTENSION_A, ASTRAL)]
            + [f"{len(one.has):,}", "".join(c for c in RARE if ord(c) not in one.has) or "none"]
            for one in made
        ],
    )


def readme(made: Iterable[Made], standard: Codes) -> str:
    """The page that says which file is what, from where, and how much it covers."""
    made = sorted(made, key=lambda one: one.face.file)
    files = table(
        ["file", "MB", "family", "style", "made from", "package", "licence"],
        [
            [
                f"{f.file}.ttf",
                f"{one.size / 1e6:.1f}",
                *(f.family, f.style, f.source),
                f"{'Debian' if f.package.apt else 'PyPI'} `{f.package.name}` {f.package.version}",
                "GPL 3 with font embedding exception" if f.gpl else "OFL 1.1",
            ]
            for one in made
            for f in [one.face]
        ],
    )
    return README.format(
        day=MADE_ON,
        error=CURVE_ERROR,
        files=files,
        coverage=coverage(made, standard),
        unicode=UNICODE,
        fonttools=version("fonttools"),
    )


def make(face: Face, standard: Codes, out: Path, room: Path) -> Made:
    """Write one font and its licence."""
    path = next(unpack(face.package, room).glob(face.pattern))
    source = TTFont(path, fontNumber=face.number, lazy=True)
    hanzi = hanzi_of("gb2312") if face.titles else hanzi_of("gbk")
    signs = frozenset(code for span in SYMBOL_RANGES for code in span)
    there: Codes = frozenset()
    if face.beside:
        there = frozenset(TTFont(out / f"{face.beside}.ttf", lazy=True).getBestCmap())
    font = build(face, source, standard if face.beside else standard | hanzi | signs, there)
    has = frozenset(font.getBestCmap())
    if face.full and standard - has:
        raise SystemExit(f"{face.file} lacks {''.join(map(chr, sorted(standard - has)))}")
    target = out / f"{face.file}.ttf"
    font.save(target, reorderTables=True)
    text = licence_text(face, source, room)
    (out / f"{face.file}.LICENSE.txt").write_text(text, encoding="utf-8", newline="\n")
    return Made(face, target.stat().st_size, has)


def main() -> None:
    """Read the options and make everything, or one font while trying something out."""
    options = argparse.ArgumentParser(description="Make the bundled fonts.")
    options.add_argument("--out", type=Path, required=True, help="folder of the fonts")
    options.add_argument("--packages", type=Path, help="folder that keeps the packages for a next run")
    options.add_argument("--only", choices=[face.file for face in FACES], help="just this font, no README")
    given = options.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    made: list[Made] = []
    with tempfile.TemporaryDirectory() as passing:
        room = given.packages or Path(passing)
        standard = standard_hanzi(unpack(UNICODE, room))
        for face in FACES:
            if given.only in (None, face.file):
                made.append(make(face, standard, given.out, room))
                print(f"{face.file}: {made[-1].size:,} bytes, {len(made[-1].has):,} characters", flush=True)
    if given.only is None:
        (given.out / "README.md").write_text(readme(made, standard), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
