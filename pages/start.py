"""Start: three ways in, the task list, my drafts, and the questions of Step 2."""

from ctcompanion.ui.frame import next_step, page
from ctcompanion.ui.widgets.evaluation import evaluation
from ctcompanion.ui.widgets.ways_in import my_drafts, samples, task_list, updates

with page("start") as view:
    task_list(view)
    updates()
    samples(view)
    my_drafts(view)
    evaluation(view)
    next_step(view, "start", label="Continue to upload")
