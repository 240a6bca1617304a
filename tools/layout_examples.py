"""Labelled sheets for the line model: reads the public collections and our own labels into features and classes per line.

Strudel's SAUS       *.jl.gz with `table_array` and `line_annotation` (Apache-2.0)
AggreCol             *.jl.gz with `table_array`; its lines were labelled by us (layout_labels.csv)
StatSheets           a folder with manifest.csv, spreadsheets/, annotations/*.npz (annotations CC-BY 4.0); a class per cell
any other folder     workbooks named in layout_labels.csv
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from ctcompanion.cleaning.layout.features import features, lines_of
from ctcompanion.cleaning.layout.grid import grid_of
from ctcompanion.cleaning.layout.rows import looked_at
from ctcompanion.model import Sheet
from ctcompanion.reading import read_here
from ctcompanion.settings import Limits
from tools.layout_made import made
from tools.layout_variants import texts, variant

STRUDEL = {"metadata": 0, "header": 1, "group": 2, "data": 3, "derived": 4, "notes": 5}
LETTERS = "thgdsn"
"""title, header, group, data, sum, note: our labels are runs such as t2h1d30s1n2, blank lines left out."""
MANY_HEADERS = 8
"""Beyond so many header lines of several cells inside a body, StatSheets' label is a table of words taken for headers: left out."""
MADE = 0.4
"""What a line of a variant or of a made-up sheet weighs beside a real one."""
LABELS = Path(__file__).with_name("layout_labels.csv")


@dataclass(frozen=True, eq=False)
class Example:
    """A sheet's filled lines (`at`: from 0) with features and classes (positions in forest.CLASSES). `family` keeps sisters in one fold."""

    source: str
    name: str
    family: str
    names: tuple[str, ...]
    matrix: np.ndarray
    classes: np.ndarray
    at: np.ndarray
    sheet: Sheet
    weight: float = 1.0


def sheet_of(rows: list[list[Any]]) -> Sheet:
    """A sheet of texts, as a csv would give."""
    return texts([["" if cell is None else str(cell) for cell in row] for row in rows])


def example(source: str, name: str, family: str, sheet: Sheet, classes: dict[int, int]) -> Example | None:
    """The features of a sheet's filled lines with the classes given by row (from 0); lines without a class are left out."""
    lines = lines_of(grid_of(sheet, looked_at(sheet)))
    names, matrix = features(lines)
    at = lines.grid.rows[lines.at]
    known = np.array([int(row) in classes for row in at], dtype=bool)
    if not known.any():
        return None
    return Example(source, name, family, names, matrix[known], np.array([classes[int(row)] for row in at[known]]), at[known], sheet)


def variants(examples: Sequence[Example], random: np.random.Generator) -> Iterator[Example]:
    """A changed copy of each sheet, of the same family."""
    for known in examples:
        classes = dict(zip(known.at.tolist(), known.classes.tolist(), strict=True))
        found = example(known.source, known.name, known.family, *variant(known.sheet, classes, random))
        if found is not None:
            yield replace(found, weight=MADE)


def made_up(count: int, random: np.random.Generator) -> Iterator[Example]:
    """Sheets of our own making, each a family of its own."""
    for number in range(count):
        lines = made(random)
        classes = {row: LETTERS.index(kind) for row, (kind, _) in enumerate(lines) if kind != "b" and any(lines[row][1])}
        found = example("made", f"made/{number}", f"made{number}", texts([cells for _, cells in lines]), classes)
        if found is not None:
            yield replace(found, weight=MADE)


def load(path: Path) -> Iterator[Example]:
    """All labelled sheets of one collection."""
    if path.suffix == ".gz":
        yield from _tables(path)
    elif (path / "manifest.csv").exists():
        yield from _statsheets(path)
    else:
        yield from _workbooks(path)


def labels() -> dict[str, str]:
    """Our own labels: table -> runs of letters."""
    if not LABELS.exists():
        return {}
    with LABELS.open(newline="", encoding="utf-8") as source:
        return {row["table"]: row["lines"] for row in csv.DictReader(source)}


def spelled(runs: str) -> list[int]:
    """t2h1 -> [0, 0, 1]"""
    return [LETTERS.index(letter) for letter, count in re.findall(r"([a-z])(\d+)", runs) for _ in range(int(count))]


def _tables(path: Path) -> Iterator[Example]:
    ours = labels()
    with gzip.open(path, "rt", encoding="utf-8") as source:
        for number, line in enumerate(source):
            table = json.loads(line)
            rows, name = table["table_array"], f"{path.stem.split('.')[0]}/{number}"
            if "line_annotation" in table:
                classes = {row: STRUDEL[label] for row, label in enumerate(table["line_annotation"]) if label in STRUDEL}
            elif name in ours:
                classes = _ours(sheet_of(rows), ours[name])
            else:
                continue
            found = example(path.stem.split(".")[0], name, family_of_table(table["file_name"]), sheet_of(rows), classes)
            if found is not None:
                yield found


def family_of_workbook(path: str) -> str:
    """An agency's series: file names that begin alike but for their digits."""
    return re.sub(r"[\d_]+", "", Path(path).stem)[:14]


def family_of_table(file_name: str) -> str:
    """Neighbouring tables of the abstract, or files that differ in digits alone."""
    abstract = re.match(r"10s(\d{3})\d\.", file_name)
    return f"saus{abstract[1]}" if abstract else re.sub(r"\W*\d+\W*", "", file_name.lower())[:18]


def _ours(sheet: Sheet, runs: str) -> dict[int, int]:
    """Our runs of letters laid over the filled rows of a sheet."""
    filled = np.flatnonzero(np.column_stack([_said(column) for column in sheet.cells.columns]).any(1))
    told = spelled(runs)
    if len(told) != len(filled):
        raise SystemExit(f"labels of {len(told)} lines for a sheet of {len(filled)} filled lines: {runs[:60]}")
    return {int(row): kind for row, kind in zip(filled, told, strict=True)}


def _said(column: pa.ChunkedArray) -> np.ndarray:
    return np.array([bool(text and text.strip()) for text in column.to_pylist()])


def read(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook or csv, as the program reads them."""
    return read_here(path, path.name, Limits()).sheets


def _statsheets(folder: Path) -> Iterator[Example]:
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        held = np.load(folder / row["labels_path"], allow_pickle=True)
        if [*held["ranges"]] != [*held["ranges_original"]]:
            continue
        sheets = read(folder / row["file_path"])
        sheet = next((s for s in sheets if s.name == row["sheet_name"]), sheets[0])
        classes = _classes_of_cells(held["labels"], sheet)
        found = example("statsheets", row["file_path"], family_of_workbook(row["file_path"]), sheet, classes)
        if found is not None:
            yield found


def _classes_of_cells(labels: np.ndarray, sheet: Sheet) -> dict[int, int]:
    """Line classes from cell classes (0 empty, 1 header, 2 data, 3 title, 4 other); sums are told by word or arithmetic."""
    lines = lines_of(grid_of(sheet, np.arange(sheet.height)))
    pattern = lines.grid.matching(r"(?i)^\W*(?:sub|grand )?totals?\b|\btotal\W*$")
    worded = pattern[:, :4].any(1)
    worded[lines.at] |= pattern[lines.at, lines.first]
    sums = {found.line for found in lines.found if found.evidence > 8} | set(np.flatnonzero(worded).tolist())
    filled = lines.grid.filled.sum(1)
    height = min(len(labels), sheet.height)
    told = [set(labels[row].tolist()) - {0} for row in range(height)]
    body = [row for row in range(height) if 2 in told[row]]
    first = body[0] if body else height
    inner = [row for row in range(first, height) if told[row] and 2 not in told[row] and 1 in told[row] and filled[row] > 2]
    doubtful = set(inner) if len(inner) > MANY_HEADERS else set()
    return {
        row: _class_of_line(told[row], row < first, row in sums, int(filled[row]))
        for row in range(height)
        if told[row] and row not in doubtful
    }


def _class_of_line(told: set[int], above: bool, is_sum: bool, filled: int) -> int:
    """`above`: the first row of data is still to come. `filled`: cells of the line."""
    if 2 in told:
        return 4 if is_sum else 3
    if 1 in told:
        return 1 if above or filled > 2 else 2
    if 3 in told:
        return 0
    return 0 if above else 5


def _workbooks(folder: Path) -> Iterator[Example]:
    for name, runs in labels().items():
        if not name.startswith(f"{folder.name}/"):
            continue
        file, _, sheet_name = name.removeprefix(f"{folder.name}/").partition("#")
        sheet = next(s for s in read(folder / file) if s.name == (sheet_name or None) or not sheet_name)
        found = example(folder.name, name, re.sub(r"\d+", "", file)[:24], sheet, _ours(sheet, runs))
        if found is not None:
            yield found
