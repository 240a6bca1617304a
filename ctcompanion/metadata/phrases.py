"""Names inside sentences, plurals and spans: the small grammar of proposed texts."""

from __future__ import annotations

from functools import cache

from ctcompanion import reference
from ctcompanion.metadata.inflection import plural


def inside(name: str) -> str:
    """A heading as it reads within a sentence: `Rental Assistance` -> `rental assistance`; acronyms keep their capitals."""
    return " ".join(_word(word) for word in name.split())


@cache
def _shortened() -> dict[str, str]:
    """How headers shorten words (`pop`) -> the word; those that stand for several are left out."""
    found = {
        row["avoid"].casefold(): row["prefer"]
        for row in reference.rows("plain_language.csv")
        if row["form"] == "heading" and row["flag"] == "Y"
    }
    return {short.rstrip("."): words for short, words in found.items() if words and ";" not in words and "(" not in words}


def expanded(name: str) -> str:
    """A heading with its shortened words written out: `Est. Pop.` -> `Estimated population`."""
    words = name.split()
    found = [
        _shortened().get(word.casefold().rstrip("."), "") if word.islower() or word[-1:] == "." or word.istitle() else "" for word in words
    ]
    if not any(found):
        return name
    said = " ".join(long or word for word, long in zip(words, found, strict=True))
    return said[:1].upper() + said[1:]


def _word(word: str) -> str:
    parts = word.split("/")
    return "/".join(part if _stays(part) else part.lower() for part in parts)


def _stays(word: str) -> bool:
    bare = word.strip("().,:;")
    if bare in reference.acronyms() or bare in reference.known_acronyms():
        return len(bare) > 1
    capitals = sum(letter.isupper() for letter in bare)
    return capitals > 1 and (len(bare) <= 4 or not bare.isupper())


def many(name: str) -> str:
    """The plural of a heading within a sentence: `School District` -> `school districts`."""
    said = inside(name)
    return said if said.endswith("s") else plural(said)


def listed(names: list[str]) -> str:
    """`town`, `town and year`, `town, grade and year`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def sentence(text: str) -> str:
    """A lifted note as a sentence: without its mark or the word Note, with a capital and a full stop; empty for a bare heading."""
    text = text.strip().lstrip("*†‡§ ").strip()
    head, colon, rest = text.partition(":")
    if colon and head.strip().casefold() in ("note", "notes", "footnote", "footnotes", "comment", "comments", "remarks"):
        text = rest.strip()
    if not text:
        return ""
    text = text[:1].upper() + text[1:]
    return text if text[-1] in ".!?" else f"{text.rstrip(':;,')}."
