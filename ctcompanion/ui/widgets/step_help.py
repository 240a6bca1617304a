"""What a step does, as a sheet before and a table after. Drawn by the tests of the steps, so it is what happens."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ctcompanion import reference
from ctcompanion.model import column_letter
from ctcompanion.ui.texts import escape


def step_help(operation: str) -> None:
    """The page of the manual for this operation; nothing where there is none."""
    page = reference.document("step_help.json").get(operation)
    if page is None:
        return
    before, (names, *rows) = page["before"], page["after"]
    letters = [column_letter(at + 1) for at in range(len(before[0]))]
    st.markdown(
        "\n\n".join(
            [
                escape(page["what"]),
                "**Before**",
                table(["", *letters], [[str(number), *row] for number, row in enumerate(before, start=1)]),
                "**After**",
                table(names, rows),
                *([escape(page["note"])] if page.get("note") else []),
            ]
        )
    )


def question_mark(operation: str) -> None:
    """The ? beside a step."""
    if operation in reference.document("step_help.json"):
        with st.popover("?", help="What this does, with an example", type="tertiary"):
            step_help(operation)


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A small table in Markdown, its texts shown as they are."""
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(text if at == 1 else escape(text) for text in line)} |" for at, line in enumerate(lines))
