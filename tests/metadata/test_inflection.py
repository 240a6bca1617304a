import pytest

from ctcompanion.metadata.inflection import forms, gerund, past, plural, third


@pytest.mark.parametrize(
    ("verb", "all_forms"),
    [
        ("use", "uses used using"),
        ("carry", "carries carried carrying"),
        ("stop", "stops stopped stopping"),
        ("give", "gives gave giving"),
        ("reach", "reaches reached reaching"),
    ],
)
def test_regular_and_irregular_verbs(verb, all_forms):
    assert f"{third(verb)} {past(verb)} {gerund(verb)}" == all_forms


def test_the_first_word_of_a_phrase_bends():
    assert dict(forms("ascertain", ("find out",), "verb"))["ascertained"] == ("found out",)


def test_nouns_have_a_plural_and_fixed_words_one_form():
    assert plural("caveat") == "caveats"
    assert len(list(forms("via", ("by",), "fixed"))) == 1
