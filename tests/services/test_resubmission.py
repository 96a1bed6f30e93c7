from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desk_app.forms.catalogue import load_catalogue
from desk_app.locations import shipped
from desk_app.services.given_files import list_given
from desk_app.services.resubmission import compare, repeated_rows, row_digest

FORM = next(form for form in load_catalogue([shipped().forms]).forms if form.name == "办实事征集表")


def row(matter: str, content: str = "修路", departments: str = "办公室", leader: str = "张三") -> dict[str, str]:
    return {"matter": matter, "content": content, "departments": departments, "leader": leader}


rows = st.lists(st.builds(row, st.sampled_from("甲乙丙丁"), st.sampled_from("修建拆"), st.just("办公室")), max_size=8)


def test_a_changed_cell_is_named_with_what_it_said_and_says() -> None:
    comparison = compare(FORM, [row("甲"), row("乙")], [row("甲"), row("乙", leader="李四")])
    assert (comparison.same, comparison.changed_rows, comparison.added, comparison.removed) == (1, 1, 0, 0)
    assert "第2行牵头领导“张三”改为“李四”" in comparison.said()


def test_rows_that_share_nothing_are_not_taken_for_a_correction() -> None:
    comparison = compare(FORM, [row("甲", "修路", "办公室", "张三")], [row("乙", "建桥", "人事科", "李四")])
    assert not comparison.related


@given(rows, rows)
def test_a_comparison_accounts_for_every_row_of_both_sides(
    before: list[dict[str, str]], after: list[dict[str, str]]
) -> None:
    comparison = compare(FORM, before, after)
    assert comparison.same + comparison.changed_rows + comparison.added == len(after)
    assert comparison.same + comparison.changed_rows + comparison.removed == len(before)
    assert comparison.equal == (sorted(map(str, before)) == sorted(map(str, after)))


@given(rows, rows)
def test_each_earlier_row_accounts_for_one_repeat_at_the_most(
    earlier: list[dict[str, str]], now: list[dict[str, str]]
) -> None:
    known = [row_digest(FORM, one) for one in earlier]
    fresh = [row_digest(FORM, one) for one in now]
    repeated = repeated_rows(fresh, {digest: known.count(digest) for digest in known})
    for digest in set(fresh):
        marked = sum(is_repeat for one, is_repeat in zip(fresh, repeated, strict=True) if one == digest)
        assert marked == min(fresh.count(digest), known.count(digest))


def test_corrections_come_behind_what_they_correct_and_february_before_october(tmp_path: Path) -> None:
    for name in (
        "10月/表.xlsx",
        "2月/附件2（办公室）重报.xlsx",
        "2月/附件2（办公室）.xlsx",
        "2月/附件2（人事科）.xlsx",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert [file.name for file in list_given([tmp_path])] == [
        "2月/附件2（人事科）.xlsx",
        "2月/附件2（办公室）.xlsx",
        "2月/附件2（办公室）重报.xlsx",
        "10月/表.xlsx",
    ]
