from ctcompanion.preview import landing_page
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata


def test_residents_see_title_facts_columns_and_first_rows(permits):
    metadata = DatasetMetadata(title="Housing Permits by Town", description="About\nWhat it is.", tags=("homes",), license="PUBLIC_DOMAIN")
    page = landing_page(metadata, (ColumnMetadata(name="Permits", display="Homes", description="Homes approved."),), permits)
    assert page.title == "Housing Permits by Town"
    assert page.description == ("About", "What it is.")
    assert ("License", "Public Domain") in page.facts
    assert page.columns[2] == ("Homes", "Homes approved.", "number")
    assert list(page.rows.columns) == ["Town", "Year", "Homes"]
    assert page.row_count == 6


def test_private_fields_are_not_shown(permits):
    page = landing_page(DatasetMetadata(contact_email="me@ct.gov", steward="Ann", steward_backup="Bob"), (), permits)
    shown = repr(page)
    assert not any(secret in shown for secret in ("me@ct.gov", "Ann", "Bob"))


def test_what_is_missing_is_said(permits):
    page = landing_page(DatasetMetadata(), (), permits)
    assert page.title == "Untitled dataset"
    assert ("Agency", "Not filled in") in page.facts
