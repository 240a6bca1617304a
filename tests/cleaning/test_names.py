"""Field names that the portal takes."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ctcompanion.cleaning.names import field_names, plain


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
