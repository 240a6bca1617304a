"""What a key cell that says "Total" looks like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ctcompanion.privacy.audit.policy import says_total, total_words

WORDS = st.sampled_from(
    ["Total", " total ", "All ages", "all other", "Statewide", "\u00a0Grand  Total", "Avon", "", "Both sexes", "TOTAL, all", "North End"]
)


@given(
    st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=8),
    st.sampled_from(["Total", "All of us", ""]),
    st.sampled_from(["Town", "Sex"]),
)
def test_many_words_are_judged_as_one_by_one(words: list[str], total: str, column: str) -> None:
    assert total_words(words, total, column) == [says_total(word, total, column) for word in words]
