"""Metadata: the score and the next best improvement, every field in the portal's groups, and a description per column."""

from ctcompanion.ui.frame import next_step, page
from ctcompanion.ui.widgets.codebook import codebook
from ctcompanion.ui.widgets.column_fields import column_fields
from ctcompanion.ui.widgets.comments import comments_left
from ctcompanion.ui.widgets.copy_from import copy_from
from ctcompanion.ui.widgets.dataset_fields import dataset_fields
from ctcompanion.ui.widgets.from_portal import asked, from_portal
from ctcompanion.ui.widgets.metadata_score import metadata_score
from ctcompanion.ui.widgets.plain_checklist import plain_checklist
from ctcompanion.ui.widgets.proposals import with_proposals

with page("metadata") as opened:
    view = from_portal(with_proposals(opened))
    comments_left(view)
    metadata_score(view)
    only = asked(view)
    if only is None or only.fields:
        dataset_fields(view, only.fields if only else None)
    if only is None or "description" in only.fields:
        plain_checklist(view)
    if only is None or only.columns:
        codebook(view)
        copy_from(view)
        column_fields(view, only.columns if only else None)
    next_step(view, "metadata")
