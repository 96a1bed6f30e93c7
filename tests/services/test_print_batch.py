"""整批打印: all papers, each once, however often it was stopped; names that never meet; what is told before."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.campaign.period import parse_period
from desk_app.campaign.roster import Roster, Unit
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.page import PageNumbers
from desk_app.exporting.paper import SheetSize
from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Silent
from desk_app.services.desk import Desk
from desk_app.services.preview import preview
from desk_app.services.print_batch import (
    begin_batch,
    drop_batch,
    open_batches,
    print_batch,
    run_batch,
    uncertain,
)
from desk_app.services.print_batch_names import PRESETS, NamedPaper, check_pattern, distinct, folded, stem_of
from desk_app.services.print_batch_plan import lists_of, plan_batch
from desk_app.services.print_batch_wish import DOCX, PDF, XLSX, BatchWish, Target, Which
from desk_app.services.print_choice import PaperKind, Preview, PrintChoice
from desk_app.services.print_presets import PrintPreset, set_preset
from desk_app.services.values import Campaign
from desk_app.storage import roster
from tests.services.sample_office import MARCH, TALKS, stands

WISH = BatchWish((TALKS,), period=MARCH)


class StopAfter:
    """A progress that is cancelled at its so-many-th step."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, done: int, total: int, text: str) -> None:
        """Count down."""
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def pdfs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


def test_every_unit_has_its_paper_as_every_kind_and_the_list_says_which(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    plan, done = print_batch(desk, campaign, replace(WISH, out=out, kinds=(PDF, XLSX, DOCX)), Silent())
    assert len(plan.items) == done.papers == len(desk.roster().reporting)
    assert all(path.is_file() for path in done.files)
    assert len(done.files) == 3 * done.papers
    assert len({path.name for path in done.files}) == len(done.files)
    batch = lists_of(desk).load(done.batch)
    assert batch.ended
    for item, (number, line) in zip(plan.items, sorted(batch.done.items()), strict=True):
        with pypdfium2.PdfDocument(out / f"{item.stem}.pdf") as document:
            assert line.pages == len(document), item
        assert line.target.startswith(plan.items[number].stem)
    assert (out / f"打印清单{done.batch}.xlsx").is_file()


@pytest.mark.parametrize("target", [Target.FILES, Target.MERGED])
@pytest.mark.parametrize("steps", [0, 1, 2, 5, 9, 14])
def test_a_batch_that_was_stopped_goes_on_and_comes_out_as_if_it_never_was(
    desk: Desk, campaign: Campaign, tmp_path: Path, target: Target, steps: int
) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    print_batch(desk, campaign, replace(WISH, target=target, out=whole), Silent())
    wish = replace(WISH, target=target, out=stopped)
    batch = begin_batch(desk, campaign, plan_batch(desk, campaign, wish, Silent()))
    with pytest.raises(Cancelled):
        run_batch(desk, campaign, batch.id, StopAfter(steps))
    before = lists_of(desk).load(batch.id).done
    assert open_batches(desk, campaign)[0].id == batch.id
    written = {path: path.stat().st_mtime_ns for path in stopped.glob("[!.]*.pdf")}
    done = run_batch(desk, campaign, batch.id, Silent())
    after = lists_of(desk).load(batch.id)
    assert after.ended
    assert sorted(after.done) == list(range(done.papers))
    assert {number: after.done[number] for number in before} == before, "what was done is not done again"
    assert all(path.stat().st_mtime_ns == at for path, at in written.items())
    if target is Target.FILES:
        assert pdfs(stopped) == pdfs(whole)
    else:
        assert list(pdfs(stopped).values()) == list(pdfs(whole).values())
        assert not list(stopped.glob(".~*"))
    with pytest.raises(DeskError, match="已经印完"):
        run_batch(desk, campaign, batch.id, Silent())


def test_what_a_killed_batch_left_half_written_is_gone_when_it_goes_on_and_nothing_else(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    out = tmp_path / "印"
    batch = begin_batch(desk, campaign, plan_batch(desk, campaign, replace(WISH, out=out), Silent()))
    with pytest.raises(Cancelled):
        run_batch(desk, campaign, batch.id, StopAfter(4))
    for name in (
        ".~0123456789ab.pdf",
        ".~0123456789ab.xlsx",
        ".~k2j_x8qa/tmp0a1b2c3d",
        ".~backup01/自己的.txt",
        ".~a.pdf",
    ):
        (out / name).parent.mkdir(exist_ok=True)
        (out / name).write_bytes(b"half")
    run_batch(desk, campaign, batch.id, Silent())
    assert sorted(path.name for path in out.iterdir() if path.name.startswith(".")) == [".~a.pdf", ".~backup01"]


def test_half_a_line_of_the_list_or_a_lost_note_neither_doubles_nor_loses_a_paper(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    print_batch(desk, campaign, replace(WISH, out=whole), Silent())
    batch = begin_batch(desk, campaign, plan_batch(desk, campaign, replace(WISH, out=out), Silent()))
    with pytest.raises(Cancelled):
        run_batch(desk, campaign, batch.id, StopAfter(6))
    path = desk.store.folder.printing / f"{batch.id}.jsonl"
    content = path.read_bytes()
    path.write_bytes(content[:-9])
    lost = len(lists_of(desk).load(batch.id).done)
    assert lost == content.count(b'"n":') - 1
    run_batch(desk, campaign, batch.id, Silent())
    assert pdfs(out) == pdfs(whole)
    numbers = [line.get("n") for line in map(json.loads, path.read_text("utf-8").splitlines()) if "n" in line]
    assert sorted(numbers) == list(range(len(numbers)))


def test_a_merged_file_whose_beginning_was_deleted_is_made_anew_from_the_first_paper(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    print_batch(desk, campaign, replace(WISH, target=Target.MERGED, out=whole), Silent())
    wish = replace(WISH, target=Target.MERGED, out=out)
    batch = begin_batch(desk, campaign, plan_batch(desk, campaign, wish, Silent()))
    with pytest.raises(Cancelled):
        run_batch(desk, campaign, batch.id, StopAfter(6))
    for left in out.glob(".~*"):
        left.unlink()
    run_batch(desk, campaign, batch.id, Silent())
    assert list(pdfs(out).values()) == list(pdfs(whole).values())


def test_a_merged_file_has_each_units_pages_in_the_bureaus_order_and_by_unit_when_asked(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    _, done = print_batch(desk, campaign, replace(WISH, target=Target.MERGED, out=tmp_path / "a"), Silent())
    joined = "".join(texts(done.files[0]))
    names = [unit.name for unit in desk.roster().reporting]
    places = [joined.index(f"填报单位（盖章）：{name}") for name in names]
    assert places == sorted(places)
    wish = BatchWish(units=tuple(names[:2]), by_unit=True, target=Target.MERGED, out=tmp_path / "b")
    plan = plan_batch(desk, campaign, wish, Silent())
    assert [item.unit for item in plan.items] == sorted((item.unit for item in plan.items), key=names.index)
    assert len({item.form for item in plan.items}) > 1


def test_what_goes_to_the_printer_and_was_not_seen_to_end_is_asked_and_never_guessed(
    desk: Desk, campaign: Campaign
) -> None:
    plan = plan_batch(desk, campaign, replace(WISH, target=Target.PRINTER), Silent())
    batch = begin_batch(desk, campaign, plan)
    sent: list[str] = []

    def send(paper: Preview, name: str) -> str:
        if len(sent) == 3:
            raise DeskError("打印机没有接受。")
        assert paper.content.startswith(b"%PDF")
        sent.append(name)
        return "一号打印机"

    with pytest.raises(DeskError, match="没有接受"):
        run_batch(desk, campaign, batch.id, Silent(), send)
    kept = lists_of(desk).load(batch.id)
    assert uncertain(kept) == plan.items[3]
    with pytest.raises(DeskError, match="不能确定"):
        run_batch(desk, campaign, batch.id, Silent(), send)
    more: list[str] = []

    def send_more(_paper: Preview, name: str) -> str:
        more.append(name)
        return "一号打印机"

    run_batch(desk, campaign, batch.id, Silent(), send_more, came_out=True)
    assert [*sent, plan.items[3].stem, *more] == [item.stem for item in plan.items]


def test_a_paper_that_did_not_come_out_of_the_printer_is_printed_when_going_on(desk: Desk, campaign: Campaign) -> None:
    plan = plan_batch(desk, campaign, replace(WISH, target=Target.PRINTER), Silent())
    batch = begin_batch(desk, campaign, plan)

    def broken(_paper: Preview, _name: str) -> str:
        raise DeskError("没有纸。")

    with pytest.raises(DeskError):
        run_batch(desk, campaign, batch.id, Silent(), broken)
    more: list[str] = []
    run_batch(desk, campaign, batch.id, Silent(), lambda _paper, name: more.append(name) or "打印机", came_out=False)
    assert more == [item.stem for item in plan.items]


def test_only_what_has_data_or_was_not_printed_or_not_signed_is_printed(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    with_data = plan_batch(desk, campaign, replace(WISH, which=Which.WITH_DATA, out=tmp_path), Silent())
    assert {stands(desk, campaign, item.unit).electronic for item in with_data.items} == {"已收"}
    print_batch(desk, campaign, replace(WISH, which=Which.WITH_DATA, out=tmp_path / "a"), Silent())
    rest = plan_batch(desk, campaign, replace(WISH, which=Which.UNPRINTED, out=tmp_path), Silent())
    everything = plan_batch(desk, campaign, replace(WISH, out=tmp_path), Silent())
    printed = {item.unit for item in with_data.items}
    assert {item.unit for item in rest.items} == {item.unit for item in everything.items} - printed
    print_batch(desk, campaign, replace(WISH, out=tmp_path / "a"), Silent())
    with pytest.raises(DeskError, match="一份也没有"):
        plan_batch(desk, campaign, replace(WISH, which=Which.UNPRINTED, out=tmp_path), Silent())


def test_names_follow_the_rule_and_a_file_of_another_paper_is_never_written_over(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    wish = replace(WISH, pattern="{附件}+{单位}", units=("办公室",), out=tmp_path / "out")
    _, march = print_batch(desk, campaign, wish, Silent())
    assert [path.name for path in march.files] == ["附件2+办公室.pdf"]
    kept = march.files[0].read_bytes()
    _, february = print_batch(desk, campaign, replace(wish, period=parse_period("2023-02")), Silent())
    assert [path.name for path in february.files] == ["附件2+办公室（2）.pdf"]
    _, again = print_batch(desk, campaign, wish, Silent())
    assert [path.name for path in again.files] == ["附件2+办公室.pdf"]
    assert again.files[0].read_bytes() == kept
    (tmp_path / "out" / "附件2+人事科.pdf").write_text("not ours")
    same = replace(wish, units=(), pattern="{附件}")
    _, all_alike = print_batch(desk, campaign, same, Silent())
    assert len({path.name for path in all_alike.files}) == len(all_alike.files) == all_alike.papers
    assert (tmp_path / "out" / "附件2+人事科.pdf").read_text() == "not ours"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=150), max_size=12), st.sampled_from(PRESETS))
@settings(max_examples=60, deadline=None)
def test_any_names_become_safe_ones_of_which_no_two_are_alike(units: list[str], pattern: str) -> None:
    papers = [NamedPaper("专项:一", "附件2", "表/名", unit, MARCH, at) for at, unit in enumerate(units, 1)]
    stems = list(distinct(stem_of(pattern, paper, len(papers)) for paper in papers))
    assert len({folded(stem) for stem in stems}) == len(units)
    for stem in stems:
        assert stem
        assert not set(stem) & set('\\/:*?"<>|')
        assert safe_name(stem) == stem
        assert len(f"{stem}.pdf".encode()) <= 255


@pytest.mark.parametrize("pattern", ["{单位}+{天气}", "附件", "{单位", "单位}", "{}", ""])
def test_a_pattern_that_cannot_be_followed_is_refused_in_a_sentence(pattern: str) -> None:
    with pytest.raises(DeskError, match="文件名样式"):
        check_pattern(pattern)


def test_how_a_form_is_printed_is_remembered_and_counts_for_preview_files_and_batch(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    wanted = PrintPreset(3, True, PageNumbers.STANDARD_PORTRAIT_PLACE, False, SheetSize.A3)  # noqa: FBT003  as they stand
    set_preset(desk, campaign, TALKS, wanted)
    seen = preview(desk, campaign, PrintChoice(PaperKind.ANNEX, TALKS, ("办公室",), MARCH))
    assert (seen.copies, seen.double_sided) == (3, True)
    assert seen.sizes[0].width > 1100
    _, done = print_batch(desk, campaign, replace(WISH, units=("办公室",), out=tmp_path), Silent())
    assert done.files[0].read_bytes() == seen.content
    assert "— 1 —" in texts(done.files[0])[0].replace("\r\n", " ")
    sent: list[Preview] = []
    plan = plan_batch(desk, campaign, replace(WISH, units=("办公室",), target=Target.PRINTER), Silent())
    run_batch(
        desk, campaign, begin_batch(desk, campaign, plan).id, Silent(), lambda one, _: sent.append(one) or "打印机"
    )
    assert (sent[0].copies, sent[0].double_sided) == (3, True)
    with pytest.raises(DeskError, match="份数"):
        set_preset(desk, campaign, TALKS, replace(wanted, copies=0))


def test_a_batch_that_is_given_up_is_not_offered_again_and_leaves_no_half_file(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    wish = replace(WISH, target=Target.MERGED, out=tmp_path / "out")
    batch = begin_batch(desk, campaign, plan_batch(desk, campaign, wish, Silent()))
    with pytest.raises(Cancelled):
        run_batch(desk, campaign, batch.id, StopAfter(5))
    drop_batch(desk, batch.id)
    assert open_batches(desk, campaign) == ()
    assert not list((tmp_path / "out").glob(".~*"))


def test_rare_characters_are_told_over_the_whole_batch_and_one_that_no_font_has_is_refused_by_name_before_any_page(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    wish = replace(WISH, units=(), out=tmp_path / "out")
    told = "".join(plan_batch(desk, campaign, wish, Silent()).remarks)
    assert "“喆”（办公室大谈话统计表“周德喆”" in told
    known = desk.roster()
    with desk.store.operation("名册", actor="", at=desk.clock()) as op:
        roster.save(op, Roster((*known.units, Unit("䶮山分局"), Unit("第\U0010fffd分局"))))
    plan = plan_batch(desk, campaign, replace(wish, units=("䶮山分局", "第\U0010fffd分局")), Silent())
    assert "䶮山分局" in "".join(plan.remarks)
    assert "U+10FFFD" in plan.refusal
    assert "第\U0010fffd分局" in plan.refusal
    with pytest.raises(DeskError, match="没有任何字体能打印"):
        begin_batch(desk, campaign, plan)
    assert not (tmp_path / "out").exists()
    assert not list(lists_of(desk).every())
