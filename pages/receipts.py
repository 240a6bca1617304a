"""Receipts: what was published, its checks and links; update, make public, make private now; and the agency's access plan."""

from ctcompanion.ui.frame import page
from ctcompanion.ui.widgets.progress import keep_showing
from ctcompanion.ui.widgets.receipt_cards import plan_of_receipts, receipt_cards
from ctcompanion.ui.widgets.unfinished import unfinished

with page("receipts"):
    running = unfinished()
    receipt_cards()
    plan_of_receipts()
    keep_showing(running)
