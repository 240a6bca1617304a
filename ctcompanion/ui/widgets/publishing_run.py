"""A publication while it runs: it works outside this page, so a reload or a closed tab stops nothing."""

from __future__ import annotations

import streamlit as st

from ctcompanion.errors import CompanionError
from ctcompanion.model import Receipt
from ctcompanion.publishable import filing
from ctcompanion.publishing import Publication, State, append, interrupted, publish_new
from ctcompanion.publishing.background import Run
from ctcompanion.publishing.run import Manner
from ctcompanion.ui import on_file, portals, session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape
from ctcompanion.ui.widgets.progress import keep_showing, show
from ctcompanion.ui.widgets.stopped_card import stopped_card


def start(view: View, publication: Publication) -> None:
    """Begin outside the script's thread; a second press finds the first."""
    portal, store = portals.portal(), session.store()

    def work(run: Run) -> Receipt:
        do = publish_new if publication.is_new else append
        return do(publication, portal, store, run.watch, Manner(cancelled=run.is_cancelled, file=filing(store)))

    portals.background().start(publication.id, session.owner(), work)
    view.save(view.draft.with_publication(publication.id))


def publishing_run(view: View) -> bool:
    """Show the publication of this draft while it runs and how it ended; True while there is one to look at."""
    publication_id = view.draft.publication
    if not publication_id:
        return False
    run = portals.background().find(publication_id, session.owner())
    if run is None:
        return _from_journal(view, publication_id)
    if not run.is_over:
        keep_showing([show(run)])
        return True
    if run.receipt is not None:
        _done(view, run.receipt)
    if isinstance(run.error, CompanionError):
        error_box(run.error)
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button("Back to your answers", key="after-error"):
                portals.background().forget(publication_id)
                view.save(view.draft.with_publication(""))
            if any(one.publication_id == publication_id for one in interrupted(session.store(), session.owner())):
                st.page_link("pages/receipts.py", label="See the numbers, or go on from there", query_params={"draft": view.draft.id})
    return True


def _from_journal(view: View, publication_id: str) -> bool:
    """The server was started anew meanwhile: what the journal knows of this draft's publication."""
    store, owner = session.store(), session.owner()
    entry = store.publications.find(publication_id)
    receipt = store.receipts.find(publication_id, owner)
    if entry is None or entry.owner != owner or entry.state == State.ABANDONED:
        return False
    if entry.state == State.DONE and receipt is not None:
        _done(view, receipt)
    stopped = next((one for one in interrupted(store, owner) if one.publication_id == publication_id), None)
    if stopped is None:
        st.info(
            "This is being published right now, by another window of yours. Reload this page to see how far it is.", icon=":material/sync:"
        )
        return True
    stopped_card(stopped)
    return True


def _done(view: View, receipt: Receipt) -> None:
    """Take over what was filed, and go to the receipt."""
    recipe = on_file.recipe_of(receipt)
    portals.background().forget(receipt.publication_id)
    session.save(
        view.draft.with_publication("").with_target(recipe.target if recipe else view.draft.recipe.target).with_confirmed("publish")
    )
    session.say(f"Published: {escape(receipt.title)}. {receipt.rows_after:,} rows are on the portal.")
    st.switch_page("pages/receipts.py", query_params={"draft": view.draft.id})
