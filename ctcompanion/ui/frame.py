"""What every page has: its title and help, where you are, which draft and which portal, and the one place that catches errors.

Every page body stands in `with page(...)`: a fresh server runs a deep-linked page without app.py, so the gate is here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError, PublishingError, unforeseen
from ctcompanion.people import Action
from ctcompanion.progress import PAGES, Task, tasks
from ctcompanion.ui import on_file, session
from ctcompanion.ui.sign_in import asked_to_sign_in, ends_soon, signed_in_line
from ctcompanion.ui.texts import escape, texts
from ctcompanion.ui.widgets.draft_menu import draft_menu
from ctcompanion.ui.widgets.kept_as_typed import kept_as_typed
from ctcompanion.ui.widgets.saved_elsewhere import saved_elsewhere

log = logging.getLogger("ctcompanion")
NEEDED = {"receipts": Action.SEE, "review": Action.SEE, "audit": Action.READ_RECORD}
"""What a person must be allowed to do to open a page; every other page is for those who prepare datasets."""
OTHER_PAGES = {"review": ":material/inventory_2:", "receipts": ":material/receipt_long:", "audit": ":material/history:"}
"""Where somebody is sent who may not prepare a dataset."""
READABLE = """<style>
[data-testid=stCaptionContainer], [data-testid=stCaptionContainer] * { color: inherit; opacity: 1; }
[data-testid=stPopoverButton] p { color: CanvasText; }
[data-testid=stMain] button .stMarkdownEllipsis, [data-testid=stMain] button .stMarkdownEllipsis p { white-space: normal; text-align: start; }
[data-testid=stMain] button:has(> div .stMarkdownEllipsis) { height: auto; }
</style>"""
"""Small print, and the word on an open popover, in the color of the text: Streamlit's grey has a contrast of 3.9 and its blue on black
one of 2.6, and 4.5 is asked for (WCAG 1.4.3). A long word on a button goes on in a second line where the window is narrow, instead of
being cut off (1.4.10)."""


@dataclass(frozen=True)
class View:
    """What a page works with: the draft as it is on this run."""

    draft: Draft
    tasks: tuple[Task, ...]

    def save(self, draft: Draft, *, rerun: bool = True) -> None:
        """Keep another state of the draft, and show the page anew."""
        session.save(draft)
        if rerun:
            st.rerun()

    def key(self, name: str) -> str:
        """A widget key that belongs to this draft."""
        return f"{self.draft.id}:{session.revision()}:{name}"


@contextmanager
def page(name: str) -> Iterator[View]:
    """The frame around a page. Stops with a kind word when what the page needs is not there yet."""
    view = None
    with _caught():
        view = _opened(name)
    if view is None:
        st.stop()
    with _caught():
        yield view
    session.message_seen()


def _opened(name: str) -> View:
    words = texts()["pages"][name]
    # No icon: Streamlit would fetch one from elsewhere, and no request leaves this machine.
    st.set_page_config(page_title=f"{words['title']} – CT Companion", layout="wide")
    st.html(READABLE)
    _enter(name, words)
    draft = session.current()
    listed = tasks(draft, on_file.receipts_of(draft))
    _heading(name, words)
    _bands(draft, listed, name)
    saved_elsewhere(draft)
    session.show_message()
    _gate(name, listed)
    return View(draft, listed)


@contextmanager
def _caught() -> Iterator[None]:
    """The edge: an error becomes one box, anything unforeseen a number. Never a cell value."""
    try:
        yield
    except CompanionError as error:
        error_box(error)
    except Exception as error:  # noqa: BLE001 (the edge)
        unexpected_box(error)


def next_step(view: View, name: str, *, label: str | None = None, disabled: bool = False, why_not: str = "") -> None:
    """The page's one primary button, at its end: marks this page as finished and opens the next."""
    following = PAGES[PAGES.index(name) + 1]
    title = texts()["pages"][following]["title"]
    if st.button(label or f"Continue to {title.lower()}", type="primary", disabled=disabled, key=f"next-{name}"):
        session.save(view.draft.with_confirmed(name))
        st.switch_page(f"pages/{following}.py", query_params={"draft": view.draft.id})
    if disabled and why_not:
        st.caption(why_not)


def error_box(error: CompanionError) -> None:
    """One box: what happened, where, what to do."""
    place = f" ({error.place})" if error.place else ""
    lines = [f"**{escape(error.message)}**{escape(place)}", escape(error.hint)]
    if isinstance(error, PublishingError):
        if error.happened != error.message:
            lines.insert(1, escape(error.happened))
        if error.request_id:
            lines.append(f"For support: request {escape(error.request_id)}.")
    st.error("\n\n".join(line for line in lines if line), icon=":material/error:")


def nothing_sent_box(error: CompanionError) -> None:
    """The same for a page that had only looked so far: then it is certain that nothing was published."""
    if isinstance(error, PublishingError) and not error.happened:
        error.about(happened="Nothing was published.", request_id=error.request_id)
    error_box(error)


def unexpected_box(error: Exception) -> None:
    """Something nobody foresaw: the person gets a number, the log the number, the class and the place. Never the message."""
    found = unforeseen(error)
    number = found.number
    log.error("unexpected %s: %s", number, found.place)
    st.error(
        f"**Something went wrong on our side ({number}).**\n\nYour draft is kept. Reload the page; if it happens again, "
        f"write to dapa@ct.gov and name the number {number}.",
        icon=":material/error:",
    )


def _enter(name: str, words: dict[str, str]) -> None:
    """Nobody gets past who is not signed in, or whose role does not open this page."""
    if not session.owner():
        st.title(words["title"], anchor=False)
        asked_to_sign_in()
    people, who, needed = session.store().people(), session.owner(), NEEDED.get(name, Action.PREPARE)
    if people.may_anywhere(who, needed):
        return
    st.title(words["title"], anchor=False)
    signed_in_line()
    has_role = any(people.may_anywhere(who, action) for action in Action)
    st.info(
        f"Your role does not open this page: with it you may not {needed.value}."
        if has_role
        else f"You are signed in as {escape(who)}, and nobody has given you a role here yet. Ask your administrator.",
        icon=":material/lock:",
    )
    _open_to(who)
    st.stop()


def _open_to(who: str) -> None:
    """The pages that this person's role does open, with what waits there."""
    people, waiting = session.store().people(), len(session.store().approvals.waiting_for(who))
    if waiting:
        st.markdown(f"**{waiting} {'dataset waits' if waiting == 1 else 'datasets wait'} for your approval.**")
    for name, icon in OTHER_PAGES.items():
        if people.may_anywhere(who, NEEDED[name]):
            st.page_link(f"pages/{name}.py", label=texts()["pages"][name]["title"], icon=icon)


def _heading(name: str, words: dict[str, str]) -> None:
    if name in PAGES:
        st.caption(f"Step {PAGES.index(name)} of {len(PAGES) - 1}: {words['title']}" if name != "start" else "Start")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(words["title"], anchor=False, width="content")
        if words.get("help"):
            with st.popover("Help", icon=":material/help:"):
                st.markdown(words["help"])
    st.markdown(words["lead"])


def _bands(draft: Draft, listed: tuple[Task, ...], name: str) -> None:
    portal = session.settings().portal
    words = f"Publishing to **{escape(portal.domain)}**." if portal.domain else "**Practice portal**: nothing here is public."
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f":material/lan: {words}", width="content")
        if draft.workbook or draft.recipe.source.file_name or draft.saved:
            draft_menu(draft)
        signed_in_line()
        kept_as_typed()
    ends_soon()
    if name in PAGES and name != "start":
        st.caption(" · ".join(f"{task.title}: {task.state.lower()}" for task in listed))


def _gate(name: str, listed: tuple[Task, ...]) -> None:
    task = next((task for task in listed if task.page == name), None)
    if task is None or task.state != "Cannot start yet":
        return
    st.info(task.sentence, icon=":material/info:")
    if task.needs:
        words = texts()["pages"][task.needs]
        st.page_link(f"pages/{task.needs}.py", label=f"Go to {words['title'].lower()}", icon=":material/arrow_back:")
    session.message_seen()
    st.stop()
