"""The audit for those who may see it: the last entries, verify, export."""

from __future__ import annotations

from collections import deque
from datetime import datetime

import streamlit as st

from ctcompanion.ui import session
from ctcompanion.ui.texts import clock, day, escape

SHOWN = 200


def audit_record() -> None:
    """The newest entries first; the whole chain is verified on a press."""
    audit = session.store().audit
    with st.container(horizontal=True):
        if st.button("Verify", type="primary", key="verify-audit"):
            verdict = audit.verify()
            (st.success if verdict.whole else st.error)(escape(verdict.sentence))
        export = "\n".join(audit.export())
        st.download_button("Download the record", export, file_name="audit.jsonl", mime="application/jsonl", on_click="ignore")
    newest = list(deque(audit.lines(), maxlen=SHOWN))[::-1]
    if not newest:
        st.caption("Nothing was recorded yet.")
        return
    moments = [datetime.fromisoformat(line.at) for line in newest]
    st.table(
        {
            "No.": [line.number for line in newest],
            "When": [f"{day(moment)}, {clock(moment)}" for moment in moments],
            "Who": [escape(line.who) for line in newest],
            "What": [escape(line.action) for line in newest],
        },
        hide_index=True,
        alt="The newest entries of the record",
    )
