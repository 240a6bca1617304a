from hypothesis import given
from hypothesis import strategies as st

from ctcompanion.metadata.text import plain, sentences, simple_words, tokens


@given(st.text(max_size=300))
def test_every_token_stands_where_it_says(text):
    for token in (*tokens(text), *simple_words(text)):
        assert text[token.start : token.end] == token.text


@given(st.text(max_size=300))
def test_sentences_lose_no_letter(text):
    assert "".join("".join(part for _, part in sentences(text)).split()) == "".join(text.split())


def test_pasted_markup_becomes_text():
    assert plain("<p>Homes &amp; permits</p>\n<b>1 &lt; 2</b>") == "Homes & permits\n1 < 2"
    assert plain("a < b and c > d") == "a < b and c > d"
