"""Connection: is everything in place to publish? Reads only."""

from ctcompanion.ui.frame import page
from ctcompanion.ui.widgets.connection_checks import connection_checks

with page("connection"):
    connection_checks()
