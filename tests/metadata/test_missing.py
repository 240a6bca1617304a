import pytest

from ctcompanion.metadata import missing, suggest, suggest_columns
from ctcompanion.metadata.check import repeats_name
from ctcompanion.metadata.missing import EMAIL, LINK
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


SAID_IN_OTHER_MARKS = [
    "Town-Name", "TownName", "Town Name - Town Name", "Names of towns", "This column contains the town name.", "<b>TOWN NAME</b>",
]  # fmt: skip


@pytest.mark.parametrize("description", SAID_IN_OTHER_MARKS)
def test_the_name_in_other_marks_or_with_filling_words_is_refused_as_well(description):
    (finding,) = repeats_name(ColumnMetadata(name="town_name", display="Town Name", description=description))
    assert "repeats" in finding.message


def test_the_name_is_seen_in_any_script():
    assert [*repeats_name(ColumnMetadata(name="c", display="العدد", description="العدد."))]


@pytest.mark.parametrize("description", ["N/A", "TBD", "-", "😀", "none", "The column."])
def test_a_description_that_says_nothing_is_refused(description):
    (finding,) = repeats_name(ColumnMetadata(name="town", display="Town", description=description))
    assert "says nothing" in finding.message


@pytest.mark.parametrize("description", ["Town that gave the permit.", "Number of towns that answered.", "بلدة التصريح"])
def test_a_description_with_words_of_its_own_is_taken(description):
    assert not [*repeats_name(ColumnMetadata(name="town", display="Town", description=description))]


def test_an_unknown_category_from_an_old_recipe_is_said_and_kept(permits):
    metadata = suggest(permits, DatasetMetadata(category="Weather", contact_email="permits@ct.gov"))
    (finding,) = missing(metadata, suggest_columns(permits), permits)
    assert (metadata.category, finding.place, finding.rule) == ("Weather", "category", "not-in-list")


def test_a_contact_that_is_no_address_is_refused(permits):
    metadata = suggest(permits, DatasetMetadata(contact_email="the front desk", source_link="ct.gov/doh"))
    assert {finding.place for finding in missing(metadata, suggest_columns(permits), permits)} == {"contact_email", "source_link"}


def test_an_address_is_taken_only_in_its_form():
    taken = ["housing.data@ct.gov", "jo.o'neil+data@housing.ct.gov"]
    refused = ["mailto:jo@ct.gov", "jo..lee@ct.gov", ".jo@ct.gov", "jo@-ct.gov", "jo@ct", "jo@ct.gov; ann@ct.gov"]
    assert [text for text in (*taken, *refused) if EMAIL.fullmatch(text)] == taken


def test_a_link_is_taken_only_in_its_form():
    taken = ["https://portal.ct.gov/doh", "HTTPS://CT.GOV", "http://data.ct.gov:8080?q=a#b"]
    refused = ["https://...", "https://portal", "https://[bad", "www.ct.gov", "https://jo:secret@ct.gov", "https://portal.ct.gov, see page"]
    assert [text for text in (*taken, *refused) if LINK.fullmatch(text)] == taken


def test_a_license_with_conditions_waits_for_the_chief_data_officers_word(permits):
    metadata = suggest(permits, DatasetMetadata(contact_email="permits@ct.gov", license="CC_40_BY_ND"))
    (finding,) = missing(metadata, suggest_columns(permits), permits)
    assert (finding.place, finding.rule) == ("license", "licence")
    assert "Chief Data Officer" in finding.message
    agreed = metadata.model_copy(update={"license_agreed": "Mail of the Chief Data Officer, March 3"})
    assert missing(agreed, suggest_columns(permits), permits) == ()
