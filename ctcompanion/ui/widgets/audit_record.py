"""The audit for those who may see it: the last entries, verify, export."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from ctcompanion.store.audit import Line
from ctcompanion.ui import session
from ctcompanion.ui.texts import clock, day, escape

SHOWN = 200


def audit_record() -> None:
    """The newest entries first; the whole chain is verified on a press."""
    audit = session.store().audit
    with st.container(horizontal=True):
        pressed = st.button("Verify", type="primary", key="verify-audit")
        export = "\n".join(audit.export())
        st.download_button("Download the record", export, file_name="audit.jsonl", mime="application/jsonl", on_click="ignore")
    if pressed:
        verdict = audit.verify()
        (st.success if verdict.whole else st.error)(escape(verdict.sentence))
    newest = list(deque(audit.lines(), maxlen=SHOWN))[::-1]
    if not newest:
        st.caption("Nothing was recorded yet.")
        return
    titles = {receipt.dataset_id: receipt.title for receipt in session.store().receipts.mine(session.owner())}
    moments = [datetime.fromisoformat(line.at) for line in newest]
    st.table(
        {
            "No.": [line.number for line in newest],
            "When": [f"{day(moment)}, {clock(moment)}" for moment in moments],
            "Who": [escape(line.who) for line in newest],
            "What": [escape(line.action) for line in newest],
            "Which dataset": [escape(_dataset(line, titles)) for line in newest],
        },
        hide_index=True,
        alt="The newest entries of the record",
    )


def _dataset(line: Line, titles: Mapping[str, str]) -> str:
    """Its title where this person may see it, and its id; of an approval the beginning of the hash that it is bound to."""
    facts = json.loads(line.facts)
    known = str(facts.get("dataset") or facts.get("dataset_id") or "")
    if known:
        return f"{titles[known]} ({known})" if known in titles else known
    return f"hash {facts['hash'][:12]}" if facts.get("hash") else "–"
