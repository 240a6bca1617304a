"""Two tables in one sheet are named, and each can be had; ordinary tables are left alone."""

from __future__ import annotations

import time

import numpy as np
import pyarrow as pa
import pytest

from ctcompanion import cleaning
from ctcompanion.cleaning.grains import found
from ctcompanion.cleaning.working import start
from ctcompanion.errors import CleaningError
from ctcompanion.model import CleanTable
from tests.cleaning.drawing import cleaned, drawn, shown, step, steps
from tests.cleaning.spec.rows import FINES


def switched_on(picture: str, *names: str) -> CleanTable:
    sheet, layout = drawn(picture)
    proposed = cleaning.propose(sheet, layout=layout).steps
    return cleaning.clean(sheet, tuple(s.model_copy(update={"on": s.on or s.id in names}) for s in proposed), layout=layout)


def test_a_case_with_its_fines_is_named_as_two_tables() -> None:
    table = cleaned(FINES)
    said = next(finding for finding in table.findings if finding.rule == "two-tables")
    assert said.message.startswith(
        "This is two tables: one row per Case (Opened, Officer and Bond) and one row per Case and Kind (Kind and Fine). "
        "Adding up Bond here would count the same numbers several times."
    )
    assert [remedy.operation for remedy in said.remedies] == ["parent-table", "child-table"]
    assert len(table.rows) == 9


def test_both_tables_are_offered_and_switched_off() -> None:
    offered = [found for found in steps(FINES) if found.operation in {"parent-table", "child-table"}]
    assert [found.on for found in offered] == [False, False]
    assert offered[0].sentence == "Keep only one row per *Case*, with Opened, Officer and Bond: 4 rows."


def test_the_coarser_table_has_one_row_per_key_and_the_proof_holds() -> None:
    table = switched_on(FINES, "parent-table")
    assert [row[-1] for row in shown(table)[1:]] == [500, 750, 120, 300]
    assert [column.display for column in table.columns] == ["Opened", "Case", "Officer", "Bond"]
    assert table.conservation.holds
    assert "5 were repeats, which stand once in your table" in table.conservation.sentence()
    assert "9 were in the other table" in table.conservation.sentence()
    assert not [finding for finding in table.findings if finding.rule == "two-tables"]


def test_the_finer_table_keeps_the_key_and_its_own_columns() -> None:
    table = switched_on(FINES, "child-table")
    assert [column.display for column in table.columns] == ["Case", "Kind", "Fine"]
    assert len(table.rows) == 9
    assert table.conservation.holds
    assert not [finding for finding in table.findings if finding.rule == "two-tables"]


def test_only_one_of_the_two_is_kept_at_a_time() -> None:
    with pytest.raises(CleaningError) as refused:
        switched_on(FINES, "parent-table", "child-table")
    assert refused.value.code == "one-table-at-a-time"
    assert "switch the other step off first" in refused.value.hint


def test_a_key_of_two_columns_is_found() -> None:
    rows = [
        f"data | {town} | {year} | {pop + 7 * at} | {race} | {(at * 31 + ord(race[0]) * pop) % 97}"
        for town, pop in (("Avon", 1834), ("Essex", 666), ("Canton", 1012), ("Bolton", 497))
        for at, year in enumerate((2018, 2019, 2020))
        for race in ("White", "Black", "Asian")
    ]
    table = cleaned("header | Town | Year | Population | Race | Cases\n" + "\n".join(rows))
    said = next(finding for finding in table.findings if finding.rule == "two-tables")
    assert said.message.startswith("This is two tables: one row per Town and Year (Population)")


def test_a_running_number_is_a_key_whatever_it_is_called() -> None:
    picture = FINES.replace("A-", "100")
    said = next(finding for finding in cleaned(picture).findings if finding.rule == "two-tables")
    assert said.message.startswith("This is two tables: one row per Case (")


def test_what_our_own_melt_repeats_is_not_called_two_tables() -> None:
    picture = "header | Town | Area | 2018 | 2019 | 2020\n" + "\n".join(
        f"data | T{at} | {at * 31 % 17 + 9} | {at} | {at + 3} | {at + 5}" for at in range(12)
    )
    assert not [finding for finding in cleaned(picture).findings if finding.rule == "two-tables"]


def test_a_tidy_table_with_county_and_code_is_one_table() -> None:
    rows = [
        f"data | {town} | {county} | {code} | {year} | {year % 7 * 13 + len(town)}"
        for town, county, code in (("Avon", "Hartford", "004"), ("Essex", "Middlesex", "050"), ("Canton", "Hartford", "023"))
        for year in (2018, 2019, 2020, 2021)
    ]
    picture = "header | Town | County | FIPS | Year | Permits\n" + "\n".join(rows)
    assert not [finding for finding in cleaned(picture).findings if finding.rule == "two-tables"]
    assert not [found for found in steps(picture) if found.operation == "parent-table"]


def test_town_by_year_by_measure_is_one_table() -> None:
    rows = [f"data | T{at} | {year} | {at * year % 101} | {at * 3 + year % 11}" for at in range(12) for year in (2018, 2019, 2020)]
    assert not [found for found in steps("header | Town | Year | Units | Cost\n" + "\n".join(rows)) if found.operation == "parent-table"]


def test_a_large_sheet_is_looked_at_in_under_a_second() -> None:
    rng = np.random.default_rng(3)
    case = np.sort(rng.integers(0, 30_000, 100_000))
    columns = {f"Parent {at}": (case * (at + 3) % 9973) for at in range(9)} | {
        f"Own {at}": rng.integers(0, 999, 100_000) for at in range(10)
    }
    held = {"Case": [f"C{one}" for one in case], **{name: values.astype(str) for name, values in columns.items()}}
    sheet, layout = drawn("header | A\ndata | 1")
    working = start(sheet, layout)
    full = tuple(
        working.columns[0].changed(label=label, values=pa.array(values, type=pa.string()), source=0) for label, values in held.items()
    )
    wide = working.changed(columns=full, rows=np.arange(1, 100_001), headed=True)
    began = time.process_time()
    grains = found(wide)
    assert time.process_time() - began < 1
    assert grains
    assert [one.label for one in grains.key] == ["Case"]
    assert len(grains.parent) == 9


def test_the_step_is_found_again_next_month() -> None:
    sheet, layout = drawn(FINES)
    proposal = cleaning.propose(sheet, layout=layout)
    before = tuple(one.model_copy(update={"on": True, "by": "person"}) if one.id == "parent-table" else one for one in proposal.steps)
    assert step("parent-table", cleaning.carry(before, proposal)).on
