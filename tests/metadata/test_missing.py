from ctcompanion.metadata import missing, suggest, suggest_columns
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata


def test_each_empty_required_field_is_named_by_its_key(permits):
    found = missing(DatasetMetadata(), suggest_columns(permits), permits)
    assert {"title", "description", "category", "contact_email", "update_frequency"} <= {finding.place for finding in found}
    assert all(finding.level == "STOP" for finding in found)


def test_a_complete_description_misses_nothing(permits):
    metadata = suggest(permits, DatasetMetadata(contact_email="permits@ct.gov"))
    assert missing(metadata, suggest_columns(permits), permits) == ()


def test_a_column_without_description_is_named(permits):
    metadata = suggest(permits, DatasetMetadata(contact_email="permits@ct.gov"))
    found = missing(metadata, (ColumnMetadata(name="town", description="Town of the permit office."),), permits)
    assert [finding.column for finding in found] == ["year", "permits"]


def test_a_description_equal_to_the_name_is_refused(permits):
    columns = tuple(column.model_copy(update={"description": f"The {column.name}."}) for column in suggest_columns(permits))
    found = missing(suggest(permits, DatasetMetadata(contact_email="permits@ct.gov")), columns, permits)
    assert [finding.rule for finding in found] == ["description-is-name"] * 3


def test_an_unknown_category_from_an_old_recipe_is_said_and_kept(permits):
    metadata = suggest(permits, DatasetMetadata(category="Weather", contact_email="permits@ct.gov"))
    (finding,) = missing(metadata, suggest_columns(permits), permits)
    assert (metadata.category, finding.place, finding.rule) == ("Weather", "category", "not-in-list")


def test_a_contact_that_is_no_address_is_refused(permits):
    metadata = suggest(permits, DatasetMetadata(contact_email="the front desk", source_link="ct.gov/doh"))
    assert {finding.place for finding in missing(metadata, suggest_columns(permits), permits)} == {"contact_email", "source_link"}


def test_a_license_with_conditions_waits_for_the_chief_data_officers_word(permits):
    metadata = suggest(permits, DatasetMetadata(contact_email="permits@ct.gov", license="CC_40_BY_ND"))
    (finding,) = missing(metadata, suggest_columns(permits), permits)
    assert (finding.place, finding.rule) == ("license", "licence")
    assert "Chief Data Officer" in finding.message
    agreed = metadata.model_copy(update={"license_agreed": "Mail of the Chief Data Officer, March 3"})
    assert missing(agreed, suggest_columns(permits), permits) == ()
