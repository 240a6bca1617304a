"""People's names in a column, and people hidden among organizations."""

from __future__ import annotations

from ctcompanion.privacy.detect import names
from ctcompanion.privacy.detect.facts import Facts
from ctcompanion.privacy.detect.found import Found
from ctcompanion.privacy.detect.patterns import ends_as_street

SURE, LIKELY, WITH_INITIAL = 0.9, 0.6, 0.5
"""Scores of names.name_score: both parts known, the first name known, an initial before a known last name."""
HIDDEN = 0.02
"""Two names in a hundred vendors are worth a look."""


def person_name(facts: Facts) -> Found | None:
    """Full names: how many must be known depends on what the header says."""
    if not _is_wordy(facts):
        return None
    likely, sure = (facts.distinct_share(_at_least(score)) for score in (LIKELY, SURE))
    others = 1.0 - facts.distinct_share(names.is_organisation)
    if facts.says("person-name"):
        fits = likely >= 0.15 or (likely >= 0.1 and likely >= 0.5 * others)
    elif facts.says("organisation", "place", "thing"):
        fits = likely >= 0.8
    elif facts.says("name"):
        fits = likely >= 0.15 and likely >= 0.5 * others and sure >= 0.2 * others and not _is_streets(facts)
    else:
        fits = likely >= 0.5 and sure >= 0.2 and not _is_streets(facts)
    fits = fits or _is_initials(facts)
    return Found("person-name", facts.share(_at_least(WITH_INITIAL))) if fits else None


def _at_least(score: float) -> names.Test:
    return lambda value: names.name_score(value) >= score


def _is_initials(facts: Facts) -> bool:
    """`J Velazquez`, `M. Smith`: many different initials before known last names (streets have N, S, E, W)."""
    if facts.says("organisation", "place", "thing") or facts.distinct < 10 or _is_streets(facts):
        return False
    initials = [value[0] for value in facts.values if names.name_score(value) >= WITH_INITIAL]
    return len(initials) >= 0.6 * len(facts.values) and len(set(initials)) >= 6


def _is_streets(facts: Facts) -> bool:
    return facts.distinct_share(ends_as_street) >= 0.4


def given_name(facts: Facts) -> Found | None:
    """First names alone."""
    return _single(facts, "given-name", names.is_single_given, 0.3, 0.75)


def surname(facts: Facts) -> Found | None:
    """Last names alone."""
    return _single(facts, "surname", names.is_single_surname, 0.3, 0.85)


def _single(facts: Facts, rule: str, known: names.Test, headed: float, alone: float) -> Found | None:
    if not _is_wordy(facts) or facts.says("organisation") or (facts.says("given-name", "surname") and not facts.says(rule)):
        return None
    share = facts.distinct_share(known)
    common = facts.distinct_share(names.is_common_word)
    if facts.says("given-name", "surname", "person-name"):
        return Found(rule, share) if share >= headed and common < 0.5 else None
    if facts.says("place", "thing") or not facts.about_people or facts.distinct < (5 if facts.says("name") else 10) or common >= 0.2:
        return None
    return Found(rule, share) if share >= (0.6 if facts.says("name") and rule == "given-name" else alone) else None


def hidden_people(facts: Facts) -> Found | None:
    """Names of people in a column of vendors, contractors, owners."""
    if not _is_wordy(facts) or facts.says("place", "thing") or _is_streets(facts):
        return None
    share = facts.distinct_share(_at_least(1.0), rare=True)
    among = facts.says("organisation", "person-name", "name") or facts.distinct_share(names.is_organisation) >= 0.2
    return Found("hidden-people", share) if among and share >= HIDDEN and share * len(facts.values) >= 2 else None


def organisation(facts: Facts) -> Found | None:
    share = facts.distinct_share(names.is_organisation)
    return Found("organisation", share) if share >= 0.5 and facts.word_count < 8 and _is_wordy(facts) else None


def _is_wordy(facts: Facts) -> bool:
    return bool(facts.values) and not facts.is_number and not facts.is_date and facts.word_count < 8
