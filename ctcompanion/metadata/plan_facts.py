"""What the access plan and the inventory ask beside the description: read off the decisions that were made."""

from __future__ import annotations

from ctcompanion.metadata.evaluation import HIGH_VALUE
from ctcompanion.metadata.schedule import should_automate
from ctcompanion.recipe import Recipe

INVENTORY_ITEM = "inventory"
"""Filed in Evaluation.notes under this name: the item of the agency's high-value data inventory."""


def plan_facts(recipe: Recipe, *, status: str, day: str = "", link: str = "") -> dict[str, str]:
    """The facts for `plan_row`. `status`: Planned or Published; `day`: ISO date of that."""
    evaluation = recipe.evaluation
    reasons = dict(HIGH_VALUE)
    return {
        "status": status,
        "date": day,
        "link": link,
        "privacy": _privacy(recipe),
        "restrictions": _restrictions(evaluation.answers.get("E3", "")),
        "inventory_item": evaluation.notes.get(INVENTORY_ITEM, ""),
        "update_method": _method(recipe.metadata.update_frequency),
        "high_value": "; ".join(reasons[reason] for reason in evaluation.reasons if reason in reasons),
    }


def _privacy(recipe: Recipe) -> str:
    """What was done to protect people, in the words of the steps."""
    done = "; ".join(step.sentence.rstrip(".") for step in recipe.privacy.remedies if step.sentence)
    asked = any(decision.decision == "exception" for decision in recipe.privacy.decisions)
    if not recipe.privacy.classes:
        return "Not checked yet"
    return "; ".join(part for part in (done or "No change was needed", "an exception was asked for" if asked else "") if part)


def _restrictions(answer: str) -> str:
    return {"yes": "None", "no": "Restricted", "not sure": "Not settled"}.get(answer, "")


def _method(frequency: str) -> str:
    if not frequency:
        return ""
    return "Automatic, with a saved recipe" if should_automate(frequency) else "By hand, with a saved recipe"
