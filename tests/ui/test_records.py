"""What a clerk keeps and hands on: the access plan, the rows, the letters, how a dataset retires; and an update that starts from the portal."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ctcompanion import practice, reference, replay
from ctcompanion.draft import Draft
from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.model import ColumnClass, Receipt
from ctcompanion.publishable import filed, publication_of
from ctcompanion.publishing import connect, make_public, publish_new
from ctcompanion.publishing.socrata import SocrataPortal
from ctcompanion.recipe import Recipe
from ctcompanion.settings import Limits, PortalSettings, Settings, from_environment
from ctcompanion.store import open_store
from tests.ui.test_pages import go, words

FIRST, NEXT = reference.path("samples/town-population-2023.xlsx"), reference.path("samples/town-population-2024.xlsx")
HEALTH = "Department of Public Health"
App = Callable[[], AppTest]


@dataclass
class Published:
    """One dataset on a practice portal of its own, published and filed as the pages do."""

    portal: SocrataPortal
    receipt: Receipt


@pytest.fixture
def there(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Published]:
    with practice.running(tmp_path / "portal") as running:
        monkeypatch.setenv("CTCOMPANION_PORTAL__DOMAIN", running.domain)
        portal, store = connect(PortalSettings(domain=running.domain)), open_store(Settings(data_folder=tmp_path / "var"))
        draft = decided(Draft("d1"))
        publication = publication_of(draft, PortalSettings(), "local", domain=portal.domain)
        receipt = publish_new(publication, portal, store)
        filed(draft.recipe, publication, receipt, store)
        make_public(portal, store, receipt, "local", typed=portal.domain)
        yield Published(portal, receipt)


def decided(draft: Draft) -> Draft:
    """The population sample with every decision that a person would take."""
    opened = replay.opened(draft, FIRST, FIRST.name, Limits())
    assert opened.workbook
    chosen = replay.chosen(opened, replay.likely_sheet(opened.workbook, Recipe()))
    assert chosen.table
    classes = {column.name: ColumnClass.NONE for column in chosen.table.columns}
    privacy = chosen.recipe.privacy.model_copy(update={"row_meaning": "count", "classes": classes})
    reviewed = replay.reviewed(chosen.with_privacy(privacy))
    assert reviewed.safe
    known = {"contact_email": "health.data@ct.gov", "agency": HEALTH, "attribution": HEALTH, "update_frequency": "Weekly"}
    metadata = suggest(reviewed.safe, reviewed.recipe.metadata.model_copy(update=known))
    return reviewed.with_metadata(metadata, suggest_columns(reviewed.safe, ()))


def button(visit: AppTest, label: str) -> AppTest:
    return next(one for one in visit.button if one.label == label).click().run()


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Label -> what the last button of that label gives."""
    given: dict[str, bytes] = {}

    def kept(label: str, data: str | bytes, **_: object) -> None:
        given[label] = data.encode() if isinstance(data, str) else data

    monkeypatch.setattr(st, "download_button", kept)
    return given


def boxes(visit: AppTest) -> str:
    return " ".join(str(area.value) for area in [*visit.text_area, *visit.text_input])


def updating(visit: AppTest) -> AppTest:
    """As far as the metadata page of an update with next year's file."""
    go(button(go(visit, "receipts"), "Update now"), "upload")
    next(one for one in visit.file_uploader if one.label.startswith("Your file")).upload(NEXT.name, NEXT.read_bytes()).run()
    return go(visit, "metadata")


def test_the_plan_holds_what_the_catalogue_lists_and_says_how_much_is_on_time(
    app: App, there: Published, downloads: dict[str, bytes]
) -> None:
    visit = button(go(app(), "receipts"), "Put the plan together")
    assert not visit.exception
    assert f"1 dataset of {HEALTH} on the portal" in words(visit).replace("**", "")
    assert "1 of 1 with a promised rhythm are updated on time (100%)" in words(visit)
    (row,) = plan_of(downloads["A new plan (Excel)"])
    assert (row["Dataset name"], row["Status"], row["Updated on time"]) == (there.receipt.title, "Published", "Yes")


def test_the_agencys_own_plan_comes_back_with_its_own_words(app: App, there: Published, downloads: dict[str, bytes]) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Dataset name", "Our number", "Status"])
    book.active.append([there.receipt.title, 7, "Planned"])
    out = io.BytesIO()
    book.save(out)
    visit = go(app(), "receipts")
    next(one for one in visit.file_uploader if "agency's plan" in one.label).upload("plan.xlsx", out.getvalue()).run()
    button(visit, "Put the plan together")
    (row,) = plan_of(downloads["Your plan, brought up to date"])
    assert row == {"Dataset name": there.receipt.title, "Our number": 7, "Status": "Published"}


def test_a_plan_that_cannot_be_opened_is_refused_in_words(app: App, there: Published) -> None:
    visit = go(app(), "receipts")
    next(one for one in visit.file_uploader if "agency's plan" in one.label).upload("plan.xlsx", b"no workbook").run()
    visit = button(visit, "Put the plan together")
    assert not visit.exception
    assert "cannot be opened as an Excel workbook" in words(visit)


def plan_of(data: bytes) -> list[dict[str, object]]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_receipt_gives_rows_entry_and_calendar_with_the_datasets_address(app: App, there: Published, downloads: dict[str, bytes]) -> None:
    go(app(), "receipts")
    assert there.receipt.dataset_id in downloads["Access plan row"].decode("utf-8-sig")
    assert "Why high value" in downloads["Inventory row"].decode("utf-8-sig")
    assert json.loads(downloads["Catalog entry (DCAT-US)"])["identifier"].endswith(there.receipt.dataset_id)
    assert b"BEGIN:VEVENT" in downloads["Next update (calendar)"]


def test_a_receipt_says_when_the_next_update_is_due_and_how_it_is_made(app: App, there: Published) -> None:
    visit = go(app(), "receipts")
    assert "Next update due" in words(visit)
    assert "let a scheduler do it" in words(visit)
    assert "Use an account of your team or agency" in words(visit)
    assert any(there.receipt.dataset_id in str(code.value) for code in visit.code)


def test_retiring_shows_the_new_title_the_steps_and_the_message_to_opm(app: App, there: Published) -> None:
    visit = go(app(), "receipts")
    assert f"ARCHIVE - {there.receipt.title}" in boxes(visit)
    assert "Keep it public for 30 days" in words(visit)
    next(area for area in visit.text_area if area.label == "Why should it go?").set_value("Replaced by another.").run()
    assert "To: dapa@ct.gov\nSubject: A dataset to retire" in boxes(visit)
    assert "Replaced by another." in boxes(visit)


def test_a_question_to_opm_is_written_with_the_clerks_words(app: App, there: Published) -> None:
    visit = go(app(), "receipts")
    next(area for area in visit.text_area if area.label.startswith("In your own words")).set_value("May we?").run()
    next(box for box in visit.selectbox if box.label == "What is it about?").set_value("privacy").run()
    assert "Subject: A question about privacy" in boxes(visit)
    assert "May we?" in boxes(visit)


def test_an_update_starts_from_what_somebody_corrected_on_the_portal(app: App, there: Published) -> None:
    there.portal.update(there.receipt.dataset_id, {"description": "Corrected by OPM. The years are 2023."})
    visit = updating(app())
    assert not visit.exception
    metadata = visit.session_state["companion_draft"].recipe.metadata
    assert metadata.description.startswith("Corrected by OPM.")
    assert metadata.temporal_coverage == "2023 to 2024"


def test_old_and_new_stand_side_by_side_and_one_press_keeps_the_portals(app: App, there: Published) -> None:
    visit = updating(app())
    assert "On the portal: 2023" in words(visit)
    assert "Here: 2023 to 2024" in words(visit)
    button(visit, "Keep what is on the portal")
    assert "Here: 2023 to 2024" not in words(visit)


def test_an_update_asks_only_what_is_new_or_empty(app: App, there: Published) -> None:
    visit = updating(app())
    assert "Nothing is left to fill" in words(visit)
    assert not [field for field in visit.text_input if field.label.startswith("Title")]
    next(one for one in visit.toggle if one.label == "Show all fields and columns").set_value(True).run()
    assert [field for field in visit.text_input if field.label.startswith("Title")]


def test_an_update_with_one_empty_field_asks_that_field_and_leaves_it_there_while_it_is_filled(app: App, there: Published) -> None:
    visit = updating(app())
    draft = visit.session_state["companion_draft"]
    columns = tuple(
        each.model_copy(update={"description": ""}) if each is draft.recipe.columns[0] else each for each in draft.recipe.columns
    )
    emptied = draft.with_metadata(draft.recipe.metadata.model_copy(update={"row_label": ""}), columns)
    visit.session_state["companion_draft"] = emptied
    visit.session_state["companion_revision"] = 77
    visit.run()
    assert [field.label for field in visit.text_input if ":field-" in str(field.key)] == ["Row Label (required)"]
    assert len([area for area in visit.text_area if ":describe-" in str(area.key)]) == 1
    next(field for field in visit.text_input if field.label.startswith("Row Label")).set_value("Town and year").run()
    assert [field.value for field in visit.text_input if ":field-" in str(field.key)] == ["Town and year"]
    after = visit.session_state["companion_draft"].recipe
    assert [each.name for each in after.columns] == [each.name for each in draft.recipe.columns]


def test_a_field_that_the_portal_has_no_place_for_is_said_before_publishing(app: App, there: Published) -> None:
    visit = updating(app())
    draft = visit.session_state["companion_draft"]
    visit.session_state["companion_draft"] = draft.with_metadata(
        draft.recipe.metadata.model_copy(update={"steward": "Ann"}), draft.recipe.columns
    )
    go(visit, "publish")
    assert not visit.exception
    assert "The portal has no place for: Data Steward" in words(visit)


def test_the_five_properties_of_open_data_are_answered_before_publishing(app: App, there: Published) -> None:
    visit = updating(app())
    go(visit, "publish")
    (about,) = [one.label for one in visit.expander if "open data as the law means it" in one.label]
    assert "of 5 properties hold" in about
    assert "169 rows, 3 columns with a type each" in words(visit)


def test_the_plain_language_checklist_stands_under_the_description(app: App, there: Published) -> None:
    visit = updating(app())
    next(one for one in visit.toggle if one.label == "Show all fields and columns").set_value(True).run()
    assert any(one.label.startswith("Plain language checklist") for one in visit.expander)
    assert "“Must” for duties, not “shall”" in words(visit)


def test_the_newest_rows_have_a_link_and_the_steps_to_a_filtered_view(app: App, there: Published) -> None:
    visit = go(app(), "receipts")
    assert "make a filtered view of this dataset instead of a new one" in words(visit)
    assert any("Rows of 2023 alone" in str(link.proto) for link in visit.get("link_button"))


def test_an_update_that_is_late_is_said_on_the_start_page(app: App, there: Published) -> None:
    visit = app()
    assert "(late)" not in words(visit)
    recipes = open_store(from_environment()).recipes
    kept = recipes.load(there.receipt.domain, there.receipt.dataset_id, "local")
    recipes.save(kept.domain, kept.dataset_id, kept.recipe, owner="local", title=kept.title, next_due=date(2020, 1, 1))
    assert "next update due January 1, 2020 (late)" in words(go(visit, "start"))
