"""Next month's file without a screen: nothing is asked twice, and nothing that has to be asked is passed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from ctcompanion import replay
from ctcompanion.cleaning import placed
from ctcompanion.cleaning.constant import constant
from ctcompanion.cleaning.edit import edited
from ctcompanion.cleaning.filter_rows import filter_rows
from ctcompanion.cleaning.map_values import map_values
from ctcompanion.cleaning.rename import rename
from ctcompanion.draft import Draft
from ctcompanion.errors import PersonNeeded
from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.model import ColumnClass
from ctcompanion.recipe import CleaningStep, FindingDecision, Recipe, RemedyStep
from ctcompanion.settings import Limits
from ctcompanion.shape import told_anew
from ctcompanion.update import prepared
from tests.test_recipe import content

TOWNS = ("Avon", "Bethel", "Canton", "Darien", "Essex", "Fairfield", "Granby", "Hebron", "Killingly", "Lyme")
Rows = list[list[object]]
KNOWN = {
    "title": "Services by town",
    "category": "Health and Human Services",
    "contact_email": "data@ct.gov",
    "agency": "Department of Public Health",
    "attribution": "Department of Public Health",
    "description": "Services that towns gave to their residents in each month of the year, by program.",
    "row_label": "Town",
    "tags": ("services", "towns"),
    "update_frequency": "Monthly",
    "geographic_unit": "Municipality",
    "temporal_coverage": "2024",
}


def month(add: int = 0, towns: Sequence[str] = TOWNS, more: dict[str, Sequence[object]] | None = None) -> Rows:
    """A table of services by town, with further columns."""
    extra = more or {}
    rows: Rows = [["Town", "Visits", "Cost", *extra]]
    rows += [
        [town, 1_000 + 37 * at + add, 20_000 + 411 * at + add, *(values[at] for values in extra.values())] for at, town in enumerate(towns)
    ]
    return rows


def decided(rows: Rows, remedies: Sequence[RemedyStep] = (), *, described_first: bool = False, own: Sequence[CleaningStep] = ()) -> Recipe:
    """Every decision that a person takes. `described_first`: the description was written before the remedies were taken."""
    read = replay.opened(Draft("d1"), content(rows), "services.xlsx", Limits())
    assert read.workbook
    draft = replay.chosen(read, replay.likely_sheet(read.workbook, read.recipe))
    for step in own:
        draft = replay.cleaned(draft, placed(draft.recipe.cleaning, step))
    return settled(replay.reviewed(draft), remedies, described_first=described_first)


def settled(draft: Draft, remedies: Sequence[RemedyStep] = (), *, described_first: bool = False) -> Recipe:
    assert draft.table
    if described_first:
        draft = described(draft)
    classes = {column.name: ColumnClass.NONE for column in draft.table.columns}
    update = {"row_meaning": "count", "weighed": "needed", "classes": classes, "remedies": tuple(remedies)}
    draft = replay.reviewed(draft.with_privacy(draft.recipe.privacy.model_copy(update=update)))
    assert draft.report
    kept = tuple(FindingDecision(finding=finding.key, decision="accept", reason="Looked at.") for finding in draft.report.findings)
    return described(replay.reviewed(draft.with_privacy(draft.recipe.privacy.model_copy(update={"decisions": kept})))).recipe


def described(draft: Draft) -> Draft:
    assert draft.safe
    columns = suggest_columns(draft.safe, draft.recipe.columns)
    said = tuple(column.model_copy(update={"description": column.description or f"The {column.name} of the row."}) for column in columns)
    return draft.with_metadata(suggest(draft.safe, draft.recipe.metadata.model_copy(update=KNOWN)), said)


def next_time(recipe: Recipe, rows: Rows) -> Draft:
    return prepared(recipe, content(rows), "services.xlsx", Limits())


def question(recipe: Recipe, rows: Rows) -> PersonNeeded:
    with pytest.raises(PersonNeeded) as caught:
        next_time(recipe, rows)
    return caught.value


def test_the_same_columns_and_a_new_town_ask_nothing() -> None:
    done = next_time(decided(month()), month(3, (*TOWNS, "Madison")))
    assert done.safe
    assert (len(done.safe.rows), done.drift) == (11, ())


def test_a_new_column_a_missing_one_and_another_name_are_asked_in_sentences() -> None:
    recipe = decided(month(more={"Calls": range(500, 510)}))
    assert "“Staff” is new" in question(recipe, month(more={"Calls": range(500, 510), "Staff": range(70, 80)})).message
    assert "“Calls” is missing" in question(recipe, month()).message
    renamed = question(recipe, month(more={"Contacts": range(500, 510)}))
    assert "“Contacts” was not there last time, and “Calls” is missing" in renamed.message
    assert renamed.code == "shape-changed"


def test_a_column_that_a_remedy_takes_out_is_not_asked_about_each_month() -> None:
    more = {"Case number": [f"C-{at:04}" for at in range(10)]}
    remedy = (RemedyStep(operation="drop-column", column="case_number", sentence="Remove the column"),)
    for described_first in (False, True):
        done = next_time(decided(month(more=more), remedy, described_first=described_first), month(1, more=more))
        assert done.safe
        assert "case_number" not in done.safe.rows


def test_a_remedy_that_was_taken_out_of_the_recipe_brings_its_column_back_as_a_question() -> None:
    more = {"Case number": [f"C-{at:04}" for at in range(10)]}
    recipe = decided(month(more=more), (RemedyStep(operation="drop-column", column="case_number"),))
    asked = question(recipe.changed(privacy=recipe.privacy.model_copy(update={"remedies": ()})), month(1, more=more))
    assert (asked.code, "Case number" in asked.message) == ("shape-changed", True)


def test_a_column_that_was_missing_before_is_not_asked_about_again() -> None:
    recipe = decided(month(more={"Calls": range(500, 510)}))
    read = replay.opened(replay.updating(recipe, "d2"), content(month(1)), "services.xlsx", Limits())
    assert read.workbook
    second = settled(replay.reviewed(replay.chosen(read, replay.likely_sheet(read.workbook, read.recipe))))
    assert next_time(second, month(2)).drift == ()


def test_a_new_finding_is_asked_and_an_old_one_is_not() -> None:
    notes = ["", *["fine"] * 9]
    recipe = decided(month(more={"Remark": ["fine"] * 10}))
    assert next_time(recipe, month(1, more={"Remark": notes})).safe is not None
    phones = ["Call Ann Smith at 860-555-0101", "SSN 219-09-9999", *["fine"] * 8]
    asked = question(recipe, month(1, more={"Remark": phones}))
    assert asked.code == "privacy-undecided"
    assert not any(word in f"{asked.message} {asked.hint} {asked.place}" for word in ("Ann", "860", "219"))


@pytest.mark.parametrize(
    ("gone", "asked"),
    [({"row_meaning": None}, "Say what one row is."), ({"classes": {"visits": ColumnClass.NONE}}, "Confirm the class of Town, Cost.")],
)
def test_an_answer_that_the_recipe_does_not_have_is_asked_and_not_guessed(gone: dict[str, object], asked: str) -> None:
    recipe = decided(month())
    without = recipe.changed(privacy=recipe.privacy.model_copy(update=gone))
    assert (question(without, month(1)).code, question(without, month(1)).message) == ("privacy-undecided", asked)


def test_a_name_that_a_person_gave_is_not_asked_for_when_the_file_has_it_by_itself() -> None:
    recipe = decided(month(), own=(rename("Visits", "People served"),))
    rows = month(1)
    rows[0][1] = "People served"
    done = next_time(recipe, rows)
    assert done.drift == ("Not needed this time: “*Visits* is called *People served*.” The columns are so already.",)


def test_the_name_of_the_day_of_the_update_is_kept() -> None:
    read = replay.opened(Draft("d1"), content(month()), "services.xlsx", Limits())
    assert read.workbook
    draft = replay.chosen(read, replay.likely_sheet(read.workbook, read.recipe))
    steps = tuple(
        edited(step.model_copy(update={"on": True}), {"column": "Refreshed on"}) if step.operation == "date-updated" else step
        for step in draft.recipe.cleaning
    )
    recipe = settled(replay.reviewed(replay.cleaned(draft, steps)))
    done = next_time(recipe, month(1))
    assert done.safe
    assert "refreshed_on" in done.safe.rows


def test_a_person_s_own_word_on_the_time_is_asked_for_with_every_file_and_another_word_is_not() -> None:
    asked = question(decided(month(), own=(constant("Year", "2024"),)), month(1))
    assert (asked.code, "“2024”" in asked.message) == ("time-unknown", True)
    assert question(decided(month(), own=(constant("Data from", "March 2024"),)), month(1)).code == "time-unknown"
    assert next_time(decided(month(), own=(constant("State", "CT"),)), month(1)).drift == ()


def test_dates_with_the_day_first_are_read_so_in_a_month_that_does_not_prove_it() -> None:
    days = {"Visit date": [f"{at + 9:02}/03/2024" for at in range(10)]}
    recipe = decided(month(more=days))
    done = next_time(recipe, month(1, more={"Visit date": [f"{at + 1:02}/04/2024" for at in range(10)]}))
    assert done.safe
    assert {(day.month, day.day) for day in done.safe.rows["visit_date"]} == {(4, at + 1) for at in range(10)}


@pytest.mark.parametrize("write", [lambda share: share / 100, lambda share: f"{share / 100:.3f}"])
def test_percent_that_became_a_share_of_one_is_asked_and_never_published_in_silence(write: Callable[[float], object]) -> None:
    shares = [10 + 3.5 * at for at in range(10)]
    recipe = decided(month(more={"Served": [f"{share}%" for share in shares]}))
    assert next_time(recipe, month(1, more={"Served": [f"{share + 1}%" for share in shares]})).drift == ()
    asked = question(recipe, month(1, more={"Served": [write(share) for share in shares]}))
    assert (asked.code, "about 100 times as small" in asked.message) == ("shape-changed", True)


STATUS = ["Draft", *["Final"] * 9]


@pytest.mark.parametrize(
    "step",
    [filter_rows("Status", "is", "Final"), filter_rows("Status", "is not", "Final"), map_values("Status", {"Final": "Done", "Void": ""})],
)
def test_a_word_of_an_own_step_that_is_written_otherwise_is_asked(step: CleaningStep) -> None:
    recipe = decided(month(more={"Status": STATUS}), own=(step,))
    assert next_time(recipe, month(1, more={"Status": STATUS})).safe is not None
    asked = question(recipe, month(1, more={"Status": ["Draft", *["FINAL "] * 9]}))
    assert (asked.code, "no “Final” in this file" in asked.message, "FINAL" in asked.message) == ("shape-changed", True, False)


def test_a_file_of_which_no_row_is_left_is_asked() -> None:
    recipe = decided(month(more={"Status": STATUS}), own=(filter_rows("Status", "is", "Final"),))
    asked = question(recipe, month(1, more={"Status": ["Draft"] * 10}))
    assert "No row of this file is left" in asked.message


def test_a_word_that_is_only_missing_is_no_question() -> None:
    recipe = decided(month(more={"Status": STATUS}), own=(filter_rows("Status", "is not", "Draft"),))
    assert next_time(recipe, month(1, more={"Status": ["Final", "Open"] * 5})).safe is not None


def test_totals_that_stay_for_the_first_time_are_told_and_not_again() -> None:
    with_total: Rows = [*month(1), ["Total", 7, 9]]
    (told,) = [said for said in told_anew(next_time(decided(month()), with_total)) if "total" in said][:1]
    assert told.startswith("Not so last time:")
    again = decided(with_total)
    assert told_anew(next_time(again, [*month(2), ["Total", 8, 10]])) == ()
    old = again.changed(source=again.source.model_copy(update={"findings": None}))
    assert told_anew(next_time(old, with_total)) == ()


def test_dates_that_may_be_turned_round_for_the_first_time_are_asked() -> None:
    recipe = decided(month(more={"Visit date": [f"March {at + 1}, 2024" for at in range(10)]}))
    assert question(recipe, month(1, more={"Visit date": [f"{at + 1:02}/04/2024" for at in range(10)]})).code == "new-finding"
