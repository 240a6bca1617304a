import pytest

from ctcompanion.metadata.acronyms import explained, unexplained


def found(text: str) -> dict[str, str]:
    return {token.text: words for token, words in unexplained(text)}


def test_an_acronym_of_the_state_is_found_with_its_words():
    assert found("DSS pays TANF benefits.") == {"DSS": "Department of Social Services", "TANF": "Temporary Assistance for Needy Families"}


@pytest.mark.parametrize(
    "text",
    [
        "Supplemental Nutrition Assistance Program (SNAP)",
        "SNAP (Supplemental Nutrition Assistance Program)",
        "COVID-19 by ZIP in the U.S.",
        "HOUSING PERMITS BY TOWN",
        "Henry VIII",
        "Backus, LM",
    ],
)
def test_explained_known_and_shouted_words_pass(text):
    assert found(text) == {}


def test_only_the_first_use_is_told():
    assert len(list(unexplained("NAICS here, NAICS there"))) == 1


def test_an_unknown_one_is_told_without_words():
    assert found("The XQZ program") == {"XQZ": ""}


def test_plural_and_possessive_are_the_same_acronym():
    assert set(found("DSS's RFPs")) == {"DSS's", "RFPs"}


def test_what_a_description_explains_is_known_elsewhere():
    assert explained("The average daily traffic (ADT) is shown.") == {"ADT"}
