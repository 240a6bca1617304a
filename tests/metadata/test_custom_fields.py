from ctcompanion.metadata import custom_field_map, from_view, places, to_view
from ctcompanion.recipe import DatasetMetadata
from ctcompanion.settings import PortalSettings

PLACES = PortalSettings().custom_fields
ELSEWHERE = {"Dataset Information": {"Agency": "Department of Housing"}, "Publishing": {"Update-Frequency": "Monthly"}}


def test_the_custom_fields_of_another_portal_are_found_by_their_names():
    assert custom_field_map(ELSEWHERE) == {"agency": "Dataset Information/Agency", "update_frequency": "Publishing/Update-Frequency"}
    metadata, _ = from_view({"name": "X", "metadata": {"custom_fields": ELSEWHERE}})
    assert (metadata.agency, metadata.update_frequency) == ("Department of Housing", "Monthly")


def test_where_nothing_was_seen_the_map_holds():
    assert places({}, PLACES) == dict(PLACES)


def test_what_published_datasets_show_goes_before_the_map():
    found = places(ELSEWHERE, PLACES)
    assert (found["agency"], found["update_frequency"]) == ("Dataset Information/Agency", "Publishing/Update-Frequency")


def test_a_field_that_nobody_filled_keeps_its_place_in_a_set_that_is_there():
    assert places({"Details": {"Update Frequency": ""}}, PLACES)["temporal_coverage"] == "Details/Temporal Coverage"


def test_a_field_whose_set_the_portal_does_not_have_has_no_place_and_is_named():
    found = places(ELSEWHERE, PLACES)
    assert "temporal_coverage" not in found
    _, homeless = to_view(DatasetMetadata(temporal_coverage="2018", agency="Department of Housing"), (), found)
    assert homeless == ("temporal_coverage",)


def test_the_place_of_the_settings_holds_where_it_was_seen():
    seen = {"Other": {"Agency": ""}, "Agency": {"Agency": ""}}
    assert places(seen, PLACES)["agency"] == "Agency/Agency"


def test_damaged_sets_are_passed_over():
    assert places({"Details": None, "Other": "text"}, PLACES) == dict(PLACES)
