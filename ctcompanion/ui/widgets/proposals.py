"""What could be read from the file fills the fields that are still empty, marked as proposed."""

from __future__ import annotations

from dataclasses import replace

from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.ui import session
from ctcompanion.ui.frame import View


def with_proposals(view: View) -> View:
    """The view with every empty field filled that the table tells something about; kept when that changed anything."""
    draft = view.draft
    table = draft.safe or draft.table
    if table is None:
        return view
    columns = suggest_columns(table, draft.recipe.columns)
    fresh = "metadata" not in draft.confirmed and not draft.recipe.columns
    metadata = suggest(table, draft.recipe.metadata) if fresh else draft.recipe.metadata
    if (metadata, columns) == (draft.recipe.metadata, draft.recipe.columns):
        return view
    return replace(view, draft=session.save(draft.with_metadata(metadata, columns)))
