"""Before a new dataset is made: does the portal have it already? Found by title without years, by columns, by agency."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ctcompanion.publishing.compare import plain
from ctcompanion.publishing.patience import PATIENT, Patience
from ctcompanion.publishing.portal import Found, Portal

ALIKE = 0.45
"""From here on the person is asked. Two thirds of the columns, or half of them and most of the title, get there."""
COLUMNS, TITLE, AGENCY = 0.5, 0.35, 0.15
YEARS = re.compile(r"\b(?:(?:s|f)?fy|[sc]y)[\s-]?[0-9]{2}(?:[0-9]{2})?(?:[\s–-]?[0-9]{2}\b)?|\b(?:19|20)[0-9]{2}(?:[\s–-][0-9]{2}\b)?")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
PERIOD_WORDS = frozenset({*MONTHS, "q1", "q2", "q3", "q4", "quarter", "annual", "yearly", "monthly", "weekly"})
SMALL_WORDS = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "through", "with"])
OUR_FIELDS = frozenset({"record_id"})
SEARCH_LIMIT = 50


@dataclass(frozen=True)
class Similar:
    """A dataset that may be the same: how alike (0 to 1) and why, in words."""

    found: Found
    score: float
    reasons: tuple[str, ...]


def similar(portal: Portal, title: str, fields: Iterable[str], agency: str = "", patience: Patience = PATIENT) -> tuple[Similar, ...]:
    """The most alike first, at most five. Reads the catalogue only."""
    wanted = set(fields) - OUR_FIELDS
    results: dict[str, Found] = {}
    words = title_words(title)
    for criteria in _searches(words, sorted(wanted)):
        found = patience.repeat(lambda criteria=criteria: portal.search(limit=SEARCH_LIMIT, only="dataset", **criteria))  # type: ignore[misc]
        results |= {each.id: each for each in found if each.published}
    # Before there is a table, the title has to speak alone.
    scored = [_scored(found, words, wanted, agency) for found in results.values()]
    return tuple(sorted((each for each in scored if each.score >= ALIKE), key=lambda each: -each.score)[:5])


def title_words(title: str) -> frozenset[str]:
    """What a title is about: no years, periods or small words."""
    words = re.findall(r"[a-z0-9]+", YEARS.sub(" ", plain(title)))
    return frozenset(word for word in words if word not in PERIOD_WORDS | SMALL_WORDS)


def _searches(words: frozenset[str], fields: Sequence[str]) -> Iterator[dict[str, object]]:
    """By words, and by the three longest field names: they are the least common."""
    if words:
        yield {"q": " ".join(sorted(words))}
    if fields:
        yield {"column_names": sorted(fields, key=len, reverse=True)[:3]}


def _scored(found: Found, words: frozenset[str], fields: set[str], agency: str) -> Similar:
    there = {field for field in found.fields if not field.startswith(":")} - OUR_FIELDS
    columns = _jaccard(there, fields)
    title = _jaccard(set(title_words(found.title)), set(words))
    same_agency = bool(agency) and plain(agency) == plain(found.agency)
    reasons = [
        (columns > 0, f"{len(there & fields)} of {len(fields)} columns are the same"),
        (title > 0, "its title says the same apart from the years" if title == 1 else "its title is alike"),
        (same_agency, "it is from the same agency"),
    ]
    said = tuple(reason for holds, reason in reasons if holds)
    score = COLUMNS * columns + TITLE * title + AGENCY * same_agency
    return Similar(found, score if fields else score / (TITLE + AGENCY * bool(agency)), said)


def _jaccard(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0
