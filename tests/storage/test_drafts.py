"""The file of drafts: nothing in it can be read without the key, a full disk and a damaged file are one sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desk_app.problems import DeskError
from desk_app.storage.drafts import Drafts, Step

KEY, OTHER = "ab" * 32, "cd" * 32
STEPS = (Step("one", 1, {"text": "谈心谈话内容"}), Step("one", 2, ["写", None, 3]))

FULL = """
import resource, sys
from pathlib import Path
from desk_app.problems import DeskError
from desk_app.storage.drafts import Drafts, Step
path = Path(sys.argv[1])
drafts = Drafts(path, sys.argv[2])
drafts.keep("window", {"room": "ledger"})
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, resource.RLIM_INFINITY))
try:
    drafts.keep("window", None, [Step("one", 1, "长" * 100_000)])
except DeskError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
assert drafts.screen("window") == {"room": "ledger"} and not drafts.steps()
drafts.keep("window", None, [Step("one", 1, "长")])
assert len(drafts.steps()) == 1
"""


def test_what_is_drafted_comes_back_in_order_and_lies_nowhere_in_plain_text(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "desk.draft", KEY)
    assert not drafts.steps()
    assert not drafts.exists
    drafts.keep("window", {"half": "写到一半的话"}, STEPS)
    again = Drafts(tmp_path / "desk.draft", KEY)
    assert again.screen("window") == {"half": "写到一半的话"}
    assert again.steps() == STEPS
    again.drop(STEPS[:1])
    assert again.steps() == STEPS[1:]
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(written) > 1_000
    for secret in ("谈心谈话内容", "写到一半的话"):
        assert secret.encode() not in written
        assert secret.encode("unicode_escape") not in written
    if sys.platform != "win32":
        assert drafts.exists
        assert (tmp_path / "desk.draft").stat().st_mode & 0o077 == 0


def test_nothing_is_written_once_the_folder_is_closed(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "desk.draft", KEY)
    drafts.close()
    drafts.keep("window", {"room": "ledger"})
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_damaged_or_of_another_desk_is_set_aside_and_said_and_a_new_one_begun(tmp_path: Path) -> None:
    path = tmp_path / "desk.draft"
    Drafts(path, OTHER).keep("window", None, STEPS)
    drafts = Drafts(path, KEY)
    with pytest.raises(DeskError, match=r"已损坏，读不出来，已改名为“desk\.draft\.bad”"):
        drafts.steps()
    assert (tmp_path / "desk.draft.bad").exists()
    drafts.keep("window", {"room": "home"})
    assert drafts.screen("window") == {"room": "home"}


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is POSIX's")
def test_a_disk_that_takes_no_more_is_said_in_one_sentence_and_the_next_draft_goes_on(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "utf8", "-c", FULL, str(tmp_path / "desk.draft"), KEY]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "暂时留不了底" in done.stdout
    assert done.stdout.count("\n") == 1
