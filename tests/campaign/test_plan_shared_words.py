"""Words that few places of a plan hold: counted once, and counted as they stand."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.shared_words import shared_words
from desk_app.campaign.plan.wording import likeness

WORDS = st.text(alphabet="改造农村户厕公", min_size=2, max_size=9)


def among(words: str, text: str) -> bool:
    return words in text or (not Counter(words) - Counter(text) and likeness(words, text) >= 0.6)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=8), WORDS)
def test_words_are_rare_where_at_most_three_places_hold_them_in_whatever_order(texts: list[str], words: str) -> None:
    written = [(text, Source(place, f"正文第{place}段", text)) for place, text in enumerate(texts)]
    found = shared_words(written, "")
    assert found.is_rare(words) is (sum(among(words, text) for text in texts) <= 3)
    assert found.is_rare(words) is found.is_rare(words)


@given(WORDS, WORDS)
def test_what_two_pieces_share_is_of_both_and_the_same_asked_twice(one: str, two: str) -> None:
    found = shared_words([], "")
    words = found.of(one, two, counted=False)
    assert words == found.of(one, two, counted=False)
    assert not Counter(words) - Counter(one)
    assert not Counter(words) - Counter(two)
