"""A weekly running total: the shell stops it once, and a standing ruling of OPM lets it through every week after."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from ctcompanion import practice, replay
from ctcompanion.__main__ import main
from ctcompanion.draft import Draft
from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.metadata.evaluation import QUESTIONS
from ctcompanion.model import ColumnClass, Finding, Level
from ctcompanion.privacy.exceptions import Question, answered, asked
from ctcompanion.publishable import filed, publication_of
from ctcompanion.publishing import connect, publish_new
from ctcompanion.recipe import Evaluation, Recipe, from_json
from ctcompanion.settings import Limits, PortalSettings, Settings
from ctcompanion.store import open_store

TOWNS = ["Avon", "Bolton", "Canton", "Darien", "Essex", "Fairfield", "Goshen", "Hartford", "Kent", "Lyme"]
WEEKS = ([40, 50, 60, 70, 80, 90, 100, 110, 120, 130], [60, 75, 90, 110, 130, 150, 170, 190, 210, 230])
SMALL = [63, 95, 120, 150, 160, 170, 190, 214, 240, 260]
LATER = [83, 97, 140, 180, 180, 190, 210, 234, 260, 280]
KNOWN = {
    "title": "Patients by Town and Week",
    "agency": "Department of Public Health",
    "attribution": "Department of Public Health",
    "contact_email": "dph.data@ct.gov",
    "category": "Health and Human Services",
    "update_frequency": "Weekly",
}


def file_of(folder: Path, name: str, *weeks: list[int]) -> Path:
    """Running totals of one or more weeks, a row for each town and week."""
    rows = [(town, f"2026-01-{3 + 7 * WEEK[tuple(week)]:02}", count) for week in weeks for town, count in zip(TOWNS, week, strict=True)]
    path = folder / name
    pd.DataFrame(rows, columns=["Town", "Week ending", "Patients to date"]).to_csv(path, index=False)
    return path


WEEK = {tuple(week): number for number, week in enumerate((*WEEKS, SMALL, LATER))}


def decided(path: Path) -> Draft:
    opened = replay.opened(Draft("d1"), path, path.name, Limits())
    assert opened.workbook
    draft = replay.chosen(opened, replay.likely_sheet(opened.workbook, Recipe()))
    assert draft.table
    classes = {column.name: ColumnClass.NONE for column in draft.table.columns}
    privacy = draft.recipe.privacy.model_copy(update={"row_meaning": "people-count", "classes": classes, "profile": "sde"})
    draft = replay.reviewed(draft.with_privacy(privacy))
    assert draft.safe
    described = draft.with_metadata(suggest(draft.safe, draft.recipe.metadata.model_copy(update=KNOWN)), suggest_columns(draft.safe, ()))
    return described.with_evaluation(Evaluation(answers={question.id: "yes" for question in QUESTIONS if question.group != "open_data"}))


@dataclass
class Desk:
    domain: str
    folder: Path
    recipe: Recipe

    def shell(self, capsys: pytest.CaptureFixture[str], recipe: Recipe, file: Path, *more: str) -> tuple[int, dict[str, object]]:
        path = self.folder / "recipe.json"
        path.write_text(recipe.to_json())
        code = main(["replay", str(path), str(file), "--to", self.domain, *more])
        said = capsys.readouterr()
        return code, json.loads(said.out or said.err)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("CTCOMPANION_DATA_FOLDER", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    with practice.running(tmp_path / "portal") as portal:
        store, draft = open_store(Settings(data_folder=tmp_path / "var")), decided(file_of(tmp_path, "weekly.csv", *WEEKS))
        there = connect(PortalSettings(domain=portal.domain))
        publication = publication_of(draft, PortalSettings(), "local", domain=there.domain)
        receipt = publish_new(publication, there, store)
        yield Desk(portal.domain, tmp_path, filed(draft.recipe, publication, receipt, store))


def ruled(recipe: Recipe, file: Path, standing: bool) -> Recipe:
    """OPM's ruling on this series, asked on the publish page."""
    draft = decided(file)
    assert draft.report
    finding = Finding("counts.differencing", Level.STOP, "", "patients_to_date")
    question = Question("Epidemics are followed week by week", "C.G.S. 19a-2a", "Jo Clerk", standing)
    privacy = asked([finding], question, draft.report, recipe.privacy)
    told = {"answer": "granted", "answered_by": "OPM", "answer_reference": "mail of May 3"}
    decisions = answered(privacy.decisions, privacy.decisions[-1], told)
    return recipe.changed(privacy=privacy.model_copy(update={"decisions": decisions}))


def test_a_week_that_singles_a_few_people_out_stops_and_names_the_ways_out(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code, question = desk.shell(capsys, desk.recipe, file_of(desk.folder, "weekly.csv", SMALL))
    assert (code, question["code"]) == (3, "versions-single-out")
    assert "publish page" in str(question["hint"])
    code, question = desk.shell(capsys, desk.recipe, file_of(desk.folder, "weekly.csv", *WEEKS, SMALL))
    assert (code, question["code"]) == (3, "versions-single-out")


def test_a_standing_ruling_goes_with_the_recipe_week_after_week(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = ruled(desk.recipe, desk.folder / "weekly.csv", standing=True)
    code, receipt = desk.shell(capsys, recipe, file_of(desk.folder, "weekly.csv", SMALL))
    assert (code, receipt.get("rows_sent")) == (0, 10), receipt
    (ruling,) = receipt["exceptions"]  # type: ignore[misc,attr-defined]
    assert (ruling["asked_by"], ruling["answered_by"], ruling["standing"]) == ("Jo Clerk", "OPM", True)
    newest = from_json(
        open_store(Settings(data_folder=desk.folder / "var")).recipes.load(desk.domain, str(receipt["dataset_id"]), "local").recipe
    )
    code, receipt = desk.shell(capsys, newest, file_of(desk.folder, "weekly.csv", LATER))
    assert (code, receipt.get("rows_sent")) == (0, 10), receipt


def test_a_ruling_for_one_file_is_asked_for_again(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = ruled(desk.recipe, desk.folder / "weekly.csv", standing=False)
    code, question = desk.shell(capsys, recipe, file_of(desk.folder, "weekly.csv", SMALL))
    assert (code, question["code"]) == (3, "versions-single-out")


def test_the_file_of_people_holds_for_the_shell_too(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    people = desk.folder / "people.toml"
    people.write_text('["ana@ct.gov"]\n"*" = ["editor"]\n\n["vic@ct.gov"]\n"*" = ["viewer"]\n')
    monkeypatch.setenv("CTCOMPANION_PEOPLE_FILE", str(people))
    recipe, file = ruled(desk.recipe, desk.folder / "weekly.csv", standing=True), file_of(desk.folder, "weekly.csv", SMALL)
    for more in ((), ("--as", "vic@ct.gov"), ("--as", "vic@ct.gov", "--dry-run")):
        code, refusal = desk.shell(capsys, recipe, file, *more)
        assert (code, refusal["code"]) == (1, "not-allowed")
    code, receipt = desk.shell(capsys, recipe, file, "--as", "Ana@ct.gov")
    assert (code, receipt.get("rows_sent")) == (0, 10), receipt
    assert [line.who for line in open_store(Settings(data_folder=desk.folder / "var")).audit.lines()][-1] == "ana@ct.gov"


def test_where_people_sign_in_a_shell_without_the_file_of_people_may_nothing_either(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.folder / ".streamlit").mkdir()
    secrets = desk.folder / ".streamlit" / "secrets.toml"
    secrets.write_text(f'[auth]\nclient_id = "x"\n\n[ctcompanion]\ndata_folder = "{desk.folder / "var"}"\n')
    recipe, file = ruled(desk.recipe, desk.folder / "weekly.csv", standing=True), file_of(desk.folder, "weekly.csv", SMALL)
    for more in ((), ("--as", "ana@ct.gov")):
        code, refusal = desk.shell(capsys, recipe, file, *more)
        assert (code, refusal["code"]) == (1, "not-allowed")
    secrets.write_text("[auth\n")
    code, refusal = desk.shell(capsys, recipe, file)
    assert (code, refusal["code"]) == (1, "bad-setting")
