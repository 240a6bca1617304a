"""Open a package: look at what a colleague handed over, then publish it from here."""

from ctcompanion.ui.frame import page
from ctcompanion.ui.widgets.open_package import open_package, package_shown
from ctcompanion.ui.widgets.waiting_approvals import waiting_approvals

with page("review") as view:
    waiting_approvals()
    open_package(view)
    package_shown(view)
