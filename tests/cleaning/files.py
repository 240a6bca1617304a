"""Several files as one workbook, from tables drawn as text."""

from __future__ import annotations

from dataclasses import replace

from ctcompanion.model import Sheet, Workbook
from ctcompanion.reading import bundled
from tests.cleaning.test_alike import sheet


def book(name: str, *sheets: Sheet) -> Workbook:
    return Workbook(name, name, "csv", sheets)


def files(*books: Workbook) -> Workbook:
    return bundled(books)


def csv(name: str, *, header: str = "Town | Permits | Value", add: int = 0, turned: bool = False) -> Workbook:
    """A file of one sheet without a name."""
    return book(name, replace(sheet("", header=header, add=add, turned=turned), name=None))
