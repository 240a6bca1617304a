from ctcompanion.metadata import from_view, suggest, suggest_columns, to_view
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

SETS = {
    "agency": "Agency/Agency",
    "update_frequency": "Details/Update Frequency",
    "geographic_unit": "Details/Geographic Unit",
    "temporal_coverage": "Details/Temporal Coverage",
}


def full(permits):
    return suggest(permits, DatasetMetadata(contact_email="permits@ct.gov", source_link="https://portal.ct.gov/doh"))


def test_what_goes_to_the_portal_comes_back_the_same(permits):
    metadata, columns = full(permits), suggest_columns(permits)
    body, homeless = to_view(metadata, columns, SETS)
    back, back_columns = from_view(body, SETS)
    assert homeless == ()
    assert back == metadata.model_copy(update={"proposed": ()})
    assert [(c.display, c.field_name, c.description, c.type) for c in back_columns] == [
        (c.display, c.field_name, c.description, c.type) for c in columns
    ]


def test_each_field_stands_where_the_portal_looks_for_it(permits):
    body, _ = to_view(full(permits), (), SETS)
    assert body["metadata"]["custom_fields"]["Details"]["Update Frequency"] == "Annually"
    assert body["metadata"]["rowLabel"] == "Town and year"
    assert body["privateMetadata"] == {"contactEmail": "permits@ct.gov"}
    assert body["licenseId"] == "PUBLIC_DOMAIN"


def test_fields_without_a_place_are_named(permits):
    metadata = full(permits).model_copy(update={"steward": "Data office"})
    _, homeless = to_view(metadata, (), {"agency": "Agency/Agency"})
    assert homeless == ("update_frequency", "geographic_unit", "temporal_coverage", "steward")


def test_an_update_keeps_what_else_stands_in_the_portals_metadata(permits):
    live = {
        "metadata": {
            "rowIdentifier": "12",
            "attachments": [{"filename": "codebook.pdf"}],
            "custom_fields": {"Details": {"Grade": "A"}, "Other": {"x": "y"}},
        }
    }
    body, _ = to_view(full(permits), (), SETS, view=live)
    inside = body["metadata"]
    assert (inside["rowIdentifier"], inside["attachments"][0]["filename"]) == ("12", "codebook.pdf")
    assert inside["custom_fields"]["Details"]["Grade"] == "A"
    assert inside["custom_fields"]["Other"] == {"x": "y"}


def test_a_sparse_or_damaged_view_is_read_without_complaint():
    metadata, columns = from_view({"name": None, "tags": None, "metadata": [], "columns": [{"name": "A"}, "x"], "licenseId": "HOME_MADE"})
    assert (metadata.title, metadata.license) == ("", "")
    assert [column.display for column in columns] == ["A"]


def test_unit_and_codes_are_published_with_the_description():
    column = ColumnMetadata(name="wage", description="Average wage.", unit="in dollars", codes={"-1": "hidden"})
    body, _ = to_view(DatasetMetadata(), (column,), {})
    assert body["columns"][0]["description"] == "Average wage. Unit: dollars. Codes: -1 = hidden."


def test_system_columns_of_the_portal_are_left_out():
    _, columns = from_view({"columns": [{"fieldName": ":@computed_region_x", "name": "Counties"}, {"fieldName": "town", "name": "Town"}]})
    assert [column.field_name for column in columns] == ["town"]
