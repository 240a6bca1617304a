"""Every page in AppTest: what it says when it cannot start yet, and what it shows when it can."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ctcompanion import reference
from ctcompanion.progress import PAGES
from ctcompanion.ui.texts import texts
from tests.ui.conftest import ROOT

PERMITS = reference.path("samples/housing-permits-1990-2023.xlsx")
CLIENTS = reference.path("samples/program-clients.xlsx")
App = Callable[[], AppTest]


def go(visit: AppTest, page: str) -> AppTest:
    return visit.switch_page(f"pages/{page}.py").run()


def words(visit: AppTest) -> str:
    elements = [*visit.markdown, *visit.info, *visit.success, *visit.warning, *visit.error, *visit.caption, *visit.subheader]
    return " ".join(str(element.value) for element in elements).replace("\\", "")


def counted(visit: AppTest, name: str) -> int:
    """A number that the page keeps for this visit; 0 where it has not counted yet."""
    return int(visit.session_state[name]) if name in visit.session_state else 0


def with_file(app: App, file: object = PERMITS) -> AppTest:
    visit = go(app(), "upload")
    visit.file_uploader[0].upload(file.name, file.read_bytes()).run()  # type: ignore[attr-defined]
    assert not visit.exception
    return visit


@pytest.mark.parametrize("page", [*PAGES, "receipts", "review", "connection", "audit"])
def test_a_page_shows_its_own_title_and_no_error_when_nothing_is_there_yet(app: App, page: str) -> None:
    visit = go(app(), page)
    assert not visit.exception
    assert not visit.error
    assert visit.title[0].value == texts()["pages"][page]["title"]


@pytest.mark.parametrize("page", ["clean", "privacy", "metadata", "preview", "publish"])
def test_a_page_that_needs_a_file_says_so_and_names_where_to_go(app: App, page: str) -> None:
    visit = go(app(), page)
    assert "Upload one first" in words(visit)
    assert visit.page_link[0].value == "Go to upload"


def test_no_question_of_step_2_is_answered_beforehand(app: App) -> None:
    visit = app()
    assert {radio.value for radio in visit.radio} == {None}
    assert not any(box.value for box in visit.checkbox)


def test_not_sure_is_an_answer_that_names_whom_to_ask(app: App) -> None:
    visit = app()
    visit.radio[0].set_value("not sure").run()
    assert "dapa@ct.gov" in words(visit)


def test_upload_says_what_the_file_holds(app: App) -> None:
    said = words(with_file(app))
    assert "What is in your file" in said
    assert "housing-permits-1990-2023.xlsx" in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("report.xlsx", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj", "PDF"),
        ("notes.csv", b"Dear all,\nplease find the table in the other file.\n", "table"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words_and_the_draft_stays(app: App, name: str, content: bytes, said: str) -> None:
    visit = with_file(app)
    before = visit.session_state["companion_draft"]
    visit.file_uploader[0].upload(name, content).run()
    assert not visit.exception
    assert said in words(visit)
    assert visit.session_state["companion_draft"].recipe == before.recipe


def test_another_file_names_the_draft_anew_unless_a_person_gave_it_a_name(app: App) -> None:
    visit = with_file(app)
    visit.file_uploader[0].upload("bus_stops.csv", b"Stop,Riders\nMain,11\nElm,12\nOak,13\n").run()
    assert visit.session_state["companion_draft"].name == "bus stops"
    next(field for field in visit.text_input if field.label == "Name of this draft").set_value("Stops")
    visit.button(key="rename-draft").click().run()
    visit.file_uploader[0].upload("riders.csv", b"Stop,Riders\nMain,14\nElm,12\nOak,13\n").run()
    assert visit.session_state["companion_draft"].name == "Stops"


def test_clean_shows_steps_with_switches_and_the_proof(app: App) -> None:
    visit = go(with_file(app), "clean")
    assert not visit.exception
    assert "Nothing was lost" in words(visit)
    assert len(visit.toggle) >= 5
    assert sum(toggle.value for toggle in visit.toggle) >= 5


def test_a_cleaning_step_is_switched_off_undone_and_redone(app: App) -> None:
    visit = go(with_file(app), "clean")
    rows = len(visit.session_state["companion_draft"].table.rows)
    melt = next(toggle for toggle in visit.toggle if "years" in toggle.label)
    melt.set_value(False).run()
    assert len(visit.session_state["companion_draft"].table.rows) == 169
    visit.button(key="undo-steps").click().run()
    assert len(visit.session_state["companion_draft"].table.rows) == rows
    visit.button(key="redo-steps").click().run()
    assert len(visit.session_state["companion_draft"].table.rows) == 169


def test_a_step_of_the_clerks_own_changes_the_table_and_stands_among_the_others(app: App) -> None:
    visit = go(with_file(app), "clean")
    next(box for box in visit.selectbox if box.label == "What would you like to do?").set_value("Leave a column out").run()
    next(box for box in visit.selectbox if box.label == "Column").set_value("County").run()
    next(button for button in visit.button if button.label == "Do it").click().run()
    assert not visit.exception
    draft = visit.session_state["companion_draft"]
    assert "county" not in draft.table.rows.columns
    assert any(step.by == "person" for step in draft.recipe.cleaning)


def test_privacy_lists_every_column_and_what_is_left(app: App) -> None:
    visit = go(with_file(app), "privacy")
    columns = visit.session_state["companion_draft"].table.columns
    assert len(visit.radio) == 1 + len(columns)
    assert "Say what one row is" in words(visit)


def test_a_column_of_names_stops_and_removing_it_lifts_the_stop(app: App) -> None:
    visit = go(with_file(app, CLIENTS), "privacy")
    assert "Stop:" in words(visit)
    before = len(visit.session_state["companion_draft"].safe.columns)
    next(button for button in visit.button if button.label.startswith("Remove the column")).click().run()
    assert not visit.exception
    assert len(visit.session_state["companion_draft"].safe.columns) == before - 1


def test_all_columns_that_name_people_go_with_one_press_and_come_back_one_by_one(app: App) -> None:
    visit = go(with_file(app, CLIENTS), "privacy")
    before = len(visit.session_state["companion_draft"].safe.columns)
    visit.radio[0].set_value("person").run()
    next(button for button in visit.button if button.label.startswith("Remove all")).click().run()
    draft = visit.session_state["companion_draft"]
    assert not {"ssn", "first_name", "last_name", "phone", "client_id"} & set(draft.safe.rows.columns)
    assert "Stop:" not in words(visit)
    next(button for button in visit.button if button.label == "Undo").click().run()
    assert len(visit.session_state["companion_draft"].safe.columns) > len(draft.safe.columns)
    assert before > len(draft.safe.columns)


def test_small_counts_of_people_stop_and_are_hidden_with_one_press(app: App) -> None:
    visit = go(with_file(app, reference.path("samples/services-by-town-and-race.xlsx")), "privacy")
    visit.radio[0].set_value("people-count").run()
    assert "counts from 1 to 5" in words(visit)
    next(button for button in visit.button if button.label.startswith("Hide the small counts")).click().run()
    assert not visit.exception
    draft = visit.session_state["companion_draft"]
    shown = draft.safe.rows["people_served"].dropna()
    assert not ((shown > 0) & (shown <= 5)).any()
    assert "Stop:" not in words(visit)


def test_publish_lists_what_is_missing_and_offers_no_button_to_publish(app: App) -> None:
    visit = go(with_file(app), "publish")
    assert "There is something missing" in words(visit)
    assert not [button for button in visit.button if button.label == "Publish privately"]


def test_metadata_is_filled_from_the_file_and_marked_as_proposed(app: App) -> None:
    visit = go(with_file(app), "metadata")
    assert not visit.exception
    title = next(field for field in visit.text_input if field.label.startswith("Title"))
    assert title.value
    assert "proposed" in title.label


def test_a_typed_field_is_kept_with_the_draft(app: App) -> None:
    visit = go(with_file(app), "metadata")
    email = next(field for field in visit.text_input if field.label.startswith("Contact Email"))
    email.set_value("housing.data@ct.gov").run()
    assert visit.session_state["companion_draft"].recipe.metadata.contact_email == "housing.data@ct.gov"


def test_preview_shows_each_chart_with_words_and_a_table(app: App) -> None:
    visit = go(with_file(app), "preview")
    assert not visit.exception
    charts = visit.get("plotly_chart")
    assert 2 <= len(charts) <= 3
    assert sum(expander.label == "Show as table" for expander in visit.expander) == len(charts)


def test_a_reload_brings_the_draft_back(app: App) -> None:
    first = go(with_file(app), "clean")
    draft = first.session_state["companion_draft"]
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=90)
    again.query_params["draft"] = draft.id
    again.run()
    back = go(again, "clean").session_state["companion_draft"]
    assert back.recipe == draft.recipe
    assert back.table.fingerprint == draft.table.fingerprint


def test_the_audit_is_verified_with_one_press(app: App) -> None:
    visit = go(app(), "audit")
    visit.button(key="verify-audit").click().run()
    assert not visit.exception
    assert visit.success


def test_dates_are_shown_without_a_time_of_day(app: App) -> None:
    visit = go(with_file(app, CLIENTS), "clean")
    assert "YYYY-MM-DD" in visit.dataframe[0].proto.columns
