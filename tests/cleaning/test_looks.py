"""What somebody should see before going on."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa

from ctcompanion import cleaning
from ctcompanion.cleaning import suggested_towns
from tests.cleaning.drawing import cleaned, drawn

TOWNS = ["Avon", "Essex", "Union", "Bolton", "Canton", "Vernon", "Durham", "Easton", "Granby", "Groton", "Guilford"]


def picture(*names: str) -> str:
    return "header | Town | Units\n" + "\n".join(f"data | {name} | {at}" for at, name in enumerate((*TOWNS, *names)))


def test_hidden_columns_that_came_along_are_said() -> None:
    sheet, layout = drawn("header | Town | Units\ndata | Avon | 4\ndata | Essex | 5")
    table = cleaning.clean(replace(sheet, hidden_columns=(2,)), cleaning.propose(sheet, layout=layout).steps, layout=layout)
    assert [(finding.rule, finding.message.split(".")[0]) for finding in table.findings] == [("hidden-cells", "1 hidden column came along")]


def test_a_note_that_zero_means_few_raises_a_finding() -> None:
    table = cleaned("header | Town | Units\ndata | Avon | 0\ndata | Essex | 5\nnote | 0 means fewer than 5 students")
    assert [finding.rule for finding in table.findings] == ["zero-hides"]


def test_a_name_that_is_no_town_is_said_without_the_name() -> None:
    found = cleaned(picture("Manchestor")).findings
    assert [(finding.rule, finding.place) for finding in found] == [("not-a-town", "A13")]
    assert "Manchestor" not in found[0].message


def test_unknown_and_out_of_state_are_categories() -> None:
    assert not cleaned(picture("Unknown", "Out of State", "Connecticut")).findings


def test_a_column_of_other_names_is_left_alone() -> None:
    assert not cleaned("header | District | Units\n" + "\n".join(f"data | District {at} | 1" for at in range(30))).findings


def test_misspellings_and_villages_get_a_suggestion() -> None:
    assert suggested_towns(pa.array(["Avon", "Manchestor", "Willimantic", "Unknown", "Atlantis"])) == {
        "Manchestor": "Manchester",
        "Willimantic": "Windham",
    }


def test_a_text_too_long_for_the_portal_is_named_by_cell() -> None:
    table = cleaned(f"header | Town | Remark\ndata | Avon | {'long ' * 900}\ndata | Essex | short")
    assert [(finding.rule, finding.place) for finding in table.findings] == [("text-too-long", "B2")]
