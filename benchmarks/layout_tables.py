"""Tables and totals found from end to end, held against StatSheets' ranges and AggreCol's annotated sums."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ctcompanion.cleaning.layout import detect
from ctcompanion.cleaning.layout.blocks import area
from ctcompanion.cleaning.layout.forest import Forest
from ctcompanion.model import LineClass, Range, Sheet
from tools.layout_examples import family_of_table, family_of_workbook, read, spelled_out
from tools.layout_variants import texts

ModelOf = Callable[[str], Forest]
"""The model that may judge a family."""
NUMERIC = re.compile(r"[($-]*\d[\d,.]*\)?%?")
WORD = re.compile(r"(?i)\b(?:sub|grand )?totals?\b")


def ranges(folder: Path, model_of: ModelOf) -> str:
    """The share of sheets with one labelled table whose range, and whose header rows, are exactly right."""
    exact, heads = [], []
    for name, sheet, truth, headers in _labelled(folder):
        layout = detect(sheet, model_of(family_of_workbook(name)))
        exact.append(bool(layout.tables) and max(layout.tables, key=area) == truth)
        heads.append(list(layout.header_rows) == headers)
    return f"{len(exact)} sheets, range exact {np.mean(exact):.3f}, header rows exact {np.mean(heads):.3f}"


def _labelled(folder: Path) -> Iterator[tuple[str, Sheet, Range, list[int]]]:
    """Path, sheet, range of the table and its header rows, where one table is labelled and its label grid is not compressed."""
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        held = np.load(folder / row["labels_path"], allow_pickle=True)
        told = [text.decode() for text in held["ranges"]]
        if len(told) != 1 or told != [text.decode() for text in held["ranges_original"]]:
            continue
        sheets = read(folder / row["file_path"])
        truth = _range(told[0])
        yield row["file_path"], next((s for s in sheets if s.name == row["sheet_name"]), sheets[0]), truth, _headers(held["labels"], truth)


def _headers(labels: np.ndarray, truth: Range) -> list[int]:
    """The rows with header cells above the first row of data."""
    inside = labels[truth.first_row - 1 : truth.last_row]
    data = np.flatnonzero((inside == 2).any(1))
    above = inside[: data[0]] if len(data) else inside
    return [truth.first_row + int(at) for at in np.flatnonzero((above == 1).any(1))]


def _range(reference: str) -> Range:
    """ "A5:Q96" in Excel's numbers."""
    found = []
    for letters, row in re.findall(r"([A-Z]+)(\d+)", reference):
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        found.append((int(row), column))
    return Range(found[0][0], found[1][0], found[0][1], found[1][1])


def totals(path: Path, model_of: ModelOf) -> str:
    """Precision and recall of total rows and columns. What is annotated in part, averaged, or only worded as a total counts neither way."""
    counts = {"rows": np.zeros(3, int), "columns": np.zeros(3, int)}
    with gzip.open(path, "rt", encoding="utf-8") as source:
        for line in source:
            table = json.loads(line)
            rows = spelled_out(table["table_array"])
            layout = detect(texts(rows), model_of(family_of_table(table["file_name"])))
            said = {
                "rows": {at for at, kind in enumerate(layout.lines) if kind is LineClass.TOTAL},
                "columns": {column - 1 for column in layout.total_columns},
            }
            for axis, (true, unsure) in _annotated(rows, table["aggregation_annotations"]).items():
                told = said[axis] - unsure
                counts[axis] += (len(true & told), len(told), len(true))
    return ", ".join(
        f"total {axis} precision {hit / max(told, 1):.3f} recall {hit / max(true, 1):.3f} of {true}"
        for axis, (hit, told, true) in counts.items()
    )


def _annotated(rows: list[list[str]], notes: Sequence[dict[str, Any]]) -> dict[str, tuple[set[int], set[int]]]:
    """Rows and columns (from 0) that are totals: two and 60 % of their numbers are annotated sums; and those that count neither way."""
    by_row, by_column = defaultdict(set), defaultdict(set)
    for note in notes:
        row, column = note["aggregator_index"]
        if note["operator"] == "Sum" and all(part[1] == column for part in note["aggregatee_indices"]):
            by_row[row].add(column)
        if note["operator"] == "Sum" and all(part[0] == row for part in note["aggregatee_indices"]):
            by_column[column].add(row)
    turned = [[row[at] if at < len(row) else "" for row in rows] for at in range(max(map(len, rows)))]
    averaged = {note["aggregator_index"][0] for note in notes if note["operator"] == "Average"}
    worded_rows = {at for at, row in enumerate(rows) if WORD.search(" ".join(row[:2]))}
    worded_columns = {at for row in rows[:8] for at, text in enumerate(row) if re.search(r"(?i)\btotals?\b", text)}
    true_rows, true_columns = _mostly(by_row, rows), _mostly(by_column, turned)
    return {
        "rows": (true_rows, (set(by_row) | worded_rows | averaged) - true_rows),
        "columns": (true_columns, (set(by_column) | worded_columns) - true_columns),
    }


def _mostly(found: dict[int, set[int]], lines: list[list[str]]) -> set[int]:
    numbers = {at: sum(bool(NUMERIC.fullmatch(text.strip().replace(" ", ""))) for text in lines[at]) for at in found if at < len(lines)}
    return {at for at in numbers if len(found[at]) >= max(2, 0.6 * numbers[at])}
