"""Sheets of one or several files with the same column names, each cleaned on its own, put under each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
import pyarrow as pa

from ctcompanion.cleaning import Proposal, carry, clean, propose
from ctcompanion.errors import CleaningError
from ctcompanion.model import Change, CleanTable, Column, Conservation, DataType, Finding, Layout, Level, Origin, Provenance, Removal, Sheet
from ctcompanion.recipe import CleaningStep

from . import correct, origin
from .alike import spelled_as
from .layout import detect
from .names import field_names
from .same_header import YEAR
from .step import counted, listed
from .told_apart import told_apart

Steps = tuple[CleaningStep, ...]
LEADS_ALONE = frozenset({correct.OPERATION, origin.OPERATION})
"""What is said of the first sheet only."""
MOST_NAMED = 3
_proposals: WeakKeyDictionary[Sheet, dict[tuple[str, ...], Proposal]] = WeakKeyDictionary()


def propose_together(sheets: Sequence[Sheet], file_name: str = "") -> Proposal:
    """The first sheet's proposal; where nothing in the cleaned tables tells the sheets apart, with a column of their files' or sheets' names."""
    lead = propose(sheets[0], sheets[0].file or file_name)
    tables = _cleaned(sheets, lead.steps, lead.layout, file_name, "")
    named = () if told_apart(tables) else (origin.step_for(sheets, tables[0].columns),)
    return replace(lead, steps=(*lead.steps, *named))


def together(sheets: Sequence[Sheet], steps: Steps, layout: Layout, *, file_name: str = "", sha256: str = "") -> CleanTable:
    """One table of several sheets. `steps` and `layout` are the first sheet's; on each other one its own proposal is made, with the
    decisions of these steps laid over it. Every sheet proves that nothing was lost, and so does the whole.

    CleaningError: as `clean` (its place names the sheet), and rows-lost.
    """
    labels = [str(sheet.label) for sheet in sheets]
    table = stacked(_cleaned(sheets, steps, layout, file_name, sha256), labels)
    return replace(table, provenance=Provenance(file_name, sha256, None if sheets[0].file else listed(labels)))


def _cleaned(sheets: Sequence[Sheet], steps: Steps, layout: Layout, file_name: str, sha256: str) -> list[CleanTable]:
    """Each sheet cleaned on its own, with these decisions."""
    lead, *others = sheets
    tables = [clean(lead, steps, file_name=lead.file or file_name, sha256=sha256, layout=layout)]
    values = origin.values_of(sheets)
    for sheet, value in zip(others, values[1:], strict=True):
        proposal = proposal_like(layout, sheet, file_name)
        mine = origin.with_value(carry(tuple(step for step in steps if step.operation not in LEADS_ALONE), proposal), steps, value)
        try:
            tables.append(clean(sheet, mine, file_name=sheet.file or file_name, sha256=sha256, layout=proposal.layout))
        except CleaningError as error:
            raise CleaningError(error.code, error.message, error.hint, error.place or sheet.label) from None
    return tables


def proposal_like(lead: Layout, sheet: Sheet, file_name: str) -> Proposal:
    """What is proposed for another sheet, its headings spelled as those of the first one. Looked at once: the sheets do not change."""
    known = _proposals.setdefault(sheet, {})
    if lead.names not in known:
        # Without its sheet: a value that holds its own key would never be let go.
        known[lead.names] = replace(propose(sheet, sheet.file or file_name, spelled_as(lead, detect(sheet))), sheet=None)
    return replace(known[lead.names], sheet=sheet)


def stacked(tables: Sequence[CleanTable], names: Sequence[str]) -> CleanTable:
    """The tables under each other."""
    lead, height = tables[0].origin, sum(len(table.rows) for table in tables)
    tables = _same_year_names(tables)
    columns = _columns(tables)
    kinds = _kinds(tables, columns)
    rows = _under_each_other([_aligned(table, kinds) for table in tables])
    _nothing_lost(tables, rows)
    first = tables[0]
    said = listed([f"{name} ({counted(len(table.rows), 'row')})" for name, table in zip(names, tables, strict=True)])
    done = Change("together", f"Put under each other: {said}.", len(first.rows), len(rows), len(first.columns), len(columns))
    return CleanTable(
        rows=rows,
        columns=columns,
        provenance=first.provenance,
        changes=(*first.changes, done),
        notes=tuple({(note.kind, note.text): note for table in reversed(tables) for note in reversed(table.notes)}.values())[::-1],
        findings=_findings(tables, columns, names),
        sums=tuple(dict.fromkeys(found for table in tables for found in table.sums)),
        conservation=_conservation(tables),
        origin=_lengthened(lead, height),
    )


def _lengthened(lead: Origin | None, height: int) -> Origin | None:
    """The first sheet's cells, which are those that a person sees beside the table; the rows of the others come from no cell of it."""
    if lead is None:
        return None
    more = height - len(lead.rows)
    columns = {name: source if isinstance(source, int) else np.pad(source, (0, more)) for name, source in lead.columns.items()}
    return Origin(np.pad(lead.rows, (0, more)), columns)


def _same_year_names(tables: Sequence[CleanTable]) -> Sequence[CleanTable]:
    """A column whose name differs by the year alone ("Permits 2018", "Permits 2019") is one column, without the year."""
    common = set.intersection(*({c.name for c in table.columns} for table in tables))
    odd = [{YEAR.sub("", c.display): c for c in table.columns if c.name not in common and YEAR.search(c.display)} for table in tables]
    shared = set.intersection(*(set(one) for one in odd))
    if not shared or not all(" ".join(stem.split()) for stem in shared):
        return tables
    return [_renamed(table, {one[stem].name: stem for stem in shared}) for table, one in zip(tables, odd, strict=True)]


def _renamed(table: CleanTable, stems: dict[str, str]) -> CleanTable:
    labels = {name: " ".join(stem.split()).strip(" ,-–") for name, stem in stems.items()}
    fields = dict(zip(labels, field_names(list(labels.values())), strict=True))
    columns = tuple(replace(c, name=fields[c.name], display=labels[c.name]) if c.name in labels else c for c in table.columns)
    return table.with_rows(table.rows.rename(columns=fields), columns)


def _columns(tables: Sequence[CleanTable]) -> tuple[Column, ...]:
    """The columns of all tables, the first one's in front; of two types the wider one."""
    found: dict[str, Column] = {}
    for table in tables:
        for column in table.columns:
            known = found.get(column.name)
            found[column.name] = column if known is None else _wider(known, column)
    return tuple(found.values())


def _wider(one: Column, other: Column) -> Column:
    if one.type is not other.type:
        return replace(one, type=DataType.TEXT, places=None)
    places = max((c.places for c in (one, other) if c.places is not None), default=None)
    said = " ".join(dict.fromkeys(text for text in (one.description, other.description) if text))
    return replace(one, places=places, grouping=one.grouping and other.grouping, description=said)


def _kinds(tables: Sequence[CleanTable], columns: Sequence[Column]) -> dict[str, str]:
    """The pandas type of each column: whole numbers only where no table has others."""
    kinds = {DataType.CHECKBOX: "boolean", DataType.DATE: "datetime64[us]", DataType.NUMBER: "Int64"}
    found = {column.name: kinds.get(column.type, "str") for column in columns}
    for table in tables:
        for name, kind in found.items():
            if kind == "Int64" and name in table.rows.columns and pd.api.types.is_float_dtype(table.rows[name]):
                found[name] = "float64"
    return found


def _aligned(table: CleanTable, kinds: dict[str, str]) -> pd.DataFrame:
    """The table's rows in these columns and types; blank where it has no such column."""
    return pd.DataFrame({name: _as(table.rows.get(name), kind, len(table.rows)) for name, kind in kinds.items()})


def _under_each_other(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One frame; text in one piece each, as every other table has it."""
    rows = pd.concat(frames, ignore_index=True)
    for name in rows.columns[rows.dtypes == "str"]:
        texts = pa.array(rows[name])
        whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
        rows[name] = pd.Series(whole, dtype=rows[name].dtype)
    return rows


def _as(values: pd.Series | None, kind: str, height: int) -> pd.Series:
    wanted = pd.api.types.pandas_dtype(kind)
    if values is None:
        return pd.Series([None] * height, dtype=wanted)
    if kind == "str" and not pd.api.types.is_string_dtype(values):
        return pd.Series([None if pd.isna(value) else _written(value) for value in values], dtype=wanted)
    if kind == "float64":
        return pd.Series(values.to_numpy(dtype=np.float64, na_value=np.nan))
    return pd.Series(values.array, dtype=wanted)


def _written(value: object) -> str:
    """A value of a column that is text elsewhere: a day without its time."""
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat()
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _nothing_lost(tables: Sequence[CleanTable], rows: pd.DataFrame) -> None:
    """Each table's rows and filled cells are there."""
    before = sum(int(table.rows.notna().to_numpy().sum()) for table in tables)
    if len(rows) != sum(len(table.rows) for table in tables) or before != int(rows.notna().to_numpy().sum()):
        hint = "Choose one sheet instead, or tell the people who run this program."
        raise CleaningError("rows-lost", "Putting these sheets together would lose cells of them.", hint)


def _findings(tables: Sequence[CleanTable], columns: Sequence[Column], names: Sequence[str]) -> tuple[Finding, ...]:
    """Each finding once, and the columns that not every sheet has, or not in one type."""
    found = _said_once(tables, names)
    for column in columns:
        held = [table for table in tables if column.name in table.rows.columns]
        if len(held) < len(tables):
            gone = [name for name, table in zip(names, tables, strict=True) if table not in held]
            where = listed(gone) if len(gone) <= MOST_NAMED else f"{len(gone)} of {len(tables)}"
            message = f"{column.display or column.name} is not in {where}: it is blank in {'its' if len(gone) == 1 else 'their'} rows."
            found.append(Finding("not-in-every-sheet", Level.REVIEW, message, column=column.name))
        elif len({table.column(column.name).type for table in held}) > 1:
            message = f"{column.display or column.name} is text, since not all of them hold numbers or dates there."
            found.append(Finding("types-differ", Level.REVIEW, message, column=column.name))
    return tuple(found)


def _said_once(tables: Sequence[CleanTable], names: Sequence[str]) -> list[Finding]:
    """What holds for all tables is said once; what holds for some, with their names."""
    told: dict[tuple[str, str | None, str], tuple[Finding, list[str]]] = {}
    for name, table in zip(names, tables, strict=True):
        for finding in table.findings:
            where = told.setdefault((finding.rule, finding.column, finding.message), (finding, []))[1]
            where.extend([name] if name not in where else [])
    return [one if len(where) == len(tables) else replace(one, message=f"{_some(where)}: {one.message}") for one, where in told.values()]


def _some(names: Sequence[str]) -> str:
    return listed(names) if len(names) <= MOST_NAMED else f"{names[0]} and {len(names) - 1} others"


def _conservation(tables: Sequence[CleanTable]) -> Conservation:
    """The proofs of all sheets as one."""
    removals: dict[tuple[str, bool], Removal] = {}
    for at, table in enumerate(tables):
        for one in table.conservation.removals:
            known = removals.get((one.reason, one.rebuilt))
            # The places are those of the first sheet: the others are not shown beside the table.
            fresh = one if at == 0 else replace(one, removed=())
            removals[one.reason, one.rebuilt] = replace(known, numbers=known.numbers + one.numbers) if known else fresh
    proofs = [table.conservation for table in tables]
    return Conservation(sum(p.numbers_in for p in proofs), sum(p.numbers_out for p in proofs), tuple(removals.values()))
