"""For an update: rows that do not say what they are about, because a column that tells the rows apart is empty in them."""

from __future__ import annotations

from ctcompanion.draft import Draft
from ctcompanion.model import CleanTable, Column, Finding, Level, Remedy, cell_name
from ctcompanion.recipe import blank_key

RULE = "blank-key"


def blank_keys(draft: Draft) -> tuple[Finding, ...]:
    """One finding for each such column, but for those that had blanks last time too, which somebody saw and let stand. Nothing for a
    dataset whose rows are told apart by no column of its own."""
    table = draft.table
    if draft.last_month is None or table is None:
        return ()
    target = draft.last_month.target
    let_stand = draft.last_month.source.findings or ()
    keys = {name for name in (*target.record_id_from, *target.row_identifier) if blank_key(name) not in let_stand}
    return tuple(_finding(table, column) for column in table.columns if column.name in keys and table.rows[column.name].isna().any())


def _finding(table: CleanTable, column: Column) -> Finding:
    blank = table.rows[column.name].isna()
    count, label = int(blank.sum()), column.display or column.original or column.name
    rows = "1 row" if count == 1 else f"{count:,} rows" if count < len(blank) else f"all {count:,} rows"
    place = _first(table, column, int(blank.to_numpy().argmax()))
    remedy = Remedy("filter-rows", "Leave these rows out" if count > 1 else "Leave this row out", rows, _with(label))
    return Finding(
        RULE,
        Level.REVIEW,
        f"{label} is empty in {rows}{f', first in {place}' if place else ''}.",
        column=label,
        why="It tells the rows apart: without it nobody can know what a row is about. Fill it in in your file, and choose the file again.",
        place=place,
        remedies=(remedy,) if count < len(blank) else (),
    )


def _with(label: str) -> dict[str, object]:
    return {"column": label, "test": "not blank", "values": []}


def _first(table: CleanTable, column: Column, at: int) -> str | None:
    """The cell of the first such row, where the table comes straight from its sheet."""
    origin = table.origin
    if origin is None or column.name not in origin.columns or not isinstance(origin.columns[column.name], int):
        return None
    row, number = int(origin.rows[at]), origin.columns[column.name]
    return cell_name(table.provenance.sheet, row, number) if row and number else None
