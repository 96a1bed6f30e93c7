"""The fonts of a paper: read rightly, fallen back by character, found in the office's folders, cut to subsets."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

from desk_app.exporting.font_sfnt import SfntFont, UnusableFontError
from desk_app.exporting.font_subset import subset_program
from desk_app.exporting.fonts import BUNDLED_FILES, FontBook, MissingCharacterError, Style, printable, unprintable

BUNDLED = Path(__file__).parents[2] / "resources" / "fonts"
NAMES = "赟喆昇堃玥祎珺㛃𬭚䶮"


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook.from_folders(BUNDLED)


def small_font(family: str, text: str = "甲乙A", rights: int = 0) -> TTFont:
    """A font of square glyphs and one composite (é of two parts), as an office might have installed."""
    names = [".notdef", "part", *(f"u{ord(char):04X}" for char in text), "eacute"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({**{ord(char): f"u{ord(char):04X}" for char in text}, ord("é"): "eacute"})
    glyphs = {}
    for number, name in enumerate(names[:-1]):
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        pen.lineTo((0, 700 + number))
        pen.lineTo((500, 0))
        pen.closePath()
        glyphs[name] = pen.glyph()
    pen = TTGlyphPen(glyphs)
    pen.addComponent("part", (1, 0, 0, 1, 0, 0))
    pen.addComponent(names[2], (0.5, 0, 0, 0.5, 10, 400))
    glyphs["eacute"] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (1000 if number % 2 else 500, 0) for number, name in enumerate(names)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": {"en": family, "zh": family}, "styleName": "Regular"}, windows=True)
    builder.setupOS2(fsType=rights)
    builder.setupPost()
    return builder.font


def saved(font: TTFont, path: Path) -> Path:
    font.save(path)
    return path


@pytest.mark.parametrize("name", BUNDLED_FILES.values())
def test_every_character_of_a_bundled_font_is_read_as_another_library_reads_it(name: str) -> None:
    ours = SfntFont(BUNDLED / name)
    with TTFont(BUNDLED / name, lazy=True) as theirs:
        order, metrics = theirs.getReverseGlyphMap(), theirs["hmtx"]
        for code, glyph in theirs.getBestCmap().items():
            assert ours.glyph_of(code) == order[glyph], chr(code)
            assert ours.width(code) == metrics[glyph][0], chr(code)
    assert ours.glyph_of(0x10FFFF) == 0
    assert ours.glyph_of(0xE000) == 0


def test_a_font_with_characters_of_the_basic_plane_only_is_read_too(tmp_path: Path) -> None:
    font = SfntFont(saved(small_font("某体"), tmp_path / "a.ttf"))
    assert [font.glyph_of(ord(char)) for char in "甲乙Aé丙𬭚"] == [2, 3, 4, 5, 0, 0]


@pytest.mark.parametrize("name", BUNDLED_FILES.values())
def test_a_subset_has_the_outlines_of_the_whole_font(name: str) -> None:
    font = SfntFont(BUNDLED / name)
    glyphs = [0, *(font.glyph_of(ord(char)) for char in "学习贯彻，1A…—甲")]
    with TTFont(BytesIO(subset_program(font, glyphs))) as small, TTFont(BUNDLED / name, lazy=True) as whole:
        names = whole.getGlyphOrder()
        for number, glyph in enumerate(glyphs):
            ours, theirs = small["glyf"][small.getGlyphOrder()[number]], whole["glyf"][names[glyph]]
            assert ours.getCoordinates(small["glyf"])[0] == theirs.getCoordinates(whole["glyf"])[0]
            assert small["hmtx"][small.getGlyphOrder()[number]] == whole["hmtx"][names[glyph]]


def test_the_parts_of_a_composite_glyph_come_along(tmp_path: Path) -> None:
    whole = small_font("某体")
    font = SfntFont(saved(whole, tmp_path / "a.ttf"))
    with TTFont(BytesIO(subset_program(font, [0, font.glyph_of(ord("é"))]))) as small:
        order = small.getGlyphOrder()
        assert len(order) == 4
        drawn = small["glyf"][order[1]].getCoordinates(small["glyf"])[0]
        assert drawn == whole["glyf"]["eacute"].getCoordinates(whole["glyf"])[0]


def test_a_character_that_fangsong_lacks_is_drawn_in_light_kai_and_one_run_stays_one_run(book: FontBook) -> None:
    runs = book.runs("王赟同志", Style.FANG)
    assert [(face.name, text) for face, text in runs] == [("仿宋", "王"), ("楷体（细）", "赟"), ("仿宋", "同志")]
    assert [(face.name, text) for face, text in book.runs("王同志", Style.FANG)] == [("仿宋", "王同志")]


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("char", NAMES)
def test_rare_names_are_drawn_in_every_style(book: FontBook, style: Style, char: str) -> None:
    ((face, text),) = book.runs(char, style)
    assert text == char
    assert face.has(char)


def test_a_character_that_no_font_has_is_refused_by_name(book: FontBook) -> None:
    with pytest.raises(MissingCharacterError, match=r"“😀”（U\+1F600）"):
        book.runs("好😀", Style.FANG)


def test_a_missing_bundled_font_is_stood_in_for_and_an_empty_folder_refused(tmp_path: Path) -> None:
    (tmp_path / "Kai-Regular.ttf").symlink_to(BUNDLED / "Kai-Regular.ttf")
    book = FontBook.from_folders(tmp_path)
    assert [face.name for face, _ in book.runs("甲", Style.TITLE)] == ["楷体"]
    with pytest.raises(Exception, match="没有字体"):
        FontBook.from_folders(tmp_path / "nowhere")


def test_the_offices_own_font_is_found_by_family_name_before_ours_which_draws_what_it_lacks(tmp_path: Path) -> None:
    office = tmp_path / "office" / "deep"
    office.mkdir(parents=True)
    saved(small_font("仿宋"), office / "simfang.ttf")
    saved(small_font("仿宋_GB2312"), office / "gb.TTF")
    book = FontBook.from_folders(BUNDLED, [tmp_path / "office", tmp_path / "none"])
    assert [(face.name, text) for face, text in book.runs("甲丙赟", Style.FANG)] == [
        ("仿宋_GB2312", "甲"),
        ("仿宋", "丙"),
        ("楷体（细）", "赟"),
    ]


def test_a_font_within_a_collection_is_found(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [small_font("无关"), small_font("SimSun")]
    collection.save(tmp_path / "simsun.ttc")
    book = FontBook.from_folders(BUNDLED, [tmp_path])
    face = book.styled(Style.SONG).primary
    assert (face.name, face.index) == ("SimSun", 1)
    assert face.font.width(ord("乙")) == 1000


def test_an_office_font_that_may_not_be_embedded_or_is_damaged_is_passed_over(tmp_path: Path) -> None:
    saved(small_font("仿宋_GB2312", rights=0x0002), tmp_path / "restricted.ttf")
    whole = saved(small_font("楷体_GB2312"), tmp_path / "whole.ttf").read_bytes()
    (tmp_path / "whole.ttf").unlink()
    (tmp_path / "cut.ttf").write_bytes(whole[: len(whole) // 3])
    (tmp_path / "empty.ttf").write_bytes(b"")
    (tmp_path / "text.ttc").write_text("这不是字体", encoding="utf-8")
    book = FontBook.from_folders(BUNDLED, [tmp_path])
    assert [book.styled(style).primary.name for style in (Style.FANG, Style.KAI)] == ["仿宋", "楷体"]


def test_a_damaged_font_file_is_refused_with_its_name(tmp_path: Path) -> None:
    for content in (b"", b"\0\1\0\0" + b"\0\xff" * 20, b"OTTO" + b"\0" * 40):
        (tmp_path / "坏.ttf").write_bytes(content)
        with pytest.raises(UnusableFontError, match=r"坏\.ttf"):
            SfntFont(tmp_path / "坏.ttf")


def test_blanks_become_spaces_invisible_signs_go_and_control_signs_are_shown_as_boxes() -> None:
    assert printable("甲\t乙\u00a0丙\u2003丁") == "甲 乙 丙 丁"
    assert printable("甲\u200b乙\ufeff丙\ufe0f") == "甲乙丙"
    assert printable("甲\x01乙\x7f") == "甲□乙□"
    assert printable("甲\n乙　丙") == "甲\n乙　丙"
    assert unprintable("甲\t\n\x01\u200b　") == ("\x01", "\u200b")


def test_text_is_never_drawn_as_a_box_even_when_nobody_measured_it_before() -> None:
    fresh = FontBook.from_folders(BUNDLED).styled(Style.FANG)
    assert [(face.name, text) for face, text in fresh.runs("珺")] == [("楷体（细）", "珺")]
    assert all(face.has(char) for face, text in fresh.runs("王珺𬭚1") for char in text)
