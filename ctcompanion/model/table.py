"""A tidy table, and how it came from its sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ctcompanion.model.finding import Finding
from ctcompanion.model.sheet import Range

if TYPE_CHECKING:  # pandas and pyarrow are heavy: a command that only prints its help must not load them
    import pandas as pd


class DataType(StrEnum):
    """The portal's names of the types we publish."""

    TEXT = "text"
    NUMBER = "number"
    CHECKBOX = "checkbox"
    DATE = "calendar_date"
    POINT = "point"
    URL = "url"


@dataclass(frozen=True)
class Column:
    """A column of a clean table. `name` is its key in `CleanTable.rows`; `display` what people read; `original` the header as found."""

    name: str
    type: DataType
    display: str = ""
    original: str = ""
    unit: str = ""
    description: str = ""
    places: int | None = None
    """Decimal places seen; 0 for whole numbers, None where it does not apply."""
    grouping: bool = True
    """False where thousands separators would mislead (years, ZIP codes)."""


@dataclass(frozen=True)
class Note:
    """Text that stood around the table and was taken off: kind is title, note, source, unit or stop-sign."""

    kind: str
    text: str
    place: str


@dataclass(frozen=True)
class Change:
    """What one step did. `removed`: the cells that it took off the sheet; `effect`: in numbers, where a step tells it."""

    step: str
    sentence: str
    rows_before: int
    rows_after: int
    columns_before: int
    columns_after: int
    removed: tuple[Range, ...] = ()
    effect: str = ""


@dataclass(frozen=True)
class Sum:
    """A total found by arithmetic or by word: totals over `dimension`. `kept`: they stand in the table as category `label`.

    `column` is the field name of the column in which `label` stands as a category, or of the total's own column where it stands beside
    its parts (then `parts` holds their field names); empty where the total is not in the table.
    """

    dimension: str
    label: str
    kept: bool
    why: str = ""
    column: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Removal:
    """Numbers that are not in the table, and why it is safe: the reason, how many, and whether the table rebuilds them."""

    reason: str
    numbers: int
    rebuilt: bool
    removed: tuple[Range, ...] = ()


@dataclass(frozen=True)
class Conservation:
    """The proof that no number was lost: came in = in the table + removals."""

    numbers_in: int
    numbers_out: int
    removals: tuple[Removal, ...] = ()

    @property
    def holds(self) -> bool:
        return self.numbers_in == self.numbers_out + sum(removal.numbers for removal in self.removals)

    def sentence(self) -> str:
        """The proof in words for the clean page."""
        said = f"{self.numbers_in:,} numbers came in; {self.numbers_out:,} are in your table"
        for removal in self.removals:
            said += f"; {removal.numbers:,} were {removal.reason}"
        return said + (". Nothing was lost." if self.holds else ". Some numbers are not accounted for.")


@dataclass(frozen=True)
class Provenance:
    """Where a table came from."""

    file_name: str
    sha256: str
    sheet: str | None = None


@dataclass(frozen=True, eq=False)
class Origin:
    """From which cells of the sheet a clean table's values come. `rows`: the sheet's row of each row of the table (0: of another sheet).

    `columns`: by the table's column name the sheet's column number, or one per row (melted columns); 0: from no cell.
    """

    rows: Any
    columns: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class CleanTable:
    """A tidy table. `rows` has one pandas column per `columns` entry, in that order: str, Int64, float64, boolean or datetime64."""

    rows: pd.DataFrame
    columns: tuple[Column, ...]
    provenance: Provenance
    changes: tuple[Change, ...] = ()
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    sums: tuple[Sum, ...] = ()
    conservation: Conservation = Conservation(0, 0)
    origin: Origin | None = None
    """Only of a table that was just cleaned: other rows have no known place, and a kept table has left its sheet behind."""

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def with_rows(self, rows: pd.DataFrame, columns: tuple[Column, ...] | None = None) -> CleanTable:
        """The same table with other rows (and columns)."""
        return replace(self, rows=rows, columns=columns or self.columns, origin=None)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of rows and schema: a review or approval that carries another one is void."""
        import pandas as pd

        digest = hashlib.sha256(repr([(c.name, c.type.value) for c in self.columns]).encode())
        digest.update(pd.util.hash_pandas_object(self.rows, index=False).to_numpy().tobytes())
        return digest.hexdigest()
