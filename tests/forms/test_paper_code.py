"""识别码: any page round trips, and a damaged line is refused, never taken for another page."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from desk_app.forms.paper_code import SIGNS, PaperCode, check_code, decode, encode, is_ours, spaced, typed

CHECKS = st.text(st.sampled_from(SIGNS), min_size=8, max_size=8)
PERIODS = st.one_of(
    st.sampled_from(["once", "2023", "2023-03", "2023-W07", "2023-Q1", "2023-H1"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12).map("adhoc-{}".format),
)
QR_SIGNS = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@st.composite
def codes(draw: st.DrawFn) -> PaperCode:
    pages = draw(st.integers(1, 99_999))
    return PaperCode(
        draw(CHECKS),
        draw(st.integers(1, 999_999_999)),
        draw(st.integers(1, 999_999_999)),
        draw(PERIODS),
        draw(st.integers(1, 999_999)),
        draw(CHECKS),
        draw(st.integers(1, pages)),
        pages,
    )


@given(codes())
def test_any_unit_form_period_and_revision_comes_back_as_it_was(code: PaperCode) -> None:
    line = encode(code)
    assert decode(line) == code
    assert is_ours(line)
    assert set(line) <= QR_SIGNS


@given(codes(), st.data())
def test_a_line_with_any_sign_altered_is_refused(code: PaperCode, data: st.DataObject) -> None:
    line = encode(code)
    place = data.draw(st.integers(0, len(line) - 1))
    sign = data.draw(st.sampled_from(sorted(QR_SIGNS)))
    assume(sign != line[place])
    assert decode(line[:place] + sign + line[place + 1 :]) is None


@given(codes(), st.data())
def test_a_line_with_signs_lost_doubled_or_exchanged_is_refused(code: PaperCode, data: st.DataObject) -> None:
    line = encode(code)
    first = data.draw(st.integers(0, len(line) - 2))
    last = data.draw(st.integers(first + 1, len(line)))
    swapped = line[:first] + line[first + 1] + line[first] + line[first + 2 :]
    for other in (line[:first] + line[last:], line[:last] + line[first:last] + line[last:], swapped):
        assert other == line or decode(other) is None


@given(codes(), codes())
def test_parts_of_two_papers_never_make_a_third(one: PaperCode, other: PaperCode) -> None:
    assume(one != other)
    first, second = encode(one).split("."), encode(other).split(".")
    for place in range(1, len(first)):
        mixed = ".".join(first[:place] + second[place:])
        assert decode(mixed) in (None, one, other)


@given(st.text(max_size=80))
def test_a_strange_line_is_no_page(text: str) -> None:
    assert decode(text) is None


def test_a_period_is_written_in_one_way_only() -> None:
    code = PaperCode(check_code("a"), 1, 2, "2023-03", 1, check_code("b"))
    body = encode(code).rpartition(".")[0].replace(".2023-03.", ".+GIYDEMZNGAZQ.")
    assert decode(f"{body}.{check_code(body)}") is None


def test_a_page_beyond_the_last_is_refused() -> None:
    code = PaperCode(check_code("a"), 1, 2, "once", 1, check_code("b"), 3, 2)
    assert decode(encode(code)) is None


def test_a_check_code_that_is_typed_is_read_in_any_writing() -> None:
    check = "80KQ1MXZ"
    assert spaced(check) == "80KQ-1MXZ"
    assert [typed(said) for said in ("80kq-1mxz", " 8OKQ lMXZ", "80KQ－1MXZ")] == [check] * 3
    assert typed("80KQ-1MX") is None
    assert typed("80KQ-1MXU") is None
