"""Sheets of one signature under each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctcompanion import cleaning
from ctcompanion.cleaning import signature, stack
from ctcompanion.errors import CleaningError
from ctcompanion.model import Sheet
from tests.cleaning.drawing import drawn, shown

ROWS = [("Farms", 12, 340), ("Shops", 31, 902), ("Schools", 8, 1204), ("Banks", 5, 77), ("Mills", 2, 410), ("Inns", 9, 150)]


def county(name: str, *, units: str = "Units", more: int = 0) -> Sheet:
    rows = "\n".join(f"data | {industry} | {count + more} | {jobs + more}" for industry, count, jobs in ROWS)
    return replace(drawn(f"title | {name} County\nheader | Industry | {units} | Jobs\n{rows}")[0], name=name[:3].lower())


def test_the_signature_ignores_case_punctuation_and_years() -> None:
    assert signature(county("Tolland", units="Units, 2015")) == signature(county("Windham", units="UNITS 2016"))
    assert signature(county("Tolland")) != signature(county("Tolland", units="Houses"))


def test_the_county_of_each_title_becomes_a_column() -> None:
    sheet = stack([county("Tolland"), county("Windham", more=1)])
    table = cleaning.clean(sheet, cleaning.propose(sheet).steps)
    assert shown(table)[0] == ["county", "industry", "units", "jobs"]
    assert table.rows["county"].value_counts().to_dict() == {"Tolland": 6, "Windham": 6}
    assert table.conservation.numbers_out == 24


def test_files_are_told_apart_by_their_period() -> None:
    plain = "header | Industry | Units | Jobs\n" + "\n".join(f"data | {industry} | {count} | {jobs}" for industry, count, jobs in ROWS)
    sheet = stack([drawn(plain)[0], drawn(plain)[0]], ["jobs 2018.csv", "jobs 2019.csv"])
    table = cleaning.clean(sheet, cleaning.propose(sheet).steps)
    assert sorted(set(table.rows["year"])) == [2018, 2019]


def test_sheets_with_other_headings_are_refused() -> None:
    with pytest.raises(CleaningError, match="sheets-differ"):
        stack([county("Tolland"), county("Windham", units="Houses")])
