"""What colleagues want to publish and I may agree to: what needs a person, the description with a comment beside each field, my answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from ctcompanion import handover
from ctcompanion.comments import Thread, from_text, signed, to_text, unsent, written
from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError
from ctcompanion.privacy import record_html
from ctcompanion.store import Approval
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import clock, day, escape
from ctcompanion.ui.widgets.read_through import read_through


@dataclass(frozen=True)
class Looked(View):
    """A colleague's package as an approver sees it: nothing of it can be changed, and the words beside its fields stay with the question."""

    asked: Approval

    def save(self, draft: Draft, *, rerun: bool = True) -> None:
        """Keep the words that are written beside the fields. Those that went out with an answer given meanwhile are kept already."""
        known = session.store().approvals.find(self.asked.hash)
        sent = {(word.about, word.text) for word in from_text(known.thread)} if known is not None and known.answer else set()
        if sent and {(word.about, word.text) for word in unsent(draft.recipe.thread)} <= sent:
            return
        session.store().approvals.keep_words(self.asked.hash, session.owner(), to_text(draft.recipe.thread))
        if rerun:
            st.rerun()


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
            if _is_older(asked, waiting):
                st.caption("Its author changed it since, and asked again: the newer one stands below.")
            if st.toggle("Look at it", key=f"look-{asked.hash}"):
                _looked_at(asked)


def _is_older(asked: Approval, waiting: Sequence[Approval]) -> bool:
    """Whether its author asks for a newer state of the same dataset as well."""
    same = [one for one in waiting if (one.title, one.agency, one.asked_by) == (asked.title, asked.agency, asked.asked_by)]
    return any(one.asked_at > asked.asked_at for one in same)


def _looked_at(asked: Approval) -> None:
    draft = _draft_of(asked)
    if draft is None:
        st.info("Its rows are no longer kept here. Send it back, so that its author asks again.", icon=":material/info:")
    else:
        _where(draft)
        read_through(_view(draft, asked), decides=False)
        _record(draft)
    _answer(asked, draft)


def _view(draft: Draft, asked: Approval) -> Looked:
    return Looked(draft, (), asked)


def _draft_of(asked: Approval) -> Draft | None:
    """The package that the author left with the question, with the words written so far; None where it is not kept any more."""
    content = session.store().approvals.package(asked.hash, session.owner())
    if content is None:
        return None
    draft, _ = session.remembered(("approval", asked.hash), lambda: handover.unpacked(content, f"approval-{asked.hash[:16]}"))
    return draft.with_thread(from_text(asked.thread)) if asked.thread else draft


def _where(draft: Draft) -> None:
    target = draft.recipe.target
    if target.dataset_id:
        st.markdown(f"Its rows go to **{escape(target.title_there or target.dataset_id)}**, which is there already.")
    else:
        st.markdown("It becomes a new dataset, private at first.")


def _record(draft: Draft) -> None:
    if draft.report is not None:
        record = record_html(draft.report, draft.recipe.privacy, draft.recipe.metadata.title)
        st.download_button("Download the privacy record", record, file_name="privacy-record.html", mime="text/html", on_click="ignore")


def _answer(asked: Approval, draft: Draft | None) -> None:
    thread = draft.recipe.thread if draft is not None else from_text(asked.thread)
    new = len(unsent(thread))
    boxes = _view(draft, asked).key("comment-") if draft is not None else ""
    st.subheader("Your answer", anchor=False)
    st.markdown(
        f"You have written {new} {'comment' if new == 1 else 'comments'} on single fields." if new else "You have written no comment."
    )
    with st.form(f"answer-{asked.hash}"):
        st.text_input("A word to the author about the whole", key=_word(asked))
        with st.container(horizontal=True):
            st.form_submit_button("Approve", type="primary", disabled=draft is None, on_click=_answered, args=(asked, True, thread, boxes))
            st.form_submit_button("Send back", on_click=_answered, args=(asked, False, thread, boxes))
        st.caption(
            "*Approve* publishes nothing: its author may publish exactly this afterwards, and any change is asked for again. "
            "Your comments reach the author with either answer."
        )


def _word(asked: Approval) -> str:
    return f"word-{asked.hash}"


def _answered(asked: Approval, granted: bool, shown: Thread, boxes: str) -> None:
    """Before the page runs, with what stands in the boxes now: a press right after a comment was typed comes before it is kept."""
    store, who = session.store(), session.owner()
    comment = session.typed(_word(asked)).strip()
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    try:
        newest = store.approvals.find(asked.hash) or asked
        thread = from_text(newest.thread) or shown
        for about, text in (session.typed_under(boxes) if boxes else {}).items():
            thread = written(thread, about, text, "reviewer")
        thread = written(thread, "", comment, "reviewer")
        store.approvals.keep_words(asked.hash, who, to_text(signed(thread, who, now)))
        store.approvals.answer(asked.hash, who, granted=granted, comment=comment)
    except CompanionError as error:
        session.say(escape(f"{error.message} {error.hint}"), ":material/error:")
    else:
        author = escape(asked.asked_by)
        session.say(
            f"{escape(asked.title)}: {'approved' if granted else 'sent back'}. {author} finds your answer on the publish page; no mail is sent."
        )
