"""What colleagues want to publish and I may agree to: the table, its description, the privacy record, and my answer."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ctcompanion import handover
from ctcompanion.metadata.schema import FIELDS
from ctcompanion.privacy import record_html, undecided
from ctcompanion.store import Approval
from ctcompanion.ui import session
from ctcompanion.ui.texts import clock, day, escape
from ctcompanion.ui.widgets.before_after import show_table


def waiting_approvals() -> None:
    """Nothing is shown where nobody waits for this person."""
    waiting = session.store().approvals.waiting_for(session.owner())
    if not waiting:
        return
    st.subheader("Waiting for your approval", anchor=False)
    for asked in waiting:
        with st.container(border=True):
            when = datetime.fromisoformat(asked.asked_at)
            st.markdown(
                f"**{escape(asked.title)}** · {escape(asked.agency)} · asked by {escape(asked.asked_by)} on {day(when)}, {clock(when)}"
            )
            if st.toggle("Look at it", key=f"look-{asked.hash}"):
                _looked_at(asked)


def _looked_at(asked: Approval) -> None:
    content = session.store().approvals.package(asked.hash, session.owner())
    if content is None:
        st.info("Its rows are no longer kept here. Send it back, so that its author asks again.", icon=":material/info:")
    else:
        _content(content)
    with st.form(f"answer-{asked.hash}"):
        comment = st.text_input("A word to the author")
        with st.container(horizontal=True):
            yes = st.form_submit_button("Approve", type="primary", disabled=content is None)
            no = st.form_submit_button("Send back")
    if yes or no:
        session.store().approvals.answer(asked.hash, session.owner(), granted=yes, comment=comment.strip())
        session.say(f"{escape(asked.title)}: {'approved' if yes else 'sent back'}.")
        st.rerun()


def _content(content: bytes) -> None:
    draft, _ = handover.unpacked(content, "approval")
    if draft.safe is None or draft.report is None:
        return
    target = draft.recipe.target
    where = f"Its rows go to **{escape(target.title_there or target.dataset_id)}**, which is there already." if target.dataset_id else "It becomes a new dataset, private at first."  # fmt: skip
    st.markdown(where)
    for finding in undecided(draft.report, draft.recipe.privacy):
        st.warning(escape(finding.message), icon=":material/visibility:")
    values = {field.label: getattr(draft.recipe.metadata, field.key, "") for field in FIELDS if field.kind != "auto"}
    shown = {label: ", ".join(value) if isinstance(value, tuple) else value for label, value in values.items()}
    st.table({"Field": list(shown), "Value": [escape(value) or "–" for value in shown.values()]}, hide_index=True, alt="The description")
    show_table(draft.safe)
    record = record_html(draft.report, draft.recipe.privacy, draft.recipe.metadata.title)
    st.download_button("Download the privacy record", record, file_name="privacy-record.html", mime="text/html", on_click="ignore")
