"""Two versions of a recipe, compared in sentences."""

from __future__ import annotations

from ctcompanion.model import DataType
from ctcompanion.recipe import (
    CleaningStep,
    ColumnMetadata,
    DatasetMetadata,
    FindingDecision,
    PrivacyDecisions,
    Recipe,
    RemedyStep,
    SourceShape,
    Target,
)
from ctcompanion.recipe_changes import changes


def step(name: str, *, on: bool = True, said: str = "") -> CleaningStep:
    return CleaningStep(id=name, operation=name, sentence=said or f"Step {name}.", on=on)


def test_a_recipe_beside_itself_says_nothing() -> None:
    recipe = Recipe(cleaning=(step("titles"),), metadata=DatasetMetadata(title="Permits"))
    assert changes(recipe, recipe) == {}


def test_steps_that_came_went_or_were_switched_are_told() -> None:
    old = Recipe(cleaning=(step("titles"), step("notes"), step("names", said="Old.")))
    new = Recipe(cleaning=(step("titles", on=False), step("names", said="New."), step("melt")))
    said = ("Switched off: Step titles.", "Changed: Old. Now: New.", "New: Step melt.", "Not any more: Step notes.")
    assert changes(old, new) == {"Clean": said}


def test_every_other_part_is_told_under_its_name() -> None:
    new = Recipe(
        source=SourceShape(columns={"town": DataType.TEXT}, file_name="may.xlsx"),
        privacy=PrivacyDecisions(
            row_meaning="event",
            decisions=(FindingDecision(finding="names:client", decision="remove"),),
            remedies=(RemedyStep(operation="drop", column="client", sentence="Client is removed."),),
        ),
        metadata=DatasetMetadata(title="Permits"),
        columns=(ColumnMetadata(name="town", display="Town"),),
        target=Target(dataset_id="abcd-1234"),
    )
    found = changes(Recipe(), new)
    assert list(found) == ["The file", "Privacy", "Metadata", "Columns", "Where it goes"]
    assert "New remedy: Client is removed." in found["Privacy"]
    assert found["Metadata"] == ("Title: “empty” became “Permits”.",)
    assert found["Columns"] == ("Town is described now.",)


def test_a_sentence_that_ends_with_a_full_stop_gets_no_second_one() -> None:
    old, new = (Recipe(metadata=DatasetMetadata(description=f"The period is {year}.")) for year in (2023, 2024))
    assert changes(old, new)["Metadata"] == ("Description: “The period is 2023.” became “The period is 2024.”",)
