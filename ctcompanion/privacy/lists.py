"""The privacy step's own tables: what headers say, what a finding says, the numbers, the lists of names. Each file is read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from ctcompanion import reference
from ctcompanion.model import ColumnClass, Level


class Rule:
    """What a kind of content means: its class, its level on rows about people and elsewhere, and the words for it."""

    def __init__(self, name: str, entry: Mapping[str, str]) -> None:
        self.name = name
        self.role = ColumnClass(entry["class"])
        self.on_people = Level(entry["level"])
        self.elsewhere = Level(entry["elsewhere"])
        self.what = entry["what"]
        self.why = entry["why"]

    def level(self, about_people: bool) -> Level:
        """How much it weighs where rows are, or are not, about people."""
        return self.on_people if about_people else self.elsewhere


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(reference.path(name).read_text(encoding="utf-8"))


@cache
def rules() -> Mapping[str, Rule]:
    """Rule id -> its words (privacy_rules.toml)."""
    return MappingProxyType({name: Rule(name, entry) for name, entry in _toml("privacy_rules.toml").items()})


@cache
def limits() -> Mapping[str, Mapping[str, Any]]:
    """The numbers (privacy_limits.toml)."""
    return MappingProxyType(_toml("privacy_limits.toml"))


@cache
def header_words() -> Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]:
    """Kind -> its header phrases and the phrases that speak against it, each as a tuple of words (identifiers.toml).

    A kind may name `whose` and `what` in place of every phrase of the two: client number, patient number...
    """
    found = {}
    for kind, entry in _toml("identifiers.toml").items():
        pairs = [f"{whose} {what}" for whose in entry.get("whose", ()) for what in entry.get("what", ())]
        phrases = {"headers": [*entry["headers"], *pairs], "unless": entry.get("unless", ())}
        found[kind] = {part: tuple(tuple(phrase.split()) for phrase in said) for part, said in phrases.items()}
    return MappingProxyType(found)


@cache
def abbreviations() -> Mapping[str, str]:
    """A short word of headers -> the word (header_abbreviations.toml)."""
    return MappingProxyType({short: word for word, shorts in _toml("header_abbreviations.toml")["words"].items() for short in shorts})


@cache
def joined() -> Mapping[str, tuple[str, str]]:
    """Two words written as one -> the two: empno -> (emp, no)."""
    parts = _toml("header_abbreviations.toml")["joined"]
    return MappingProxyType({start + end: (start, end) for start in parts["starts"] for end in parts["ends"] if start != end})


def _lines(name: str) -> list[str]:
    return reference.path(name).read_text(encoding="utf-8").split("\n")


@cache
def given_names() -> frozenset[str]:
    """First names, lower case: the census list and names from other parts of the world."""
    return frozenset(filter(None, _lines("given_names_census.txt") + _lines("given_names_world.txt")))


@cache
def surnames() -> frozenset[str]:
    """The 30,000 most frequent last names of the census and names from other parts of the world, lower case without apostrophes and blanks."""
    return frozenset(filter(None, _lines("surnames_census.txt") + _lines("surnames_world.txt")))


@cache
def words(name: str) -> frozenset[str]:
    """One list of words_for_privacy.toml, lower case."""
    return frozenset(_toml("words_for_privacy.toml")[name])


@cache
def towns() -> frozenset[str]:
    """The 169 towns and their villages, lower case."""
    return frozenset(reference.town_by_name()) | frozenset(reference.villages())
