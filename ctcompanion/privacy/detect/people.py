"""People's names in a column, and people hidden among organizations."""

from __future__ import annotations

from ctcompanion.privacy.detect import names
from ctcompanion.privacy.detect.facts import Facts
from ctcompanion.privacy.detect.found import Found
from ctcompanion.privacy.detect.patterns import ends_as_street

SURE, LIKELY = 1.0, 0.6
HIDDEN = 0.02
"""Two names in a hundred vendors are worth a look."""


def person_name(facts: Facts) -> Found | None:
    """Full names: how many must be known depends on what the header says."""
    if not _is_wordy(facts):
        return None
    share, sure = facts.distinct_share(lambda v: names.name_score(v) >= LIKELY), facts.distinct_share(lambda v: names.name_score(v) >= 0.9)
    if share < _needed(facts) or (not facts.says("person-name", "name") and (sure < 0.35 or _is_streets(facts))):
        return None
    return Found("person-name", facts.share(lambda v: names.name_score(v) >= 0.5))


def _needed(facts: Facts) -> float:
    """The share of values that must look like names."""
    if facts.says("organisation", "place"):
        return 0.8
    if facts.says("person-name"):
        return 0.15
    return 0.3 if facts.says("name") else 0.5


def _is_streets(facts: Facts) -> bool:
    return facts.distinct_share(ends_as_street) >= 0.4


def given_name(facts: Facts) -> Found | None:
    """First names alone."""
    return _single(facts, "given-name", names.is_single_given, 0.3, 0.75)


def surname(facts: Facts) -> Found | None:
    """Last names alone."""
    return _single(facts, "surname", names.is_single_surname, 0.3, 0.85)


def _single(facts: Facts, rule: str, known: names.Test, headed: float, alone: float) -> Found | None:
    if not _is_wordy(facts) or facts.says("organisation"):
        return None
    share = facts.distinct_share(known)
    common = facts.distinct_share(names.is_common_word)
    if facts.says("given-name", "surname", "person-name"):
        return Found(rule, share) if share >= headed and common < 0.5 else None
    if facts.says("place") or not facts.about_people or facts.distinct < 10 or common >= 0.2:
        return None
    return Found(rule, share) if share >= (alone - 0.15 if facts.says("name") else alone) else None


def hidden_people(facts: Facts) -> Found | None:
    """Names of people in a column of vendors, contractors, owners."""
    if not _is_wordy(facts) or facts.says("place") or _is_streets(facts):
        return None
    share = facts.distinct_share(lambda value: names.name_score(value) >= SURE, rare=True)
    among = facts.says("organisation", "person-name", "name") or facts.distinct_share(names.is_organisation) >= 0.2
    return Found("hidden-people", share) if among and share >= HIDDEN and share * len(facts.values) >= 2 else None


def organisation(facts: Facts) -> Found | None:
    share = facts.distinct_share(names.is_organisation)
    return Found("organisation", share) if share >= 0.5 and facts.word_count < 8 and _is_wordy(facts) else None


def _is_wordy(facts: Facts) -> bool:
    return bool(facts.values) and not facts.is_number and not facts.is_date and facts.word_count < 8
