"""Each remedy on the smallest table that shows it. The table given never changes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ctcompanion.errors import PrivacyError
from ctcompanion.model import DataType
from ctcompanion.privacy import apply
from ctcompanion.privacy.remedies.apply import OPERATIONS
from ctcompanion.recipe import RemedyStep
from tests.privacy.remedies.after import after, values
from tests.privacy.tables import clean_table


def test_a_column_is_taken_out() -> None:
    assert list(after(clean_table(SSN=["1", "2"], Town=["Avon", "Kent"]), "drop-column", "SSN").rows.columns) == ["Town"]


def test_the_last_column_cannot_be_taken_out() -> None:
    with pytest.raises(PrivacyError, match="no-column-left"):
        after(clean_table(SSN=["1", "2"]), "drop-column", "SSN")


def test_rows_in_small_groups_are_taken_out() -> None:
    table = clean_table(Town=["Avon", "Avon", "Kent", "Avon"], Visits=[1, 2, 3, 4])
    done = after(table, "drop-rows", where="small-groups", columns=["Town"], threshold=3)
    assert values(done, "Visits") == [1, 2, 4]
    assert list(done.rows.index) == [0, 1, 2]


def test_rows_with_an_identifier_in_their_text_are_taken_out() -> None:
    table = clean_table(Note=["Call 860-555-0123 today", "Nothing to see", None])
    assert values(after(table, "drop-rows", "Note", where="identifier-inside"), "Note") == ["Nothing to see", None]


def test_people_among_vendors_are_blanked() -> None:
    table = clean_table(Vendor=["Acme Paving LLC", "Maria Lopez", "Town of Avon"])
    assert values(after(table, "blank-cells", "Vendor", where="name-inside"), "Vendor") == ["Acme Paving LLC", None, "Town of Avon"]


@pytest.mark.parametrize(
    ("parameters", "bands"),
    [
        ({}, ["0-9", "30-39", "80-89", "90+", None]),
        ({"width": 5, "top": 85}, ["0-4", "35-39", "85+", "85+", None]),
        ({"edges": [18, 65]}, ["0-17", "18-64", "65+", "65+", None]),
    ],
)
def test_ages_become_bands(parameters: dict[str, Any], bands: list[str | None]) -> None:
    done = after(clean_table(Age=[0, 39, 89, 90, None]), "age-bands", "Age", **parameters)
    assert values(done, "Age") == bands
    assert done.column("Age").type is DataType.TEXT


def test_ages_written_as_text_become_bands_too() -> None:
    assert values(after(clean_table(Age=["39", "unknown"]), "age-bands", "Age"), "Age") == ["30-39", "Unknown"]


@pytest.mark.parametrize("days", [[pd.Timestamp("2024-03-17"), pd.Timestamp("1999-12-31")], ["3/17/2024", "12/31/1999"]])
def test_dates_become_months_or_years(days: list[Any]) -> None:
    table = clean_table(Day=[*days, None])
    assert values(after(table, "date-to-month", "Day"), "Day") == ["2024-03", "1999-12", None]
    done = after(table, "date-to-year", "Day")
    assert values(done, "Day") == [2024, 1999, None]
    assert done.column("Day").grouping is False


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("12 Elm Street, Avon, CT 06001", "Avon"),
        ("12 Elm Street, Apt 4, New Haven, CT", "New Haven"),
        ("12 Elm Street East Hartford CT 06108", "East Hartford"),
        ("5 Main St, Storrs, CT", "Mansfield"),
        ("12 Elm Street", None),
    ],
)
def test_an_address_becomes_its_town(address: str, town: str | None) -> None:
    assert values(after(clean_table(Address=[address, "1 A St, Kent"]), "address-to-town", "Address"), "Address")[0] == town


def test_a_zip_becomes_a_town_or_a_region() -> None:
    table = clean_table(ZIP=["06001", "6001", "06001-1234", "10001", None])
    assert values(after(table, "zip-to-town", "ZIP"), "ZIP") == ["Avon", "Avon", "Avon", None, None]
    assert values(after(table, "zip-to-region", "ZIP"), "ZIP")[0] == "Capitol Planning Region"
    assert values(after(clean_table(ZIP=[6001]), "zip-to-town", "ZIP"), "ZIP") == ["Avon"]


def test_a_town_becomes_its_planning_region() -> None:
    done = after(clean_table(Town=["AVON", "Stamford", "Elsewhere"]), "town-to-region", "Town")
    assert values(done, "Town") == ["Capitol Planning Region", "Western Connecticut Planning Region", None]


def test_rare_values_become_other_until_other_is_no_small_group_itself() -> None:
    table = clean_table(Race=["White"] * 9 + ["Black"] * 7 + ["Asian"] * 6 + ["Samoan"])
    done = after(table, "rare-to-other", "Race", fewer_than=6)
    assert done.rows["Race"].value_counts().to_dict() == {"White": 9, "Black": 7, "Other": 7}


def test_high_and_low_numbers_stop_at_a_limit_and_the_description_says_so() -> None:
    table = clean_table(Income=[1_000, 50_000, 900_000])
    done = after(table, "top-code", "Income", at=200_000)
    assert values(done, "Income") == [1_000, 50_000, 200_000]
    assert done.column("Income").description == "200,000 means 200,000 or more."
    assert values(after(table, "bottom-code", "Income", at=20_000), "Income") == [20_000, 50_000, 900_000]


def test_numbers_are_rounded_with_halves_up() -> None:
    assert values(after(clean_table(N=[2, 3, 12, None]), "round", "N", base=5), "N") == [0, 5, 10, None]
    assert values(after(clean_table(N=[2.5, 7.5]), "round", "N", base=5), "N") == [5.0, 10.0]


def test_coordinates_keep_two_decimals() -> None:
    assert values(after(clean_table(Lat=[41.76543]), "coarsen-coordinates", "Lat"), "Lat") == [41.77]
    table = clean_table(Geo=["(41.76543, -72.67890)", "POINT (-72.67890 41.76543)", "none"])
    assert values(after(table, "coarsen-coordinates", "Geo"), "Geo") == ["(41.77, -72.68)", "POINT (-72.68 41.77)", None]


def test_rows_become_counts() -> None:
    table = clean_table(Town=["Avon", "Kent", "Avon", None], Sex=["F", "F", "F", "M"], Cost=[1, 2, 3, 4])
    done = after(table, "aggregate", by=["Town", "Sex"], sum=["Cost"])
    assert done.rows.to_dict("list") == {"Town": ["Avon", "Kent", pytest.approx(float("nan"), nan_ok=True)], "Sex": ["F", "F", "M"], "Count": [2, 1, 1], "Cost": [4, 2, 4]}  # fmt: skip
    full = after(table, "aggregate", by=["Town", "Sex"], all_combinations=True)
    assert len(full.rows) == 6
    assert sorted(full.rows["Count"]) == [0, 0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("operation", "parameters", "found"),
    [("bottom-code", {"at": 3.5}, [3.5, 9.0]), ("top-code", {"at": 3.5}, [2.0, 3.5]), ("round", {"base": 2.5}, [2.5, 10.0])],
)
def test_whole_numbers_take_a_limit_that_is_none(operation: str, parameters: dict[str, float], found: list[float]) -> None:
    table = clean_table(Visits=[2, 9])
    assert values(after(table, operation, "Visits", **parameters), "Visits") == found


def test_small_counts_are_hidden() -> None:
    table = clean_table(Town=["Avon", "Avon", "Kent", "Kent"], Group=["a", "b", "a", "b"], Count=[3, 40, 50, 60])
    done = after(table, "suppress", "Count", by=["Town", "Group"])
    assert values(done, "Count")[0] is None


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - {"aggregate", "drop-rows", "suppress"}))
def test_every_remedy_names_a_column_that_is_missing(operation: str) -> None:
    with pytest.raises(PrivacyError, match="no-such-column"):
        apply(
            clean_table(Town=["Avon"], Age=[1]), (RemedyStep(operation=operation, column="Gone", parameters={"where": "blank", "at": 1}),)
        )


def test_a_remedy_of_a_newer_version_is_refused() -> None:
    with pytest.raises(PrivacyError, match="unknown-remedy"):
        apply(clean_table(Town=["Avon"]), (RemedyStep(operation="wish-away"),))


def test_remedies_follow_one_another() -> None:
    table = clean_table(SSN=["1", "2", "3"], Age=[31, 32, 45])
    steps = (
        RemedyStep(operation="drop-column", column="SSN"),
        RemedyStep(operation="age-bands", column="Age"),
        RemedyStep(operation="aggregate", parameters={"by": ["Age"]}),
    )
    assert apply(table, steps).rows.to_dict("list") == {"Age": ["30-39", "40-49"], "Count": [2, 1]}


@pytest.mark.parametrize(
    "operation", ["age-bands", "date-to-month", "date-to-year", "zip-to-town", "town-to-region", "address-to-town", "rare-to-other"]
)
def test_blank_columns_stay_blank(operation: str) -> None:
    assert values(after(clean_table(X=[None, None]), operation, "X"), "X") == [None, None]


@pytest.mark.parametrize(
    ("operation", "parameters", "code"),
    [
        ("age-bands", {}, "does-not-fit"), ("date-to-month", {}, "does-not-fit"), ("date-to-year", {}, "does-not-fit"),
        ("address-to-town", {}, "does-not-fit"), ("zip-to-town", {}, "does-not-fit"), ("zip-to-region", {}, "does-not-fit"),
        ("town-to-region", {}, "does-not-fit"), ("coarsen-coordinates", {}, "does-not-fit"), ("round", {}, "not-numbers"),
        ("top-code", {"at": 5}, "not-numbers"), ("bottom-code", {"at": 5}, "not-numbers"),
        ("aggregate", {"by": ["Kind"], "sum": ["Color"]}, "not-numbers"), ("aggregate", {}, "nothing-to-count-by"),
        ("drop-rows", {"where": "somewhere"}, "unknown-rows"), ("blank-cells", {}, "unknown-rows"),
    ],
)  # fmt: skip
def test_a_remedy_that_does_not_fit_is_refused_in_words(operation: str, parameters: dict[str, Any], code: str) -> None:
    table = clean_table(Color=["red", "green", "blue"], Kind=["a", "b", "b"])
    with pytest.raises(PrivacyError, match=code) as refused:
        apply(table, (RemedyStep(operation=operation, column="Color", parameters=parameters),))
    assert refused.value.hint
    assert not any(value in str(refused.value) for value in ("red", "green", "blue"))


@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        ("top-code", {}), ("bottom-code", {"at": "many"}), ("round", {"base": 0}), ("age-bands", {"width": 0}), ("age-bands", {"edges": ["x"]}),
        ("rare-to-other", {"fewer_than": None}), ("drop-rows", {"where": "small-groups", "columns": ["Age"], "threshold": "six"}),
    ],
)  # fmt: skip
def test_a_step_with_a_bad_number_is_refused_in_words(operation: str, parameters: dict[str, Any]) -> None:
    with pytest.raises(PrivacyError, match="unclear-remedy"):
        apply(
            clean_table(Age=[1, 2, 3], Town=["Avon", "Kent", "Kent"]),
            (RemedyStep(operation=operation, column="Age", parameters=parameters),),
        )


EVERY: dict[str, tuple[str, dict[str, Any]]] = {
    "drop-column": ("SSN", {}),
    "drop-rows": ("Note", {"where": "identifier-inside"}),
    "blank-cells": ("Note", {"where": "identifier-inside"}),
    "age-bands": ("Age", {"width": 5}),
    "date-to-month": ("Day", {}),
    "date-to-year": ("Day", {}),
    "address-to-town": ("Address", {}),
    "zip-to-town": ("ZIP", {}),
    "zip-to-region": ("ZIP", {}),
    "town-to-region": ("Town", {}),
    "rare-to-other": ("Town", {"fewer_than": 3}),
    "top-code": ("Age", {"at": 40}),
    "bottom-code": ("Age", {"at": 33}),
    "coarsen-coordinates": ("Lat", {"decimals": 1}),
    "dominance": ("Count", {"by": ["Town", "Day"], "largest": ["Lat"]}),
    "aggregate": ("", {"by": ["Town"], "sum": ["Count"]}),
    "by-period": ("Count", {"by": ["Town", "Day"], "period": "Day"}),
    "round": ("Count", {"base": 5}),
    "suppress": ("Count", {"by": ["Town", "Day"]}),
    "row-number": ("SSN", {}),
}


@pytest.mark.parametrize("operation", sorted(OPERATIONS))
def test_every_remedy_is_replayed_from_its_recipe_with_the_same_result(operation: str) -> None:
    table = clean_table(
        SSN=["219-09-9999", "457-55-5462", "078-05-1121", "321-54-9876"],
        Note=["Call 860-555-0123", "x", None, "y"],
        Age=[31, 32, 45, 90],
        Day=["2024-03-17", "2024-04-02", "2024-03-17", "2024-04-02"],
        Address=["1 Elm St, Avon, CT", "2 Oak Rd, Kent, CT", "3 Oak Rd", "4 Main St, Kent"],
        ZIP=["06001", "06757", "10001", None],
        Town=["Avon", "Avon", "Kent", "Kent"],
        Lat=[41.76543, 41.76, 41.81, 41.9],
        Count=[3, 40, 50, 60],
    )
    column, parameters = EVERY[operation]
    step = RemedyStep(operation=operation, column=column or None, parameters=parameters)
    done = after(table, operation, column or None, **parameters)
    again = apply(table, (RemedyStep.model_validate_json(step.model_dump_json()),))
    pd.testing.assert_frame_equal(again.rows, done.rows)
    assert again.columns == done.columns
    assert not done.rows.equals(table.rows)


def test_a_running_total_becomes_new_counts_and_a_corrected_one_a_blank() -> None:
    table = clean_table(Week=[1, 2, 3, 1, 2, 3], Town=["Avon"] * 3 + ["Kent"] * 3, Cases=[5, 9, 20, 7, 6, 8])
    done = after(table, "by-period", "Cases", by=["Week", "Town"], period="Week")
    assert done.rows["Week"].tolist() == [2, 3, 2, 3]
    assert values(done, "Cases") == [4, 11, None, 2]
    with pytest.raises(PrivacyError, match="one-period"):
        after(clean_table(Week=[1], Town=["Avon"], Cases=[5]), "by-period", "Cases", by=["Week", "Town"], period="Week")
    with pytest.raises(PrivacyError, match="not-numbers"):
        after(table, "by-period", "Town", by=["Week"], period="Week")


def test_a_column_named_twice_counts_once_and_is_not_added_up_to_itself() -> None:
    table = clean_table(town=["Avon", "Avon", "Bethel"], year=[2024, 2024, 2024])
    done = after(table, "aggregate", by=["town", "year", "town"], sum=["year", "year"], name="Rows")
    assert [values(done, column) for column in done.rows.columns] == [["Avon", "Bethel"], [2024, 2024], [2, 1]]
