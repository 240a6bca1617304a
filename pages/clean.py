"""Clean: the steps as sentences with a switch each, the sheet before and the table after, and the proof."""

from ctcompanion.ui.frame import next_step, page
from ctcompanion.ui.widgets.before_after import before_and_after
from ctcompanion.ui.widgets.clean_steps import clean_steps, proof, shape_changes
from ctcompanion.ui.widgets.new_values import blank_keys_here, new_values_here
from ctcompanion.ui.widgets.own_steps import own_steps
from ctcompanion.ui.widgets.place_table import place_table
from ctcompanion.ui.widgets.sheets_together import shown_of_several

with page("clean") as view:
    shape_changes(view)
    blank_keys_here(view)
    new_values_here(view)
    shown_of_several(view)
    place_table(view)
    clean_steps(view)
    own_steps(view)
    proof(view)
    before_and_after(view)
    next_step(view, "clean", disabled=view.draft.table is None)
