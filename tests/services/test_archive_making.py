"""归档: what lies in an archive and what does not; whole or not at all; proposals that the organiser puts in order."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.app import open_desk
from desk_app.exporting.page_count import pages_of
from desk_app.locations import shipped
from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Silent
from desk_app.services.archive_at_rest import at_rest
from desk_app.services.archive_choices import ArchiveTerms, archive_plan, choose, keep_terms, moved, reorder
from desk_app.services.archive_classes import ArchiveClass, proposed_class
from desk_app.services.archive_fill import Filler
from desk_app.services.archive_items import ItemKind
from desk_app.services.archive_make import ArchiveWish, make_archive
from desk_app.services.archive_names import Names, file_name, folder_name
from desk_app.services.archive_open import open_archive
from desk_app.services.archive_verify import verify_archive
from desk_app.services.closing import close_period
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.end_campaign import end_campaign
from desk_app.services.open_campaign import open_from_template
from desk_app.services.overview import undo
from desk_app.services.plan_start import open_from_plan
from desk_app.services.safekeeping import check
from desk_app.services.tally import tally_of
from desk_app.storage import campaigns, history, records
from desk_app.storage.durable import TEMP_PREFIX
from desk_app.storage.originals import name_hash, named_originals
from desk_app.storage.reader import Reader
from tests.disk_watch import renames
from tests.services.archive_office import StopsAt
from tests.services.sample_office import FEBRUARY, JANUARY, MARCH, NOW, TALKS, opened

LEAN = ArchiveWish(each_unit=False)
ALL = ArchiveWish(with_personal=True, each_unit=False)
OTHER = "深化作风建设八扬八治活动"


@pytest.fixture
def desk(sample_pattern: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(sample_pattern, tmp_path / "data") as one:
        yield one


def test_what_is_written_while_an_archive_is_made_is_stored_at_once_and_not_in_it(desk: Desk, tmp_path: Path) -> None:
    campaign = desk.campaign(None)
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, TALKS)
        row = records.counted(reader, campaign.id, form_id=form.id)[0]
        original = min(named_originals(reader))
    with at_rest(desk, Silent()) as still:
        correct_cells(desk, campaign, [CellEdit(row.id, "place", "地下室")])
        for one, said in ((desk, "地下室"), (still, row.values["place"])):
            with one.store.read() as reader:
                assert records.get_many(reader, [row.id])[0].values["place"] == said
        titles = [[place.title for place in archive_plan(one, campaign).kept] for one in (desk, still)]
        assert titles[0] == titles[1] != []
        assert still.store.originals.copy_to(original, tmp_path / "原件")
    assert not list(desk.store.folder.root.glob(f"{TEMP_PREFIX}*"))
    assert not check(desk)


def digests(folder: Path) -> set[str]:
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def everything_in(reader: Reader, besides: tuple[str, ...] = ()) -> str:
    """All that stands in the tables of a database, as one text."""
    tables = [row[0] for row in reader.driver_rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    own = [name for name in tables if not name.startswith(("search", "sqlite", *besides))]
    return "\n".join(str(tuple(row)) for name in own for row in reader.driver_rows(f"SELECT * FROM {name}"))  # noqa: S608


def everything_of(desk: Desk) -> str:
    with desk.store.read() as reader:
        return everything_in(reader)


def looked_into(archive: Path, place: Path) -> Desk:
    open_archive(archive, place)
    return open_desk(place, own_fonts=False)


def test_every_file_that_came_lies_in_the_archive_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    made = make_archive(desk, desk.campaign(None), tmp_path / "出", ALL)
    with desk.store.read() as reader:
        wanted = {name_hash(name) for name in named_originals(reader)}
    assert wanted
    assert wanted <= digests(made.folder)
    assert made.remarks == ()


def test_the_catalogue_numbers_what_lies_in_the_folders(desk: Desk, tmp_path: Path) -> None:
    made = make_archive(desk, desk.campaign(None), tmp_path / "出", ALL)
    plan = archive_plan(desk, desk.campaign(None), with_personal=True)
    folders = sorted(path.name for path in made.folder.glob("[1-6] */*"))
    assert [name[:4] for name in folders] == [f"{number:04}" for number in range(1, len(plan.kept) + 1)]
    assert {path.parent.name for path in made.folder.glob("[1-6] */*")} <= {one.folder for one in ArchiveClass}
    papers = {path.name for path in (made.folder / "归档目录").iterdir()}
    for stem in ("归档文件目录", "归档文件移交清单", "迎检目录"):
        assert {f"{stem}{kind}" for kind in (".pdf", ".xlsx", ".docx")} <= papers
    assert pages_of(made.folder / "归档目录" / "盒脊.pdf") == 1


def test_rare_characters_of_the_papers_are_told_once_each_and_in_the_archives_own_note(
    desk: Desk, tmp_path: Path
) -> None:
    made = make_archive(desk, desk.campaign(None), tmp_path / "出", ALL)
    (said,) = made.characters
    assert said.startswith("归档的PDF里")
    assert "“𬭚”（彭𬭚）用楷体" in said
    assert said.count("“𬭚”") == 1
    assert said in (made.folder / "归档说明.txt").read_text(encoding="utf-8-sig")


def test_the_same_data_gives_the_same_names_every_time(desk: Desk, tmp_path: Path) -> None:
    names = []
    for place in ("一", "二"):
        made = make_archive(desk, desk.campaign(None), tmp_path / place, LEAN)
        names.append(sorted(path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*")))
    assert names[0] == names[1]
    assert max(len(name) for name in names[0]) < 150


def test_what_names_persons_is_left_out_of_the_folder_and_of_the_copy_unless_it_is_wanted(
    desk: Desk, tmp_path: Path
) -> None:
    campaign = desk.campaign(None)
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, TALKS)
        talkers = {row.values["talker"] for row in records.counted(reader, campaign.id, form_id=form.id)}
        originals = {name_hash(name) for name in named_originals(reader)}
    close_period(desk, campaign, JANUARY, [TALKS])
    assert any(name in text for name in talkers for text in (everything_of(desk),))
    made = make_archive(desk, campaign, tmp_path / "出", LEAN)
    assert not [path for path in made.folder.rglob("*") if path.is_dir() and TALKS in path.name]
    copy = looked_into(made.folder, tmp_path / "看")
    with copy.store, copy.store.read() as reader:
        rows = records.counted(reader, campaign.id, form_id=form.id)
        assert rows
        assert {tuple(row.values.values()) for row in rows} == {()}
        said = everything_in(
            reader, besides=("unit", "record")
        )  # contacts, and leaders in other forms, may be the same
        assert not [name for name in talkers if name and name in said]
        kept = {name_hash(name) for name in named_originals(reader)}
    assert kept < originals
    named = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "看" / "originals").rglob("*.*")}
    assert named == kept
    assert not (originals - kept) & digests(made.folder)


def test_the_copy_answers_as_the_office_did_and_refuses_every_change(desk: Desk, tmp_path: Path) -> None:
    campaign = desk.campaign(None)
    wanted = [
        [(one.form.name, one.total, tuple((unit.unit, unit.count, unit.state) for unit in one.units))
         for one in tally_of(desk, campaign, month)]
        for month in (JANUARY, FEBRUARY, MARCH)
    ]  # fmt: skip
    made = make_archive(desk, campaign, tmp_path / "出", ArchiveWish(with_personal=True, each_unit=False, zipped=True))
    assert made.zipped is not None
    copy = looked_into(made.zipped, tmp_path / "看")
    with copy.store:
        found = [
            [(one.form.name, one.total, tuple((unit.unit, unit.count, unit.state) for unit in one.units))
             for one in tally_of(copy, copy.campaign(None), month)]
            for month in (JANUARY, FEBRUARY, MARCH)
        ]  # fmt: skip
        assert found == wanted
        assert copy.clock() == NOW
        assert check(copy) == []
        before = digests(tmp_path / "看")
        with pytest.raises(DeskError, match="只读副本"):
            end_campaign(copy, campaign.id)
    assert digests(tmp_path / "看") == before
    assert verify_archive(made.zipped).whole


def test_another_campaign_of_the_office_does_not_travel_along(desk: Desk, tmp_path: Path) -> None:
    first = desk.campaign(None)
    other, _ = open_from_template(desk, OTHER, name="另一个专项")
    choose(desk, other, "roster", title="另一个专项的名册")
    made = make_archive(desk, first, tmp_path / "出", ALL)
    copy = looked_into(made.folder, tmp_path / "看")
    with copy.store, copy.store.read() as reader:
        assert [one.id for one in campaigns.list_campaigns(reader)] == [first.id]
        said = [str(value) for row in reader.driver_rows("SELECT name, summary FROM operation") for value in row]
        assert not [text for text in said if "另一个" in text or other.title in text]
        assert history.operations(reader, campaign_id=first.id)
    with copy.store:
        assert check(copy) == []


def test_an_original_that_was_lost_is_said_and_everything_else_is_filed(desk: Desk, tmp_path: Path) -> None:
    with desk.store.read() as reader:
        name = min(named_originals(reader))
    path = desk.store.originals.path(name)
    path.write_bytes(b"altered")
    made = make_archive(desk, desk.campaign(None), tmp_path / "出", ALL)
    assert any("缺失或已损坏" in text for text in made.remarks)
    assert verify_archive(made.folder).whole


def test_an_ended_campaign_is_filed_and_one_that_goes_on_is_rehearsed(desk: Desk, tmp_path: Path) -> None:
    campaign = desk.campaign(None)
    first = make_archive(desk, campaign, tmp_path / "出", LEAN)
    end_campaign(desk, campaign.id)
    second = make_archive(desk, desk.campaign(campaign.name), tmp_path / "出", LEAN)
    assert (first.rehearsal, "演练" in first.folder.name) == (True, True)
    assert (second.rehearsal, "演练" in second.folder.name) == (False, False)
    assert "这是演练" in (first.folder / "归档说明.txt").read_text(encoding="utf-8-sig")


def test_an_archive_never_takes_the_place_of_an_older_one(desk: Desk, tmp_path: Path) -> None:
    campaign = desk.campaign(None)
    first, second = (make_archive(desk, campaign, tmp_path / "出", LEAN) for _ in range(2))
    assert first.folder != second.folder
    assert verify_archive(first.folder).whole
    assert verify_archive(second.folder).whole


ZIPPED = ArchiveWish(with_personal=True, each_unit=False, zipped=True)


@pytest.fixture(scope="module")
def steps(sample_pattern: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many steps a whole making tells of."""
    base, counting = tmp_path_factory.mktemp("count"), StopsAt(10**9)
    with opened(sample_pattern, base / "data") as desk:
        make_archive(desk, desk.campaign(None), base / "出", ZIPPED, counting)
    return counting.steps


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(share=st.floats(0, 0.999))
def test_a_making_that_is_stopped_anywhere_leaves_nothing(
    sample_pattern: Path, steps: int, share: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = tmp_path_factory.mktemp("stop")
    with opened(sample_pattern, base / "data") as desk, pytest.raises(Cancelled):
        make_archive(desk, desk.campaign(None), base / "出", ZIPPED, StopsAt(int(steps * share)))
    assert not (base / "出").exists()


KILLED = """
import sys
from pathlib import Path
from tests.services.sample_office import opened
from desk_app.services.archive_make import ArchiveWish, make_archive
from desk_app.services.archive_make import COPY
base = Path(sys.argv[1])
with opened(Path(sys.argv[2]), base / "data") as desk:
    if len(sys.argv) > 3:
        import resource, signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
    try:
        print(make_archive(desk, desk.campaign(None), base / "out", ArchiveWish(True, True, True)).folder)
    except Exception as error:
        print(type(error).__name__, error)
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_a_killed_making_leaves_no_archive_and_the_next_one_is_whole_and_sweeps(
    sample_pattern: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(sample_pattern)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    out = tmp_path / "out"
    while process.poll() is None and not list(out.glob(".~*/folder/*/*")):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = list(out.iterdir())
    assert left
    assert all(path.name.startswith(".~") for path in left)
    with opened(sample_pattern, tmp_path / "again") as desk:
        made = make_archive(desk, desk.campaign(None), out, LEAN)
    assert list(out.iterdir()) == [made.folder]
    assert verify_archive(made.folder).whole


@pytest.mark.skipif(os.name == "nt", reason="limits are POSIX's")
@pytest.mark.parametrize("size", [3_000, 300_000, 3_000_000])
def test_a_full_disk_is_said_and_nothing_is_left(sample_pattern: Path, tmp_path: Path, size: int) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(sample_pattern), str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("DeskError "), done.stdout + done.stderr
    assert "磁盘" in done.stdout
    assert "\n" not in done.stdout.strip()
    assert not (tmp_path / "out").exists()


def test_class_title_order_and_leaving_out_are_kept_and_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    campaign = desk.campaign(None)
    key = "form:整改台账:2023-03"
    change = choose(desk, campaign, key, klass=ArchiveClass.STUDY, title="三月整改台账", kept=True)
    choose(desk, campaign, "roster", kept=False)
    plan = archive_plan(desk, campaign)
    assert (plan.place(key).klass, plan.place(key).title, plan.place(key).moved) == (
        ArchiveClass.STUDY, "三月整改台账", True,
    )  # fmt: skip
    assert (plan.place("roster").number, plan.place("roster").out) == (None, "经办人不归入")
    made = make_archive(desk, campaign, tmp_path / "出", LEAN)
    assert [path.name for path in (made.folder / "2 理论学习").iterdir()] == ["0002 三月整改台账"]
    assert change.operation_id is not None
    undo(desk, change.operation_id)
    assert archive_plan(desk, campaign).place(key).klass is ArchiveClass.RECTIFYING


def test_an_item_moves_among_those_of_its_class_and_no_further(desk: Desk) -> None:
    campaign = desk.campaign(None)
    plan = archive_plan(desk, campaign)
    mine = [one.item.key for one in plan.places if one.klass is ArchiveClass.RECTIFYING]
    assert moved(plan, mine[0], -1) is None
    order = moved(plan, mine[-1], -1)
    assert order is not None
    reorder(desk, campaign, order)
    after = [one.item.key for one in archive_plan(desk, campaign).places if one.klass is ArchiveClass.RECTIFYING]
    assert after == [*mine[:-2], mine[-1], mine[-2]]


def test_the_file_numbers_follow_the_standard_once_the_archives_office_has_given_its_own(desk: Desk) -> None:
    assert ArchiveTerms("Z109", "", "30年").number(2023, 7) == "Z109-WS·2023-D30-0007"
    assert ArchiveTerms("Z109", "", "").number(2023, 7) == ""
    with pytest.raises(DeskError, match="不是永久、30年、10年之一"):
        keep_terms(desk, ArchiveTerms("Z109", "", "三十年"))
    keep_terms(desk, ArchiveTerms("Z109", "青屏市环境档案", "永久"))
    assert archive_plan(desk, desk.campaign(None)).terms.retention == "永久"


@pytest.mark.parametrize(("title", "wanted"), [
    ("整改台账", ArchiveClass.RECTIFYING), ("大调研课题申报表", ArchiveClass.RESEARCH),
    ("党课统计表", ArchiveClass.STUDY),
    ("民主评议表", ArchiveClass.CONCLUSION), ("实施方案", ArchiveClass.OPENING),
    ("大谈话统计表", ArchiveClass.RECTIFYING),
    ("办实事征集表", ArchiveClass.RECTIFYING), ("三、谈心得活动", ArchiveClass.STUDY),
    ("春节慰问", ArchiveClass.OTHER),
])  # fmt: skip
def test_a_class_is_proposed_only_from_what_the_name_says(title: str, wanted: ArchiveClass) -> None:
    assert proposed_class(title)[0] is wanted


WILD = st.text(st.characters(blacklist_categories=("Cs",)), max_size=300)
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@given(st.lists(st.tuples(WILD, st.sampled_from([".xlsx", ".PDF", "", ".7z"])), max_size=12))
def test_names_are_such_as_windows_takes_and_never_meet(wishes: list[tuple[str, str]]) -> None:
    names = Names()
    given_out = [names.free(file_name(stem, suffix)) for stem, suffix in wishes]
    assert len({name.casefold() for name in given_out}) == len(wishes)
    for name in given_out:
        assert name
        assert not FORBIDDEN.search(name)
        assert name == name.strip()
        assert not name.endswith(".")
        assert len(name) <= 72


@given(WILD)
def test_a_folders_name_keeps_short_and_safe(title: str) -> None:
    name = folder_name(title)
    assert 0 < len(name) <= 41
    assert not FORBIDDEN.search(name)
    assert folder_name(name) == name


def test_a_folder_with_anything_else_in_it_is_not_taken_for_looking_into_an_archive(desk: Desk, tmp_path: Path) -> None:
    made = make_archive(desk, desk.campaign(None), tmp_path / "出", LEAN)
    (tmp_path / "看").mkdir()
    (tmp_path / "看" / "自己的.txt").write_text("不能丢", encoding="utf-8")
    with pytest.raises(DeskError, match="已有别的内容"):
        open_archive(made.folder, tmp_path / "看")
    assert (tmp_path / "看" / "自己的.txt").read_text(encoding="utf-8") == "不能丢"
    for inside in (made.folder, made.folder / "查阅", tmp_path / "出"):
        with pytest.raises(DeskError, match="一个在另一个里面"):
            open_archive(made.folder, inside)
    assert verify_archive(made.folder).whole


@pytest.mark.parametrize(("kind", "word"), [(ItemKind.PLAN, "疑点核对单"), (ItemKind.PERIOD, "次数要求完成情况表")])
def test_a_paper_that_the_disk_refuses_is_said_and_never_taken_for_nothing_to_print(
    desk: Desk, tmp_path: Path, kind: ItemKind, word: str
) -> None:
    campaign = (
        open_from_plan(desk, shipped().sample / "方案.docx").campaign if kind is ItemKind.PLAN else desk.campaign(None)
    )
    plan = archive_plan(desk, campaign, with_personal=True)
    place = next(one for one in plan.kept if one.item.kind is kind)
    filler = Filler(desk, plan.holding, Silent(), each_unit=False, hidden=frozenset(), with_persons=True)
    assert filler.fill(place, tmp_path / "写得进").files
    assert list((tmp_path / "写得进").glob(f"{word}*"))

    def full(_source: Path, target: Path) -> None:
        if target.name.startswith(word):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with renames(full), pytest.raises(DeskError, match=f"{word}.*磁盘已满"):
        filler.fill(place, tmp_path / "写不进")


Harm = Callable[[Path], None]


def _no_copy(path: Path) -> None:
    (path / "数据副本" / "数据副本.zip").unlink()


def _cut_copy(path: Path) -> None:
    copy = path / "数据副本" / "数据副本.zip"
    copy.write_bytes(copy.read_bytes()[:-1000])


@pytest.mark.parametrize("harm", [_no_copy, _cut_copy])
def test_a_copy_that_is_gone_or_damaged_is_not_opened(desk: Desk, tmp_path: Path, harm: Harm) -> None:
    made = make_archive(desk, desk.campaign(None), tmp_path / "出", LEAN)
    harm(made.folder)
    with pytest.raises(DeskError) as refusal:
        open_archive(made.folder, tmp_path / "看")
    assert "\n" not in str(refusal.value)
    assert not (tmp_path / "看").exists()


def test_the_copy_in_an_archive_is_a_zip_that_holds_nothing_of_the_window(desk: Desk, tmp_path: Path) -> None:
    made = make_archive(desk, desk.campaign(None), tmp_path / "出", LEAN)
    with zipfile.ZipFile(made.folder / "数据副本" / "数据副本.zip") as packed:
        tops = {name.split("/")[0] for name in packed.namelist()}
    assert tops <= {"manifest.json", "desk.db", "desk.key", "originals", "forms"}
