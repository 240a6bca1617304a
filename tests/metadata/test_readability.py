import pytest

from ctcompanion.metadata.readability import grade, long_sentences, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [("town", 1), ("permit", 2), ("table", 2), ("issued", 2), ("housing", 2), ("municipality", 6), ("made", 1), ("the", 1)],
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_children_read_short_words_and_nobody_reads_long_ones():
    assert grade("The cat sat on the mat. It was warm.") < 2
    assert grade("Interdepartmental administrative reorganization necessitates comprehensive methodological reconsideration.") > 20
    assert grade("") == 0


def test_abbreviations_end_no_sentence():
    assert long_sentences("One two e.g. three U.S. four. Five.", 4) == ((0, "One two e.g. three U.S. four.", 6),)
