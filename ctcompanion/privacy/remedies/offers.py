"""The remedies that fit a column, with their effect on this table."""

from __future__ import annotations

from ctcompanion.model import CleanTable, ColumnVerdict, Remedy


def offers(verdict: ColumnVerdict, table: CleanTable) -> tuple[Remedy, ...]:
    """What a person can press for this column."""
    return (
        Remedy(
            "drop-column", "Remove the column", f"{len(table.columns)} columns become {len(table.columns) - 1}", {"column": verdict.column}
        ),
    )
