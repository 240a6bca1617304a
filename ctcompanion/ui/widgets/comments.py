"""Words of author and reviewers, beside the field they are about: what was written, the answer, and whether it is settled."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from ctcompanion.comments import Side, being_written, sent_about, settled, to_see_to, written
from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError
from ctcompanion.metadata.schema import FIELDS
from ctcompanion.recipe import Comment
from ctcompanion.ui import session
from ctcompanion.ui.frame import View
from ctcompanion.ui.texts import clock, day, escape
from ctcompanion.ui.widgets.field_help import link
from ctcompanion.ui.widgets.kept_as_typed import PAUSE


def comments_beside(view: View, about: str, label: str, *, box: bool = True) -> None:
    """What was written about this; the author ticks it off and answers. Nothing is drawn where nobody wrote."""
    said = sent_about(view.draft.recipe.thread, about)
    if not said:
        return
    with st.container(border=True):
        for number, comment in enumerate(said):
            _one(view, comment, f"{about}-{number}", label)
        if box:
            comment_box(view, about, f"Your answer on {label}")


def _one(view: View, comment: Comment, key: str, label: str) -> None:
    icon = "check" if comment.settled else "chat"
    st.markdown(f":material/{icon}: **{escape(comment.by or 'A ' + comment.side)}**, {_when(comment)}: {escape(comment.text)}")
    if comment.side == "author":
        return
    if view.draft.reviewing:
        if comment.settled:
            st.caption("The author has seen to it.")
        return
    done = st.checkbox(
        "Seen to", comment.settled, key=view.key(f"settled-{key}"), help=f"Tick it when you have changed {label} or answered."
    )
    if done != comment.settled:
        view.save(view.draft.with_thread(settled(view.draft.recipe.thread, comment, done)))


def comment_box(view: View, about: str, label: str) -> None:
    """A word that goes out with the package; kept as it is typed. Before the page runs: a press that follows at once is not lost."""
    key = view.key(f"comment-{about}")
    st.text_input(
        label,
        being_written(view.draft.recipe.thread, about),
        key=key,
        placeholder="Comment" if view.draft.reviewing else "Answer",
        label_visibility="collapsed",
        live=PAUSE,
        on_change=_keep,
        args=(view, about, key),
    )


def _keep(view: View, about: str, key: str) -> None:
    thread = written(view.draft.recipe.thread, about, session.typed(key), side(view.draft))
    try:
        view.save(view.draft.with_thread(thread), rerun=False)
    except CompanionError as error:
        session.say(escape(f"{error.message} {error.hint}"), ":material/error:")


def comments_left(view: View, *, links: bool = True) -> None:
    """On top of a page: how many comments came back, and which of them are left. `links`: the fields stand on this page."""
    thread = view.draft.recipe.thread
    of_reviewers = [comment for comment in thread if comment.side == "reviewer" and comment.when]
    if view.draft.reviewing or not of_reviewers:
        return
    with st.container(border=True):
        for comment in sent_about(thread, ""):
            st.markdown(f":material/chat: **{escape(comment.by or 'A ' + comment.side)}**, {_when(comment)}: {escape(comment.text)}")
        for about in dict.fromkeys(comment.about for comment in of_reviewers if comment.about in _homeless(view.draft, of_reviewers)):
            st.markdown(f"**{escape(label_of(view.draft, about))}**")
            comments_beside(view, about, "this")
        left = to_see_to(thread)
        if left:
            places = dict.fromkeys(
                _place(view.draft, comment) if links else escape(label_of(view.draft, comment.about)) for comment in left
            )
            st.markdown(f":material/pending: **Comments to see to ({len(left)}):** {' · '.join(places)}")
        else:
            st.markdown(":material/check: Every comment on a field is settled. Go on to the publish page.")


def _homeless(draft: Draft, said: list[Comment]) -> set[str]:
    """What was written about and has no field or card of its own on the author's pages."""
    fields, findings = {field.key for field in FIELDS}, {finding.key for finding in (draft.report.findings if draft.report else ())}
    here = {f"column:{column.name}" for column in draft.recipe.columns}
    return {comment.about for comment in said if comment.about} - fields - findings - here


def _place(draft: Draft, comment: Comment) -> str:
    """A link to the field on the metadata page, or the words for it elsewhere."""
    named = label_of(draft, comment.about)
    if comment.about.startswith("column:"):
        name = comment.about.removeprefix("column:")
        column = next((column for column in draft.recipe.columns if column.name == name), None)
        return link(escape(named), f"column-{(column.field_name if column else '') or name}")
    return link(escape(named), comment.about) if comment.about in {field.key for field in FIELDS} else escape(named)


def label_of(draft: Draft, about: str) -> str:
    """What a comment is about, in the words of the pages."""
    if about.startswith("column:"):
        name = about.removeprefix("column:")
        return f"Column {next((column.display or name for column in draft.recipe.columns if column.name == name), name)}"
    field = next((field.label for field in FIELDS if field.key == about), "")
    finding = next((finding for finding in (draft.report.findings if draft.report else ()) if finding.key == about), None)
    return field or (f"Privacy: {finding.message}" if finding else "The whole dataset" if not about else "Before publishing")


def side(draft: Draft) -> Side:
    """Whose word it is that is written here."""
    return "reviewer" if draft.reviewing else "author"


def _when(comment: Comment) -> str:
    try:
        moment = datetime.fromisoformat(comment.when)
    except ValueError:
        return escape(comment.when)
    return f"{day(moment)}, {clock(moment)}"
