from ctcompanion.metadata import copy_from, suggest_columns
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

OTHER = (
    DatasetMetadata(title="Rents by Town", agency="Department of Housing", contact_email="rents@ct.gov", license="CC_40_BY", steward="A. Clerk"),
    (
        ColumnMetadata(name="twn", display="Town", description="Town where the home stands.", codes={"HTFD": "Hartford"}),
        ColumnMetadata(name="rent", display="Rent", description="Monthly rent.", unit="dollars"),
    ),
)  # fmt: skip


def test_columns_of_the_same_name_take_the_description_and_codes(permits):
    copied = copy_from(OTHER, permits, DatasetMetadata(), suggest_columns(permits))
    town = next(column for column in copied.columns if column.name == "town")
    assert (town.description, town.codes) == ("Town where the home stands.", {"HTFD": "Hartford"})
    assert (copied.columns_filled, copied.without) == (("Town",), ("Year", "Permits"))


def test_agency_and_contact_come_along_and_the_title_does_not(permits):
    copied = copy_from(OTHER, permits, DatasetMetadata(), suggest_columns(permits))
    assert (copied.metadata.agency, copied.metadata.contact_email, copied.metadata.license) == (
        "Department of Housing",
        "rents@ct.gov",
        "CC_40_BY",
    )
    assert copied.metadata.title == ""
    assert set(copied.fields_filled) == {"agency", "contact_email", "license", "steward"}


def test_what_a_person_wrote_stays(permits):
    mine = tuple(column.model_copy(update={"description": "My words.", "proposed": ()}) for column in suggest_columns(permits))
    copied = copy_from(OTHER, permits, DatasetMetadata(agency="Department of Labor"), mine)
    assert {column.description for column in copied.columns} == {"My words."}
    assert copied.metadata.agency == "Department of Labor"
