"""How far a publication is, drawn again and again by the page's own run.

No fragment with a timer: the browser's last question of such a one can arrive when the next page is being drawn, and leaves that
page empty (Streamlit 1.67; seen at one change of page in ten).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ctcompanion.publishing.background import Run
from ctcompanion.ui import session
from ctcompanion.ui.texts import escape

LOOK_SECONDS = 0.5


@dataclass
class Shown:
    """A run, and the places on the page where its bar, its words and its Stop stand."""

    run: Run
    bar: DeltaGenerator
    words: DeltaGenerator
    stop: DeltaGenerator
    may_stop: bool = False

    def draw(self) -> None:
        """As it is now."""
        now = self.run.progress
        share = now.sent / now.total if now and now.total else 0.0
        self.bar.progress(min(share, 1.0), text=escape(now.sentence) if now else "Starting...")
        rows = f"{now.sent:,} of {now.total:,} rows. " if now and now.total else ""
        self.words.caption(f"{rows}You can reload or close this page: the work goes on, and this draft shows how it ended.")
        self._draw_stop(may=bool(now and now.may_cancel))

    def _draw_stop(self, *, may: bool) -> None:
        """The button once in a run of the page; it goes when stopping is no longer harmless."""
        if self.run.is_cancelled():
            self.stop.caption("Stopping, if it is still harmless...")
        elif not may:
            self.stop.empty()
        elif not self.may_stop and self.stop.button(
            "Stop", key=f"cancel-{self.run.publication_id}", help="Nothing was changed on the portal yet."
        ):
            self.run.cancel()
        self.may_stop = self.may_stop or may


def show(run: Run) -> Shown:
    """Draw how far a run is, here."""
    shown = Shown(run, st.empty(), st.empty(), st.empty())
    shown.draw()
    return shown


def keep_showing(shown: Sequence[Shown]) -> None:
    """To be called at the end of a page: draws until one of them is over, then the page anew. Whatever is pressed ends it at once."""
    session.message_seen()
    while shown:
        if any(one.run.is_over for one in shown):
            st.rerun()
        shown[0].run.wait(LOOK_SECONDS)
        for one in shown:
            one.draw()
