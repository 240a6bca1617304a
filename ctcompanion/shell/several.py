"""Several files named on the command line, to be put under each other: whoever names them has asked for one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ctcompanion.errors import CleaningError, ReadingError
from ctcompanion.model import Workbook
from ctcompanion.shell.files import SHELL_LIMITS


def open_together(paths: Sequence[Path], sheet: str | None = None) -> tuple[Workbook, tuple[str, ...]]:
    """One workbook of these files and the sheets to put under each other. `sheet`: only sheets of that name are looked at.

    ReadingError of the first file that cannot be read; CleaningError files-differ names the file and the reason.
    """
    from ctcompanion.cleaning.fits import fits
    from ctcompanion.reading import read_several

    for path in paths:
        if not path.is_file():
            raise ReadingError("no-such-file", f"There is no file {path.name}.", "Check the path and the name.")
    workbook, refused = read_several([(path.name, path) for path in paths], SHELL_LIMITS)
    if refused:
        error = refused[0].error
        raise ReadingError(error.code, f"{refused[0].file_name}: {error.message}", error.hint, error.place or refused[0].file_name)
    found = fits(workbook if sheet is None else _only(workbook, sheet))
    again = {later for later, _ in found.group.repeats} if found.group else set()
    repeated = {workbook.sheet(label).file for label in again}
    if odd := [(name, reason) for name, reason in found.left_out if name not in repeated]:
        raise CleaningError("files-differ", f"{odd[0][0]} cannot go under the others: {odd[0][1]}", HINT, odd[0][0])
    if found.group is None:
        raise CleaningError("files-differ", found.said, HINT, paths[0].name)
    said = [f"{name} is left out: {reason}" for name, reason in found.left_out]
    return replace(workbook, notices=(*workbook.notices, found.said, *found.group.spelled, *said)), found.group.suggested


HINT = "Leave that file out, or clean it alone."


def _only(workbook: Workbook, sheet: str) -> Workbook:
    kept = tuple(one for one in workbook.sheets if one.name == sheet)
    if not kept:
        raise ReadingError("no-such-sheet", f"There is no sheet called {sheet}.", "Check the name of the sheet.")
    return replace(workbook, sheets=kept)
