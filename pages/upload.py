"""Upload: a file comes in, is read, and the sheet with the table is chosen."""

import streamlit as st

from ctcompanion.ui.frame import next_step, page
from ctcompanion.ui.widgets.sheet_choice import sheet_choice
from ctcompanion.ui.widgets.take_file import take_file

with page("upload") as view:
    take_file(view)
    if view.draft.workbook is None:
        st.caption("Have nothing at hand? Each sample file on the start page is one press away.")
    else:
        sheet_choice(view)
        next_step(view, "upload", disabled=view.draft.table is None, why_not="Choose a sheet that holds a table.")
