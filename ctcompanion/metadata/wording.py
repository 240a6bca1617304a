"""Plain language and person-first language: words from our lists found in a text, each with what to write instead.

Whole words, the longest phrase first; names, statutes and quotations are left alone. Suggestions only: nothing is changed here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from ctcompanion import reference
from ctcompanion.metadata.inflection import forms
from ctcompanion.metadata.text import Token, quoted, simple_words

ARTICLES = frozenset({"a", "an"})
WITHOUT_ARTICLE = frozenset({"enough", "many", "most", "some", "several", "few", "each", "every", "people"})
LEAVE_OUT = "(leave out)"
ADVICE_STARTS = ("name the", "say ", "describe ", "that can")
SMALL_WORDS = frozenset({"of", "the", "and", "for", "on", "in", "to", "with", "a", "an"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """An entry of a list: the words to avoid, what to write instead (best first), the list and its reason."""

    words: tuple[str, ...]
    prefer: tuple[str, ...]
    rule: str
    reason: str
    capital: bool = False
    """The list itself writes it with a capital (Latinx): a capital in the text is no sign of a name then."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: `found` as it stands in the text from `start`; `proposal` in the same case, None where only advice helps."""

    phrase: Phrase
    start: int
    found: str
    proposal: str | None


@cache
def phrases(heading: bool = False) -> dict[str, tuple[Phrase, ...]]:
    """All phrases by their first word and by their first two, longest first; names of agencies and programs stand among them as right."""
    table: dict[str, list[Phrase]] = {}
    for phrase in (*_names(), *_plain(heading), *_hidden(), *_person_first()):
        table.setdefault(" ".join(phrase.words[:2]), []).append(phrase)
    return {start: tuple(sorted(found, key=lambda p: -len(p.words))) for start, found in table.items()}


def _names() -> Iterator[Phrase]:
    """Proper names that may hold a listed word: no proposals for them."""
    for name in (*reference.agencies(), *reference.acronyms().values()):
        words = tuple(token.key for token in simple_words(name))
        if len(words) > 1 and name[:1].isupper():
            yield Phrase(words, ("",), "name", "")


def _plain(heading: bool) -> Iterator[Phrase]:
    for row in reference.rows("plain_language.csv"):
        if row["flag"] == "Y" and (heading or row["form"] != "heading"):
            yield from _entry(row["avoid"], row["prefer"], row["form"], "plain-language", "A shorter, everyday word reads faster.")


def _hidden() -> Iterator[Phrase]:
    for row in reference.rows("hidden_verbs.csv"):
        yield from _entry(row["avoid"], row["prefer"], row["form"], "plain-language", "The verb alone says the same in fewer words.")


def _person_first() -> Iterator[Phrase]:
    for row in reference.rows("person_first.csv"):
        if row["flag"] == "Y":
            law = row["source"].startswith("C.G.S.")
            why = "State law asks for these words (C.G.S. 4-60w)." if law else "It puts the person before the condition or situation."
            yield from _entry(row["avoid"], row["prefer"], "fixed", "person-first", why)


def _entry(avoid: str, prefer: str, form: str, rule: str, reason: str) -> Iterator[Phrase]:
    options = tuple(option.strip() for option in prefer.split(";"))
    for written, instead in forms(avoid, options, form):
        yield Phrase(tuple(token.key for token in simple_words(written)), instead, rule, reason, written[:1].isupper())


def find(text: str, heading: bool = False) -> tuple[Hit, ...]:
    """Every flagged phrase in the text, in order, not overlapping. `heading`: shortened words (qty, yr) count as well."""
    words = simple_words(text)
    if not words:
        return ()
    quotes = quoted(text)
    table = phrases(heading)
    hits, at = [], 0
    while at < len(words):
        phrase = _longest(table, words, at, text)
        if phrase is None:
            at += 1
            continue
        size = len(phrase.words)
        if phrase.prefer[0] and not _left_alone(phrase, words, at, text, quotes):
            hits.append(_hit(phrase, words[max(at - 1, 0) : at + size], at > 0, text))
        at += size
    return tuple(hits)


def _longest(table: dict[str, tuple[Phrase, ...]], words: tuple[Token, ...], at: int, text: str) -> Phrase | None:
    first = words[at].key
    two = f"{first} {words[at + 1].key}" if at + 1 < len(words) else first
    for phrase in (*table.get(two, ()), *table.get(first, ())):
        here = words[at : at + len(phrase.words)]
        if tuple(word.key for word in here) == phrase.words and _one_run(here, text):
            return phrase
    return None


def _one_run(here: tuple[Token, ...], text: str) -> bool:
    """True when nothing but spaces or hyphens stands between the words."""
    return all(not text[a.end : b.start].strip(" -\n") for a, b in pairwise(here))


def _left_alone(phrase: Phrase, words: tuple[Token, ...], at: int, text: str, quotes: tuple[range, ...]) -> bool:
    start = words[at].start
    before = bisect_right(quotes, start, key=lambda quote: quote.start)
    return (before > 0 and start in quotes[before - 1]) or (not phrase.capital and _in_name(words, at, len(phrase.words), text))


def _in_name(words: tuple[Token, ...], at: int, size: int, text: str) -> bool:
    """Part of a proper name: a capital where grammar asks for none, or a capital at a sentence's start followed by another."""
    following = at + size
    while words[at].key in SMALL_WORDS and at < following - 1:
        at += 1
    if not words[at].text[:1].isupper() or _in_capitals(text):
        return False
    if not _starts_sentence(words[at], text):
        return True
    while following < len(words) and words[following].key in SMALL_WORDS:
        following += 1
    if following >= len(words) or any(mark in text[words[at].end : words[following].start] for mark in ".!?;:,\n("):
        return False
    return words[following].text[:1].isupper()


@lru_cache(maxsize=16)
def _in_capitals(text: str) -> bool:
    """A heading in title case or all capitals: capitals say nothing about names there. Looked at once for all hits of a text."""
    words = simple_words(text)
    large = [word for word in words if word.key not in SMALL_WORDS]
    if text.rstrip().endswith((".", "!", "?")):  # a sentence, however many names it holds
        return all(word.text.isupper() for word in large)
    return len(words) <= 14 and sum(not word.text[:1].islower() for word in large) >= 0.8 * len(large)


def _starts_sentence(word: Token, text: str) -> bool:
    at = word.start
    while at and text[at - 1] in " \t-*\u2022":  # a step back at a time: a slice would copy all that stands before each word
        at -= 1
    return not at or text[at - 1] in ".!?:\n"


def _hit(phrase: Phrase, words: tuple[Token, ...], has_before: bool, text: str) -> Hit:
    """The hit for `words`; the first of them stands before the phrase when `has_before`, and is taken in when it is an article to fit."""
    here = words[1:] if has_before else words
    found = text[here[0].start : here[-1].end]
    best = phrase.prefer[0]
    if len(here[-1].key) < len(here[-1].text) or text[here[-1].end : here[-1].end + 1] in ("'", "’"):
        # a possessive: the list has no form for it
        return Hit(phrase, here[0].start, found, None)
    if best == LEAVE_OUT:
        return Hit(phrase, here[0].start, found, "")
    if best.startswith(ADVICE_STARTS) or "..." in best:
        return Hit(phrase, here[0].start, found, None)
    proposal = _same_case(best, found, text)
    article = words[0].text if has_before and words[0].key in ARTICLES else ""
    if article and best.partition(" ")[0] in WITHOUT_ARTICLE:
        return Hit(phrase, words[0].start, text[words[0].start : here[-1].end], _same_case(best, article, text))
    if article and (words[0].key == "an") != (best[0] in "aeiou"):
        fitting = ("an " if best[0] in "aeiou" else "a ") + proposal
        return Hit(phrase, words[0].start, text[words[0].start : here[-1].end], _same_case(fitting, article, text))
    return Hit(phrase, here[0].start, found, proposal)


def _same_case(best: str, found: str, text: str) -> str:
    if text.isupper() and len(text) > 3:
        return best.upper()
    if found[:1].isupper():
        return best[:1].upper() + best[1:]
    return best
