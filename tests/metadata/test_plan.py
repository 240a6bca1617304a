import csv
import io
from datetime import date

from ctcompanion.metadata import of_agency, on_time, plan_csv, plan_row, plan_summary, published

TODAY = date(2026, 2, 1)

CATALOGUE = [
    {
        "resource": {
            "name": "Permits",
            "attribution": "Department of Housing",
            "data_updated_at": "2025-12-01T00:00:00Z",
            "createdAt": "2020-05-06T01:02:03Z",
        },
        "classification": {
            "domain_category": "Housing and Development",
            "domain_metadata": [
                {"key": "Details_Update-Frequency", "value": "Monthly"},
                {"key": "Agency_Agency", "value": "Department of Housing"},
            ],
        },
        "permalink": "https://data.ct.gov/d/abcd-1234",
    },
    {
        "resource": {"name": "Crashes", "attribution": "Department of Transportation", "data_updated_at": "2026-01-20T00:00:00Z"},
        "classification": {"domain_metadata": [{"key": "Details_Update-Frequency", "value": "Monthly"}]},
    },
    {"resource": {"name": "Old list", "data_updated_at": "soon"}, "classification": None},
]


def test_the_row_is_filled_from_the_metadata(described):
    row = plan_row(described[0], {"status": "Planned", "date": "2026-07-01"})
    assert row["Dataset name"] == "Annual Housing Permits by Town"
    assert row["Description"] == "Each row is one town and year."
    assert (row["Status"], row["Update frequency"], row["Contact email"]) == ("Planned", "Annually", "permits@ct.gov")


def test_the_inventory_has_its_own_columns(described):
    row = plan_row(described[0], {"high_value": "F"}, inventory=True)
    assert row["Why high value"] == "F"
    assert row["Geographic unit"] == "Municipality"


def test_what_the_portal_lists_becomes_rows_of_the_agency():
    (row,) = published(of_agency(CATALOGUE, "Department of Housing"), TODAY)
    assert (row["Dataset name"], row["Status"], row["Link on data.ct.gov"]) == ("Permits", "Published", "https://data.ct.gov/d/abcd-1234")
    assert row["Date available or planned"] == "2020-05-06"
    assert len(published(CATALOGUE, TODAY)) == 3


def test_an_agency_whose_name_begins_another_ones_gets_its_own_datasets_only():
    assert of_agency(CATALOGUE, "Department of") == ()
    assert of_agency(CATALOGUE, "") == ()


def test_each_row_says_whether_its_dataset_was_updated_as_promised():
    assert [row["Updated on time"] for row in published(CATALOGUE, TODAY)] == ["No", "Yes", ""]


def test_share_on_time_counts_only_those_that_promise_a_rhythm():
    assert on_time(CATALOGUE, TODAY) == (1, 2)


def test_the_csv_holds_planned_and_published_rows(described):
    rows = [plan_row(described[0], {"status": "Planned"}), *published(CATALOGUE, TODAY)]
    assert [row["Status"] for row in csv.DictReader(io.StringIO(plan_csv(rows)))] == ["Planned", "Published", "Published", "Published"]
    assert plan_csv([]) == ""


def test_the_summary_counts_published_and_planned_and_the_share_on_time(described):
    rows = [plan_row(described[0], {"status": "Planned"}), *published(CATALOGUE, TODAY)]
    assert list(plan_summary(rows, (1, 2)).values()) == ["3", "1", "50%"]
    assert list(plan_summary(rows, (0, 0)).values()) == ["3", "1", ""]
