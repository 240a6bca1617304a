"""What in a draft needs a person's word before it can go out: the list that a reviewer sees first, and nothing beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ctcompanion.draft import Draft
from ctcompanion.progress import needs_weighing


@dataclass(frozen=True)
class OpenDecision:
    """One thing to decide. `about` names it as comments do; `page` is where it is decided."""

    about: str
    sentence: str
    why: str
    page: str


def open_decisions(draft: Draft) -> tuple[OpenDecision, ...]:
    """Publication itself first, then privacy, then the description. Empty: nothing waits for a person."""
    return (*_evaluation(draft), *_privacy(draft), *_description(draft))


def _evaluation(draft: Draft) -> Iterator[OpenDecision]:
    from ctcompanion.metadata import unsettled

    if draft.recipe.target.dataset_id:
        return
    for question in unsettled(draft.recipe.evaluation):
        answer = draft.recipe.evaluation.answers.get(question.id, "")
        note = draft.recipe.evaluation.notes.get(question.id, "")
        yield OpenDecision(question.id, f"{question.text} The author answered: {answer}.", note, "start")


def _privacy(draft: Draft) -> Iterator[OpenDecision]:
    from ctcompanion.privacy import decision_on, undecided

    if draft.report is None:
        return
    decisions = draft.recipe.privacy
    for finding in undecided(draft.report, decisions):
        asked = decision_on(finding, decisions)
        if asked is not None and asked.decision == "exception":
            reason = f"{asked.by} asks for an exception: {asked.reason} ({asked.legal_basis})"
            yield OpenDecision(finding.key, finding.message, f"{reason} {finding.why}".strip(), "privacy")
        else:
            yield OpenDecision(finding.key, finding.message, finding.why, "privacy")
    unsure = [
        column.display or column.name for column in (draft.safe.columns if draft.safe else ()) if column.name not in decisions.classes
    ]
    if unsure:
        yield OpenDecision("classes", f"Nobody has confirmed what these columns say about people: {', '.join(unsure)}.", "", "privacy")
    if needs_weighing(draft) and not decisions.weighed:
        yield OpenDecision("weighed", "Nobody has said yet whether the public needs this much detail.", "", "privacy")


def _description(draft: Draft) -> Iterator[OpenDecision]:
    from ctcompanion.metadata import missing

    table = draft.safe or draft.table
    if table is None:
        return
    for finding in missing(draft.recipe.metadata, draft.recipe.columns, table):
        about = f"column:{finding.column}" if finding.column else finding.place or ""
        yield OpenDecision(about, finding.message, finding.why, "metadata")
