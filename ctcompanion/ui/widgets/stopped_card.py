"""One publication that stopped on the way: what is true on the portal, the numbers, and what a person can do."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ctcompanion.errors import CompanionError, PublishingError
from ctcompanion.publishable import filing
from ctcompanion.publishing import Interrupted, Manner, State, give_up, resume
from ctcompanion.ui import portals, session
from ctcompanion.ui.texts import clock, day, escape


def stopped_card(found: Interrupted) -> None:
    """What happened in one sentence, then the numbers, then the presses. What needs a person is not sent again by a press."""
    needs_a_person = found.state is State.NEEDS_A_PERSON
    when = datetime.fromisoformat(found.since)
    with st.container(border=True):
        st.subheader(escape(found.title or "A publication"), anchor=False)
        lead = "**A person has to look at this.**" if needs_a_person else "**It is not finished.**"
        st.warning(f"{lead} {escape(found.happened)}", icon=":material/front_hand:" if needs_a_person else ":material/pause_circle:")
        st.caption(f"Stopped on {day(when)}, {clock(when)}. Nothing is sent while it stands here.")
        if not needs_a_person:
            _last_error(found)
        _numbers(found)
        with st.container(horizontal=True, vertical_alignment="center"):
            if found.can_resume and st.button("Resume", type="primary", key=f"resume-{found.publication_id}"):
                _resume(found)
            if found.dataset_id:
                st.link_button(
                    "Look at the dataset on the portal",
                    portals.reachable(portals.portal(found.domain).link(found.dataset_id)),
                    icon=":material/open_in_new:",
                )
            _closing(found)


def _last_error(found: Interrupted) -> None:
    run = portals.background().find(found.publication_id, session.owner())
    if run is None or not run.is_over or not isinstance(run.error, CompanionError):
        return
    number = (
        f" For support: request {escape(run.error.request_id or '')}."
        if isinstance(run.error, PublishingError) and run.error.request_id
        else ""
    )
    st.markdown(f"**Why it stopped:** {escape(run.error.message)}{number}")
    if found.can_resume:
        st.caption("*Resume* looks at the portal first, then sends only what is missing. If it stops again, write to dapa@ct.gov.")
    else:
        st.caption(escape(run.error.hint))


def _numbers(found: Interrupted) -> None:
    """For the person who looks, and for support."""
    with st.expander("The numbers", expanded=found.state is State.NEEDS_A_PERSON):
        facts = [*found.numbers, ("Dataset", found.dataset_id or "none yet"), ("Publication", found.publication_id)]
        st.table({"What": [words for words, _ in facts], "Value": [escape(value) for _, value in facts]}, hide_index=True, hide_header=True)
        if found.state is State.NEEDS_A_PERSON:
            st.markdown(
                "Open the dataset on the portal and compare the number of rows. If you are not sure, copy these numbers into a "
                "message to dapa@ct.gov before you do anything else."
            )


def _closing(found: Interrupted) -> None:
    """Close it, with what that does and does not do in plain words."""
    with st.popover("Close this publication", icon=":material/done_all:"):
        st.markdown(f"Closing sends nothing and deletes nothing. {_left(found)}")
        if st.button("I have looked. Close it", key=f"close-{found.publication_id}"):
            give_up(session.store(), found.publication_id, session.owner())
            portals.background().forget(found.publication_id)
            session.say(f"{escape(found.title)}: closed. What is on the portal stays as it is.")
            st.rerun()


def _left(found: Interrupted) -> str:
    """What stays, and what pressing Publish again would do then."""
    if found.mode == "create":
        draft = "The private draft stays on the portal; its owner can delete it there." if found.dataset_id else ""
        return f"{draft}\n\nAfterwards you can press Publish again in your draft: a new private draft is made then, and this one is not used any more."
    return (
        "All rows that are in the dataset stay in it.\n\nAfterwards you can press Publish again in your draft: your rows are compared "
        "with those on the portal first, and only what is missing is sent."
    )


def _resume(found: Interrupted) -> None:
    """Go on outside the script's thread, from the store alone."""
    publication_id, portal, store = found.publication_id, portals.portal(found.domain), session.store()
    portals.background().start(
        publication_id,
        session.owner(),
        lambda run: resume(publication_id, portal, store, run.watch, Manner(cancelled=run.is_cancelled, file=filing(store))),
    )
    st.rerun()
