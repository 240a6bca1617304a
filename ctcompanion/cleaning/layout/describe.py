"""A layout as the plain data that `inspect` prints."""

from __future__ import annotations

from typing import Any

from ctcompanion.model import Layout, Sheet


def describe(sheet: Sheet, layout: Layout) -> dict[str, Any]:
    """The fields of one line of `inspect` that the layout knows; the caller adds file, ok, proposed and seconds."""
    return {
        "sheet": sheet.name,
        "rows": sheet.height,
        "columns": sheet.width,
        "lines": [kind.value for kind in layout.lines],
        "header_rows": list(layout.header_rows),
        "names": list(layout.names),
        "tables": [
            {"first_row": t.first_row, "last_row": t.last_row, "first_column": t.first_column, "last_column": t.last_column}
            for t in layout.tables
        ],
        "total_columns": list(layout.total_columns),
        "confidence": round(layout.confidence, 3),
        "edge_confidence": round(layout.edge_confidence, 3),
    }
