"""What a clerk does with a recipe: update with what changed said and settled, compare, go back, copy, put in its place, next workbook; and with drafts."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta

import openpyxl
from streamlit.testing.v1 import AppTest

from ctcompanion.recipe import from_json
from ctcompanion.recipe_digest import Written, written
from ctcompanion.settings import Settings, from_environment
from ctcompanion.store import SavedRecipe, keeps_sources, open_store
from ctcompanion.store.database import utc_now
from tests.ui.test_pages import go, with_file, words
from tests.ui.test_records import FIRST, Published, button, downloads, there

__all__ = ["downloads", "there"]
App = Callable[[], AppTest]


def saved(there: Published) -> SavedRecipe:
    return open_store(from_environment()).recipes.load(there.receipt.domain, there.receipt.dataset_id, "local")


def changed(there: Published, title: str) -> None:
    """A second version of the recipe."""
    kept = saved(there)
    recipe = from_json(kept.recipe)
    other = recipe.changed(metadata=recipe.metadata.model_copy(update={"title": title}))
    open_store(from_environment()).recipes.save(kept.domain, kept.dataset_id, other.to_json(), owner="local", title=kept.title)


def upload(visit: AppTest, label: str, name: str, content: bytes) -> AppTest:
    return next(one for one in visit.file_uploader if one.label.startswith(label)).upload(name, content).run()


def with_column(name: str | None, instead: str = "Est. Pop.") -> bytes:
    """Next year's population with one column under another name."""
    book = openpyxl.load_workbook(FIRST)
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and instead.lower() in cell.value.lower():
                cell.value = name
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def updated(visit: AppTest, content: bytes) -> AppTest:
    go(button(go(visit, "receipts"), "Update now"), "upload")
    upload(visit, "Your file", FIRST.name, content)
    return go(visit, "clean")


def test_an_update_with_the_same_columns_says_so(app: App, there: Published) -> None:
    assert "The same columns as last time." in words(updated(app(), FIRST.read_bytes()))


def test_a_column_with_another_name_is_called_as_before_with_a_press(app: App, there: Published) -> None:
    before = list(from_json(saved(there).recipe).source.columns)
    visit = updated(app(), with_column("Headcount"))
    assert not visit.exception
    assert "it may have a new name" in words(visit)
    (press,) = [one for one in visit.button if one.label.startswith("Call it")]
    press.click().run()
    assert "The same columns as last time." in words(visit)
    assert set(visit.session_state["companion_draft"].recipe.source.columns) == set(before)


def test_a_new_town_is_said_and_a_slip_is_mended_with_a_press(app: App, there: Published) -> None:
    book = openpyxl.load_workbook(FIRST)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "Barkhamsted":
                cell.value = "Barkhamstedd"
    out = io.BytesIO()
    book.save(out)
    visit = updated(app(), out.getvalue())
    assert not visit.exception
    assert "New in Town: “Barkhamstedd”" in words(visit)
    button(visit, "Write Barkhamsted instead of Barkhamstedd")
    assert "Barkhamsted" in set(visit.session_state["companion_draft"].table.rows["town"])
    assert "New in Town" not in words(visit)


def test_two_versions_are_compared_in_sentences_and_one_press_goes_back(app: App, there: Published) -> None:
    title = from_json(saved(there).recipe).metadata.title
    visit = go(app(), "receipts")
    assert "This is its first version." in words(visit)
    changed(there, "Another title")
    visit.run()
    assert f"“{title}” became “Another title”." in words(visit)
    button(visit, "Go back to version 1")
    kept = saved(there)
    assert (kept.version, from_json(kept.recipe).metadata.title) == (3, title)


def test_a_copy_of_the_decisions_goes_to_a_new_dataset(app: App, there: Published) -> None:
    visit = button(go(app(), "receipts"), "Use it for another dataset")
    draft = visit.session_state["companion_draft"]
    assert (draft.recipe.target.dataset_id, draft.name.startswith("Copy of ")) == ("", True)
    assert draft.last_month.cleaning
    assert (draft.recipe.metadata.title, draft.recipe.metadata.temporal_coverage, draft.recipe.evaluation.answers) == ("", "", {})
    assert draft.recipe.metadata.agency == from_json(saved(there).recipe).metadata.agency
    go(visit, "upload")
    upload(visit, "Your file", "clients.xlsx", with_column("Clients served", instead="Est. Pop."))
    go(visit, "clean")
    assert "The column “Clients served” was not there last time" in words(visit)
    metadata = go(visit, "metadata").session_state["companion_draft"].recipe.metadata
    assert not visit.exception
    assert "title" in metadata.proposed
    assert metadata.temporal_coverage == "2023"


def test_a_recipe_file_takes_the_newest_place_and_one_of_another_dataset_does_not(app: App, there: Published) -> None:
    recipe = json.loads(saved(there).recipe)
    recipe["metadata"]["title"] = "Edited by hand"
    visit = upload(go(app(), "receipts"), "Put a recipe file", "r.json", json.dumps(recipe).encode())
    assert "What this file changes in version 1:" in words(visit)
    assert "became “Edited by hand”." in words(visit)
    button(visit, "Use this file as the newest version")
    assert from_json(saved(there).recipe).metadata.title == "Edited by hand"
    recipe["target"]["dataset_id"] = "aaaa-0000"
    upload(visit, "Put a recipe file", "other.json", json.dumps(recipe).encode())
    assert "was made for another dataset" in words(visit)
    recipe["target"]["dataset_id"] = ""
    upload(visit, "Put a recipe file", "draft.json", json.dumps(recipe).encode())
    assert "it belongs to no dataset yet" in words(visit)
    assert "Nothing was changed: version 2 stays in use." in words(visit)
    assert not [one for one in visit.button if one.label.startswith("Use this file")]
    assert saved(there).version == 2


def test_a_recipe_file_changed_by_hand_is_followed_and_what_is_otherwise_is_said(app: App, there: Published) -> None:
    recipe = json.loads(saved(there).recipe)
    gone = recipe["cleaning"].pop()
    visit = upload(go(app(), "start"), "A recipe", "r.json", json.dumps(recipe).encode())
    said = words(button(visit, "Use this recipe"))
    assert Written.BY_HAND.value in said
    assert "Not any more" in said
    assert gone["operation"] not in {step.operation for step in visit.session_state["companion_draft"].last_month.cleaning}
    put = upload(go(app(), "receipts"), "Put a recipe file", "r.json", json.dumps(recipe).encode())
    assert Written.BY_HAND.value in words(put)
    button(put, "Use this file as the newest version")
    assert written(saved(there).recipe) is Written.BY_US


def test_an_old_recipe_is_downloaded_with_its_digest(app: App, there: Published, downloads: dict[str, bytes]) -> None:
    kept, old = saved(there), json.loads(saved(there).recipe) | {"schema_version": 2}
    del old["digest"]
    open_store(from_environment()).recipes.save(kept.domain, kept.dataset_id, json.dumps(old), owner="local", title=kept.title)
    go(app(), "receipts")
    assert written(downloads["Download the recipe"]) is Written.BY_US


def test_the_next_workbook_offers_the_published_towns(app: App, there: Published, downloads: dict[str, bytes]) -> None:
    visit = button(go(app(), "receipts"), "Make the workbook")
    assert not visit.exception
    book = openpyxl.load_workbook(io.BytesIO(downloads["Download the workbook"]))
    assert book.sheetnames == ["Data", "Instructions", "Lists"]
    assert book["Lists"]["A1"].value == "Andover"


def filled_in(workbook: bytes, *rows: list[object], tab: str = "") -> bytes:
    """The workbook with these rows on its first tab, and a tab more."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    for row in rows:
        book["Data"].append(row)
    if tab:
        book.create_sheet(tab).append(["Avon", 1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_workbook_comes_back_without_a_question_about_sheets_and_slips_in_it_are_said(
    app: App, there: Published, downloads: dict[str, bytes]
) -> None:
    visit = button(go(app(), "receipts"), "Make the workbook")
    made = downloads["Download the workbook"]
    rows: list[list[object]] = [[2025, town, 7_000 + at] for at, town in enumerate(("Andover", "Ansonia", "Ashford", "Avon"))]
    content = filled_in(made, *rows, [None, "Berlin", 5], [2025, "Total", 28_000], tab="Corrections")
    go(button(go(visit, "receipts"), "Update now"), "upload")
    upload(visit, "Your file", "next.xlsx", content)
    go(visit, "upload")
    assert not visit.exception
    assert "This is the workbook that was made for this dataset." in words(visit)
    assert "Somebody added the tab Corrections." in words(visit)
    assert not [one for one in visit.radio if one.label.startswith("Which sheet")]
    go(visit, "clean")
    assert "Year is empty in 1 row, first in Data!A6." in words(visit)
    assert "“Total” is a total." in words(visit)
    assert "Year is empty in 1 row" in words(go(visit, "publish"))
    go(visit, "clean")
    for _ in range(2):
        next(one for one in visit.button if one.label.startswith("Leave this row out")).click().run()
    assert not visit.exception
    assert list(visit.session_state["companion_draft"].table.rows["town"]) == [row[1] for row in rows]
    assert "“Total” is a total." not in words(visit)


def test_a_recipe_file_that_cannot_be_used_is_refused_and_the_draft_kept(app: App) -> None:
    visit = go(with_file(app), "start")
    draft = visit.session_state["companion_draft"].id
    for content, said in (
        (b"{}", "not a recipe"),
        (b'{"schema_version": 99}', "newer version"),
        (b'{"schema_version": 1, "x": 1}', "x is not"),
    ):
        upload(visit, "A recipe", f"{said}.json", content)
        button(visit, "Use this recipe")
        assert said in words(visit)
    assert visit.session_state["companion_draft"].id == draft


def test_my_drafts_are_renamed_and_deleted_without_opening_them(app: App) -> None:
    visit = go(with_file(app), "start")
    button(visit, "Begin another dataset")
    next(one for one in visit.text_input if one.label == "Name of this draft").set_value("Spring permits").run()
    button(visit, "Rename")
    assert "**Spring permits**" in words(visit)
    next(box for box in visit.checkbox if box.label.startswith("Yes, delete")).check().run()
    button(visit, "Delete now")
    assert "Spring permits" not in words(visit)
    assert open_store(from_environment()).drafts.mine("local") == ()


def test_the_upload_page_says_what_not_to_bring_and_where_the_file_is_kept(app: App) -> None:
    said = words(go(app(), "upload"))
    assert "What not to bring" in said
    assert "kept sealed with your draft for 7 days" in said


def test_files_are_in_memory_only_where_people_sign_in_unless_the_settings_say_otherwise() -> None:
    assert [keeps_sources(Settings(), signed_in=signed_in) for signed_in in (False, True)] == [True, False]
    assert keeps_sources(Settings(keep_sources=True), signed_in=True)
    assert not keeps_sources(Settings(keep_sources=False), signed_in=False)


def test_after_the_file_is_gone_the_decisions_are_there_and_the_file_is_asked_for(app: App) -> None:
    visit = with_file(app)
    store = open_store(from_environment())
    store.database.clock = lambda: utc_now() + timedelta(days=8)
    assert store.purge() == 1
    draft = visit.session_state["companion_draft"]
    again = app()
    again.query_params["draft"] = draft.id
    again.switch_page("pages/upload.py").run()
    assert "is not here any more. Choose it again; all your decisions are kept." in words(again)
    assert again.session_state["companion_draft"].recipe.cleaning == draft.recipe.cleaning
