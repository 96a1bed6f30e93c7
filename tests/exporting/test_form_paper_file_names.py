"""Names of the files we write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.period import ONCE, parse_period
from desk_app.exporting.file_names import form_file_name, safe_name

ANY_TEXT = st.text(st.characters(), max_size=200)


def test_a_name_reads_as_the_office_writes_it() -> None:
    name = form_file_name("附件2 大谈话统计表", ".pdf", unit="办公室", period=parse_period("2023-03"))
    assert name == "附件2 大谈话统计表（办公室）2023-03.pdf"
    assert (
        form_file_name("附件5 办实事征集表", ".xlsx", unit="办公室", period=ONCE) == "附件5 办实事征集表（办公室）.xlsx"
    )


def test_signs_that_windows_refuses_become_their_full_width_twins() -> None:
    assert safe_name('a\\b/c:d*e?f"g<h>i|j', ".xlsx") == "a＼b／c：d＊e？f＂g＜h＞i｜j.xlsx"


def test_a_device_name_is_set_apart_and_an_empty_one_is_named() -> None:
    assert safe_name("CON", ".docx") == "_CON.docx"
    assert safe_name("lpt1.副本", ".docx") == "_lpt1.副本.docx"
    assert safe_name(" . ", ".pdf") == "未命名.pdf"
    assert safe_name("控制\x00字符\n", ".pdf") == "控制 字符.pdf"


def test_a_long_title_gives_way_and_unit_and_period_stay() -> None:
    name = form_file_name("很长的表名" * 40, ".pdf", unit="办公室", period=parse_period("2023-03"))
    assert name.endswith("（办公室）2023-03.pdf")
    assert len(name) <= 120
    assert len(name.encode()) <= 240


@given(ANY_TEXT, st.sampled_from(["", ".pdf", ".xlsx"]))
def test_every_wish_gives_a_name_that_file_systems_take_and_that_stays_itself(stem: str, suffix: str) -> None:
    name = safe_name(stem, suffix)
    assert name.endswith(suffix)
    assert name
    assert len(name) <= 120
    assert len(name.encode()) <= 240
    assert not set('\\/:*?"<>|') & set(name)
    assert all(ord(sign) >= 0x20 for sign in name)
    assert name[-1] not in " ."
    body = name.removesuffix(suffix)
    assert safe_name(body, suffix) == name
    assert body.partition(".")[0].strip().lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@given(ANY_TEXT)
def test_every_name_can_be_made_on_this_disk(tmp_path_factory: pytest.TempPathFactory, stem: str) -> None:
    folder = tmp_path_factory.mktemp("names")
    path = folder / safe_name(stem, ".txt")
    path.write_bytes(b"x")
    assert path.parent == folder
    assert [found.name for found in folder.iterdir()] == [path.name]
