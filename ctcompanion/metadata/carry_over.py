"""An update starts from what is on the portal: what moves forward by itself, what changed, and what is left to ask."""

from __future__ import annotations

from dataclasses import dataclass

from ctcompanion.metadata.match import by_name
from ctcompanion.metadata.missing import missing
from ctcompanion.metadata.schema import FIELDS
from ctcompanion.metadata.suggest import suggest
from ctcompanion.metadata.suggest_columns import suggest_columns
from ctcompanion.metadata.view import described
from ctcompanion.model import CleanTable
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata


@dataclass(frozen=True)
class CarriedOver:
    """Metadata and columns for the update. `changed`: (label, before, now); `ask`: (field key, column name or None) still to fill."""

    metadata: DatasetMetadata
    columns: tuple[ColumnMetadata, ...]
    changed: tuple[tuple[str, str, str], ...]
    ask: tuple[tuple[str, str | None], ...]


def carry_over(
    live: DatasetMetadata, live_columns: tuple[ColumnMetadata, ...], table: CleanTable, own: tuple[ColumnMetadata, ...] = ()
) -> CarriedOver:
    """The live description for a table with new rows: coverage moved forward, new columns proposed, everything else kept.

    `own`: columns as described here before; they know units and codes, and what the portal left empty.
    """
    metadata = forward(live, suggest(table, DatasetMetadata()).temporal_coverage)
    known = _with_own(by_name(live_columns, table), own)
    columns = suggest_columns(table, known)[: len(table.columns)]
    open_ones = missing(metadata, columns, table)
    ask = tuple(dict.fromkeys((finding.place or "", finding.column) for finding in open_ones))
    return CarriedOver(metadata, columns, differences(live, metadata), ask)


def _with_own(live: tuple[ColumnMetadata, ...], own: tuple[ColumnMetadata, ...]) -> tuple[ColumnMetadata, ...]:
    """The live columns with units and codes of our own; where the portal says nothing, or the same, our own words."""
    here = {column.name: column for column in own}
    there = {column.name: column for column in live}
    joined = [_one(column, here[column.name]) if column.name in here else column for column in live]
    return (*joined, *(column for column in own if column.name not in there))


def _one(live: ColumnMetadata, own: ColumnMetadata) -> ColumnMetadata:
    if live.description in ("", described(own)):
        return own.model_copy(update={"field_name": live.field_name or own.field_name, "proposed": ()})
    kept = {"unit": own.unit, "codes": own.codes, "type": own.type}
    return live.model_copy(update={**kept, "display": live.display or own.display})


def laid_over(own: DatasetMetadata, live: DatasetMetadata) -> DatasetMetadata:
    """What the portal says, and our own where it says nothing."""
    return own.model_copy(update={"proposed": (), **{key: value for key, value in live if value and key != "proposed"}})


def forward(live: DatasetMetadata, newest: str) -> DatasetMetadata:
    """The live coverage with its end moved to that of the new rows: `1990 to 2017` and `2018` make `1990 to 2018`, in the description too."""
    before = live.temporal_coverage
    after = joined(before, newest)
    if after == before:
        return live
    description = live.description.replace(before, after) if len(before) > 4 else live.description
    return live.model_copy(update={"temporal_coverage": after, "description": description})


def joined(before: str, newest: str) -> str:
    """One span from the earlier beginning to the later end. `present` stays; a span that cannot be compared is left as it is."""
    if not newest or not before:
        return before or newest
    first, _, last = before.partition(" to ")
    new_first, _, new_last = newest.partition(" to ")
    last, new_last = last or first, new_last or new_first
    if not _comparable(last, new_last) or last.casefold() in ("present", "current"):
        return before
    start, end = min(first, new_first), max(last, new_last)
    return start if start == end else f"{start} to {end}"


def _comparable(one: str, other: str) -> bool:
    """Both written alike: years, school years or ISO dates of one length."""
    return len(one) == len(other) and all(a.isdigit() == b.isdigit() for a, b in zip(one, other, strict=True))


def differences(before: DatasetMetadata, now: DatasetMetadata) -> tuple[tuple[str, str, str], ...]:
    """(label, before, now) of every field that changed, in the form's order."""
    found = []
    for field in FIELDS:
        old, new = (_text(getattr(value, field.key, "")) for value in (before, now))
        if old != new:
            found.append((field.label, old, new))
    return tuple(found)


def _text(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
