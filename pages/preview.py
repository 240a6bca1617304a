"""Preview: what residents will see. Plotly is loaded on this page alone."""

from ctcompanion.ui.frame import next_step, page
from ctcompanion.ui.widgets.landing_preview import charts_shown, landing_preview

with page("preview") as view:
    landing_preview(view)
    charts_shown(view)
    next_step(view, "preview")
