"""Field names that the portal takes."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.cleaning.names import field_names, plain
from tests.cleaning.drawing import cleaned


def test_names_are_readable_and_unique() -> None:
    assert field_names(["State/Towns", "% Change", "% change", "1990 Census", "Año", "", "Café #"]) == [
        "state_towns",
        "percent_change",
        "percent_change_2",
        "c_1990_census",
        "ano",
        "column",
        "cafe_number",
    ]


def test_names_that_fit_already_stay() -> None:
    assert field_names(["town", "units_2"]) == ["town", "units_2"]


@given(st.lists(st.text(max_size=90), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_labels_give_names_that_the_portal_takes(labels: list[str]) -> None:
    names = field_names(labels)
    assert len(set(names)) == len(labels)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,59}", name) for name in names)


@given(st.lists(st.text(alphabet="abcXYZ019_ /:,?().-", min_size=1, max_size=20), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_plain_labels_are_named_as_janitor_names_them(labels: list[str]) -> None:
    import pandas as pd
    from janitor.functions.clean_names import clean_names

    theirs = clean_names(pd.DataFrame(columns=labels), strip_underscores="both").columns
    assert [plain(label) for label in labels] == [str(name) for name in theirs]


def test_a_heading_of_several_lines_gets_a_short_label_and_a_description() -> None:
    long = (
        "Number of persons who received assistance from the department under the program described in section 17b "
        "of the general statutes during the fiscal year, including duplicates"
    )
    column = cleaned(f"header | Town | {long}\ndata | Avon | 4\ndata | Essex | 5").columns[1]
    assert column.display == "Number of persons who received assistance from the department"
    assert (column.description, column.original) == (f"{long}.", long)


def test_long_headings_that_differ_at_their_end_stay_apart() -> None:
    stem = "Number of persons who received assistance from the department under the program in the age group of"
    table = cleaned(f"header | Town | {stem} children | {stem} adults\ndata | Avon | 4 | 1\ndata | Essex | 5 | 2")
    labels = [column.display for column in table.columns[1:]]
    assert len(set(labels)) == 2
    assert [label.split()[-1] for label in labels] == ["children", "adults"]
