"""Files of old and foreign kinds go through LibreOffice where it is installed, and get one sentence where it is not."""

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from desk_app.campaign.period import parse_period
from desk_app.exporting.form_paper import filled_paper
from desk_app.exporting.word import write_docx
from desk_app.importing.converter import SofficeConverter
from desk_app.importing.results import FileState
from desk_app.importing.returns import ReadContext
from desk_app.importing.sniff import FileKind
from tests.importing.making import FORMS, SPAN, TALK, TITLE, UNIT_LINE, codes, one, said, talks, word, xls, xlsx

SOFFICE = shutil.which("soffice")
RTF = rb"{\rtf1\ansi not a table}"
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")


def context(program: Path, seconds: float = 90.0) -> ReadContext:
    return ReadContext(span=SPAN, converter=SofficeConverter(program, seconds=seconds))


def as_old(data: bytes, new: str, old: str, tmp_path: Path) -> bytes:
    """The file as LibreOffice itself writes it in an old or foreign kind."""
    assert SOFFICE is not None
    source = tmp_path / f"a.{new}"
    source.write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", old, "--outdir", tmp_path, source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (tmp_path / f"a.{old}").read_bytes()


@needs_soffice
def test_an_old_word_file_is_read_through_the_installed_program_and_that_is_said(tmp_path: Path) -> None:
    form = FORMS["大谈话统计表"]
    values = dict(zip(form.keys, ["1", *TALK[1:6], "2023-03-05", *TALK[7:]], strict=True))
    paper = filled_paper(form, [values], unit="办公室", period=parse_period("2023-03"))
    write_docx(paper, tmp_path / "new.docx")
    data = as_old((tmp_path / "new.docx").read_bytes(), "docx", "doc", tmp_path)
    found = one(data, "2023年3月/附件2.doc", context(Path(SOFFICE or "")))
    assert (found.state, found.unit, found.month) == (FileState.ACCEPTED, "办公室", "2023-03"), found.problems
    assert found.rows[0].values == values
    assert "请与原文件核对" in said(found, "converted")


def old_word(text: str) -> bytes:
    """A compound file with a stream named as Word's, and a text of it as Word keeps it."""
    data = bytearray(xls([["甲"]]))
    place = data.find("Workbook".encode("utf-16-le"))
    name = "WordDocument".encode("utf-16-le")
    data[place : place + len(name)] = name
    data[place + 64 : place + 66] = struct.pack("<H", len(name) + 2)
    return bytes(data) + text.encode("utf-16-le")


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for a program that loses the table")
def test_an_old_word_file_whose_table_is_lost_on_the_way_is_not_taken_for_one_without_a_table(tmp_path: Path) -> None:
    (tmp_path / "lost.docx").write_bytes(word([TITLE, UNIT_LINE, "本月无谈话。"], []))
    program = tmp_path / "loses"
    program.write_text(f"#!/bin/sh\nmkdir -p out\ncp {tmp_path}/lost.docx out/source.docx\n", encoding="utf-8")
    program.chmod(0o755)
    found = one(old_word("序号\a谈话人\a\a"), "2023年3月/附件2.doc", context(program))
    assert (found.state, codes(found)) == (FileState.REJECTED, ["not_converted"])
    letter = one(old_word("本月无谈话。"), "2023年3月/附件2.doc", context(program))
    assert letter.state is FileState.NIL


@needs_soffice
def test_an_open_document_sheet_is_read_through_the_installed_program(tmp_path: Path) -> None:
    data = as_old(xlsx(talks(TALK)), "xlsx", "ods", tmp_path)
    found = one(data, "2023年3月/附件2.ods", context(Path(SOFFICE or "")))
    assert (found.state, found.rows[0].values["talker"]) == (FileState.ACCEPTED, "林嘉禾"), found.problems


def test_without_a_program_the_sentence_says_what_to_do() -> None:
    found = one(RTF, "2023年3月/附件2.rtf")
    assert (found.state, codes(found)) == (FileState.REJECTED, ["other_format"])


def test_a_program_that_is_not_there_or_gives_nothing_is_one_sentence(tmp_path: Path) -> None:
    for program in (tmp_path / "gone", Path(sys.executable)):
        found = one(RTF, "2023年3月/附件2.rtf", context(program))
        assert (found.state, found.unit, codes(found)) == (FileState.REJECTED, None, ["not_converted"])


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for a program that hangs")
def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    program, mark = tmp_path / "slow", tmp_path / "mark"
    program.write_text(f"#!/bin/sh\n(sleep 3; touch {mark}) &\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    found = one(RTF, "2023年3月/附件2.rtf", context(program, seconds=0.5))
    assert codes(found) == ["not_converted"]
    assert not mark.exists()


def test_only_kinds_that_the_program_knows_are_given_to_it() -> None:
    converter = SofficeConverter(Path("soffice"))
    assert [kind for kind in (FileKind.RAR, FileKind.OLE, FileKind.ENCRYPTED) if converter.can(kind)] == []
