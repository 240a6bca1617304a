from ctcompanion.metadata import plan_facts
from ctcompanion.model import ColumnClass
from ctcompanion.recipe import DatasetMetadata, Evaluation, PrivacyDecisions, Recipe, RemedyStep


def test_the_plan_tells_what_was_decided_on_privacy_law_and_updates():
    recipe = Recipe(
        evaluation=Evaluation(answers={"E3": "yes"}, reasons=("F",), notes={"inventory": "Case files"}),
        privacy=PrivacyDecisions(
            classes={"name": ColumnClass.DIRECT}, remedies=(RemedyStep(operation="drop-column", sentence="Remove the column Name."),)
        ),
        metadata=DatasetMetadata(update_frequency="Weekly"),
    )
    facts = plan_facts(recipe, status="Planned", day="2026-07-01")
    assert (facts["status"], facts["date"], facts["restrictions"]) == ("Planned", "2026-07-01", "None")
    assert facts["privacy"] == "Remove the column Name"
    assert facts["update_method"].startswith("Automatic")
    assert facts["inventory_item"] == "Case files"
    assert facts["high_value"] == "The public often asks for it"


def test_nothing_is_claimed_of_a_dataset_that_was_not_looked_at():
    facts = plan_facts(Recipe(), status="Planned")
    assert facts["privacy"] == "Not checked yet"
    assert (facts["restrictions"], facts["update_method"], facts["high_value"]) == ("", "", "")
