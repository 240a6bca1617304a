"""Cleanups and layouts held against labels: lines, raw-to-tidy pairs, ranges, totals. Data folders come as arguments."""

from __future__ import annotations

import csv
import gzip
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ctcompanion import replay
from ctcompanion.cleaning.layout import detect
from ctcompanion.cleaning.layout.forest import Forest, shipped
from ctcompanion.cleaning.words import towns
from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError
from ctcompanion.reading import read_here
from ctcompanion.settings import Limits
from ctcompanion.shell.files import largest_table, write_csv
from tools.layout_examples import STRUDEL, family_of_table, family_of_workbook, read, sheet_of

KINDS = ("title", "header", "group", "data", "total", "note")
BODY = frozenset({2, 3, 4})
Rows = list[dict[str, str]]
Found = dict[str, float]
ModelOf = Callable[[str], Forest]
"""The model that may judge a family of sheets."""


def _shipped(_family: str) -> Forest:
    return shipped()


def tables(path: Path) -> list[dict[str, Any]]:
    """A collection of tables as JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as source:
        return [json.loads(line) for line in source]


def lines(path: Path) -> Found:
    """What `inspect` says of each labelled line: macro-F1, total F1, sheets with the body right, data rows lost."""
    truth, guess, bodies = [], [], []
    for table in tables(path):
        found = [KINDS.index(kind.value) if kind.value in KINDS else -1 for kind in detect(sheet_of(table["table_array"])).lines]
        told = [(STRUDEL[label], found[at]) for at, label in enumerate(table["line_annotation"]) if label in STRUDEL]
        bodies.append(all((one in BODY) == (other in BODY) for one, other in told))
        truth += [one for one, _ in told]
        guess += [other for _, other in told]
    known, said = np.array(truth), np.array(guess)
    f1 = [float(2 * ((known == k) & (said == k)).sum() / max((known == k).sum() + (said == k).sum(), 1)) for k in range(len(KINDS))]
    lost = ((known == 3) & (said != 3)).sum() / (known == 3).sum()
    return {"macro_f1": float(np.mean(f1)), "total_f1": f1[4], "body": float(np.mean(bodies)), "lost": float(lost)}


def totals(path: Path, model_of: ModelOf = _shipped) -> Found:
    """Total rows and columns against annotated sums. What is partly annotated, averaged, or only worded counts neither way."""
    found: Found = {}
    counts = {"rows": np.zeros(3), "columns": np.zeros(3)}
    for table in tables(path):
        array = table["table_array"]
        layout = detect(sheet_of(array), model_of(family_of_table(table["file_name"])))
        said = {
            "rows": {at for at, kind in enumerate(layout.lines) if kind.value == "total"},
            "columns": {number - 1 for number in layout.total_columns},
        }
        for which, (true, unsure) in annotated(table).items():
            mine = said[which] - unsure
            counts[which] += (len(true & mine), len(true), len(mine))
    for which, (hit, true, mine) in counts.items():
        found |= {f"total_{which}_precision": float(hit / max(mine, 1)), f"total_{which}_recall": float(hit / max(true, 1))}
    return found


def annotated(table: Mapping[str, Any]) -> dict[str, tuple[set[int], set[int]]]:
    """For rows and for columns: those of which at least two, and 60 %, of the numbers are annotated sums; and those that count neither way."""
    array, notes = table["table_array"], table["aggregation_annotations"]
    width = max(map(len, array))
    numeric = np.array([[at < len(row) and _numeric(row[at]) for at in range(width)] for row in array])
    found = {}
    for which, own, across in (("rows", 0, 1), ("columns", 1, 0)):
        sums: dict[int, set[int]] = defaultdict(set)
        for note in notes:
            place = note["aggregator_index"]
            if note["operator"] == "Sum" and all(part[across] == place[across] for part in note["aggregatee_indices"]):
                sums[place[own]].add(place[across])
        many = numeric.sum(axis=across)
        true = {at for at, cells in sums.items() if at < len(many) and len(cells) >= max(2, 0.6 * many[at])}
        averaged = {note["aggregator_index"][0] for note in notes if note["operator"] == "Average"} if which == "rows" else set()
        found[which] = (true, (set(sums) | _worded(array, which) | averaged) - true)
    return found


def _worded(array: list[list[Any]], which: str) -> set[int]:
    if which == "rows":
        return {
            at for at, row in enumerate(array) if re.search(r"(?i)\b(sub|grand )?totals?\b", " ".join(str(cell or "") for cell in row[:2]))
        }
    return {at for row in array[:8] for at, cell in enumerate(row) if re.search(r"(?i)\btotals?\b", str(cell or ""))}


def _numeric(cell: Any) -> bool:
    return bool(re.fullmatch(r"[($-]*\d[\d,.]*\)?%?", str(cell if cell is not None else "").strip().replace(" ", "")))


def ranges(folder: Path, model_of: ModelOf = _shipped) -> Found:
    """Sheets with one labelled table: its range, and its header rows, exactly right."""
    right, heads = [], []
    for file, name, area, headers in _labelled(folder):
        sheets = read(file)
        layout = detect(next((sheet for sheet in sheets if sheet.name == name), sheets[0]), model_of(family_of_workbook(file.name)))
        sizes = [((t.last_row - t.first_row + 1) * (t.last_column - t.first_column + 1), t) for t in layout.tables]
        table = max(sizes, key=lambda pair: pair[0])[1] if sizes else None
        right.append(table is not None and (table.first_row, table.last_row, table.first_column, table.last_column) == area)
        heads.append(table is not None and list(layout.header_rows) == headers)
    return {"range": float(np.mean(right)), "headers": float(np.mean(heads))}


def _labelled(folder: Path) -> Iterator[tuple[Path, str, tuple[int, int, int, int], list[int]]]:
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        label = np.load(folder / row["labels_path"], allow_pickle=True)
        if len(label["ranges"]) != 1 or [*label["ranges"]] != [*label["ranges_original"]]:
            continue
        (first, top), (last, bottom) = re.findall(r"([A-Z]+)(\d+)", label["ranges"][0].decode())
        area = int(top), int(bottom), _column(first), _column(last)
        grid, headers = label["labels"], []
        for number in range(area[0], min(area[1], len(grid)) + 1):
            if (grid[number - 1] == 2).any():
                break
            if (grid[number - 1] == 1).any():
                headers.append(number)
        yield folder / row["file_path"], row["sheet_name"], area, headers


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def pairs(folder: Path) -> Found:
    """Raw files cleaned with no click against the tidy table that a person made: share of rows found x how near the row count is."""
    done: dict[Path, Rows] = {}
    scores = [_case(case, folder, done) for case in json.loads((folder / "cases.json").read_text(encoding="utf-8"))]
    return {"pairs_mean": float(np.mean(scores)), "pairs_least": min(scores)}


def _case(case: Mapping[str, Any], folder: Path, done: dict[Path, Rows]) -> float:
    hits = total = 0
    near = []
    for raw in sorted((folder / case["folder"] / "raw").glob(case["raw"])):
        truth = truth_of(case, folder, raw)
        if not truth:
            continue
        if raw not in done:
            done[raw] = _cleaned(raw)
        hits += recovered([[row[key] for key in (*case["keys"], case["value"])] for row in truth], done[raw])
        total += len(truth)
        near += [len(done[raw]) / case["expected_rows"]] if "expected_rows" in case else []
    ratio = sorted(near)[len(near) // 2] if near else 1.0
    return hits / max(total, 1) * (min(ratio, 1 / ratio) if ratio else 0.0)


def _cleaned(raw: Path) -> Rows:
    try:
        workbook = read_here(raw, raw.name, Limits())
        table = replay.chosen(Draft("benchmark").with_workbook(workbook, raw.stem), largest_table(workbook)).table
    except CompanionError:
        return []
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "out.csv"
        if table is not None:
            write_csv(table.rows, target)
        return _rows(target) if table is not None else []


def _rows(path: Path) -> Rows:
    with path.open(newline="", encoding="utf-8-sig") as source:
        return list(csv.DictReader(source))


def truth_of(case: Mapping[str, Any], folder: Path, raw: Path) -> list[dict[str, Any]]:
    if where := case.get("truth_from_groups"):
        return _from_groups(raw, where)
    everything = _rows(folder / case["folder"] / "data" / case["truth"])
    checks = [lambda row, c=c, v=v: row[c] == v for c, v in case.get("where", {}).items()]
    checks += [lambda row, c=c, v=v: row[c] != v for c, v in case.get("where_not", {}).items()]
    if case.get("nonzero"):
        checks.append(lambda row: plain(row[case["value"]]) != "0")
    if column := case.get("towns_only"):
        checks.append(lambda row: row[column].lower() in towns())
    if hidden := case.get("hidden_parts"):
        groups = {tuple(row[c] for c in hidden["group"]) for row in everything if row[case["value"]] == hidden["value"]}
        checks.append(lambda row: tuple(row[c] for c in hidden["group"]) in groups)
    if year := case.get("year"):
        told = re.search(year["pattern"], raw.name)
        wanted = year.get("write", "{0}").format(*told.groups()) if told else None
        checks.append(lambda row: row[year["column"]] == wanted)
    return [row for row in everything if all(check(row) for check in checks)]


def _from_groups(raw: Path, where: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A sheet whose first column names a town once: (town, item, value), totals and fillers left out."""
    town, rows = "", []
    for cells in zip(*[column.to_pylist() for column in read(raw)[0].cells.columns], strict=True):
        town = (cells[where["group"]] or "").strip() or town
        item, value = (cells[where["item"]] or "").strip(), cells[where["value"]]
        if town.lower() in towns() and item and not item.startswith(where["skip"]) and re.fullmatch(r"-?\d+(\.\d*)?", value or ""):
            rows.append({"group": town, "item": item, "value": value})
    return rows


def recovered(truth: list[list[Any]], output: Rows) -> int:
    """True rows whose every cell stands in one row of the output."""
    index: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(output):
        for cell in row.values():
            index[plain(cell)].add(number)
    return sum(bool(set.intersection(*(index.get(plain(cell), set()) for cell in row))) for row in truth)


def plain(cell: Any) -> str:
    """A cell as it is compared: one kind of blank, small letters, numbers in one spelling."""
    text = re.sub(r"\s+", " ", str(cell)).strip().strip('="').lower()
    try:
        value = float(text.replace(",", "").replace("$", ""))
    except ValueError:
        return text
    return text if np.isnan(value) else f"{value:.6g}"
