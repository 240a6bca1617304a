"""The offer to put sheets or files under each other: what differs among them, which to take, and the press that does it."""

from __future__ import annotations

import streamlit as st

from ctcompanion import replay
from ctcompanion.cleaning.alike import Alike
from ctcompanion.errors import CompanionError
from ctcompanion.ui import session
from ctcompanion.ui.frame import View, error_box
from ctcompanion.ui.texts import escape


def offer(view: View, group: Alike, number: int, what: str) -> None:
    """`what`: sheets or files. Those that repeat another are not chosen beforehand."""
    for sentence in group.spelled:
        st.markdown(f"- {escape(sentence)}")
    beforehand = group.names if group.same_rows else group.suggested
    names = st.multiselect(f"{what.capitalize()} to put together", group.names, default=beforehand, key=view.key(f"{what}-{number}"))
    which = "both" if len(names) == 2 else f"{'all' if len(names) == len(group.names) else 'these'} {len(names)}"
    if st.button(f"Put {which} together", disabled=len(names) < 2, key=view.key(f"together-{number}")):
        use(view, tuple(name for name in group.names if name in names))


def use(view: View, names: tuple[str, ...]) -> None:
    """Make the table of these sheets (none: of the one at hand); when that cannot be, say why and leave everything as it was."""
    try:
        with st.spinner("Making the table..."):
            draft = replay.reviewed(replay.chosen(view.draft, replay.current_sheet(view.draft), names))
    except CompanionError as error:
        error_box(error)
        return
    session.refresh_fields()
    view.save(draft)
