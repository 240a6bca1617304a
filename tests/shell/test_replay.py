"""`replay RECIPE FILE --to ...` against a real practice portal: the next year is appended once, and a changed file asks a person."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from ctcompanion import practice, reference, replay
from ctcompanion.__main__ import main
from ctcompanion.draft import Draft
from ctcompanion.errors import PublishingError
from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.model import ColumnClass, DataType
from ctcompanion.publishable import filed, publication_of
from ctcompanion.publishing import connect, publish_new
from ctcompanion.recipe import FindingDecision, Recipe, from_json
from ctcompanion.recipe_digest import Written, digest_of
from ctcompanion.settings import Limits, PortalSettings, Settings
from ctcompanion.shell.watch import alone
from ctcompanion.store import open_store

ROOT = Path(__file__).resolve().parents[2]
FIRST, NEXT = reference.path("samples/town-population-2023.xlsx"), reference.path("samples/town-population-2024.xlsx")


@dataclass
class Desk:
    """A practice portal with one dataset on it, and the recipe that made it."""

    domain: str
    recipe: Path
    folder: Path

    def shell(self, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, object]]:
        code = main(["replay", str(self.recipe), *map(str, arguments), "--to", self.domain])
        said = capsys.readouterr()
        return code, json.loads(said.out or said.err)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("CTCOMPANION_DATA_FOLDER", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    with practice.running(tmp_path / "portal") as portal:
        recipe = tmp_path / "recipe.json"
        recipe.write_text(_published(portal.domain, tmp_path).to_json())
        yield Desk(portal.domain, recipe, tmp_path)


def _decided() -> Draft:
    """The population sample with every decision that a person would take."""
    opened = replay.opened(Draft("d1"), FIRST, FIRST.name, Limits())
    assert opened.workbook
    draft = replay.chosen(opened, replay.likely_sheet(opened.workbook, Recipe()))
    assert draft.table
    classes = {column.name: ColumnClass.NONE for column in draft.table.columns}
    privacy = draft.recipe.privacy.model_copy(update={"row_meaning": "count", "weighed": "needed", "classes": classes})
    draft = replay.reviewed(draft.with_privacy(privacy))
    assert draft.safe
    known = {"contact_email": "health.data@ct.gov", "agency": "Department of Public Health", "attribution": "Department of Public Health"}
    metadata = suggest(draft.safe, draft.recipe.metadata.model_copy(update=known))
    return draft.with_metadata(metadata, suggest_columns(draft.safe, ()))


def _published(domain: str, folder: Path) -> Recipe:
    draft, store = _decided(), open_store(Settings(data_folder=folder / "var"))
    portal = connect(PortalSettings(domain=domain))
    publication = publication_of(draft, PortalSettings(), "local", domain=portal.domain)
    receipt = publish_new(publication, portal, store)
    return filed(draft.recipe, publication, receipt, store)


def test_next_years_file_is_appended_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code, receipt = desk.shell(capsys, NEXT)
    assert (code, receipt["rows_sent"], receipt["rows_after"]) == (0, 169, 338)
    code, again = desk.shell(capsys, NEXT)
    assert (code, again["rows_after"]) == (0, 338)


def test_the_period_covered_moves_forward_on_the_portal(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    _, receipt = desk.shell(capsys, NEXT)
    live = connect(PortalSettings(domain=desk.domain)).view(str(receipt["dataset_id"]))
    assert live.body["metadata"]["custom_fields"]["Details"]["Temporal Coverage"] == "2023 to 2024"


def test_a_dry_run_says_what_would_be_added_and_adds_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code, planned = desk.shell(capsys, NEXT, "--dry-run")
    assert (code, planned["rows_new"], planned["rows_already_there"]) == (0, 169, 0)
    code, planned = desk.shell(capsys, FIRST, "--dry-run")
    assert (code, planned["rows_new"], planned["rows_already_there"]) == (0, 0, 169)


def test_a_dry_run_tells_new_values_by_their_number(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.load_workbook(NEXT)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "Barkhamsted":
                cell.value = "Barkhamstedd"
    book.save(desk.folder / "next.xlsx")
    code, planned = desk.shell(capsys, desk.folder / "next.xlsx", "--dry-run")
    assert (code, planned["changes_in_shape"]) == (0, ["Town: 1 value that was not there before."])


def test_what_changed_stands_in_the_receipt_of_a_real_run_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.load_workbook(NEXT)
    for row in book.active.iter_rows():
        for cell in row:
            if cell.value == "Barkhamsted":
                cell.value = "Barkhamstedd"
    book.save(desk.folder / "next.xlsx")
    code, receipt = desk.shell(capsys, desk.folder / "next.xlsx")
    assert (code, receipt["rows_sent"], receipt["changes_in_shape"]) == (0, 169, ["Town: 1 value that was not there before."])


def test_a_file_of_another_series_stops_and_asks_a_person(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code, question = desk.shell(capsys, reference.path("samples/subsidized-housing-2023.xlsx"))
    assert (code, question["code"]) == (3, "shape-changed")
    assert question["hint"]


def test_a_hand_edited_recipe_is_refused_with_the_field_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    broken = json.loads(desk.recipe.read_text()) | {"claening": []}
    desk.recipe.write_text(json.dumps(broken))
    code, error = desk.shell(capsys, NEXT)
    assert (code, error["code"]) == (1, "damaged-recipe")
    assert "claening" in str(error["message"])


def without_a_step(desk: Desk) -> str:
    """The recipe with its last step deleted in an editor, and a number of the column's type besides; gives the step's sentence."""
    found = json.loads(desk.recipe.read_text())
    gone = found["cleaning"].pop()
    desk.recipe.write_text(json.dumps(found, indent=4))
    return str(gone["sentence"])


def test_a_step_deleted_from_the_recipe_by_hand_is_a_question_and_says_what_is_gone(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    gone = without_a_step(desk)
    code, question = desk.shell(capsys, NEXT)
    assert (code, question["code"]) == (3, "recipe-changed")
    assert f"Not any more: {gone}" in str(question["message"])
    assert len(letters(desk)) == 1


def test_a_recipe_changed_on_purpose_is_followed_when_its_digest_is_named_and_the_record_says_so(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    without_a_step(desk)
    _, question = desk.shell(capsys, NEXT, "--hand-edited", "0" * 16)
    assert question["code"] == "recipe-changed"
    digest = digest_of(desk.recipe.read_text())
    code, receipt = desk.shell(capsys, NEXT, "--hand-edited", digest)
    assert (code, receipt["rows_sent"], receipt["recipe"], receipt["recipe_digest"]) == (0, 169, Written.BY_HAND.value, digest)
    lines = [line for line in open_store(Settings(data_folder=desk.folder / "var")).audit.lines() if "by hand" in line.action]
    assert [digest in line.facts for line in lines] == [True]


def test_a_recipe_of_before_the_digest_is_followed_and_the_receipt_says_so(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(desk.recipe.read_text()) | {"schema_version": 2}
    del found["digest"]
    desk.recipe.write_text(json.dumps(found))
    code, receipt = desk.shell(capsys, NEXT)
    assert (code, receipt["rows_sent"], receipt["recipe"]) == (0, 169, Written.BEFORE.value)


def test_the_receipt_says_that_the_recipe_is_as_it_was_written(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.recipe.write_bytes(b"\xef\xbb\xbf" + desk.recipe.read_bytes().replace(b"\n", b"\r\n"))
    code, receipt = desk.shell(capsys, NEXT, "--dry-run")
    assert (code, receipt["recipe"]) == (0, Written.BY_US.value)


def letters(desk: Desk) -> list[EmailMessage]:
    found = sorted((desk.folder / "var" / "outbox").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in found]


def changed(desk: Desk, **privacy: object) -> None:
    """The recipe with other privacy decisions."""
    recipe = from_json(desk.recipe.read_text())
    desk.recipe.write_text(recipe.changed(privacy=recipe.privacy.model_copy(update=privacy)).to_json())


def test_where_a_person_is_needed_the_steward_gets_a_letter(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code, question = desk.shell(capsys, reference.path("samples/subsidized-housing-2023.xlsx"))
    (letter,) = letters(desk)
    assert (code, letter["To"]) == (3, "health.data@ct.gov")
    assert str(question["letter"]).endswith(".eml")
    assert str(question["message"]) in letter.get_content().replace("\n", " ")
    assert "Nothing on the portal was changed" in letter.get_content()


def test_a_dry_run_writes_no_letter_and_an_outbox_can_be_named(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    other = reference.path("samples/subsidized-housing-2023.xlsx")
    desk.shell(capsys, other, "--dry-run")
    assert letters(desk) == []
    desk.shell(capsys, other, "--outbox", desk.folder / "letters")
    assert len(list((desk.folder / "letters").glob("*.eml"))) == 1


def few_more(desk: Desk) -> Path:
    """The year after, with three more people in each place."""
    book = openpyxl.load_workbook(FIRST)
    for row in book.active.iter_rows():
        for cell in row:
            if isinstance(cell.value, int):
                cell.value += 3
            elif isinstance(cell.value, str) and "2023" in cell.value:
                cell.value = cell.value.replace("2023", "2024")
    book.save(desk.folder / "grown.xlsx")
    return desk.folder / "grown.xlsx"


def test_a_cumulative_series_of_people_stops_until_there_is_a_standing_ruling(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    changed(desk, row_meaning="people-count", profile="sde")
    grown = few_more(desk)
    code, question = desk.shell(capsys, grown)
    assert (code, question["code"]) == (3, "versions-single-out")
    ruling = {"standing": True, "answer": "granted", "answered_by": "OPM", "answer_reference": "standing ruling 7"}
    numbers = next(name for name, kind in from_json(desk.recipe.read_text()).source.columns.items() if kind == "number" and name != "year")
    granted = FindingDecision(finding=f"counts.differencing:{numbers}", decision="exception", **ruling)
    changed(desk, decisions=(granted,))
    code, receipt = desk.shell(capsys, grown)
    assert (code, receipt["rows_after"]) == (0, 338)


def in_folder(desk: Desk) -> Path:
    """A folder with next year's file and one of another series."""
    folder = desk.folder / "in"
    folder.mkdir()
    shutil.copy(NEXT, folder / "next.xlsx")
    shutil.copy(reference.path("samples/subsidized-housing-2023.xlsx"), folder / "other.xlsx")
    return folder


def test_a_watched_folder_sorts_what_came_until_the_system_ends_it(desk: Desk) -> None:
    folder = in_folder(desk)
    (folder / "half.csv").touch()
    command = [sys.executable, "-m", "ctcompanion", "replay", str(desk.recipe), "--to", desk.domain, "--watch", str(folder)]
    watcher = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        wait_for((folder / "needs a person" / "other.xlsx").exists)
        watcher.terminate()
        said, stopped = watcher.communicate(timeout=60)
    finally:
        watcher.kill()
    assert watcher.returncode == 0
    assert json.loads(said)["rows_after"] == 338
    assert json.loads(stopped)["letter"] == str(next((desk.folder / "var" / "outbox").iterdir()))
    assert [file.name for file in (folder / "done").iterdir()] == ["next.xlsx"]
    assert (folder / "half.csv").exists()


def wait_for(true: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_a_folder_that_is_watched_already_is_said(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with alone(open_store(Settings(data_folder=desk.folder / "var")), in_folder(desk)):
        code, error = desk.shell(capsys, "--watch", desk.folder / "in")
    assert (code, error["code"]) == (1, "folder-watched")


@pytest.mark.parametrize("wrong", [[], ["--dry-run", "--watch", "in"], [str(NEXT), "--watch", "in"]])
def test_wrong_usage_ends_with_2_and_moves_nothing(desk: Desk, capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    folder = in_folder(desk)
    assert main(["replay", str(desk.recipe), *wrong, "--to", desk.domain]) == 2
    assert "--watch" in capsys.readouterr().err
    assert len(list(folder.iterdir())) == 2


def test_what_nobody_foresaw_is_one_json_object_without_a_value_and_a_letter(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ctcompanion.update.prepared", lambda *_: int("Ann Smith 860-555-0101"))
    code, error = desk.shell(capsys, NEXT)
    (letter,) = letters(desk)
    assert (code, error["code"], str(error["place"]).startswith("ValueError at ")) == (1, "unexpected", True)
    assert "Ann Smith" not in f"{error} {letter.get_content()}"
    assert "The receipts page of the app says what stands on the portal." in letter.get_content().replace("\n", " ")


def test_a_letter_does_not_say_that_nothing_was_changed_where_rows_were_sent(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    happened = "100 of 169 rows are surely on the portal."
    stopped = PublishingError("portal-silent", "The portal did not answer.", "Try again.").about(happened=happened)

    def fails(*_: object) -> None:
        raise stopped

    monkeypatch.setattr("ctcompanion.update.update", fails)
    code, error = desk.shell(capsys, NEXT)
    (letter,) = letters(desk)
    said = letter.get_content().replace("\n", " ")
    assert (code, error["happened"]) == (1, happened)
    assert happened in said
    assert "Nothing on the portal was changed" not in said


def test_an_outbox_that_cannot_be_written_to_hides_no_question(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.folder / "letters").write_text("a file, no folder")
    other = reference.path("samples/subsidized-housing-2023.xlsx")
    code, question = desk.shell(capsys, other, "--outbox", desk.folder / "letters")
    assert (code, question["code"], "letter" in question) == (3, "shape-changed", False)
    assert "No letter was written" in str(question["hint"])


def test_a_folder_that_is_not_there_is_said(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code, error = desk.shell(capsys, "--watch", desk.folder / "none")
    assert (code, error["code"]) == (1, "no-such-folder")


def test_a_recipe_of_a_newer_version_is_refused_kindly(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    newer = json.loads(desk.recipe.read_text()) | {"schema_version": 99, "unheard_of": True}
    desk.recipe.write_text(json.dumps(newer))
    code, error = desk.shell(capsys, NEXT)
    assert (code, error["code"]) == (1, "recipe-too-new")


def test_a_recipe_that_lacks_a_step_of_its_own_stops_when_the_columns_differ(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = from_json(desk.recipe.read_text())
    columns = {name: kind for name, kind in recipe.source.columns.items() if name != "year"}
    desk.recipe.write_text(recipe.changed(source=recipe.source.model_copy(update={"columns": columns})).to_json())
    code, question = desk.shell(capsys, NEXT)
    assert (code, question["code"]) == (3, "shape-changed")


def test_the_recipe_holds_no_number_of_the_table(desk: Desk) -> None:
    draft = _decided()
    assert draft.table
    text = desk.recipe.read_text()
    numbers = next(column.name for column in draft.table.columns if column.grouping and column.type is DataType.NUMBER)
    large = {str(value) for value in draft.table.rows[numbers].dropna().unique() if value > 2100}
    assert not [value for value in large if value in text]
    assert "Barkhamsted" not in text
