"""Small counts hidden in a table: the rates beside them go as well, and the rule is said."""

from __future__ import annotations

import pandas as pd

from ctcompanion.cleaning import table_of
from ctcompanion.model import Column, DataType, Provenance
from ctcompanion.privacy import apply
from ctcompanion.recipe import RemedyStep

TABLE = table_of(
    pd.DataFrame(
        {
            "Town": ["Avon", "Bolton", "Canton", "Darien", "Essex", "Total"],
            "Students": [40, 3, 55, 4, 60, 162],
            "Percent absent": [12.5, 33.3, 10.9, 25.0, 5.0, 11.1],
        }
    ),
    Provenance("made.csv", ""),
)
HIDE = RemedyStep(operation="suppress", column="students", parameters={"by": ["town"], "total": "Total", "profile": "sde"})


def test_a_percentage_is_blank_where_its_count_is() -> None:
    safe = apply(TABLE, (HIDE,)).rows
    assert safe["students"].isna().sum() >= 2
    assert safe["percent_absent"].isna().tolist() == safe["students"].isna().tolist()


def test_the_notes_do_not_tell_which_count_was_small() -> None:
    notes = apply(TABLE, (HIDE,)).rows["Notes"]
    assert len(set(notes[notes != ""])) == 1


def test_the_marks_of_the_source_do_not_tell_which_count_was_small_either() -> None:
    rows = TABLE.rows.assign(
        students=TABLE.rows["students"].where(TABLE.rows["town"] != "Bolton"), Notes=["", "students: *", "", "", "", ""]
    )
    starred = TABLE.with_rows(rows, (*TABLE.columns, Column("Notes", DataType.TEXT)))
    notes = apply(starred, (HIDE,)).rows["Notes"]
    assert set(notes[notes != ""]) == {"students hidden to protect privacy; percent_absent hidden to protect privacy"}


def test_the_rule_stands_in_the_description_of_the_column_and_of_the_dataset() -> None:
    safe = apply(TABLE, (HIDE,))
    assert safe.column("students").description.startswith("Counts from 1 to 5 are hidden")
    assert "counts are left blank" in safe.notes[-1].text
    assert TABLE.notes == ()


def test_the_same_table_gives_the_same_pattern() -> None:
    once, again = apply(TABLE, (HIDE,)).rows, apply(TABLE, (HIDE,)).rows
    pd.testing.assert_frame_equal(once, again)


def test_a_percentage_that_rests_on_few_people_is_hidden_by_the_rule_for_its_parts() -> None:
    """Of 40 students 8 are 20 percent: shown. Of 15 students 9 are 60 percent, and the denominator is under 20: hidden."""
    rows = pd.DataFrame(
        {
            "Town": ["Avon", "Bolton", "Canton", "Darien", "Essex"],
            "Students": [40, 15, 50, 100, 80],
            "Students absent": [8, 9, 10, 3, 20],
            "Percent absent": [20.0, 60.0, 20.0, 3.0, 25.0],
        }
    )
    step = RemedyStep(operation="suppress", column="students_absent", parameters={"by": ["town"], "profile": "sde"})
    safe = apply(table_of(rows, Provenance("made.csv", "")), (step,)).rows
    assert safe["percent_absent"].isna().tolist() == [False, True, False, True, False]
