"""How fine the table is, before and after the remedies: what a person weighs against what the public needs."""

from __future__ import annotations

from dataclasses import dataclass

from ctcompanion.model import CleanTable


@dataclass(frozen=True)
class Grain:
    """One column: how many different values it holds as cleaned (None: it was not there) and as it would be published (None: it is gone)."""

    column: str
    before: int | None
    after: int | None

    @property
    def changed(self) -> bool:
        return self.before != self.after


def grains(table: CleanTable, safe: CleanTable) -> tuple[Grain, ...]:
    """Every column of either table, those of the clean table first, in their order."""
    names = {column.name: column.display or column.name for column in (*table.columns, *safe.columns)}
    return tuple(Grain(label, _kinds(table, name), _kinds(safe, name)) for name, label in names.items())


def _kinds(table: CleanTable, name: str) -> int | None:
    return int(table.rows[name].nunique()) if name in table.rows.columns else None
