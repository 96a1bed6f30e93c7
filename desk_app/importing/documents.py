"""Opens whatever file came back: passes the gate, sniffs its kind, and gives its tables or one sentence why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desk_app.importing.converted_word import check_converted
from desk_app.importing.converter import Converter
from desk_app.importing.delimited import read_delimited
from desk_app.importing.gate import check_size, open_package
from desk_app.importing.grid import Document
from desk_app.importing.html_table import read_html
from desk_app.importing.main_part import kind_of_main
from desk_app.importing.raw_doc import read_raw_doc
from desk_app.importing.refusal import Refused
from desk_app.importing.sniff import FileKind, kind_of_package, sniff
from desk_app.importing.word import read_docx
from desk_app.importing.workbook import read_old_xls, read_xlsx
from desk_app.problems import Level, Problem

_SENTENCES: dict[FileKind, tuple[str, str]] = {
    FileKind.EMPTY: ("empty_file", "文件是空的，没有任何内容，请让报送单位重新发送。"),
    FileKind.ENCRYPTED: ("encrypted", "文件设有密码，请去掉密码后重报。"),
    FileKind.DOC: ("old_word", "这是旧版Word或WPS文字文件，请用Word或WPS另存为docx后再收。"),
    FileKind.OLE: ("unreadable", "文件已损坏，或不是表格文件，请用Excel或WPS另存为xlsx后再收。"),
    FileKind.RAR: ("archive", "这是RAR压缩包，程序打不开这种压缩包，请解压后再收。"),
    FileKind.PACKED: ("archive", "程序打不开这种压缩包，请解压后再收。"),
    FileKind.SEVEN_ZIP: ("archive", "这是压缩包，请解压后再收。"),
    FileKind.ZIP: ("archive", "这是压缩包，请解压后再收。"),
    FileKind.PROGRAM: ("not_a_return", "这是程序文件，不是填报的表，没有读入也不会运行，请核对是否发错。"),
    FileKind.OTHER_OFFICE: ("not_a_return", "这不是表格或文字文件，可能是演示文稿、图形或邮件，请核对是否发错文件。"),
    FileKind.XML_WORD: ("other_format", "这是XML文字文件，请用Word或WPS另存为docx后再收。"),
    FileKind.FLAT_ODS: ("other_format", "这是ODF文件，请用Excel、Word或WPS另存为xlsx或docx后再收。"),
    FileKind.FLAT_ODT: ("other_format", "这是ODF文件，请用Excel、Word或WPS另存为xlsx或docx后再收。"),
    FileKind.OLD_SHEET: ("other_format", "这是很早的Excel文件，请用Excel或WPS另存为xlsx后再收。"),
    FileKind.RTF: ("other_format", "这是RTF文件，请用Word或WPS另存为docx后再收。"),
    FileKind.XLSB: ("other_format", "这是二进制工作簿（xlsb），请用Excel或WPS另存为xlsx后再收。"),
    FileKind.ODS: ("other_format", "这是ODF文件，请用Excel、Word或WPS另存为xlsx或docx后再收。"),
    FileKind.ODT: ("other_format", "这是ODF文件，请用Excel、Word或WPS另存为xlsx或docx后再收。"),
    FileKind.XML_SHEET: ("other_format", "这是XML表格，请用Excel或WPS另存为xlsx后再收。"),
}
_BY_CONTENT = (FileKind.OTHER_OFFICE, FileKind.ODS)
_TEXT_MARK = b"application/vnd.oasis.opendocument.text"
_HEAD = 200
_LOCKED_MARK = b"encryption-data"
_PLAIN: dict[FileKind, Callable[[bytes], Document]] = {
    FileKind.XLS: read_old_xls,
    FileKind.HTML: read_html,
    FileKind.DELIMITED: read_delimited,
}


def kind_of(data: bytes) -> FileKind:
    """What a file is by its content; a zip container is only told apart when it is opened."""
    kind = sniff(data)
    return FileKind.OFD if kind is FileKind.ZIP and b"OFD.xml" in data else kind


def open_document(data: bytes, converter: Converter | None = None) -> Document:
    """Read a file's tables; raises Refused with one sentence when it cannot be taken.

    What is not read itself goes through the ``converter`` where one is given, and that is said.
    """
    check_size(data)
    kind = sniff(data)
    if kind is FileKind.ZIP:
        package = open_package(data)
        kind = kind_of_package(package.names)
        if kind in _BY_CONTENT:
            kind = kind_of_main(package) or kind
        if kind is FileKind.XLSX:
            return read_xlsx(package)
        if kind is FileKind.DOCX:
            return read_docx(package)
        if _LOCKED_MARK in (package.part("META-INF/manifest.xml") or b""):
            raise Refused("encrypted", "文件设有密码，请去掉密码后重报。")
        if kind is FileKind.ODS and _TEXT_MARK in data[:_HEAD]:
            kind = FileKind.ODT
    if kind in _PLAIN:
        return _PLAIN[kind](data)
    raw = read_raw_doc(data) if kind is FileKind.DOC else None
    if converter is not None and converter.can(kind):
        document = open_document(converter.convert(data, kind))
        lost = check_converted(data, raw, document) if kind is FileKind.DOC else ()
        said = Problem("文件", Level.WARNING, "文件经LibreOffice转换后读入，请与原文件核对", "converted")
        return replace(document, problems=(*document.problems, said, *lost))
    code, sentence = _SENTENCES.get(kind, ("unreadable", "文件内容无法识别，请用Excel或WPS另存为xlsx后再收。"))
    raise Refused(code, sentence)
