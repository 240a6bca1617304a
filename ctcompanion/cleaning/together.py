"""Sheets with the same column names, each cleaned on its own, put under each other with a column that says where a row came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from ctcompanion.cleaning import Proposal, carry, clean, propose
from ctcompanion.errors import CleaningError
from ctcompanion.model import Change, CleanTable, Column, Conservation, DataType, Finding, Layout, Level, Origin, Provenance, Removal, Sheet
from ctcompanion.recipe import CleaningStep

from . import correct
from .alike import YEAR, spelled_as
from .kinds import DIMENSIONS, kind_of
from .layout import detect
from .names import field_names
from .step import counted, listed

Steps = tuple[CleaningStep, ...]


def together(sheets: Sequence[Sheet], steps: Steps, layout: Layout, *, file_name: str = "", sha256: str = "") -> CleanTable:
    """One table of several sheets. `steps` and `layout` are the first sheet's; on each other one its own proposal is made, with the
    decisions of these steps laid over it. Every sheet proves that nothing was lost, and so does the whole.

    CleaningError: as `clean`, and rows-lost.
    """
    lead, *others = sheets
    tables = [clean(lead, steps, file_name=file_name, sha256=sha256, layout=layout)]
    for sheet in others:
        proposal = proposal_like(layout, sheet, file_name)
        mine = carry(tuple(step for step in steps if step.operation != correct.OPERATION), proposal)
        tables.append(clean(sheet, mine, file_name=file_name, sha256=sha256, layout=proposal.layout))
    return stacked(tables, [str(sheet.name) for sheet in sheets])


def proposal_like(lead: Layout, sheet: Sheet, file_name: str) -> Proposal:
    """What is proposed for another sheet, its headings spelled as those of the first one."""
    return propose(sheet, file_name, spelled_as(lead, detect(sheet)))


def stacked(tables: Sequence[CleanTable], names: Sequence[str], column: str = "Sheet") -> CleanTable:
    """The tables under each other. A column tells their rows apart: one that they have (Year, Town), else one made of the sheets' names."""
    lead, height = tables[0].origin, sum(len(table.rows) for table in tables)
    tables = _same_year_names(tables)
    if not _told_apart(tables):
        label, values = _origin(tables, names, column)
        tables = [_with_origin(table, label, value) for table, value in zip(tables, values, strict=True)]
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
        provenance=Provenance(first.provenance.file_name, first.provenance.sha256, listed(names)),
        changes=(*first.changes, done),
        notes=tuple({(note.kind, note.text): note for table in reversed(tables) for note in reversed(table.notes)}.values())[::-1],
        findings=_findings(tables, columns),
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


def _told_apart(tables: Sequence[CleanTable]) -> bool:
    """Whether a column says one thing in each table, and another in each: the year of its title, its town."""
    if all(len(table.rows) < 2 for table in tables):
        return False
    for column in tables[0].columns:
        if column.type is not DataType.NUMBER or not column.grouping:
            values = [_only(table, column.name) for table in tables]
            if None not in values and len(set(values)) == len(tables):
                return True
    return False


def _only(table: CleanTable, name: str) -> str | None:
    """The value that stands in each row of the column; None where there are several, or blanks."""
    if name not in table.rows.columns or not len(table.rows):
        return None
    found = table.rows[name].unique()
    return str(found[0]) if len(found) == 1 and not pd.isna(found[0]) else None


def _origin(tables: Sequence[CleanTable], names: Sequence[str], column: str) -> tuple[str, list[str]]:
    """The new column's name and its value per table: months, grades or towns as such, else the sheets' names."""
    kinds = [kind_of(name) for name in names]
    found = {kind[0] for kind in kinds if kind}
    if len(found) == 1 and None not in kinds:
        label = DIMENSIONS[found.pop()]
        values = [kind[1] for kind in kinds if kind]
        if len(set(values)) == len(names) and not any(label.casefold() == c.display.casefold() for c in tables[0].columns):
            return label, values
    return column, list(names)


def _with_origin(table: CleanTable, label: str, value: str) -> CleanTable:
    name = field_names([label, *(c.name for c in table.columns)])[0]
    while name in table.rows.columns:
        name = f"{name}_of_rows"
    rows = table.rows.copy(deep=False)
    rows.insert(0, name, pd.Series([value] * len(rows), index=rows.index, dtype=pd.StringDtype(storage="pyarrow", na_value=np.nan)))
    return table.with_rows(rows, (Column(name, DataType.TEXT, display=label, original=label), *table.columns))


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


def _findings(tables: Sequence[CleanTable], columns: Sequence[Column]) -> tuple[Finding, ...]:
    """Each finding once, and the columns that not every sheet has, or not in one type."""
    told = {(finding.rule, finding.column, finding.message): finding for table in tables for finding in table.findings}
    found = list(told.values())
    for column in columns:
        held = [table for table in tables if column.name in table.rows.columns]
        if len(held) < len(tables):
            missing = len(tables) - len(held)
            message = f"{column.display or column.name} is not in {counted(missing, 'sheet')} of {len(tables)}: it is blank in their rows."
            found.append(Finding("not-in-every-sheet", Level.REVIEW, message, column=column.name))
        elif len({table.column(column.name).type for table in held}) > 1:
            message = f"{column.display or column.name} is text, since not every sheet holds numbers or dates there."
            found.append(Finding("types-differ", Level.REVIEW, message, column=column.name))
    return tuple(found)


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
