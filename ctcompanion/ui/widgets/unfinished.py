"""Publications that a fault or a crash interrupted: what is true on the portal now, and one press to go on."""

from __future__ import annotations

import streamlit as st

from ctcompanion.publishing import State, resume, so_far
from ctcompanion.publishing.journal import FINISHED
from ctcompanion.publishing.run import Manner
from ctcompanion.ui import portals, session
from ctcompanion.ui.texts import escape


def unfinished() -> None:
    """Each with its exact facts. What needs a person is not sent again by a press."""
    store, owner = session.store(), session.owner()
    waiting = [entry for entry in store.publications.mine(owner) if entry.state not in FINISHED]
    for entry in waiting:
        run = portals.background().find(entry.id, owner)
        if run is not None and not run.is_over:
            st.info(f"**{escape(str(entry.facts.get('title', '')))}** is being published now.", icon=":material/sync:")
            continue
        with st.container(border=True):
            st.warning(f"**{escape(str(entry.facts.get('title', 'A publication')))}** is not finished. {escape(so_far(store, entry.id))}")
            if entry.state != State.NEEDS_A_PERSON and st.button("Resume", key=f"resume-{entry.id}"):
                _resume(entry.id)
            if run is not None and run.error is not None:
                st.markdown(escape(f"{run.error.message} {run.error.hint}"))


def _resume(publication_id: str) -> None:
    portal, store = portals.portal(), session.store()
    run = portals.background().start(
        publication_id,
        session.owner(),
        lambda run: resume(publication_id, portal, store, run.watch, Manner(cancelled=run.is_cancelled)),
    )
    with st.spinner("Going on where it stopped..."):
        run.wait(20)
    st.rerun()
