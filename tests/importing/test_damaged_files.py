"""Files damaged by chance: none crashes the reading, and none is taken on which another reader differs."""

from __future__ import annotations

import pytest

from tests.fuzzing.__main__ import corpus, damaged, reader_of_all
from tests.fuzzing.judge import judge

FILES, READER = corpus(), reader_of_all()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(20))
def test_damaged_files_are_refused_asked_or_read_as_another_reader_reads_them(seed: int) -> None:
    for number in range(25):
        assert judge(READER, *damaged(FILES, 1000 + seed, number))
