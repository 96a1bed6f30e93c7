"""The parts of a Word package beside its text: styles, settings, page numbers, properties; no foreign template."""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.exporting.excel_word_layout import BODY_FONT, HEAD_FONT, MARK_SIZE, PAGE_FONT, TITLE_FONT
from desk_app.exporting.excel_word_wrap import LEADING, LINE_SIZE, TITLE_SIZE
from desk_app.exporting.word_xml import attribute, content, paragraph, run
from desk_app.forms.identity import PROPERTY_NAME

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_AUTHOR = "专班台账"
_CREATED = "2000-01-01T00:00:00Z"
_PAGE_NUMBER_SIZE = 14.0
_CODE_SIZE = 8
_FONTS = {
    TITLE_FONT: ("FZXiaoBiaoSong-B05S", "auto"),
    BODY_FONT: ("FangSong", "modern"),
    HEAD_FONT: ("SimHei", "modern"),
    PAGE_FONT: ("SimSun", "auto"),
}


_UNSPACED = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""Numbers among hanzi stand close, as in print: 2023年, never 2023 年."""
_LETTER_LINE = '<w:spacing w:before="0" w:after="0" w:line="579" w:lineRule="exact"/>'
_TWO_SIGNS_IN = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'


def fixed_parts(title: str, size: float, identity: str, *, page_of: bool, code: str = "") -> Iterator[tuple[str, str]]:
    """Every part but the text itself, as name and XML.

    ``identity`` is the hidden line or empty, ``size`` the table's type size in points, ``code`` stands in the foot.
    """
    yield "[Content_Types].xml", _HEADER + _content_types(custom=bool(identity))
    yield "_rels/.rels", _HEADER + _package_relations(custom=bool(identity))
    yield "docProps/core.xml", _HEADER + _core(title)
    yield "docProps/app.xml", _HEADER + _app()
    if identity:
        yield "docProps/custom.xml", _HEADER + _custom(identity)
    yield "word/_rels/document.xml.rels", _HEADER + _document_relations()
    yield "word/styles.xml", _HEADER + _styles(size)
    yield "word/settings.xml", _HEADER + _settings(identity, page_of=page_of)
    yield "word/fontTable.xml", _HEADER + _font_table()
    yield "word/footer1.xml", _HEADER + _footer(code, page_of=page_of, even=False)
    yield "word/footer2.xml", _HEADER + _footer(code, page_of=page_of, even=True)


def _content_types(*, custom: bool) -> str:
    parts = [
        ("/word/document.xml", f"{_TYPES}.wordprocessingml.document.main+xml"),
        *(
            (f"/word/{name}.xml", f"{_TYPES}.wordprocessingml.{name}+xml")
            for name in ("styles", "settings", "fontTable")
        ),
        *((f"/word/footer{number}.xml", f"{_TYPES}.wordprocessingml.footer+xml") for number in (1, 2)),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", f"{_TYPES}.extended-properties+xml"),
    ]
    if custom:
        parts.append(("/docProps/custom.xml", f"{_TYPES}.custom-properties+xml"))
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
        + "</Types>"
    )


def _relations(pairs: list[tuple[str, str]]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(pairs, start=1)
        )
        + "</Relationships>"
    )


def _package_relations(*, custom: bool) -> str:
    pairs = [
        (f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    ]
    if custom:
        pairs.append((f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"))
    return _relations(pairs)


def _document_relations() -> str:
    """The footers are rId1 (odd pages) and rId2 (even pages), by which the section names them."""
    kinds = [
        ("footer", "footer1"),
        ("footer", "footer2"),
        *((name, name) for name in ("styles", "settings", "fontTable")),
    ]
    return _relations([(f"{_OFFICE}/relationships/{kind}", f"{target}.xml") for kind, target in kinds])


def _core(title: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{content(title)}</dc:title><dc:creator>{_AUTHOR}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_CREATED}</dcterms:modified><dc:language>zh-CN</dc:language>'
        "</cp:coreProperties>"
    )


def _app() -> str:
    return f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>{_AUTHOR}</Application></Properties>'


def _custom(identity: str) -> str:
    return (
        f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY_NAME}">'
        f"<vt:lpwstr>{content(identity)}</vt:lpwstr></property></Properties>"
    )


def _settings(identity: str, *, page_of: bool) -> str:
    variables = ""
    if identity:
        variables = f'<w:docVars><w:docVar w:name="{PROPERTY_NAME}" w:val={attribute(identity)}/></w:docVars>'
    return (
        f'<w:settings xmlns:w="{MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        + ("" if page_of else "<w:evenAndOddHeaders/>")
        + '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat>{variables}<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def _font_table() -> str:
    fonts = (
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, (other, family) in _FONTS.items()
    )
    return f'<w:fonts xmlns:w="{MAIN}">{"".join(fonts)}</w:fonts>'


def _styles(size: float) -> str:
    made = (
        _style("Mark", "附件标记", HEAD_FONT, MARK_SIZE, "<w:keepNext/>" + _spacing(line=28.95, exact=True)),
        _style(
            "Heading", "表题", TITLE_FONT, TITLE_SIZE,
            "<w:keepNext/>" + _spacing(after=8, line=32, exact=True) + '<w:jc w:val="center"/>',
        ),
        _style("Line", "表上行", BODY_FONT, LINE_SIZE, "<w:keepNext/>" + _fixed(LINE_SIZE, after=3)),
        _style("Head", "栏目", HEAD_FONT, size, _cell("center", size)),
        _style("Left", "表文居左", BODY_FONT, size, _cell("left", size)),
        _style("Centre", "表文居中", BODY_FONT, size, _cell("center", size)),
        _style("Right", "表文居右", BODY_FONT, size, _cell("right", size)),
        _style("StrongLeft", "合计居左", HEAD_FONT, size, _cell("left", size)),
        _style("StrongCentre", "合计居中", HEAD_FONT, size, _cell("center", size)),
        _style("StrongRight", "合计居右", HEAD_FONT, size, _cell("right", size)),
        _style("Below", "表下行", BODY_FONT, LINE_SIZE, "<w:keepLines/>" + _fixed(LINE_SIZE, before=4)),
        _style("LetterAddress", "主送", BODY_FONT, MARK_SIZE, _LETTER_LINE),
        _style("Letter", "正文", BODY_FONT, MARK_SIZE, _LETTER_LINE + _TWO_SIGNS_IN),
        _style("LetterHeading", "正文标题", HEAD_FONT, MARK_SIZE, "<w:keepNext/>" + _LETTER_LINE + _TWO_SIGNS_IN),
        _style(
            "LetterSigned", "落款", BODY_FONT, MARK_SIZE,
            "<w:keepLines/>" + _LETTER_LINE + '<w:ind w:rightChars="200" w:right="640"/><w:jc w:val="right"/>',
        ),
        _style("Page", "页码", PAGE_FONT, LINE_SIZE, _spacing() + '<w:jc w:val="center"/>'),
        _style("Code", "识别码", PAGE_FONT, _CODE_SIZE, _spacing() + '<w:jc w:val="left"/>'),
        _style("PageOdd", "单页码", PAGE_FONT, _PAGE_NUMBER_SIZE, '<w:ind w:right="280"/><w:jc w:val="right"/>'),
        _style("PageEven", "双页码", PAGE_FONT, _PAGE_NUMBER_SIZE, '<w:ind w:left="280"/><w:jc w:val="left"/>'),
    )  # fmt: skip
    return (
        f'<w:styles xmlns:w="{MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(BODY_FONT)}{_size(LINE_SIZE)}'
        '<w:lang w:val="zh-CN" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_UNSPACED}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>' + "".join(made) + "</w:styles>"
    )


def _style(key: str, name: str, font: str, size: float, properties: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{properties}</w:pPr><w:rPr>{_fonts(font)}{_size(size)}</w:rPr></w:style>'
    )


def _cell(align: str, size: float) -> str:
    return f'{_UNSPACED}{_fixed(size)}<w:jc w:val="{align}"/>'


def _fixed(size: float, *, before: float = 0, after: float = 0) -> str:
    """Lines as high as in the PDF and in the sheet: those of other fonts than the office's would be taller."""
    return _spacing(before=before, after=after, line=size * LEADING, exact=True)


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _spacing(*, before: float = 0, after: float = 0, line: float = 0, exact: bool = False) -> str:
    lines = f' w:line="{round(line * 20)}" w:lineRule="{"exact" if exact else "atLeast"}"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def _footer(code: str, *, page_of: bool, even: bool) -> str:
    page, pages = (
        f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>' for name in ("PAGE", "NUMPAGES")
    )
    if page_of:
        inner, style = run("第 ") + page + run(" 页 共 ") + pages + run(" 页"), "Page"
    else:
        inner, style = run("— ") + page + run(" —"), "PageEven" if even else "PageOdd"
    below = paragraph("Code", run(code)) if code else ""
    return f'<w:ftr xmlns:w="{MAIN}">{paragraph(style, inner)}{below}</w:ftr>'
