"""Copy from my other dataset: the descriptions of columns of the same name, and the fields that stay the same for an agency."""

from __future__ import annotations

from dataclasses import dataclass

from ctcompanion.metadata.match import by_name
from ctcompanion.model import CleanTable
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

COLUMN_KEYS = ("description", "unit", "codes")
SAME_FOR_AN_AGENCY = (
    "agency", "attribution", "contact_email", "steward", "steward_backup", "source_link", "category", "update_frequency", "license",
)  # fmt: skip
"""Title, description, row label, tags and the period speak of one dataset alone: they are never copied."""
PRESET = {"license": DatasetMetadata().license}


@dataclass(frozen=True)
class Copied:
    """Metadata and columns with what was copied; `columns_filled` and `fields_filled` name it, `without` the columns that found no namesake."""

    metadata: DatasetMetadata
    columns: tuple[ColumnMetadata, ...]
    columns_filled: tuple[str, ...]
    fields_filled: tuple[str, ...]
    without: tuple[str, ...]


def copy_from(
    other: tuple[DatasetMetadata, tuple[ColumnMetadata, ...]],
    table: CleanTable,
    metadata: DatasetMetadata,
    columns: tuple[ColumnMetadata, ...],
) -> Copied:
    """Fill what is empty, preset or only proposed with what the other dataset says; a person's words stay."""
    there = {column.name: column for column in by_name(other[1], table)}
    filled = tuple(_column(column, there[column.name]) if column.name in there else column for column in columns)
    changed = tuple(new.display or new.name for new, old in zip(filled, columns, strict=True) if new != old)
    fields = {key: getattr(other[0], key) for key in SAME_FOR_AN_AGENCY if _is_open(metadata, key) and getattr(other[0], key)}
    told = tuple(key for key, value in fields.items() if value != getattr(metadata, key))
    left = tuple(key for key in metadata.proposed if key not in fields)
    without = tuple(column.display or column.name for column in table.columns if column.name not in there)
    return Copied(metadata.model_copy(update={**fields, "proposed": left}), filled, changed, told, without)


def same_for_an_agency(metadata: DatasetMetadata) -> DatasetMetadata:
    """What of a description holds for another dataset of the same agency too; all else is empty."""
    return DatasetMetadata(**{key: getattr(metadata, key) for key in SAME_FOR_AN_AGENCY})


def _is_open(metadata: DatasetMetadata, key: str) -> bool:
    now = getattr(metadata, key)
    return not now or key in metadata.proposed or now == PRESET.get(key)


def _column(column: ColumnMetadata, other: ColumnMetadata) -> ColumnMetadata:
    new = {
        key: getattr(other, key)
        for key in COLUMN_KEYS
        if getattr(other, key) and (not getattr(column, key) or key in column.proposed) and getattr(other, key) != getattr(column, key)
    }
    return column.model_copy(update={**new, "proposed": tuple(key for key in column.proposed if key not in new)}) if new else column
