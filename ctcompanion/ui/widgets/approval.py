"""Where an agency wants a second person's word: ask for it, see what became of it. Bound to exactly what would be published."""

from __future__ import annotations

import streamlit as st

from ctcompanion.comments import from_text, joined, to_see_to
from ctcompanion.handover import packed
from ctcompanion.people import Action
from ctcompanion.publishing import Publication
from ctcompanion.store.approvals import GRANTED, Approval
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import escape

FEW = 4
"""So many people who can approve are named."""


def approved(view: View, publication: Publication) -> bool:
    """True when this may go on: no approval is needed, or it was given for exactly this. Otherwise the question is offered."""
    store, who = session.store(), session.owner()
    store.people().require(who, Action.PUBLISH, publication.agency)
    if not store.people().needs_approval(publication.agency):
        return True
    asked = store.approvals.find(publication.approval_hash)
    if asked is not None and asked.answer:
        _take_words(view, asked)
    if asked is not None and asked.answer == GRANTED:
        st.success(f"Approved by {escape(asked.answered_by)}. {escape(asked.comment)}", icon=":material/check:")
        return True
    if asked is not None and not asked.answer:
        st.info(
            f"Approval was asked for. You can publish once another person has agreed to exactly this. {_told(publication.agency)}",
            icon=":material/hourglass_top:",
        )
        return False
    if asked is None:
        _before(publication)
    else:
        st.warning(f"**Sent back by {escape(asked.answered_by)}.** {escape(asked.comment)}", icon=":material/undo:")
        if left := to_see_to(view.draft.recipe.thread):
            label = f"See the {'comment' if len(left) == 1 else f'{len(left)} comments'} beside the fields"
            st.page_link("pages/metadata.py", label=label, icon=":material/chat:", query_params={"draft": view.draft.id})
    st.markdown("At your agency a second person looks at a dataset before it is published. After any change it is asked for again.")
    if st.button("Ask for approval", type="primary", key="ask-approval"):
        content = packed(view.draft, session.settings().portal, who)
        store.approvals.ask(publication.approval_hash, publication.title, publication.agency, who, content)
        st.rerun()
    return False


def _told(agency: str) -> str:
    """Who can answer, and that nobody tells them: no mail is sent."""
    can = [escape(one) for one in session.store().people().approvers(agency, session.owner())]
    if not can:
        return "**But nobody else may approve for your agency yet:** ask your administrator to give a colleague the role “approver”."
    named = ", ".join(can[:FEW]) + (f" and {len(can) - FEW} more" if len(can) > FEW else "")
    one_of = "one of them" if len(can) > 1 else "them"
    return f"Who can: {named}. No mail is sent, so tell {one_of} that it waits under **Open a package**."


def _before(publication: Publication) -> None:
    """After a change: what was answered to the dataset as it was, and that the answer does not hold for what it is now."""
    last = session.store().approvals.last_answer(session.owner(), publication.agency, publication.title, publication.approval_hash)
    if last is None:
        return
    said = "approved" if last.answer == GRANTED else "sent back"
    word = f" {escape(last.comment)}" if last.comment else ""
    st.info(
        f"It was {said} by {escape(last.answered_by)} as it was before your last change.{word} For what it is now, approval has to be asked for.",
        icon=":material/history:",
    )


def _take_words(view: View, asked: Approval) -> None:
    """What the other person wrote beside single fields comes into the author's draft, once; it stays part of its record."""
    thread = joined(view.draft.recipe.thread, from_text(asked.thread))
    if thread != view.draft.recipe.thread:
        view.save(view.draft.with_thread(thread))
