"""An update begins with what stands on the portal; what a person wrote is not lost."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ctcompanion.draft import Draft, from_payload
from ctcompanion.metadata import to_view
from ctcompanion.model import CleanTable, Column, DataType, Provenance
from ctcompanion.publishable import moving
from ctcompanion.publishing import View
from ctcompanion.read_back import read_back
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata, Recipe, Target
from ctcompanion.settings import PortalSettings

SETTINGS = PortalSettings()
OWN = DatasetMetadata(
    title="Permits 2024", description="Our first words.", temporal_coverage="2024", steward="Ann", contact_email="a@ct.gov"
)
COLUMNS = (
    ColumnMetadata(name="town", display="Town", description="Where.", field_name="town", codes={"0": "unknown"}),
    ColumnMetadata(name="year", display="Year", description="When.", field_name="year"),
)


def table() -> CleanTable:
    rows = pd.DataFrame({"town": ["Avon", "Bethel"], "year": [2024, 2024], "fee": [1, 2]})
    kinds = {"town": DataType.TEXT, "year": DataType.NUMBER, "fee": DataType.NUMBER}
    described = tuple(Column(name, kind, name.capitalize(), grouping=name != "year") for name, kind in kinds.items())
    return CleanTable(rows, described, Provenance("a.csv", "0"))


def live(**changes: Any) -> View:
    body = {
        "name": "Permits",
        "description": "<p>Permits of 2018 to 2023.</p>",
        "licenseId": "SOME_LICENSE",
        "metadata": {"custom_fields": {"Details": {"Temporal Coverage": "2018 to 2023"}}},
        "columns": [{"name": "Town", "fieldName": "town", "dataTypeName": "text", "description": "The town of the permit."}],
    }
    return View("abcd-1234", "Permits", "published", "public", frozenset(), False, "", (), {**body, **changes})


def draft() -> Draft:
    recipe = Recipe(metadata=OWN, columns=COLUMNS, target=Target(dataset_id="abcd-1234"))
    return Draft("d1", recipe=recipe).with_table(table())


def test_the_portals_words_come_first_and_ours_fill_what_it_leaves_empty() -> None:
    metadata = read_back(draft(), live(), SETTINGS).recipe.metadata
    assert metadata.title == "Permits"
    assert (metadata.steward, metadata.contact_email) == ("Ann", "a@ct.gov")


def test_the_period_moves_forward_by_itself_in_field_and_text() -> None:
    metadata = read_back(draft(), live(), SETTINGS).recipe.metadata
    assert metadata.temporal_coverage == "2018 to 2024"
    assert metadata.description == "Permits of 2018 to 2024."


def test_columns_are_described_as_the_portal_has_them_and_a_new_one_is_proposed() -> None:
    columns = {column.name: column for column in read_back(draft(), live(), SETTINGS).recipe.columns}
    assert columns["town"].description == "The town of the permit."
    assert columns["town"].codes == {"0": "unknown"}
    assert columns["year"].description == "When."
    assert "description" in columns["fee"].proposed


def test_it_is_read_once_so_that_what_a_person_changes_after_it_stays() -> None:
    begun = read_back(draft(), live(), SETTINGS)
    changed = begun.with_metadata(begun.recipe.metadata.model_copy(update={"title": "Building permits"}), begun.recipe.columns)
    assert read_back(changed, live(), SETTINGS).recipe.metadata.title == "Building permits"


def test_another_dataset_gives_a_person_their_own_words_back() -> None:
    begun = read_back(draft(), live(), SETTINGS)
    typed = begun.with_metadata(begun.recipe.metadata.model_copy(update={"steward": "Bob"}), begun.recipe.columns)
    away = typed.with_target(Target())
    assert (away.recipe.metadata.title, away.recipe.metadata.description) == (OWN.title, OWN.description)
    assert away.recipe.metadata.steward == "Bob"
    assert away.read_back is None


def test_a_kept_draft_knows_what_it_began_with() -> None:
    begun = read_back(draft(), live(), SETTINGS)
    assert from_payload("d1", "x", begun.to_payload()).read_back == begun.read_back


def test_only_what_is_meant_is_sent_and_a_license_we_do_not_know_is_left_alone() -> None:
    wanted = {"name": "Building permits", "licenseId": "PUBLIC_DOMAIN", "description": "Permits of 2018 to 2023."}
    assert moving(live(), wanted, SETTINGS, whole=True) == ("name",)
    assert moving(live(), wanted, SETTINGS) == ()


def test_a_columns_words_are_sent_when_a_person_changed_them_and_not_for_the_codes_that_we_would_add() -> None:
    begun = read_back(draft(), live(), SETTINGS)
    body, _ = to_view(begun.recipe.metadata, begun.recipe.columns, SETTINGS.custom_fields)
    assert not [key for key in moving(live(), body, SETTINGS, whole=True) if key.startswith("column:")]
    town = begun.recipe.columns[0].model_copy(update={"description": "The town where it was granted."})
    body, _ = to_view(begun.recipe.metadata, (town,), SETTINGS.custom_fields)
    assert "column:town" in moving(live(), body, SETTINGS, whole=True)
