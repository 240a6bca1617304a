"""Which of several files are parts of one table, and why the others are not, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ctcompanion.model import Sheet, Workbook

from .alike import Alike, alike, head_of
from .choose import main_sheet
from .layout import detect
from .same_header import lacks, pairs
from .step import counted, listed

MOST_NAMED = 4


@dataclass(frozen=True)
class Fit:
    """`group`: the sheets that go together (None: no two files do); `left_out`: (file, reason) for each file that does not; `said`: the finding."""

    group: Alike | None
    left_out: tuple[tuple[str, str], ...]
    said: str


def fits(workbook: Workbook) -> Fit:
    """The largest group of files whose column names agree, of a workbook of several files."""
    groups = [group for group in alike(workbook) if len(_files(workbook, group.names)) > 1]
    best = max(groups, key=lambda group: len(_files(workbook, group.names)), default=None)
    if best is None:
        reasons = tuple((name, _reason(_main(workbook, name), ())) for name in workbook.files)
        return Fit(
            None, tuple((name, why) for name, why in reasons if why), f"{len(workbook.files)} files, no two of them with the same columns."
        )
    inside = _files(workbook, best.names)
    again = {file: sentence for file, sentence in _repeated(workbook, best) if file not in _files(workbook, best.suggested)}
    others = [(name, _reason(_main(workbook, name), best.header)) for name in workbook.files if name not in inside]
    return Fit(best, (*again.items(), *others), _sentence(workbook, best, inside))


def _files(workbook: Workbook, labels: Sequence[str]) -> set[str]:
    return {workbook.sheet(label).file for label in labels}


def _main(workbook: Workbook, file: str) -> Sheet | None:
    return main_sheet([sheet for sheet in workbook.sheets if sheet.file == file])


def _sentence(workbook: Workbook, group: Alike, inside: set[str]) -> str:
    columns = f"the same {counted(len(group.header), 'column')}"
    if len(inside) == len(workbook.files):
        return f"{len(inside)} files, {'both' if len(inside) == 2 else 'all'} with {columns}: they may be parts of one table."
    return f"{len(inside)} of {len(workbook.files)} files have {columns}: they may be parts of one table."


def _repeated(workbook: Workbook, group: Alike) -> list[tuple[str, str]]:
    """Files that hold the rows of another, sorted differently or not at all."""
    pairs_of_files = [(workbook.sheet(later).file, workbook.sheet(earlier).file) for later, earlier in group.repeats]
    return [
        (later, f"it holds the same rows as {earlier}. One of them is enough.") for later, earlier in pairs_of_files if later != earlier
    ]


def _reason(sheet: Sheet | None, header: tuple[str, ...]) -> str:
    """Why this sheet is no part of a table with these column names; empty where there is nothing to compare with."""
    if sheet is None:
        return "it holds no table."
    found = detect(head_of(sheet)).names
    if not found:
        return "no column names were found in it."
    if not header:
        return ""
    told = pairs(header, found) or {name: name for name in found if name in header}
    only = lacks(header, found, told)
    more, fewer = [name for name in only if name in found], [name for name in only if name not in found]
    said = [f"it has {_quoted(more)}, which the others do not have"] if more else []
    said += [f"{'it' if not more else 'and it'} has no {_quoted(fewer)}"] if fewer else []
    return f"its columns are other ones: {', '.join(said)}." if said else "its columns are other ones."


def _quoted(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names[:MOST_NAMED]]
    return listed(shown) if len(names) <= MOST_NAMED else f"{', '.join(shown)} and {len(names) - MOST_NAMED} more"
