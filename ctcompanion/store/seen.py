"""Which rows a person may see: those of the agencies that the file of people opens to them, and their own without an agency."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, and_, or_, true

from ctcompanion.people import EVERY, Action, People


def seen(table: Table, people: People, who: str, action: Action) -> ColumnElement[bool]:
    """The condition on a table with `owner` and `agency`. Rows without an agency are their owner's alone; where nobody signs in, all are.

    What somebody did for an agency stays with it: who left it does not see it any more.
    """
    agencies = people.agencies(who, action)
    if EVERY in agencies:
        return true()
    if people.alone:
        return table.c.owner == who
    return or_(and_(table.c.owner == who, table.c.agency == ""), table.c.agency.in_(sorted(agencies - {""})))
