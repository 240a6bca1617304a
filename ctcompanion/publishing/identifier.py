"""What tells one row from another: an existing column, or a `record_id` computed from published columns.

Computed: a hash over the columns' published values, and an occurrence number where identical rows stand (identical lines are
legitimate). Never random, since a repeated send would double the rows; never from what was removed, since it would leak;
never from the date-updated column, since it would make every row a new one.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ctcompanion.errors import PublishingError
from ctcompanion.model import CleanTable, Column, DataType
from ctcompanion.publishing.canonical import Cells
from ctcompanion.publishing.update_stamp import is_update_stamp

RECORD_ID = "record_id"
DIGEST_BYTES = 10
"""80 bits: among a million rows two alike are less likely than one in a trillion."""
LARGEST_COMBINATION = 4
CANDIDATES = 8
ID_WORDS = frozenset({"id", "number", "no", "code", "key", "identifier", "permit", "case", "license"})
PERIOD_WORDS = frozenset({"year", "quarter", "month", "week", "period", "date", "day"})


@dataclass(frozen=True)
class Identifier:
    """`columns` tell rows apart. `computed`: they are put into a `record_id`; else the one column is used as it is."""

    columns: tuple[str, ...]
    computed: bool
    sentence: str


def choose_identifier(table: CleanTable) -> Identifier:
    """The row identifier that we propose: an id column, else the smallest combination that is unique, else all columns."""
    columns = [column for column in table.columns if not is_update_stamp(column)]
    for column in columns:
        if _looks_like_id(column) and _is_unique(table, (column.name,)):
            said = column.display or column.name
            return Identifier((column.name,), False, f'"{said}" is different in every row, so the portal can use it to tell rows apart.')
    for names in _combinations(columns):
        if _is_unique(table, names):
            said = " and ".join(table.column(name).display or name for name in names)
            return Identifier(names, True, f"{said} together are different in every row. They make the row identifier.")
    everything = tuple(column.name for column in columns)
    return Identifier(everything, True, "No columns tell the rows apart, so all of them together make the row identifier.")


def record_ids(columns: Sequence[Cells], rest: Sequence[Cells] = ()) -> list[str]:
    """One id per row from canonical cells: equal rows get the occurrence numbers 1, 2, 3.

    `rest`: what else the rows say. Where rows are equal in `columns` alone it decides who comes first, so that a file in another
    order gives every row the id that it had.
    """
    texts = ["".join("-;" if cell is None else f"{len(cell)}:{cell};" for cell in row) for row in zip(*columns, strict=True)]
    numbers = _occurrences(texts, rest)
    return [
        hashlib.blake2b(f"{text}#{number}".encode(), digest_size=DIGEST_BYTES).hexdigest()
        for text, number in zip(texts, numbers, strict=True)
    ]


def _occurrences(texts: Sequence[str], rest: Sequence[Cells]) -> list[int]:
    seen: Counter[str] = Counter()
    numbers = []
    for text in texts:
        seen[text] += 1
        numbers.append(seen[text])
    if not rest or len(seen) == len(texts):
        return numbers
    repeated = [row for row, text in enumerate(texts) if seen[text] > 1]
    seen.clear()
    for row in sorted(repeated, key=lambda row: [(cells[row] is not None, cells[row] or "") for cells in rest]):
        seen[texts[row]] += 1
        numbers[row] = seen[texts[row]]
    return numbers


def not_told_apart(table: CleanTable, names: Sequence[str]) -> int:
    """How many rows are equal in these columns and say different things elsewhere. Rows that are identical as a whole do no harm."""
    if not table.rows.duplicated(list(names)).any():
        return 0
    said = {*names, *(column.name for column in table.columns if not is_update_stamp(column))}
    distinct: pd.DataFrame = table.rows[[column.name for column in table.columns if column.name in said]].drop_duplicates()
    return int(distinct.duplicated(list(names), keep=False).sum())


def check_sources(table: CleanTable, names: Sequence[str]) -> None:
    """PublishingError unless these columns tell rows apart: an id by the order of the file would be another row's next month."""
    if count := not_told_apart(table, names):
        shown = " and ".join(table.column(name).display or name for name in names)
        raise PublishingError(
            "identifier-not-enough",
            f"{count:,} rows are equal in {shown} and differ elsewhere, so {shown} cannot tell them apart.",
            "Choose further columns for the row identifier, or use the proposed one.",
        ).about(happened="Nothing was published.")


def check_key(cells: Cells, name: str) -> None:
    """PublishingError unless every row has its own value in the row identifier."""
    if None in cells:
        raise PublishingError(
            "identifier-blank",
            f'"{name}" tells the rows apart, and is blank in at least one row.',
            "Fill it in the file, or choose other columns as the row identifier.",
            place=f"column {name}, row {cells.index(None) + 1} of the table",
        ).about(happened="Nothing was sent.")
    if len(set(cells)) < len(cells):
        raise PublishingError(
            "identifier-twice",
            f'"{name}" tells the rows apart, and {len(cells) - len(set(cells)):,} rows share a value in it.',
            "Choose columns that together are different in every row as the row identifier.",
            place=f"column {name}",
        ).about(happened="Nothing was sent.")


def description_of(displays: Sequence[str]) -> str:
    """What the portal says about the computed column."""
    return f"Tells one row from another, so that updates are exact. Computed by CT Companion from: {'; '.join(displays)}."


def free_name(taken: Mapping[str, object] | Sequence[str]) -> str:
    """`record_id`, or `record_id_2`... where a column of that name exists."""
    return next(name for name in itertools.chain((RECORD_ID,), (f"{RECORD_ID}_{n}" for n in itertools.count(2))) if name not in taken)


def _looks_like_id(column: Column) -> bool:
    whole = column.type is DataType.NUMBER and column.places in (0, None)
    return (column.type is DataType.TEXT or whole) and column.name.split("_")[-1] in ID_WORDS


def _combinations(columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """Names, periods and categories; an amount or a measure is no part of what a row is.

    A period is always part of it: this file may hold one year only, and next year's rows are new ones, not corrections.
    Where a year stands, further dates are facts about the row; where none does, the first date is the period.
    """
    names = [column.name for column in columns if _may_identify(column)][:CANDIDATES]
    dates = [column.name for column in columns if column.type is DataType.DATE][:1]
    periods = [column.name for column in columns if _is_period(column) and column.type is not DataType.DATE] or dates
    others = [name for name in names if name not in periods]
    sizes = range(0 if periods else 1, LARGEST_COMBINATION + 1)
    chosen = [{*periods, *combination} for size in sizes for combination in itertools.combinations(others, size)]
    return [tuple(column.name for column in columns if column.name in names) for names in chosen]


def _may_identify(column: Column) -> bool:
    return column.type in {DataType.TEXT, DataType.DATE} or _is_period(column)


def _is_period(column: Column) -> bool:
    if column.type is DataType.NUMBER:
        return not column.grouping
    return column.type is DataType.DATE or bool(PERIOD_WORDS & set(column.name.split("_")))


def _is_unique(table: CleanTable, names: tuple[str, ...]) -> bool:
    rows: pd.DataFrame = table.rows[list(names)]
    if rows.head(2_000).duplicated().any():  # most combinations fall here, without a look at a million rows
        return False
    return bool(len(rows)) and not rows.isna().to_numpy().any() and not rows.duplicated().any()
