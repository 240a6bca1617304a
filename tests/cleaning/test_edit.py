"""A person changes what a proposed step gives: the sentence follows, and so does the table."""

from __future__ import annotations

import pytest

from ctcompanion import cleaning
from ctcompanion.cleaning.edit import edited, fields
from ctcompanion.errors import CleaningError
from ctcompanion.model import CleanTable
from tests.cleaning.drawing import drawn, step, steps

WIDE = """
title  | Permits, fiscal year 2019
header | Town  | 2017 | 2018
data   | Avon  | 1    | 2
data   | Essex | 3    | 4
data   | Union | 5    | 6
"""
PLAIN = """
title  | Units by town, 2018
header | Town  | Units | Beds
group  | North |       |
data   | Avon  | 1     | <5
data   | Essex | *     | 4
group  | South |       |
data   | Union | 5     | 6
data   | Salem | 5     | 7
"""


def with_answers(picture: str, name: str, /, **answers: str) -> tuple[CleanTable, str]:
    sheet, layout = drawn(picture)
    proposed = cleaning.propose(sheet, layout=layout).steps
    other = edited(step(name, proposed), {key.replace("_", ":"): value for key, value in answers.items()})
    chosen = tuple(other if one.id == name else one for one in proposed)
    return cleaning.clean(sheet, chosen, layout=layout), other.sentence


def test_the_names_that_a_melt_gives_are_the_persons() -> None:
    table, sentence = with_answers(WIDE, "melt:year", dimension_0="Calendar year", measure_0="Homes")
    assert {"calendar_year", "homes"} <= set(table.rows.columns)
    assert sentence == "Columns 2017 to 2018 are years: turned into rows as *Calendar year* and *Homes*."


def test_the_period_is_the_persons() -> None:
    table, sentence = with_answers(PLAIN, "period-column", name="Fiscal year", value="2018-2019")
    assert table.rows["fiscal_year"].unique().tolist() == ["2018-2019"]
    assert sentence.startswith("2018-2019 stands only in the title: added as the column *Fiscal year*")


def test_the_group_column_has_the_persons_name() -> None:
    table, sentence = with_answers(PLAIN, "group-rows", name="Half of the state")
    assert table.rows["half_of_the_state"].tolist() == ["North", "North", "South", "South"]
    assert sentence.endswith("moved to a column *Half of the state*.")


def test_marks_go_to_notes_or_stay_blank_as_the_person_says() -> None:
    noted, _ = with_answers(PLAIN, "marks", notes="notes")
    blank, sentence = with_answers(PLAIN, "marks", notes="blank")
    assert "notes" in noted.rows.columns
    assert "notes" not in blank.rows.columns
    assert "left blank" in sentence


def test_nothing_said_leaves_the_step_as_it_was() -> None:
    for one in steps(WIDE):
        if fields(one):
            assert edited(one, {}).parameters == one.parameters
            assert edited(one, {}).sentence == one.sentence


@pytest.mark.parametrize("answers", [{"dimension:0": ""}, {"dimension:0": "Permits", "measure:0": "permits"}, {"dimension:0": "Town"}])
def test_a_missing_name_and_the_same_name_twice_are_refused(answers: dict[str, str]) -> None:
    with pytest.raises(CleaningError, match="step-unclear"):
        edited(step("melt:year", steps(WIDE)), answers, taken=("Town", "Year"))


def test_most_steps_have_nothing_to_change() -> None:
    assert fields(step("titles", steps(WIDE))) == ()


def test_the_sentence_of_a_carried_step_names_the_column_that_the_person_named() -> None:
    sheet, layout = drawn(WIDE)
    proposal = cleaning.propose(sheet, layout=layout)
    named = edited(step("melt:year", proposal.steps), {"dimension:0": "Calendar year"})
    before = tuple(named if one.id == "melt:year" else one for one in proposal.steps)
    assert "*Calendar year*" in step("melt:year", cleaning.carry(before, proposal)).sentence
