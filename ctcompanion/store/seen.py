"""Which rows a person may see: their own, and those of the agencies that the file of people opens to them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, or_, true

from ctcompanion.people import EVERY, Action, People


def seen(table: Table, people: People, who: str, action: Action) -> ColumnElement[bool]:
    """The condition on a table with `owner` and `agency`. Rows without an agency are their owner's alone."""
    agencies = people.agencies(who, action)
    if EVERY in agencies:
        return true()
    return or_(table.c.owner == who, table.c.agency.in_(sorted(agencies - {""})))
