"""Writing whole or not at all, on a real folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.exporting.atomic import replacing
from desk_app.problems import DeskError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def break_half_way(target: Path) -> None:
    with replacing(target) as temp:
        temp.write_bytes(b"half")
        raise ValueError("half way")


def test_a_written_file_takes_its_place_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "附件2.xlsx"
    target.write_bytes(b"old")
    with replacing(target) as temp:
        temp.write_bytes(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["附件2.xlsx"]


def test_a_failure_while_writing_keeps_the_old_file_and_leaves_no_temporary_one(tmp_path: Path) -> None:
    target = tmp_path / "附件2.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(ValueError, match="half way"):
        break_half_way(target)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["附件2.xlsx"]


def test_a_missing_folder_is_said_in_one_sentence(tmp_path: Path) -> None:
    with (
        pytest.raises(DeskError, match=r"“附件2.xlsx”没有写成：文件夹不存在"),
        replacing(tmp_path / "无" / "附件2.xlsx"),
    ):
        pass


def test_a_folder_of_the_same_name_is_said_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "附件2.xlsx" / "里面").mkdir(parents=True)
    with pytest.raises(DeskError, match="没有写成"), replacing(tmp_path / "附件2.xlsx") as temp:
        temp.write_bytes(b"new")
    assert names(tmp_path) == ["附件2.xlsx"]


def test_an_error_of_ours_is_not_dressed_as_the_worlds(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="strange") as caught, replacing(tmp_path / "x.pdf"):
        raise OSError("strange")
    assert not isinstance(caught.value, DeskError)
    assert names(tmp_path) == []
