"""Every number of the body stands in the table or in a logged removal; steps that lose one cannot be applied."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion import cleaning
from ctcompanion.cleaning.conservation import cells_as_ranges
from ctcompanion.errors import CleaningError
from ctcompanion.recipe import CleaningStep
from tests.cleaning.drawing import cleaned, drawn

TABLE = """
title  | Units by town
header | Town  | 2018 | 2019
data   | Avon  | 4    | 5
data   | Essex | 6    | 7
total  | Total | 10   | 12
"""


def test_the_proof_is_said_with_counts() -> None:
    said = cleaned(TABLE).conservation.sentence()
    assert said == "6 numbers came in; 4 are in your table; 2 were totals, which your table adds up to. Nothing was lost."


def test_a_step_that_loses_a_number_is_refused_with_its_place() -> None:
    sheet, layout = drawn(TABLE)
    proposed = cleaning.propose(sheet, layout=layout).steps
    wrong = tuple(step.model_copy(update={"parameters": {"rows": [1, 3]}}) if step.id == "titles" else step for step in proposed)
    with pytest.raises(CleaningError) as stopped:
        cleaning.clean(sheet, wrong, layout=layout)
    assert (stopped.value.code, stopped.value.place) == ("numbers-lost", "B3")


def test_a_number_that_a_step_changes_is_lost_too() -> None:
    """The proof compares values, not counts."""
    from ctcompanion.cleaning import conservation, types, working

    sheet, layout = drawn(TABLE)
    table = working.start(sheet, layout)
    typed = types.apply(
        table.keep(table.rows > 2).changed(headed=True),
        CleaningStep(id="types", operation="types", sentence="", parameters={"types": {}}),
    )
    held = typed.columns[1]
    import pyarrow.compute as pc

    with pytest.raises(CleaningError, match="numbers-lost"):
        conservation.prove(typed.put(held, held.changed(values=pc.add(held.values, 1))))


def test_every_removal_lists_where_it_was() -> None:
    removal = cleaned(TABLE).conservation.removals[0]
    assert [str(area) for area in removal.removed] == ["B5:C5"]
    assert removal.rebuilt


@pytest.mark.parametrize("name", ["titles", "header", "total-rows", "melt:year", "types", "column-order", "names"])
def test_any_step_can_be_switched_off_and_nothing_is_lost(name: str) -> None:
    table = cleaned(TABLE, off=(name,))
    assert table.conservation.holds
    assert len(table.rows.columns) == len(table.columns) == len({column.name for column in table.columns})


def test_all_steps_off_gives_the_sheet_as_found() -> None:
    sheet, layout = drawn(TABLE)
    table = cleaning.clean(sheet, (), layout=layout)
    assert table.rows.shape == (5, 3)
    assert table.rows.iloc[0, 0] == "Units by town"


@given(
    st.lists(
        st.lists(st.one_of(st.integers(-999, 10**6).map(str), st.just("*"), st.just("")), min_size=3, max_size=3), min_size=1, max_size=8
    ),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_nothing_is_ever_lost(rows: list[list[str]], total: bool) -> None:
    body = "\n".join(f"data | Town {at} | {' | '.join(row)}" for at, row in enumerate(rows))
    sums = [sum(int(row[at]) for row in rows if row[at] not in {"", "*"}) for at in range(3)]
    last = f"\ntotal | Total | {' | '.join(map(str, sums))}" if total else ""
    assert cleaned(f"header | Town | 2017 | 2018 | 2019\n{body}{last}").conservation.holds


def test_cells_are_named_as_few_rectangles() -> None:
    width = 5
    cells = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 2), (5, 4), (5, 5), (6, 1)]
    places = np.array(sorted((row - 1) * width + column - 1 for row, column in cells))
    assert [str(area) for area in cells_as_ranges(places, width)] == ["A1:B2", "B3:B3", "D5:E5", "A6:A6"]


@given(st.sets(st.integers(0, 59)))
def test_the_rectangles_hold_each_cell_once(places: set[int]) -> None:
    areas = cells_as_ranges(np.array(sorted(places), dtype=np.int64), 6)
    held = [
        (row - 1) * 6 + column - 1
        for area in areas
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
    ]
    assert sorted(held) == sorted(places)
