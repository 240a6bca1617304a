"""What the upload page says of a workbook's sheets, and what it offers."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from streamlit.testing.v1 import AppTest

from tests.test_replay import permits, workbook, year
from tests.ui.test_pages import go, with_file, words

App = Callable[[], AppTest]


def put(folder: Path, content: bytes) -> Path:
    path = folder / "permits.xlsx"
    path.write_bytes(content)
    return path


def press(visit: AppTest, label: str) -> AppTest:
    return next(button for button in visit.button if button.label == label).click().run()


def test_sheets_of_one_table_are_offered_together_and_can_be_parted_again(app: App, tmp_path: Path) -> None:
    visit = with_file(app, put(tmp_path, year("Jan", "Feb", "Mar")))
    assert "Jan, Feb and Mar have the same column names" in words(visit)
    assert len(visit.session_state["companion_draft"].table.rows) == 8
    visit = press(visit, "Put all 3 together")
    assert not visit.exception
    assert "3 sheets are put together: Jan, Feb and Mar." in words(visit)
    assert "Jan is shown below; each step is done on all 3 sheets." in words(go(visit, "clean"))
    visit = go(visit, "upload")
    assert len(visit.session_state["companion_draft"].table.rows) == 24
    assert len(press(visit, "Use one sheet only").session_state["companion_draft"].table.rows) == 8


def test_a_sheet_can_be_left_out(app: App, tmp_path: Path) -> None:
    visit = with_file(app, put(tmp_path, year("Jan", "Feb", "Year total")))
    visit.multiselect[0].set_value(["Jan", "Feb"]).run()
    visit = press(visit, "Put both together")
    assert visit.session_state["companion_draft"].recipe.source.sheets == ("Jan", "Feb")


def test_one_table_sorted_twice_is_said(app: App, tmp_path: Path) -> None:
    rows = permits()
    visit = with_file(app, put(tmp_path, workbook({"By name": rows, "By value": [rows[0], *rows[:0:-1]]})))
    assert "By name and By value hold the same rows, sorted differently. One of them is enough." in words(visit)
    assert "Put them together all the same" in [expander.label for expander in visit.expander]


def test_hidden_columns_rows_and_filters_are_said(app: App, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Data": permits()})))
    page = book["Data"]
    page.column_dimensions["B"].hidden = True
    page.row_dimensions[4].hidden = page.row_dimensions[5].hidden = True
    page.auto_filter.ref = "A1:C9"
    page.auto_filter.add_filter_column(0, ["Avon"])
    held = io.BytesIO()
    book.save(held)
    said = words(with_file(app, put(tmp_path, held.getvalue())))
    assert "1 hidden column (B) and 2 hidden rows (4 and 5) came along." in said
    assert "A filter is set; the rows that it hides are in your table too." in said
