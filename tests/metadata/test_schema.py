from ctcompanion import reference
from ctcompanion.metadata import COLUMN_FIELDS, FIELDS, GROUPS, field, frequency_explained
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata


def test_every_field_of_the_form_has_a_place_in_the_recipe_or_is_the_portals():
    for each in FIELDS:
        assert each.kind == "auto" or each.key in DatasetMetadata.model_fields
    for each in COLUMN_FIELDS:
        assert each.key in ColumnMetadata.model_fields


def test_every_field_of_the_recipe_is_on_the_form():
    assert set(DatasetMetadata.model_fields) - {"proposed", "license_agreed"} <= {each.key for each in FIELDS}


def test_the_groups_are_the_portals():
    assert GROUPS == ("Basic Descriptive", "Detailed Descriptive", "Internal Management", "Publishing Details")


def test_every_field_is_explained_and_every_choice_has_its_values():
    for each in (*FIELDS, *COLUMN_FIELDS):
        assert each.definition
        assert each.help
        assert each.choices or each.kind != "choice"


def test_choices_are_those_of_the_state():
    assert len(field("category").choices) == 10
    assert len(field("update_frequency").choices) == 12
    assert len(field("geographic_unit").choices) == 13
    assert len(field("license").choices) == 28
    assert field("agency").open


def test_the_contact_is_private():
    assert {each.key for each in FIELDS if each.private} == {"contact_email", "steward", "steward_backup"}


def test_ambiguous_frequencies_are_explained():
    for entry in reference.document("update_frequencies.json")["values"]:
        assert frequency_explained(entry["value"])
    assert "every two years" in frequency_explained("Bi-annually")
