"""The metadata page: help and links, one press to accept, codebook, copy, codes, cards and grid, and what old recipes bring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from ctcompanion import reference
from ctcompanion.metadata import FIELDS
from ctcompanion.recipe import ColumnMetadata
from ctcompanion.ui import session
from tests.ui.test_pages import go, with_file, words

App = Callable[[], AppTest]
ASSISTED = reference.path("samples/subsidized-housing-2023.xlsx")


def keyed(elements: object, ending: str) -> object:
    return next(element for element in elements if (element.key or "").endswith(ending))  # type: ignore[attr-defined]


def draft(visit: AppTest) -> object:
    return visit.session_state["companion_draft"]


def column(visit: AppTest, display: str) -> ColumnMetadata:
    return next(one for one in draft(visit).recipe.columns if one.display == display)


def changed(visit: AppTest, **values: object) -> AppTest:
    """The page with other metadata, as if an old recipe or a person had said so."""
    now = draft(visit)
    visit.session_state["companion_draft"] = now.with_metadata(now.recipe.metadata.model_copy(update=values), now.recipe.columns)
    visit.session_state["companion_revision"] = 77
    return visit.run()


@pytest.fixture
def page(app: App) -> AppTest:
    return go(with_file(app), "metadata")


def test_every_field_has_its_help_under_it_and_is_a_place_to_link_to(page: AppTest) -> None:
    shown = " ".join(str(element.proto.body) for element in page.get("html"))
    for field in FIELDS:
        if field.kind != "auto":
            assert f'id="field-{field.key.replace("_", "-")}"' in shown


def test_the_next_improvement_and_what_is_missing_link_to_their_fields(page: AppTest) -> None:
    assert "(#field-contact-email)" in words(page)
    assert "](#field-" in page.info[0].value


def test_a_proposal_under_a_field_is_taken_with_one_press(page: AppTest) -> None:
    visit = changed(page, title="Housing Permits by Town 2023")
    next(button for button in visit.button if "Housing Permits by Town" in button.label).click().run()
    assert draft(visit).recipe.metadata.title == "Housing Permits by Town"


def test_a_proposal_for_a_column_is_taken_with_one_press(page: AppTest) -> None:
    keyed(page.text_area, ":describe-town").set_value("Town that utilized the program.").run()
    next(button for button in page.button if "used" in button.label).click().run()
    assert column(page, "Town").description == "Town that used the program."


def test_codes_are_kept_with_their_meanings_and_a_line_without_one_is_told(page: AppTest) -> None:
    name = next(area.key for area in page.text_area if ":codes-" in area.key)
    keyed(page.text_area, name).set_value("A = Approved\nB").run()
    assert "“B” has no meaning yet" in words(page)
    coded = next(one for one in draft(page).recipe.columns if one.codes)
    assert coded.codes == {"A": "Approved"}


def test_a_codebook_says_what_it_did_not_match_before_it_fills(page: AppTest) -> None:
    book = b"Column,Description\nTown,Town that gave the permit.\nYears,Year of the permit.\nParcel,Number of the parcel.\n"
    keyed(page.file_uploader, ":codebook").upload("codebook.csv", book).run()
    said = words(page)
    assert "In the codebook, but not in your table: Parcel" in said
    assert "Your columns that the codebook does not name" in said
    keyed(page.button, ":codebook-use").click().run()
    assert column(page, "Town").description == "Town that gave the permit."


def test_a_codebook_that_cannot_be_read_leaves_the_page_standing(page: AppTest) -> None:
    keyed(page.file_uploader, ":codebook").upload("codebook.docx", b"not a document").run()
    assert "cannot be read as a codebook" in words(page)
    assert [field for field in page.text_input if field.label.startswith("Contact Email")]


def test_descriptions_are_copied_from_another_draft_of_mine(app: App) -> None:
    visit = go(with_file(app), "metadata")
    keyed(visit.text_area, ":describe-town").set_value("Town that gave the permit.").run()
    changed(visit, contact_email="housing.data@ct.gov")
    keyed(visit.text_input, ":field-contact_email").set_value("permits@ct.gov").run()
    go(visit, "start")
    visit.button(key="begin").click().run()
    go(visit, "upload")
    visit.file_uploader[0].upload(ASSISTED.name, ASSISTED.read_bytes()).run()
    go(visit, "metadata")
    (other,) = [one.id for one in session.mine() if one.id != draft(visit).id]
    keyed(visit.selectbox, ":copy-mine").set_value(f"draft:{other}").run()
    keyed(visit.button, ":copy-do").click().run()
    now = draft(visit).recipe
    assert now.metadata.contact_email == "permits@ct.gov"
    assert column(visit, "Town").description == "Town that gave the permit."


def test_cards_and_grid_show_the_same_columns(page: AppTest) -> None:
    cards = [field.value for field in page.text_input if ":display-" in field.key]
    keyed(page.segmented_control, ":columns-as").set_value("Grid").run()
    assert not page.exception
    assert not [field for field in page.text_input if ":display-" in field.key]
    assert list(page.dataframe[0].value["Column"]) == cards


def test_a_column_removed_after_it_was_described_is_shown_as_kept(page: AppTest) -> None:
    now = draft(page)
    gone = ColumnMetadata(name="parcel", display="Parcel", description="Number of the parcel.")
    page.session_state["companion_draft"] = replace(now, recipe=now.recipe.changed(columns=(*now.recipe.columns, gone)))
    page.run()
    assert not page.exception
    assert "Number of the parcel." in words(page)
    assert not [field for field in page.text_input if field.key.endswith(":display-parcel")]
    assert draft(page).recipe.columns[-1] == gone


def test_an_unknown_category_and_license_of_an_old_recipe_are_kept_and_refused(page: AppTest) -> None:
    visit = changed(page, category="Weather", license="HOME_MADE")
    assert not visit.exception
    kept = draft(visit).recipe.metadata
    assert (kept.category, kept.license) == ("Weather", "HOME_MADE")
    assert "Category holds a value that the portal does not know." in words(visit)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "مرحبا \u202eevil", "🏠" * 50, "Housing permits " * 625])
def test_any_title_is_kept_and_shown_without_an_error(page: AppTest, text: str) -> None:
    keyed(page.text_input, ":field-title").set_value(text).run()
    assert not page.exception
    assert draft(page).recipe.metadata.title == text.strip()


def test_a_license_with_conditions_asks_for_the_chief_data_officers_answer(page: AppTest) -> None:
    visit = changed(page, license="CC_40_BY_ND")
    assert "Ask the Chief Data Officer first" in words(visit)
    keyed(visit.text_input, ":field-license-agreed").set_value("Mail of March 3").run()
    assert draft(visit).recipe.metadata.license_agreed == "Mail of March 3"


def test_the_model_citation_goes_into_the_description_on_request(page: AppTest) -> None:
    visit = changed(page, title="Housing Permits by Town", attribution="Department of Housing")
    keyed(visit.button, ":citation").click().run()
    assert "Cite this data\nDepartment of Housing." in draft(visit).recipe.metadata.description
