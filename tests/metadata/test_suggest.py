from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.model import DataType
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata


def test_a_permits_sheet_fills_most_fields_by_itself(permits):
    found = suggest(permits, DatasetMetadata())
    assert found.title == "Annual Housing Permits by Town"
    assert found.agency == "Department of Economic and Community Development"
    assert found.category == "Housing and Development"
    assert found.geographic_unit == "Municipality"
    assert found.temporal_coverage == "1990 to 1992"
    assert found.row_label == "Town and year"
    assert found.update_frequency == "Annually"
    assert {"housing", "permits", "towns"} <= set(found.tags)
    assert "Permits include mobile homes." in found.description
    assert "building officials" in found.description


def test_what_a_person_wrote_stays_and_is_no_proposal(permits):
    found = suggest(permits, DatasetMetadata(title="New Homes"))
    assert found.title == "New Homes"
    assert "title" not in found.proposed
    assert "category" in found.proposed


def test_suggesting_twice_changes_nothing(permits):
    once = suggest(permits, DatasetMetadata())
    assert suggest(permits, once) == once


def test_a_table_that_says_nothing_gets_no_invented_fields(table_of):
    silent = table_of({"A": (DataType.TEXT, ["x", "y"])})
    found = suggest(silent, DatasetMetadata())
    assert (found.agency, found.category, found.geographic_unit, found.temporal_coverage) == ("", "", "", "")


def test_every_column_gets_a_description_that_is_not_its_name(permits):
    columns = suggest_columns(permits)
    assert [column.field_name for column in columns] == ["town", "year", "permits"]
    assert columns[2].description == "Number of permits for each town and year. Permits include mobile homes."
    assert all(column.description.casefold() != column.display.casefold() for column in columns)


def test_a_description_of_a_column_that_went_is_kept(permits):
    gone = ColumnMetadata(name="units", description="Homes in the permitted building.")
    assert suggest_columns(permits, (gone,))[-1] == gone
