"""Audit: the record that only grows, its verifier and its export."""

from ctcompanion.ui.frame import page
from ctcompanion.ui.widgets.audit_record import audit_record

with page("audit"):
    audit_record()
