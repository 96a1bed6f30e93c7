"""An old Word file's own text is looked at beside its conversion: a lost text is said, a password has its sentence."""

import shutil
import struct
import subprocess

import pytest

from desk_app.importing.raw_doc import read_raw_doc
from desk_app.importing.refusal import Refused
from desk_app.importing.results import FileState
from desk_app.importing.returns import ReadContext
from desk_app.importing.sniff import FileKind
from tests.importing.making import SPAN, TALK, TALK_HEAD, UNIT_LINE, changed, codes, one, said, word

SOFFICE = shutil.which("soffice")
SECOND = [2, "许映雪", "办公室科员", "罗文博", "办公室科员", "汪㛃", "2023.3.6", "会议室", "任前谈话"]
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed here")


class Stub:
    """Gives a converted file that was made beforehand."""

    def __init__(self, made: bytes) -> None:
        self.made = made

    def can(self, kind: FileKind) -> bool:
        return kind is FileKind.DOC

    def convert(self, data: bytes, kind: FileKind) -> bytes:
        return self.made


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A true .doc of two rows."""
    folder = tmp_path_factory.mktemp("doc")
    (folder / "a.docx").write_bytes(word([UNIT_LINE], [TALK_HEAD, TALK, SECOND]))
    profile = (folder / "profile").as_uri()
    command = [
        SOFFICE or "",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        folder,
    ]
    subprocess.run([*command, folder / "a.docx"], check=True, capture_output=True, timeout=120)
    return (folder / "a.doc").read_bytes()


def converted(old: bytes, made: bytes):  # type: ignore[no-untyped-def]  # noqa: ANN201
    return one(old, "2023年3月/附件2（办公室）.doc", ReadContext(span=SPAN, converter=Stub(made)))


def test_the_text_of_an_old_word_file_is_had_without_any_program(old: bytes) -> None:
    raw = read_raw_doc(old)
    assert raw is not None
    assert raw.texts[1:] == tuple(str(text).replace(".", "") for row in (TALK_HEAD, TALK, SECOND) for text in row)
    assert raw.cell_marks == 3 * 10


def test_a_conversion_that_keeps_everything_is_taken(old: bytes) -> None:
    found = converted(old, word([UNIT_LINE], [TALK_HEAD, TALK, SECOND]))
    assert (found.state, codes(found)) == (FileState.ACCEPTED, ["converted"])


def test_a_cell_or_a_row_that_is_lost_in_conversion_is_said_and_asked(old: bytes) -> None:
    found = converted(old, word([UNIT_LINE], [TALK_HEAD, TALK, changed(SECOND, D="")]))
    assert found.state is FileState.NEEDS_REVIEW
    assert "“罗文博”" in said(found, "lost_in_conversion")
    assert "lost_in_conversion" in codes(converted(old, word([UNIT_LINE], [TALK_HEAD, TALK])))


def test_a_table_that_is_lost_in_conversion_is_refused(old: bytes) -> None:
    assert codes(converted(old, word([UNIT_LINE, "本月无谈话。"], []))) == ["not_converted"]


def test_an_old_word_file_with_a_password_is_told_from_a_broken_one(old: bytes) -> None:
    place = old.find(b"\xec\xa5")
    flags = struct.unpack_from("<H", old, place + 10)[0]
    locked = old[: place + 10] + struct.pack("<H", flags | 0x100) + old[place + 12 :]
    with pytest.raises(Refused, match="设有密码"):
        read_raw_doc(locked)
    assert codes(one(locked, "2023年3月/附件2（办公室）.doc")) == ["encrypted"]
