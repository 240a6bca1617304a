"""Privacy: the State's loop. What is a row, the checklist of all columns, findings with their remedies, and again."""

import streamlit as st

from ctcompanion.progress import privacy_left
from ctcompanion.ui.frame import next_step, page
from ctcompanion.ui.widgets.answered_by import answered_by
from ctcompanion.ui.widgets.column_checklist import column_checklist
from ctcompanion.ui.widgets.count_form import count_form
from ctcompanion.ui.widgets.count_rule import count_rule
from ctcompanion.ui.widgets.dominance_form import dominance_form
from ctcompanion.ui.widgets.privacy_findings import applied_remedies, findings, what_remains
from ctcompanion.ui.widgets.privacy_record import privacy_record
from ctcompanion.ui.widgets.remedy_form import remedy_form
from ctcompanion.ui.widgets.risk_numbers import risk_numbers
from ctcompanion.ui.widgets.row_meaning import row_meaning
from ctcompanion.ui.widgets.weigh import weigh

with page("privacy") as view:
    answered_by(view)
    row_meaning(view)
    column_checklist(view)
    count_rule(view)
    risk_numbers(view)
    findings(view)
    st.subheader("Other remedies", anchor=False)
    st.caption("Change more than what was found, if you know better. Nothing happens before you press, and each step can be undone.")
    remedy_form(view)
    count_form(view)
    dominance_form(view)
    applied_remedies(view)
    weigh(view)
    left = privacy_left(view.draft)
    what_remains(left)
    privacy_record(view)
    next_step(view, "privacy")
