"""How well a dataset is described, from 0 to 100, and the one improvement that helps most next.

The portal measures itself by missing descriptions, frequencies and tags, and by freshness: those weigh most here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ctcompanion.metadata.check import check
from ctcompanion.metadata.missing import missing
from ctcompanion.metadata.schema import FIELDS, field
from ctcompanion.model import CleanTable, Finding
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

POINTS = {
    "title": 10, "description": 20, "tags": 8, "update_frequency": 10, "license": 8, "category": 6, "agency": 5, "attribution": 5,
    "contact_email": 5, "row_label": 3, "temporal_coverage": 4, "geographic_unit": 3, "source_link": 2, "attachments": 1,
}  # fmt: skip
COLUMN_POINTS = 10
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


def score(metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable) -> Score:
    """The score of a description; 100 needs every field, every column and no open check in title and description."""
    stops = missing(metadata, columns, table)
    parts = (*_parts(metadata, check(metadata, (), None), stops), _columns(table, stops))
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


def _next(parts: tuple[Part, ...], stops: tuple[Finding, ...], metadata: DatasetMetadata) -> Improvement | None:
    open_parts = [part for part in parts if part.of - part.points > 0.01]
    if not open_parts:
        return None
    best = max(open_parts, key=lambda part: part.of - part.points)
    gain = round(best.of - best.points, 1)
    if best.key == "columns":
        column = next(finding.column for finding in stops if finding.column)
        return Improvement("columns", column, f"Describe {column} and the other columns without a description.", gain)
    said = "Add" if not getattr(metadata, best.key) else "Improve"
    hint = next(known.help for known in FIELDS if known.key == best.key)
    return Improvement(best.key, None, f"{said} the {best.label.lower()}: {hint}", gain)
