"""What is typed into a large field is taken over in every pause, not only when the field is left: a reload in the middle loses nothing.

Small fields do so by Streamlit's own `live`; large ones have no such setting, and take their text over on Ctrl+Enter.
"""

from __future__ import annotations

import streamlit as st

PAUSE = "1500ms"
SCRIPT = """<script>
if (!window.companionKeepsTyping) {
  window.companionKeepsTyping = true;
  let waiting;
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.tagName !== "TEXTAREA" || field.closest("[data-testid=stForm]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (field.isConnected)
        field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", ctrlKey: true, bubbles: true, cancelable: true}));
    }, 1500);
  }, true);
}
</script>"""


def kept_as_typed() -> None:
    """Once a page, at the end of a line, where it takes no room. A form is left alone, for there Ctrl+Enter would send it."""
    st.html(SCRIPT, width="content", unsafe_allow_javascript=True)
