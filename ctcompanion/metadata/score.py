"""How well a dataset is described, from 0 to 100, and the one improvement that helps most next.

The portal measures itself by missing descriptions, frequencies and tags, and by freshness: those weigh most here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ctcompanion.metadata.check import check
from ctcompanion.metadata.missing import missing
from ctcompanion.metadata.schedule import is_late
from ctcompanion.metadata.schema import FIELDS, field
from ctcompanion.model import CleanTable, Finding
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

POINTS = {
    "title": 9, "description": 20, "tags": 8, "update_frequency": 10, "license": 8, "category": 5, "agency": 4, "attribution": 4,
    "contact_email": 4, "row_label": 3, "temporal_coverage": 3, "geographic_unit": 3, "source_link": 2, "attachments": 1,
}  # fmt: skip
COLUMN_POINTS = 10
FRESH_POINTS = 6
FRESH = "freshness"
NEWEST = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:-(\d\d)-(\d\d))?(?!\d)")
YEAR_TO_COLLECT = 365
"""A period's figures are often a year in the making: that long they are not late."""
OPEN_END = date(2999, 12, 31)
"""A series that says it goes on to the present."""
STALE = "The newest rows are older than the update frequency promises. Add newer rows, or choose a frequency that you can keep."
NO_PROMISE = "Say which period the rows cover and how often new ones come: people look for data that is up to date."
COST_OF_A_FINDING = {"title": 0.25, "description": 0.12}
"""Share of a text's points that one open check takes; half of the points stay in any case."""


@dataclass(frozen=True)
class Part:
    """One measured thing: its field key (`columns` for all column descriptions), the points it has, of how many."""

    key: str
    label: str
    points: float
    of: float


@dataclass(frozen=True)
class Improvement:
    """What to do next, where (field key, column name), and what it gains."""

    key: str
    column: str | None
    sentence: str
    gain: float


@dataclass(frozen=True)
class Score:
    """0 to 100, its parts and what to do next; `next` is None at 100."""

    points: int
    parts: tuple[Part, ...]
    next: Improvement | None

    def sentence(self) -> str:
        """The score in words."""
        return f"{self.points} of 100 points."


def score(metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable, today: date | None = None) -> Score:
    """The score of a description; 100 needs every field, every column, rows as new as promised and no open check in title and description."""
    stops = missing(metadata, columns, table)
    parts = (*_parts(metadata, check(metadata, (), None), stops), _columns(table, stops), _fresh(metadata, today or date.today()))
    points = sum(part.points for part in parts)
    return Score(int(points + 0.5), parts, _next(parts, stops, metadata))


def _parts(metadata: DatasetMetadata, findings: tuple[Finding, ...], stops: tuple[Finding, ...]) -> Iterator[Part]:
    refused = {finding.place for finding in stops if finding.column is None}
    for key, of in POINTS.items():
        value = getattr(metadata, key)
        if not value or key in refused:
            yield Part(key, field(key).label, 0.0, of)
            continue
        share = 1.0
        if key in COST_OF_A_FINDING:
            share = max(0.5, 1 - COST_OF_A_FINDING[key] * sum(finding.place == key for finding in findings))
        elif (least := field(key).at_least) and len(value) < least:
            share = len(value) / least
        yield Part(key, field(key).label, of * share, of)


def _columns(table: CleanTable, stops: tuple[Finding, ...]) -> Part:
    total = max(len(table.columns), 1)
    open_ones = len({finding.column for finding in stops if finding.column})
    return Part("columns", "Column descriptions", COLUMN_POINTS * (total - open_ones) / total, COLUMN_POINTS)


def _fresh(metadata: DatasetMetadata, today: date) -> Part:
    """Whether the newest period is as new as the update frequency promises. Without a promise nothing is fresh; history cannot be late."""
    newest = newest_day(metadata.temporal_coverage)
    promised = bool(metadata.update_frequency)
    late = newest is not None and is_late(metadata.update_frequency, newest, today - timedelta(days=YEAR_TO_COLLECT))
    return Part(FRESH, "Freshness", FRESH_POINTS if promised and newest and not late else 0.0, FRESH_POINTS)


def newest_day(coverage: str) -> date | None:
    """The last day that a temporal coverage speaks of: `1990 to 2017` -> December 31, 2017; `2019-2020` -> December 31, 2020."""
    if coverage.casefold().rstrip(" .").endswith(("present", "current", "today")):
        return OPEN_END
    found = list(NEWEST.finditer(coverage))
    if not found:
        return None
    year, month, day = found[-1].groups()
    try:
        return date(int(year), int(month), int(day)) if month else date(int(year), 12, 31)
    except ValueError:
        return date(int(year), 12, 31)


def _next(parts: tuple[Part, ...], stops: tuple[Finding, ...], metadata: DatasetMetadata) -> Improvement | None:
    open_parts = [part for part in parts if part.of - part.points > 0.01]
    if not open_parts:
        return None
    # What can be written now comes before newer rows, which have to be collected first.
    best = max(open_parts, key=lambda part: (part.key != FRESH, part.of - part.points))
    gain = round(best.of - best.points, 1)
    if best.key == "columns":
        column = next(finding.column for finding in stops if finding.column)
        return Improvement("columns", column, f"Describe {column} and the other columns without a description.", gain)
    if best.key == FRESH:
        return Improvement("temporal_coverage", None, STALE if metadata.update_frequency else NO_PROMISE, gain)
    said = "Add" if not getattr(metadata, best.key) else "Improve"
    hint = next(known.help for known in FIELDS if known.key == best.key)
    return Improvement(best.key, None, f"{said} the {best.label.lower()}: {hint}", gain)
