"""Connecticut's eight counties in data for 2022 or later: the nine planning regions took their place in federal data."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ctcompanion.model import DataType, Finding, Level

from .held import Held
from .words import counties
from .working import Working

SINCE = 2022
HEADING = re.compile(r"(?i)\b(county|counties)\b")
CODES = re.compile(r"(?i)\b(fips|geoid|county code|county id)\b")
OLD_CODE = r"^0?90(01|03|05|07|09|11|13|15)(\d{5,10})?$"
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
MOST_COUNTIES = 30
"""Names in a column of counties, with totals, spellings and remainders."""
PERIOD = re.compile(r"(?i)\b(year|fy|sfy|date|month|quarter|period)\b")
WHY = "The Census Bureau uses nine planning regions (codes 09110 to 09190) instead of the eight counties (09001 to 09015) since 2022."


def old_counties(working: Working) -> tuple[Finding, ...]:
    """One finding per column of old counties: a question where the data is of 2022 or later, a note where no year is known."""
    columns = [held for held in working.columns if _is_old(held)]
    last = _last_year(working) if columns else None
    if not columns or (last is not None and last < SINCE):
        return ()
    level = Level.NOTE if last is None else Level.REVIEW
    when = "If this data is for 2022 or later, ask" if last is None else f"This data goes to {last}. Ask"
    return tuple(
        Finding(
            "old-counties",
            level,
            f"{held.label} uses Connecticut's former counties. {when} whether planning regions are meant, and say in the description which.",
            column=held.label,
            why=WHY,
        )
        for held in columns
    )


def _is_old(held: Held) -> bool:
    coded = bool(CODES.search(held.label))
    if not coded and not pa.types.is_string(held.values.type):
        return False
    texts = held.distinct if pa.types.is_string(held.values.type) else held.values.cast(pa.string()).unique().drop_null()
    if not 0 < len(texts) < (20_000 if coded else MOST_COUNTIES + 1):
        return False
    if coded:
        return bool(pc.mean(pc.match_substring_regex(texts, OLD_CODE).cast(pa.int8())).as_py() >= 0.5)
    names = [str(text).lower() for text in texts.to_pylist()]
    worded = sum(name.endswith(" county") and name.removesuffix(" county") in counties() for name in names)
    plain = sum(name in counties() for name in names) if HEADING.search(held.label) else 0
    return worded + plain >= max(1, 0.5 * len(names))


def _last_year(working: Working) -> int | None:
    """The last year that a column of periods holds; failing that, that the titles, the sheet's or the file's name say."""
    found = [year for held in working.columns if (year := _last_in(held)) is not None]
    if found:
        return max(found)
    texts = [note.text for note in working.notes if note.kind == "title"] + [working.sheet.name or "", working.file_name]
    said = [int(year) for text in texts for year in YEAR.findall(text)]
    return max(said, default=None)


def _last_in(held: Held) -> int | None:
    if held.type is DataType.DATE and pa.types.is_temporal(held.values.type):
        last = pc.max(held.values).as_py()
        return int(last.year) if last is not None else None
    if held.part != "period" and not PERIOD.search(held.label):
        return None
    if not pa.types.is_string(held.values.type):
        last = float(np.nanmax(held.numbers)) if np.isfinite(held.numbers).any() else 0
        return int(last) if 1900 <= last < 2100 else None
    return max((int(year) for text in held.distinct.slice(0, 5_000).to_pylist() for year in YEAR.findall(str(text))), default=None)
