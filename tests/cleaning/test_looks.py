"""What somebody should see before going on."""

from __future__ import annotations

from dataclasses import replace

from ctcompanion import cleaning
from tests.cleaning.drawing import cleaned, drawn


def test_hidden_columns_that_came_along_are_said() -> None:
    sheet, layout = drawn("header | Town | Units\ndata | Avon | 4\ndata | Essex | 5")
    table = cleaning.clean(replace(sheet, hidden_columns=(2,)), cleaning.propose(sheet, layout=layout).steps, layout=layout)
    assert [(finding.rule, finding.message.split(".")[0]) for finding in table.findings] == [("hidden-cells", "1 hidden column came along")]


def test_a_note_that_zero_means_few_raises_a_finding() -> None:
    table = cleaned("header | Town | Units\ndata | Avon | 0\ndata | Essex | 5\nnote | 0 means fewer than 5 students")
    assert [finding.rule for finding in table.findings] == ["zero-hides"]


def test_a_text_too_long_for_the_portal_is_named_by_cell() -> None:
    table = cleaned(f"header | Town | Remark\ndata | Avon | {'long ' * 900}\ndata | Essex | short")
    assert [(finding.rule, finding.place) for finding in table.findings] == [("text-too-long", "B2")]


def test_a_hidden_sheet_is_said() -> None:
    sheet, layout = drawn("header | Town | Units\ndata | Avon | 4\ndata | Essex | 5", name="Old")
    table = cleaning.clean(replace(sheet, visible=False), cleaning.propose(sheet, layout=layout).steps, layout=layout)
    assert [finding.message.split(".")[0] for finding in table.findings] == ["This sheet is hidden in the workbook"]
