"""Files named on the command line: no cap on their size, since whoever sits at a shell may use the whole machine."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ctcompanion.errors import ReadingError, SettingsError
from ctcompanion.model import Sheet, Workbook
from ctcompanion.settings import Limits, Settings, from_environment, from_mapping

if TYPE_CHECKING:
    import pandas as pd

    from ctcompanion.store import Store

SECRETS = Path(".streamlit/secrets.toml")
SHELL_LIMITS = Limits(upload_bytes=1 << 40, rows=50_000_000, cells=2_000_000_000)


def configured() -> Settings:
    """Settings from .streamlit/secrets.toml, as the pages have them; else from the environment."""
    found = _secrets().get("ctcompanion")
    return from_mapping(found) if found else from_environment()


def opened(settings: Settings) -> Store:
    """The store as the pages open it: where people sign in, only the file of people grants anything here too."""
    from ctcompanion.store import open_store

    return open_store(settings, signed_in="auth" in _secrets())


def _secrets() -> Mapping[str, Any]:
    try:
        return tomllib.loads(SECRETS.read_text(encoding="utf-8")) if SECRETS.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise SettingsError("bad-setting", f"{SECRETS.name} cannot be read as TOML.", "Correct it, and start again.") from None


def open_workbook(path: Path, *, limits: Limits = SHELL_LIMITS) -> Workbook:
    """Read one file; ReadingError when it is not there or not a table."""
    from ctcompanion.reading import read

    if not path.is_file():
        raise ReadingError("no-such-file", f"There is no file {path.name}.", "Check the path and the name.")
    return read(path, path.name, limits)


def largest_table(workbook: Workbook, name: str | None = None) -> Sheet:
    """The sheet of that name; else the first visible one with data, unless another is more than twice as large."""
    from ctcompanion.cleaning import main_sheet

    if name is not None:
        for sheet in workbook.sheets:
            if sheet.name == name:
                return sheet
        names = ", ".join(str(sheet.name) for sheet in workbook.sheets)
        raise ReadingError("no-such-sheet", f"There is no sheet called {name}.", f"The sheets are: {names}.")
    chosen = main_sheet(workbook.sheets)
    if chosen is None:
        raise ReadingError("not-a-table", "This file holds text but no table.", "Choose the file that holds the rows of data.")
    return chosen


def write_csv(rows: pd.DataFrame, target: Path) -> None:
    """A UTF-8 csv, text quoted, dates in ISO, blanks empty. Every text cell is quoted: a lone carriage return must not end a record."""
    out = rows.copy(deep=False)
    for name in out.columns:
        if out[name].dtype.kind == "M":
            stamps = out[name]
            out[name] = stamps.dt.strftime("%Y-%m-%d" if (stamps.dropna() == stamps.dropna().dt.normalize()).all() else "%Y-%m-%dT%H:%M:%S")
    out.to_csv(target, index=False, quoting=csv.QUOTE_NONNUMERIC, encoding="utf-8", lineterminator="\n")
