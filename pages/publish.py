"""Publish: check your answers, see whether it is there already, then publish, append, or hand over."""

from ctcompanion.ui.frame import page
from ctcompanion.ui.widgets.check_answers import check_answers
from ctcompanion.ui.widgets.destination import destination
from ctcompanion.ui.widgets.five_properties import five_properties
from ctcompanion.ui.widgets.hand_over import hand_over
from ctcompanion.ui.widgets.papers import papers
from ctcompanion.ui.widgets.portal_key import portal_key
from ctcompanion.ui.widgets.publishing_run import publishing_run

with page("publish") as view:
    if not publishing_run(view):
        ready = check_answers(view)
        five_properties(view)
        if ready and portal_key():
            destination(view)
        hand_over(view, ready)
        papers(view)
