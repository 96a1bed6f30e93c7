"""拼音首字母: what is typed finds the same names however fast it is looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.initials import matches, matches_sign_by_sign

_SIGNS = st.one_of(
    st.sampled_from("长重行调会朝曾单乐区办公室执法支队环评科鑫淼Ａａ１A1 （）½㎡_"), st.characters(codec="gb2312")
)


@given(st.text(st.sampled_from("abcdfghjklmnpqrstwxyz019（会a "), max_size=4), st.text(_SIGNS, max_size=14))
def test_the_short_way_finds_what_the_long_way_finds(typed: str, name: str) -> None:
    import unicodedata

    wanted = "".join(unicodedata.normalize("NFKC", typed).lower().split())
    assert matches(typed, name) is matches_sign_by_sign(wanted, name)


@pytest.mark.parametrize("typed", ["bgs", "BGS", "办g", "gs", "b g s"])
def test_a_unit_is_found_by_letters_characters_or_both(typed: str) -> None:
    assert matches(typed, "办公室")


@pytest.mark.parametrize("typed", ["cqfj", "zqfj"])
def test_a_character_of_two_sounds_is_found_by_either(typed: str) -> None:
    assert matches(typed, "长区分局") is True
    assert matches("cofj", "长区分局") is True


def test_a_name_of_many_readings_is_found_too() -> None:
    assert matches("zchtkzcsyo", "长重行调会朝曾单乐区")
