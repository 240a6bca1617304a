"""What a column's header says."""

from __future__ import annotations

import re2

from ctcompanion.privacy.lists import abbreviations, header_words, joined

_BREAK = re2.compile(r"([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])")
_WORD = re2.compile(r"[a-z]+|[0-9]+")
_SPELLED = {"nbr": "number", "num": "number", "licence": "license", "#": "number", "adress": "address"}


def header_split(header: str) -> tuple[str, ...]:
    """A header in lower-case words: `clientId`, `CLIENT_ID` and `Client Id` are all (client, id); # is number."""
    apart = _BREAK.sub(r"\1\3 \2\4", header[:200]).replace("#", " number ")
    return tuple(_SPELLED.get(word, word) for word in _WORD.findall(apart.lower()))


def header_kinds(words: tuple[str, ...]) -> frozenset[str]:
    """The kinds of identifiers.toml that the header names, as it stands or with its abbreviations spelled out."""
    spelled = spelled_out(words)
    return frozenset(
        kind
        for kind, entry in header_words().items()
        if any(_names(entry["headers"], said) and not _names(entry["unless"], said) for said in {words, spelled})
    )


def spelled_out(words: tuple[str, ...]) -> tuple[str, ...]:
    """(clt, nm) is (client, name); what is written as one, such as (empno,), is (employee, number)."""
    apart = [part for word in words for part in joined().get(word, (word,))]
    return tuple(abbreviations().get(word, word) for word in apart)


def _names(phrases: tuple[tuple[str, ...], ...], words: tuple[str, ...]) -> bool:
    return any(holds(words, phrase) for phrase in phrases)


def holds(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """True when the phrase stands in the words, side by side."""
    size = len(phrase)
    return any(words[start : start + size] == phrase for start in range(len(words) - size + 1))
