"""A draft with every decision that a person would take, as the pages leave it at the publish step; and a store that holds it."""

from __future__ import annotations

from pathlib import Path

from ctcompanion import reference, replay
from ctcompanion.draft import Draft
from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.model import ColumnClass
from ctcompanion.recipe import Evaluation, Target
from ctcompanion.settings import Limits
from ctcompanion.store import Store

HEALTH = "Department of Public Health"
WALKED = ("start", "upload", "clean", "privacy", "metadata", "preview")


def ready(draft: Draft, file: Path, target: Target | None = None, **metadata: str) -> Draft:
    """Counts of things, each column confirmed, described. `target`: where it goes; a new dataset without one."""
    musts = {question["id"]: "yes" for question in reference.document("evaluation.json")["must"]}
    opened = replay.opened(draft.with_evaluation(Evaluation.model_validate({"answers": musts})), file, file.name, Limits())
    assert opened.workbook
    chosen = replay.chosen(opened, replay.likely_sheet(opened.workbook, opened.recipe))
    assert chosen.table
    classes = {column.name: ColumnClass.NONE for column in chosen.table.columns}
    decisions = chosen.recipe.privacy.model_copy(update={"row_meaning": "count", "classes": classes})
    reviewed = replay.reviewed(chosen.with_privacy(decisions))
    assert reviewed.safe
    known = {"contact_email": "health.data@ct.gov", "agency": HEALTH, "attribution": HEALTH, "update_frequency": "Annually", **metadata}
    said = suggest(reviewed.safe, reviewed.recipe.metadata.model_copy(update=known))
    described = reviewed.with_metadata(said, suggest_columns(reviewed.safe, ()))
    for page in WALKED:
        described = described.with_confirmed(page)
    return described.with_target(target) if target is not None else described


def kept(store: Store, draft: Draft, file: Path) -> Draft:
    """The draft saved with its file, so that a tab may open it by its id."""
    store.drafts.save(draft.id, draft.name, draft.to_payload(), {"file_name": file.name, "sha256": ""}, "local")
    store.drafts.keep_files(draft.id, "local", [file.read_bytes()])
    return draft
