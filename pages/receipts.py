"""Receipts: what was published, its checks and links; update, make public, make private now."""

from ctcompanion.ui.frame import page
from ctcompanion.ui.widgets.receipt_cards import receipt_cards
from ctcompanion.ui.widgets.unfinished import unfinished

with page("receipts"):
    unfinished()
    receipt_cards()
