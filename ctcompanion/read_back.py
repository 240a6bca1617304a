"""Where rows are added to a dataset, its description begins from what stands on the portal."""

from __future__ import annotations

from ctcompanion.draft import Draft, ReadBack
from ctcompanion.metadata import carry_over, from_view, laid_over
from ctcompanion.publishing import View
from ctcompanion.settings import PortalSettings


def read_back(draft: Draft, live: View, settings: PortalSettings) -> Draft:
    """The draft described as the dataset is, its period reaching to the new rows. Once per dataset: what a person changes after it stays."""
    table = draft.safe or draft.table
    if table is None or (draft.read_back is not None and draft.read_back.dataset_id == live.id):
        return draft
    own = draft.recipe.metadata
    there, columns = from_view(live.body, settings.custom_fields)
    found = carry_over(laid_over(own, there), columns, table, draft.recipe.columns)
    gone = tuple(column for column in draft.recipe.columns if column.name not in {each.name for each in found.columns})
    return draft.with_read_back(ReadBack(live.id, there, found.metadata, own), (*found.columns, *gone))
