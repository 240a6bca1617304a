"""A publication is drawn while it runs, and the page begins anew when it is over."""

from __future__ import annotations

import threading
import time

from streamlit.testing.v1 import AppTest

from ctcompanion.publishing import State
from ctcompanion.publishing.background import Run
from ctcompanion.publishing.work import Progress
from tests.ui.conftest import ROOT

RUNS: dict[str, Run] = {}
SCRIPT = """
import streamlit as st
from ctcompanion.ui.widgets.progress import keep_showing, show
from tests.ui.test_progress import RUNS

run = RUNS["p1"]
if run.is_over:
    st.write("It is over.")
else:
    keep_showing([show(run)])
"""


def running(progress: Progress | None = None) -> Run:
    run = RUNS["p1"] = Run("p1", "local", progress)
    return run


def end(run: Run, after: float = 0.0) -> None:
    time.sleep(after)
    run._over.set()


def test_the_page_begins_anew_when_it_is_over() -> None:
    run = running(Progress(State.CREATED, "Sending rows", 500, 2_000))
    threading.Thread(target=end, args=(run, 1.2)).start()
    visit = AppTest.from_string(SCRIPT, default_timeout=30).run()
    assert [one.value for one in visit.markdown] == ["It is over."]
    assert not visit.caption


def test_the_rows_that_are_there_are_counted_while_it_runs() -> None:
    run = running(Progress(State.CREATED, "Sending rows", 500, 2_000))
    shown = AppTest.from_string(SCRIPT.replace("keep_showing([show(run)])", "show(run)"), default_timeout=30).run()
    assert shown.caption[0].value.startswith("500 of 2,000 rows.")
    assert not shown.button
    end(run)


def test_stop_is_offered_while_it_is_harmless_and_is_heard() -> None:
    run = running(Progress(State.LOCKED, "Comparing", may_cancel=True))
    visit = AppTest.from_string(SCRIPT.replace("keep_showing([show(run)])", "show(run)"), default_timeout=30).run()
    visit.button(key="cancel-p1").click().run()
    assert run.is_cancelled()
    assert "Stopping, if it is still harmless..." in [one.value for one in visit.run().caption]
    end(run)


def test_no_page_asks_by_a_timer() -> None:
    pages = [*(ROOT / "pages").glob("*.py"), *(ROOT / "ctcompanion" / "ui").rglob("*.py")]
    assert pages
    assert [file.name for file in pages if "run_every" in file.read_text(encoding="utf-8")] == []
