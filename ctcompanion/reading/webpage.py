"""HTML tables, which many systems save under the name .xls."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from ctcompanion.model import Sheet
from ctcompanion.reading import encoding as encodings
from ctcompanion.reading.parts import Bounds, Parts
from ctcompanion.reading.refusals import refusal
from ctcompanion.reading.sheets import cut, from_records, role_of, trimmed

TABLES = 50
SPAN = 1000
BREAKS = ("br", "p", "div", "li")


@dataclass
class Cell:
    """A cell while it is being read."""

    words: list[str] = field(default_factory=list)
    across: int = 1
    down: int = 1


class TableParser(HTMLParser):
    """Collects the cells of every outermost table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Cell]]] = []
        self.depth = 0
        self.cell: Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append([])
        elif self.depth == 1 and tag == "tr":
            self.tables[-1].append([])
        elif self.depth == 1 and tag in ("td", "th"):
            self._open(dict(attrs))
        elif self.cell is not None and tag in BREAKS:
            self.cell.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.depth:
            self.depth -= 1
        if tag in ("td", "th", "tr", "table") and self.depth <= 1:
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.words.append(data)

    def _open(self, attributes: dict[str, str | None]) -> None:
        rows = self.tables[-1]
        if not rows:
            rows.append([])
        self.cell = Cell([], _span(attributes.get("colspan")), _span(attributes.get("rowspan")))
        rows[-1].append(self.cell)


def read_html(data: bytes, bounds: Bounds) -> Parts:
    """Every table of a page that has cells as a sheet; ReadingError when there is none."""
    encoding = encodings.marked(data[:4096])
    if encoding is None:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = encodings.decoded(data, encodings.legacy(data))
    else:
        text = encodings.decoded(data, encoding)
    parser = TableParser()
    parser.feed(text)
    sheets = [sheet for number, rows in enumerate(parser.tables[:TABLES], 1) if (sheet := _sheet(rows, number, bounds)).height]
    if not sheets:
        raise refusal("not-a-table", what="a web page")
    guess = (
        f"{len(sheets):,} tables were read." if len(sheets) > 1 else f"{sheets[0].height:,} rows and {sheets[0].width:,} columns were read."
    )
    return Parts("html", tuple(sheets), (guess,), ("This file is a web page with a table in it, saved under a spreadsheet's name.",))


def _sheet(rows: list[list[Cell]], number: int, bounds: Bounds) -> Sheet:
    grid = _grid(rows, bounds)
    cells = from_records(grid)
    height, width = trimmed(cells) if cells.num_columns else (0, 0)
    cells = cut(cells, height, width)
    return Sheet(f"Table {number}", cells, role=role_of(cells))


def _grid(rows: list[list[Cell]], bounds: Bounds) -> list[list[str]]:
    """Texts at their places: a spanning cell's text stands in its first place, the others stay blank."""
    filled: dict[tuple[int, int], str] = {}
    for row, cells in enumerate(rows):
        at = 0
        for cell in cells:
            while (row, at) in filled:
                at += 1
            bounds.check(row + 1, at + cell.across)
            for down in range(min(cell.down, len(rows) - row)):
                for across in range(cell.across):
                    filled[row + down, at + across] = ""
            filled[row, at] = _text(cell)
            at += cell.across
    width = 1 + max((column for _, column in filled), default=-1)
    return [[filled.get((row, column), "") for column in range(width)] for row in range(len(rows))]


def _text(cell: Cell) -> str:
    lines = "".join(cell.words).replace("\xa0", " ").split("\n")
    return "\n".join(line for line in (" ".join(one.split()) for one in lines) if line)


def _span(text: str | None) -> int:
    return max(1, min(int(text), SPAN)) if text and text.isdecimal() else 1
