"""What a column's header says."""

from __future__ import annotations

import re2

from ctcompanion.privacy.lists import header_words

_BREAK = re2.compile(r"([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])")
_WORD = re2.compile(r"[a-z]+|[0-9]+")
_SPELLED = {"nbr": "number", "num": "number", "licence": "license", "#": "number", "adress": "address"}


def header_split(header: str) -> tuple[str, ...]:
    """A header in lower-case words: `clientId`, `CLIENT_ID` and `Client Id` are all (client, id); # is number."""
    apart = _BREAK.sub(r"\1\3 \2\4", header[:200]).replace("#", " number ")
    return tuple(_SPELLED.get(word, word) for word in _WORD.findall(apart.lower()))


def header_kinds(words: tuple[str, ...]) -> frozenset[str]:
    """The kinds of identifiers.toml that the header names."""
    return frozenset(
        kind
        for kind, entry in header_words().items()
        if any(holds(words, phrase) for phrase in entry["headers"]) and not any(holds(words, phrase) for phrase in entry["unless"])
    )


def holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """True when the phrase stands in the words, side by side."""
    size = len(phrase)
    return any(words[start : start + size] == phrase for start in range(len(words) - size + 1))
