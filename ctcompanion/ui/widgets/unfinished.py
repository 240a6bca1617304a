"""Publications on their way and those that stopped: progress for the first, what is true on the portal for the others."""

from __future__ import annotations

import streamlit as st

from ctcompanion.publishing import interrupted
from ctcompanion.publishing.journal import FINISHED
from ctcompanion.ui import portals, session
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.progress import Shown, show
from ctcompanion.ui.widgets.stopped_card import stopped_card


def unfinished() -> tuple[Shown, ...]:
    """What runs in this server shows how far it is (given back, for the page to keep drawing); what stopped stands with its exact facts."""
    running = []
    store, owner = session.store(), session.owner()
    stopped = {one.publication_id: one for one in interrupted(store, owner)}
    for entry in store.publications.mine(owner):
        run = portals.background().find(entry.id, owner)
        if run is not None and not run.is_over:
            with st.container(border=True):
                st.markdown(f":material/sync: **{escape(str(entry.facts.get('title', '')))}** is being published now.")
                running.append(show(run))
        elif entry.id in stopped:
            stopped_card(stopped[entry.id])
        elif entry.state not in FINISHED:
            st.info(f"**{escape(str(entry.facts.get('title', '')))}** is being published by another window.", icon=":material/sync:")
    return tuple(running)
