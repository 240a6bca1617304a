"""What a table offers for charts: its main measure, its time, its places and its kinds, and how rows may be added up."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from ctcompanion import reference
from ctcompanion.model import CleanTable, Column, DataType

YEAR = re.compile(r"(?:[A-Z]{2,3}\s?)?((?:19|20)\d\d)(?:\s?[-–/]\s?(?:19|20)?\d\d)?")
RATE = re.compile(r"(?i)\b(?:percent|percentage|pct|rate|ratio|average|avg|median|mean|share|index|per)\b|%")
NOT_A_MEASURE = re.compile(
    r"(?i)\b(?:id|code|fips|geoid|number|no|zip|lat|latitude|lon|longitude|phone|naics|year)$|(?i:^(?:fips|geoid|zip|town number))"
)
MOST_KINDS = 40
PLACE_WORDS = ("town", "towns", "city", "municipality", "zip", "tract", "district", "region", "area", "county", "state")
"""Finest first."""
TOTAL = re.compile(r"(?i)^(?:\w+ )?totals?\b|\btotals?$|^connecticut$|^all\b|^statewide$|^overall$")


@dataclass(frozen=True, eq=False)
class Subject:
    """Column names, None where the table has none. `years`: the year of each row as a number, aligned with the rows.

    `additive`: the measure may be summed; a rate or an average is averaged instead, and the text says so.
    """

    measure: Column | None
    time: Column | None
    place: Column | None
    kind: Column | None
    years: pd.Series[int] | None
    additive: bool
    unit: str = ""
    counted: str = "Rows"
    """What is counted where there is no measure."""

    @property
    def what(self) -> str:
        """What the charts show, in words."""
        if self.measure is None:
            return self.counted
        return name(self.measure) if self.additive else f"Average of {name(self.measure)}"


def inside(text: str) -> str:
    """A heading within a sentence: words in lower case, acronyms and mixed capitals as they are."""
    return " ".join(word if sum(map(str.isupper, word)) > 1 else word.lower() for word in text.split())


def name(column: Column) -> str:
    """The column's heading for people."""
    text = " ".join((column.display or column.name).replace("_", " ").split())
    return text[:1].upper() + text[1:]


def subject(table: CleanTable, title: str = "", row_label: str = "") -> Subject:
    """The table's main measure (of several parts the total, else what shares most words with the title, else the first), time, place, kind."""
    time, years = _time(table)
    place = _place(table)
    measures = [column for column in table.columns if _measures(column) and column is not time]
    measure = max(measures, key=lambda column: _shared(column, title), default=None)
    kind = next((column for column in table.columns if column not in (time, place) and _kind(column, table, measure is not None)), None)
    additive = measure is None or not RATE.search(f"{name(measure)} {measure.unit}")
    counted = f"Rows ({row_label[:1].lower()}{row_label[1:]})" if row_label else "Rows"
    return Subject(measure, time, place, kind, years, additive, measure.unit if measure else "", counted)


def _shared(column: Column, title: str) -> int:
    words = set(re.findall(r"[a-z]{4,}", title.casefold()))
    whole = 10 * name(column).casefold().startswith("total ")
    return whole + len(words & set(re.findall(r"[a-z]{4,}", name(column).casefold())))


def _measures(column: Column) -> bool:
    return column.type is DataType.NUMBER and not NOT_A_MEASURE.search(name(column))


def _time(table: CleanTable) -> tuple[Column | None, pd.Series[int] | None]:
    for column in table.columns:
        values = table.rows[column.name]
        if column.type is DataType.DATE and values.notna().any():
            return column, values.dt.year.astype("Int64")
    for column in table.columns:
        if "year" in name(column).casefold() or re.search(r"(?i)\b(?:fy|sfy|sy)\b", name(column)):
            years = _years(table.rows[column.name])
            if years.notna().any():
                return column, years
    return None, None


def _years(values: pd.Series[str]) -> pd.Series[int]:
    """The (first) year of each value; parses distinct values only."""
    found = {value: _year(str(value)) for value in values.dropna().unique()}
    return values.map(found).astype("Int64")


def _year(text: str) -> int | None:
    match = YEAR.fullmatch(text.removesuffix(".0").strip())
    return int(match.group(1)) if match else None


def _place(table: CleanTable) -> Column | None:
    """The finest place column: towns by their values, else by the last word of the header. Counties bear towns' names: they come last."""
    texts = [column for column in table.columns if column.type is DataType.TEXT]
    named = [column for column in texts if _last_word(column) in PLACE_WORDS and " of " not in name(column)]
    towns = [column for column in texts if _last_word(column) != "county" and _holds_towns(table.rows[column.name])]
    ranked = (*towns, *sorted(named, key=lambda column: PLACE_WORDS.index(_last_word(column))))
    return next((column for column in ranked if table.rows[column.name].nunique() > 1), None)


def _last_word(column: Column) -> str:
    words = re.findall(r"[a-z]+", name(column).casefold())
    return words[-1] if words else ""


def _holds_towns(values: pd.Series[str]) -> bool:
    texts = [str(value).casefold() for value in values.dropna().unique()]
    return bool(texts) and sum(text in reference.town_by_name() for text in texts) >= 0.8 * len(texts)


def _kind(column: Column, table: CleanTable, measured: bool) -> bool:
    if column.type is not DataType.TEXT or re.search(r"(?i)\b(?:note|notes|code|fips|id|geoid)$", name(column)):
        return False
    count = table.rows[column.name].nunique()
    return bool(2 <= count <= MOST_KINDS and (measured or count < len(table.rows)))
