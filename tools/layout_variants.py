"""Variants of labelled sheets, so that the line model learns what a table is and not how one office sets it.

A variant carries no styles (as a csv) and has some of: no titles, notes, totals or groups; other blank rows; a part of the body; fewer
columns; a blank first column; headers in capitals; numbers with commas; stars for numbers. Each line keeps its class.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from ctcompanion.model import Sheet, column_letter

TITLE, HEADER, GROUP, DATA, TOTAL, NOTE = range(6)
LONGEST = 300
"""Rows of a body that a variant keeps at most."""
Classes = dict[int, int]
Rows = list[list[str]]


def variant(sheet: Sheet, classes: Classes, random: np.random.Generator) -> tuple[Sheet, Classes]:
    """A changed copy of a sheet and the classes of its rows (from 0)."""
    kept = _with_blanks(_kept(sheet, classes, random), classes, random)
    cells = sheet.cells.take(pa.array(kept, pa.int64()))
    told = {at: classes[row] for at, row in enumerate(kept) if row is not None and row in classes}
    rows = [["" if text is None else text for text in row] for row in zip(*(column.to_pylist() for column in cells.columns), strict=True)]
    return texts(_rewritten(_narrowed(rows, random), told, random)), told


def texts(rows: Rows) -> Sheet:
    """A sheet of texts, as a csv would give."""
    width = max(map(len, rows), default=0)
    columns = {
        column_letter(at + 1): pa.array([row[at] or None if at < len(row) else None for row in rows], pa.string()) for at in range(width)
    }
    return Sheet(None, pa.table(columns))


def _kept(sheet: Sheet, classes: Classes, random: np.random.Generator) -> list[int]:
    """The rows that stay, without whole classes by chance and with a part of a long body."""
    dropped = {kind for kind, chance in ((TITLE, 0.3), (NOTE, 0.3), (TOTAL, 0.1), (GROUP, 0.08)) if random.random() < chance}
    body = [row for row in range(sheet.height) if classes.get(row) in (GROUP, DATA, TOTAL)]
    if len(body) > 4 and (random.random() < 0.35 or len(body) > LONGEST):
        size = min(int(random.integers(3, 40 if len(body) < LONGEST else LONGEST)), len(body))
        start = int(random.choice([0, len(body) - size]))
        gone = set(body) - set(body[start : start + size])
        inside = range(body[0], body[-1] + 1)
        gone |= {row for row in inside if row not in classes and not body[start] <= row <= body[start + size - 1]}
    else:
        gone = set()
    return [row for row in range(sheet.height) if row not in gone and classes.get(row) not in dropped]


def _with_blanks(rows: Iterable[int], classes: Classes, random: np.random.Generator) -> list[int | None]:
    """The rows with blank ones taken out by chance, and others (None) put in where a zone ends or anywhere in the body."""
    closed, airy, torn = random.random() < 0.25, random.random() < 0.25, random.random() < 0.1
    out: list[int | None] = []
    before = None
    for row in rows:
        kind = classes.get(row)
        if kind is None:
            if not closed:
                out.append(row)
            continue
        at_edge = airy and before is not None and kind != before
        if random.random() < (0.5 if at_edge else 0.06 if torn else 0.0):
            out.append(None)
        out.append(row)
        before = kind
    return out


def _narrowed(rows: Rows, random: np.random.Generator) -> Rows:
    """Fewer columns at the right, and perhaps a blank one at the left."""
    width = max(map(len, rows), default=0)
    if width > 3 and random.random() < 0.3:
        rows = [row[: int(width * (0.4 + 0.6 * random.random())) + 1] for row in rows]
    return [["", *row] for row in rows] if random.random() < 0.12 else rows


def _rewritten(rows: Rows, classes: Classes, random: np.random.Generator) -> Rows:
    """Headers or groups in capitals, numbers with commas, stars for some numbers of the data, no leading spaces."""
    capitals = {kind for kind in (HEADER, GROUP, TITLE) if random.random() < 0.2}
    commas, stars, flush = random.random() < 0.2, random.random() < 0.12, random.random() < 0.15

    def written(text: str, kind: int | None) -> str:
        text = text.strip() if flush else text
        if kind in capitals:
            return text.upper()
        bare = text.strip().removesuffix(".0")
        if not bare.isdigit():
            return text
        if stars and kind == DATA and random.random() < 0.1:
            return "*"
        return f"{int(bare):,}" if commas and kind in (DATA, TOTAL) and len(bare) != 4 else text

    return [[written(text, classes.get(at)) for text in row] for at, row in enumerate(rows)]
