"""Clean: the steps as sentences with a switch each, the sheet before and the table after, and the proof."""

from ctcompanion.ui.frame import next_step, page
from ctcompanion.ui.widgets.before_after import after, before
from ctcompanion.ui.widgets.clean_steps import clean_steps, proof, shape_changes

with page("clean") as view:
    shape_changes(view)
    clean_steps(view)
    before(view)
    after(view)
    proof(view)
    next_step(view, "clean", disabled=view.draft.table is None)
