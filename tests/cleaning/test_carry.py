"""Last month's decisions on this month's file."""

from __future__ import annotations

from ctcompanion import cleaning
from ctcompanion.cleaning.carry import for_another_file
from ctcompanion.cleaning.correct import correct
from ctcompanion.model import Layout
from ctcompanion.recipe import CleaningStep, Recipe, SourceShape
from tests.cleaning.drawing import drawn, steps

LAST = """
title  | Permits 2018
header | Town  | 2017 | 2018
data   | Avon  | 4    | 5
data   | Essex | 6    | 7
"""
NOW = """
title  | Permits 2019
title  | Second title
header | Town  | 2017 | 2018 | 2019
data   | Avon  | 4    | 5    | 1
data   | Essex | 6    | 7    | 2
"""


def proposal(picture: str, file_name: str = "") -> cleaning.Proposal:
    sheet, layout = drawn(picture)
    return cleaning.propose(sheet, file_name, layout)


def switched(found: tuple[CleaningStep, ...], name: str, **change: object) -> tuple[CleaningStep, ...]:
    return tuple(step.model_copy(update=change) if step.id == name else step for step in found)


def test_rows_are_this_month_s_and_switches_are_last_month_s() -> None:
    before = switched(steps(LAST), "names", on=False)
    carried = {step.id: step for step in cleaning.carry(before, proposal(NOW))}
    assert carried["titles"].parameters["rows"] == [1, 2]
    assert carried["names"].on is False


def test_a_renamed_value_column_keeps_its_name_over_new_years() -> None:
    melt = next(step for step in steps(LAST) if step.operation == "melt")
    parameters = {
        **melt.parameters,
        "measures": ["Homes"],
        "columns": [{**spec, "measure": "Homes"} for spec in melt.parameters["columns"]],
    }
    before = switched(steps(LAST), "melt:year", parameters=parameters, by="person")
    sheet, layout = drawn(NOW)
    table = cleaning.clean(sheet, cleaning.carry(before, cleaning.propose(sheet, layout=layout)), layout=layout)
    assert [column.display for column in table.columns] == ["Year", "Town", "Homes"]
    assert sorted(set(table.rows["year"])) == [2017, 2018, 2019]


def test_the_person_s_own_step_stays_in_its_place() -> None:
    own = CleaningStep(id="rename:Town", operation="rename", sentence="", by="person", parameters={"column": "Town", "to": "Municipality"})
    found = list(steps(LAST))
    found.insert(1, own)
    carried = [step.id for step in cleaning.carry(tuple(found), proposal(NOW))]
    assert carried[:2] == ["titles", "rename:Town"]


def test_a_column_keeps_last_month_s_type() -> None:
    picture = "header | Town | Badge\ndata | Avon | 017\ndata | Essex | 4"
    now = picture.replace("017", "17")
    sheet, layout = drawn(now)
    table = cleaning.clean(sheet, cleaning.carry(steps(picture), cleaning.propose(sheet, layout=layout)), layout=layout)
    assert table.rows["badge"].tolist() == ["17", "4"]


def test_this_month_s_year_is_taken_from_this_month_s_file() -> None:
    picture = "header | Town | Units\ndata | Avon | 4\ndata | Essex | 5"
    before = switched(steps(picture, "Units 2018.csv"), "period-column", parameters={"name": "Calendar year", "value": "2018"})
    carried = {step.id: step for step in cleaning.carry(before, proposal(picture, "Units 2019.csv"))}
    assert carried["period-column"].parameters["value"] == "2019"
    assert carried["period-column"].parameters["name"] == "Calendar year"


def recipe_for(picture: str) -> Recipe:
    found = proposal(picture)
    return Recipe(source=SourceShape(header=found.layout.names), cleaning=found.steps)


def test_a_new_year_is_no_drift() -> None:
    assert cleaning.drift(recipe_for(LAST), proposal(NOW)) == ()


def test_a_column_that_changed_its_spelling_is_said() -> None:
    said = cleaning.drift(recipe_for("header | Town | Mortgages\ndata | Avon | 4"), proposal("header | Town | Mortgage\ndata | Avon | 4"))
    assert said == ("“Mortgages” of last time seems to be “Mortgage” now.",)


def test_columns_that_came_and_went_are_said() -> None:
    said = cleaning.drift(recipe_for("header | Town | Units\ndata | Avon | 4"), proposal("header | Town | Price\ndata | Avon | 4"))
    assert said == ("“Units” is not in this file; last time it was.", "“Price” is new in this file.")


def test_a_step_that_is_new_this_time_is_said() -> None:
    before = recipe_for("header | Industry | Units\ndata | Farms | 4\ndata | Shops | 5")
    now = proposal("header | Industry | Units\ngroup | Private |\ndata | Farms | 4\ndata | Shops | 5")
    assert any(sentence.startswith("New this time: Row 2 names the rows below") for sentence in cleaning.drift(before, now))


def test_a_recipe_without_a_shape_tells_nothing() -> None:
    assert cleaning.drift(Recipe(), cleaning.Proposal(Layout((), (), (), (), (), 1.0), ())) == ()


def test_a_period_that_a_person_changed_is_not_put_on_a_file_that_has_none() -> None:
    picture = "title | Units, 2018\nheader | Town | Units\ndata | Avon | 1\ndata | Essex | 2\ndata | Union | 3"
    before = switched(steps(picture), "period-column", by="person")
    carried = cleaning.carry(before, proposal(picture.replace(", 2018", "")))
    assert "period-column" not in {step.id for step in carried}


def test_a_correction_is_switched_off_for_another_file() -> None:
    before = (*steps(LAST), correct("Town", 5, "Avon", "typing error"))
    assert [step.on for step in for_another_file(before) if step.operation == "correct"] == [False]
    assert for_another_file(before)[:-1] == steps(LAST)
