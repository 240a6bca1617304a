"""Start: the task list, what was published and begun from here, the questions of Step 2, and samples to try."""

from ctcompanion.ui.frame import next_step, page
from ctcompanion.ui.widgets.evaluation import evaluation
from ctcompanion.ui.widgets.ways_in import my_drafts, samples, task_list, updates

with page("start") as view:
    task_list(view)
    updates()
    my_drafts(view)
    evaluation(view)
    next_step(view, "start", label="Continue to upload")
    samples(view)
