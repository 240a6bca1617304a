from datetime import date

import pytest

from ctcompanion.metadata import dcat
from ctcompanion.metadata.dcat import lacking, temporal
from ctcompanion.recipe import DatasetMetadata

REQUIRED = {"title", "description", "keyword", "modified", "publisher", "contactPoint", "identifier", "accessLevel"}


def test_a_full_description_has_every_required_entry_of_dcat_us(described):
    entry = dcat(*described, dataset_id="abcd-1234", modified=date(2026, 1, 2))
    assert set(entry) >= REQUIRED
    assert entry["accrualPeriodicity"] == "R/P1Y"
    assert entry["temporal"] == "1990-01-01/1992-12-31"
    assert entry["distribution"][0]["downloadURL"].startswith("https://data.ct.gov/api/views/abcd-1234/")


def test_what_the_standard_requires_and_the_entry_lacks_is_said(described):
    assert lacking(dcat(*described, dataset_id="abcd-1234", modified=date(2026, 1, 2))) == ()
    assert lacking(dcat(DatasetMetadata(title="Permits"), (), modified=date(2026, 1, 2))) == (
        "a description",
        "tags",
        "the publisher's name",
    )


def test_the_contact_and_the_parts_have_the_forms_of_the_standard(described):
    entry = dcat(*described, dataset_id="abcd-1234", modified=date(2026, 1, 2))
    assert entry["contactPoint"] == {"@type": "vcard:Contact", "fn": "Open Data Portal Administrators", "hasEmail": "mailto:dapa@ct.gov"}
    assert (entry["accessLevel"], entry["modified"]) == ("public", "2026-01-02")
    assert isinstance(entry["keyword"], list)
    assert {part["@type"] for part in entry["distribution"]} == {"dcat:Distribution"}


def test_the_private_contact_is_not_in_it(described):
    assert "permits@ct.gov" not in str(dcat(*described))


def test_what_is_empty_is_left_out():
    entry = dcat(DatasetMetadata(title="Permits"), ())
    assert "temporal" not in entry
    assert "description" not in entry


@pytest.mark.parametrize(
    ("coverage", "span"),
    [
        ("2018", "2018-01-01/2018-12-31"),
        ("2018-01-05 to 2019-02-28", "2018-01-05/2019-02-28"),
        ("1990 to present", "1990-01-01/1990-12-31"),
        ("always", ""),
    ],
)
def test_the_period_in_iso(coverage, span):
    assert temporal(coverage) == span
