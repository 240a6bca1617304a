"""Open a package: look at what a colleague handed over, comment, send it back or publish; or see what came back."""

from ctcompanion.ui.frame import page
from ctcompanion.ui.widgets.open_package import came_back, open_package
from ctcompanion.ui.widgets.review_package import review_package
from ctcompanion.ui.widgets.waiting_approvals import waiting_approvals

with page("review") as view:
    waiting_approvals()
    open_package(view)
    came_back(view)
    review_package(view)
