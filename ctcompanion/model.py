"""The values that flow through the stages. Frozen; new values come out, what went in stays as it was.

    Workbook -> (cleaning) CleanTable -> (privacy) PrivacyReport -> (publishing) Receipt

Rows and columns of a sheet are counted as Excel does, from 1. No value here does I/O.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # pandas and pyarrow are heavy: a command that only prints its help must not load them
    import pandas as pd
    import pyarrow as pa


class Kind(StrEnum):
    """What a cell held in the file, before anybody interprets its text."""

    BLANK = "blank"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"


KIND_CODES: tuple[Kind, ...] = tuple(Kind)
"""A kinds table stores a cell's kind as its position in this tuple (int8)."""


def column_letter(number: int) -> str:
    """Excel's name of a column: 1 -> A, 27 -> AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(sheet: str | None, row: int, column: int) -> str:
    """A place in Excel's words: `Sheet1!C7`, or `C7` for a file without sheets."""
    cell = f"{column_letter(column)}{row}"
    return f"{sheet}!{cell}" if sheet else cell


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, both ends included, counted from 1."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    def __str__(self) -> str:
        return f"{column_letter(self.first_column)}{self.first_row}:{column_letter(self.last_column)}{self.last_row}"


@dataclass(frozen=True)
class Styles:
    """What the file says beyond values. Only where the format has it; keys are (row, column) from 1."""

    merged: tuple[Range, ...] = ()
    bold: frozenset[tuple[int, int]] = frozenset()
    indents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    formats: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OddRows:
    """Neighbouring rows of a text file, `first` to `last`, that have another number of cells (`found`) than its table (`expected`).

    `line`: where the first of them begins in the file, which differs from its row where cells hold line breaks. `done`: what was
    done with the missing or extra cells, in words.
    """

    first: int
    last: int
    line: int
    expected: int
    found: int
    done: str


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet as found. `cells`: string columns named A, B, C...; null = blank; a number as its shortest text, a date as ISO.

    `kinds`: the same shape in int8 (see KIND_CODES), or None where everything was text (csv).
    `role` is what the sheet seems to be: "data", "notes" (text only), "empty", "chart".
    """

    name: str | None
    cells: pa.Table
    kinds: pa.Table | None = None
    styles: Styles = field(default_factory=Styles)
    visible: bool = True
    role: str = "data"
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    filtered: bool = False
    printed: tuple[str, ...] = ()
    """What the page header and footer say when the sheet is printed."""
    odd_rows: tuple[OddRows, ...] = ()
    """Rows of another width than the rest (text files)."""
    file: str = ""
    """The name of its file, where several files were brought together."""
    known_as: str = ""
    """Its name among the sheets of several files; empty: `name`."""

    @property
    def label(self) -> str | None:
        """What it is called in its workbook: no other sheet there is called so."""
        return self.known_as or self.name

    @property
    def height(self) -> int:
        return int(self.cells.num_rows)

    @property
    def width(self) -> int:
        return int(self.cells.num_columns)


@dataclass(frozen=True, eq=False)
class Workbook:
    """A file as found: its sheets, and a load receipt of what was guessed (`guesses`) and what a person should know (`notices`).

    Several files that were brought together are one workbook that holds the sheets of all; `files` are their names then.
    """

    file_name: str
    sha256: str
    format: str
    sheets: tuple[Sheet, ...]
    guesses: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def sheet(self, label: str | None) -> Sheet:
        """The sheet that is called so; KeyError when there is none."""
        for sheet in self.sheets:
            if sheet.label == label:
                return sheet
        raise KeyError(label)

    def file_of(self, sheet: Sheet) -> str:
        """The name of the file that a sheet stands in."""
        return sheet.file or self.file_name


class LineClass(StrEnum):
    """What a row of a sheet is."""

    TITLE = "title"
    HEADER = "header"
    GROUP = "group"
    DATA = "data"
    TOTAL = "total"
    NOTE = "note"
    BLANK = "blank"


@dataclass(frozen=True)
class Block:
    """One table of a sheet. Side by side and stacked tables are blocks of their own.

    `range` goes from the first header row to the last row of data, group or total. `headers` has one entry per column of the range,
    from left to right: the texts of the header rows from top to bottom, a span's text repeated under it, blanks left out.
    `names` are the headers joined with a space, made unique (" 2", " 3"... appended). A column without any header gets "Column B".
    Blocks with equal `headers` are parts of one table and belong under each other.
    """

    range: Range
    header_rows: tuple[int, ...]
    headers: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]

    @property
    def first_body_row(self) -> int:
        """The row below the last header row."""
        return max(self.header_rows) + 1 if self.header_rows else self.range.first_row


@dataclass(frozen=True)
class LineSum:
    """A row (column) that is the sum of others, found by arithmetic. `axis` is "row" or "column"; numbers are Excel's.

    `cells` is the number of columns (rows) in which the sum was tried, `rebuilt` in how many the published parts give the published
    total within rounding, `hidden` in how many a part is not published ("*", "<5", -9999): there the total tells more than its parts.
    The total repeats its parts, and may be taken off, only when `exact`. Where `parts` is empty it was a total by its word alone.
    """

    axis: str
    number: int
    parts: tuple[int, ...]
    cells: int
    rebuilt: int
    hidden: int = 0

    @property
    def exact(self) -> bool:
        """The published parts rebuild every published number of the total."""
        return self.cells > 0 and self.rebuilt == self.cells


@dataclass(frozen=True)
class Layout:
    """What was found on a sheet, nothing changed yet. Row and column numbers are Excel's; `lines` starts at row 1.

    `header_rows`, `names` and `total_columns` are of the main (largest) block, or of all blocks with the main block's headers.
    `tables` are the ranges of `blocks`, in the same order. A total that found no parts has a LineSum with empty `parts`.
    `confidence` is the measured chance that every line's class is right; `edge_confidence` that the header rows and the first and last
    row of the body are, whatever its rows are called.
    """

    lines: tuple[LineClass, ...]
    header_rows: tuple[int, ...]
    names: tuple[str, ...]
    tables: tuple[Range, ...]
    total_columns: tuple[int, ...]
    confidence: float
    reasons: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    sums: tuple[LineSum, ...] = ()
    edge_confidence: float = 1.0


class Level(StrEnum):
    """How much a finding weighs. STOP closes publishing, REVIEW wants a person's word, NOTE informs, OK says it was looked at."""

    STOP = "STOP"
    REVIEW = "REVIEW"
    NOTE = "NOTE"
    OK = "OK"


@dataclass(frozen=True)
class Remedy:
    """Something a person can press: the operation and its parameters, in words, with its effect on this table."""

    operation: str
    label: str
    effect: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """A fact about the data or its description that somebody should see. Never holds a cell value."""

    rule: str
    level: Level
    message: str
    column: str | None = None
    why: str = ""
    place: str | None = None
    remedies: tuple[Remedy, ...] = ()
    share: float | None = None

    @property
    def key(self) -> str:
        """What a decision about this finding is filed under; the same finding has the same key next month."""
        return f"{self.rule}:{self.column or ''}"


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


class ColumnClass(StrEnum):
    """The guidelines' classes of a column."""

    DIRECT = "direct"
    QUASI = "quasi"
    SENSITIVE = "sensitive"
    NONE = "none"


@dataclass(frozen=True)
class ColumnVerdict:
    """What the privacy step proposes for one column, with its evidence."""

    column: str
    role: ColumnClass
    level: Level
    rule: str
    why: str
    share: float | None = None
    proposed: ColumnClass | None = None
    """The class that we proposed, where a person chose another."""


@dataclass(frozen=True)
class Risk:
    """How easily a row of person-level data can be singled out over `columns` (the quasi-identifiers).

    `sentences` are the worst reasons; `told` says the numbers in words, also where nothing is wrong.
    """

    columns: tuple[str, ...]
    k: int | None
    rows_below_k: int
    sample_uniques: int
    threshold: int
    sentences: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrivacyReport:
    """The privacy step's result for exactly one table (`fingerprint`)."""

    fingerprint: str
    row_meaning: str | None
    verdicts: tuple[ColumnVerdict, ...]
    findings: tuple[Finding, ...]
    risk: Risk | None = None
    checks_run: int = 0


@dataclass(frozen=True)
class PrivacyRecord:
    """What the privacy step found and what was decided, in words, for the record to print and the review pack. No cell value.

    `columns`: name, class, who says so, what was found, what was decided. `decided`: about, decision, why and on which law, by and when,
    OPM's answer. `remains`: what is open, and whether it is a STOP.
    """

    fingerprint: str
    meaning: str
    by: str
    public: bool
    checks: str
    columns: tuple[tuple[str, ...], ...]
    risk: tuple[str, ...]
    weighed: str
    decided: tuple[tuple[str, ...], ...]
    remedies: tuple[str, ...]
    again: str
    remains: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, eq=False)
class Chart:
    """A figure for the preview: the takeaway as its title, a text alternative, and the table behind it."""

    key: str
    title: str
    figure: Any
    alternative: str
    table: pd.DataFrame


@dataclass(frozen=True)
class Check:
    """One thing that was verified after publishing, in words."""

    name: str
    passed: bool
    sentence: str


@dataclass(frozen=True)
class ExceptionOnFile:
    """An exception that a publication rests on: for which finding, who asked, what OPM answered. Holds no cell value.

    `finding` is `Finding.key`. `answer`: granted, refused, or empty while nobody has answered.
    """

    finding: str
    asked_by: str = ""
    asked_on: str = ""
    answer: str = ""
    answered_by: str = ""
    reference: str = ""
    valid_until: str = ""
    standing: bool = False
    """It covers every update of the dataset, not one file alone."""


@dataclass(frozen=True)
class Receipt:
    """What was published. Holds no cell value."""

    publication_id: str
    dataset_id: str
    title: str
    domain: str
    url: str
    mode: str
    """create or append"""
    rows_sent: int
    rows_before: int
    rows_after: int
    rows_already_there: int
    checks: tuple[Check, ...]
    when: str
    """ISO time with offset"""
    audience: str = "private"
    """private, public or waiting for approval"""
    fingerprint: str = ""
    request_ids: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    agency: str = ""
    """Whose dataset it is: by it colleagues with a role for that agency see the receipt."""
    exceptions: tuple[ExceptionOnFile, ...] = ()

    @property
    def holds(self) -> bool:
        """True when every check passed."""
        return all(check.passed for check in self.checks)
