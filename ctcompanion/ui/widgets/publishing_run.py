"""A publication while it runs: it works outside this page, so a reload or a closed tab stops nothing."""

from __future__ import annotations

import streamlit as st

from ctcompanion.errors import CompanionError
from ctcompanion.model import Receipt
from ctcompanion.publishable import filed
from ctcompanion.publishing import Publication, append, publish_new
from ctcompanion.publishing.background import Run
from ctcompanion.publishing.run import Manner
from ctcompanion.ui import portals, session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape


def start(view: View, publication: Publication) -> None:
    """Begin outside the script's thread; a second press finds the first."""
    portal, store, recipe = portals.portal(), session.store(), view.draft.recipe

    def work(run: Run) -> Receipt:
        do = publish_new if publication.is_new else append
        receipt = do(publication, portal, store, run.watch, Manner(cancelled=run.is_cancelled))
        filed(recipe, publication, receipt, store)
        return receipt

    portals.background().start(publication.id, session.owner(), work)
    view.save(view.draft.with_publication(publication.id))


def publishing_run(view: View) -> bool:
    """Show the publication of this draft while it runs and how it ended; True while there is one to look at."""
    publication_id = view.draft.publication
    run = portals.background().find(publication_id, session.owner()) if publication_id else None
    if run is None:
        return False
    if not run.is_over:
        _watch(run)
        return True
    if run.receipt is not None:
        _done(view, run.receipt)
    if isinstance(run.error, CompanionError):
        error_box(run.error)
        if st.button("Back to your answers", key="after-error"):
            portals.background().forget(publication_id)
            view.save(view.draft.with_publication(""))
    return True


@st.fragment(run_every=0.5)
def _watch(run: Run) -> None:
    """The progress by batch; looks again twice a second until it is over."""
    now = run.progress
    share = now.sent / now.total if now and now.total else 0.0
    st.progress(min(share, 1.0), text=escape(now.sentence) if now else "Starting...")
    if now and now.total:
        st.caption(f"{now.sent:,} of {now.total:,} rows. You can close this page: the work goes on, and this draft shows how it ended.")
    if now and now.may_cancel and st.button("Stop", key="cancel-run"):
        run.cancel()
    if run.is_over:
        st.rerun()


def _done(view: View, receipt: Receipt) -> None:
    """Take over what was filed, and go to the receipt."""
    recipe = session.recipe_of(receipt)
    portals.background().forget(receipt.publication_id)
    session.save(
        view.draft.with_publication("").with_target(recipe.target if recipe else view.draft.recipe.target).with_confirmed("publish")
    )
    session.say(f"Published: {escape(receipt.title)}. {receipt.rows_after:,} rows are on the portal.")
    st.switch_page("pages/receipts.py", query_params={"draft": view.draft.id})
