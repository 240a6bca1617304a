"""Which pages there are, in which order; and the server that carries the practice portal beside them. No logic.

`streamlit run app.py` imports this file once as the server (`app`) and runs it once per visit as the script.
"""

import streamlit as st

if st.runtime.exists():
    pages = ("start", "upload", "clean", "privacy", "metadata", "preview", "publish", "receipts", "review", "connection", "audit")
    titles = {"start": "Start", "review": "Open a package"}
    st.navigation(
        [st.Page(f"pages/{name}.py", title=titles.get(name, name.capitalize()), default=name == "start") for name in pages],
        position="top",
    ).run()
else:
    from ctcompanion.ui.server import middleware, routes

    app = st.App(__file__, routes=routes(), middleware=middleware())
