"""review"""

from ctcompanion.ui.frame import page

with page("review") as view:
    pass
