"""Small counts on the privacy page, end to end from a workbook: tried before the press, never half-safe, and with a way out that works."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
from streamlit.testing.v1 import AppTest

from ctcompanion import reference
from ctcompanion.privacy import may_be_public
from tests.ui.test_pages import App, go, words

TOWNS = ["Avon", "Bethel", "Canton", "Darien", "Essex", "Fairfield"]
COUNTS = [[3, 40, 57], [20, 30, 50], [60, 25, 15], [44, 33, 23], [70, 20, 10], [33, 44, 55]]


def press(visit: AppTest, label: str) -> AppTest:
    """The button whose label, effect and all, begins so."""
    after = next(one for one in visit.button if one.label.startswith(label)).click().run()
    assert not after.exception
    return after


def book(rows: Sequence[Sequence[object]]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def wide(first: object) -> bytes:
    """Towns by race with total column and row, the first count as given."""
    rows: list[list[object]] = [["Town", "Asian students", "Black students", "White students", "Total students"]]
    rows += [[town, *counts, sum(counts)] for town, counts in zip(TOWNS, COUNTS, strict=True)]
    rows.append(["Total", *[sum(column) for column in zip(*COUNTS, strict=True)], sum(map(sum, COUNTS))])
    rows[1][1] = first
    return book(rows)


def privacy(app: App, content: bytes) -> AppTest:
    visit = go(app(), "upload")
    visit.file_uploader[0].upload("students.xlsx", content).run()
    visit = go(visit, "privacy")
    visit.radio[0].set_value("people-count").run()
    assert not visit.exception
    return visit


def public(visit: AppTest) -> bool:
    draft = visit.session_state["companion_draft"]
    return bool(may_be_public(draft.report, draft.recipe.privacy))


def test_a_star_that_the_files_own_totals_give_away_stops_and_is_mended(app: App) -> None:
    visit = privacy(app, wide("*"))
    assert "1 of them can be worked out from its own totals" in words(visit)
    assert not public(visit)
    visit = press(visit, "Hide what gives them away")
    assert public(visit)
    rows = visit.session_state["companion_draft"].safe.rows
    assert len(set(rows["Notes"][rows["Notes"] != ""])) >= 1
    assert "*" not in "".join(rows["Notes"])


def test_how_many_counts_go_is_said_before_the_press_and_after_it(app: App) -> None:
    visit = privacy(app, wide(3))
    (label,) = [one.label for one in visit.button if one.label.startswith("Hide the small counts")]
    assert "of them so that no small one can be worked out" in label
    visit = press(visit, "Hide the small counts")
    assert public(visit)
    assert "counts are hidden" in words(visit)


def test_where_hiding_cannot_protect_it_is_said_and_counting_by_region_leads_out(app: App) -> None:
    rows: list[list[object]] = [["Town", "Asian students", "Black students", "White students", "Total students"]]
    cells = [[(1 + place % 9) * (group == place % 3) for group in range(3)] for place in range(169)]
    rows += [[town, *counts, sum(counts)] for town, counts in zip(reference.towns(), cells, strict=True)]
    visit = privacy(app, book(rows))
    assert "Hiding cells cannot protect this table" in words(visit)
    assert not [one.label for one in visit.button if one.label.startswith("Hide the small counts")]
    assert not public(visit)
    visit = press(visit, "Count by planning region")
    if not public(visit):
        visit = press(visit, "Hide the small counts")
    assert public(visit)
    assert set(visit.session_state["companion_draft"].safe.rows["town"]) == set(reference.planning_regions().values())
