"""A warning is raised wherever it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctcompanion import cleaning
from ctcompanion.model import Level
from tests.cleaning.drawing import cleaned, drawn

PLAIN = "header | Town | Units\ndata | Avon | 4\ndata | Essex | 5"


def found(picture: str, file_name: str = "", **more: object) -> list[tuple[str, Level, str | None]]:
    findings = cleaned(picture, file_name, **more).findings
    return [(finding.rule.removeprefix("stop-sign-"), finding.level, finding.place) for finding in findings]


def test_in_a_heading() -> None:
    assert found(PLAIN.replace("Units", "Units (preliminary)")) == [("preliminary", Level.REVIEW, "B1")]
    assert found(PLAIN.replace("Units", "FOR OFFICE USE ONLY")) == [("office-use", Level.STOP, "B1")]


def test_a_column_about_what_is_confidential_closes_nothing() -> None:
    assert found(PLAIN.replace("Units", "Confidential reports")) == [("confidential", Level.REVIEW, "B1")]


@pytest.mark.parametrize("name", ["DRAFT", "Units_draft_2"])
def test_in_the_name_of_the_sheet(name: str) -> None:
    assert found(PLAIN, name=name) == [("draft", Level.REVIEW, name)]


def test_in_the_name_of_the_file() -> None:
    assert found(PLAIN, "permits_embargoed-2026.xlsx") == [("embargoed", Level.STOP, "file name")]
    assert not found(PLAIN, "draftsmen.xlsx")


def test_in_a_cell_beside_the_table() -> None:
    picture = "header | Town | Units |\ndata | Avon | 4 | NOT FOR RELEASE\ndata | Essex | 5 |"
    assert found(picture, blocks=("A1:B3",)) == [("office-use", Level.STOP, "C2")]


def test_a_lifted_line_is_said_once() -> None:
    assert found("title | DRAFT\n" + PLAIN) == [("draft", Level.REVIEW, "A1")]


def test_in_a_page_header() -> None:
    sheet, layout = drawn(PLAIN, name="Sheet1")
    table = cleaning.clean(replace(sheet, printed=("DRAFT",)), cleaning.propose(sheet, layout=layout).steps, layout=layout)
    assert [finding.message.split(".")[0] for finding in table.findings] == ["The page header or footer calls this a draft"]
