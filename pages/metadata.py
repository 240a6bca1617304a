"""Metadata: the score and the next best improvement, every field in the portal's groups, and a description per column."""

from ctcompanion.ui.frame import next_step, page
from ctcompanion.ui.widgets.codebook import codebook
from ctcompanion.ui.widgets.column_fields import column_fields
from ctcompanion.ui.widgets.copy_from import copy_from
from ctcompanion.ui.widgets.dataset_fields import dataset_fields
from ctcompanion.ui.widgets.from_portal import asks_all, from_portal
from ctcompanion.ui.widgets.metadata_score import metadata_score
from ctcompanion.ui.widgets.plain_checklist import plain_checklist
from ctcompanion.ui.widgets.proposals import with_proposals

with page("metadata") as opened:
    view = from_portal(with_proposals(opened))
    metadata_score(view)
    if asks_all(view):
        dataset_fields(view)
        plain_checklist(view)
        codebook(view)
        copy_from(view)
        column_fields(view)
    next_step(view, "metadata")
