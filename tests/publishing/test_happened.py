"""What is said of the portal is true in each state, and 'nothing' is said only where it is certain."""

from __future__ import annotations

from typing import Any

import pytest

from ctcompanion.publishing.happened import happened
from ctcompanion.publishing.journal import State

DRAFT = {"mode": "create", "dataset_id": "abcd-1234", "rows": 6}


@pytest.mark.parametrize(
    ("state", "facts", "said"),
    [
        (State.LOCKED, {"mode": "create"}, "Nothing was published."),
        (State.LOCKED, {"mode": "create", "creating": True, "draft_title": "X"}, 'An empty private draft named "X" may have been left'),
        (State.SENT, {**DRAFT, "rows_sent": 4}, "was made on the portal with at least 4 of 6 rows."),
        (State.SENT, {**DRAFT, "sending_whole": True}, "was made on the portal with all of 6 rows or none."),
        (State.VERIFIED, {**DRAFT, "sending_whole": True}, "All 6 rows are on the portal (abcd-1234), for your team only."),
        (State.LOCKED, {"mode": "append"}, "Nothing was sent; the dataset has the rows it had."),
        (State.LOCKED, {"mode": "append", "columns_added": 1}, "No row was sent; the dataset has the rows it had. 1 new column was added to it."),
        (State.LOCKED, {"mode": "append", "copying": True}, "A private working copy of it may have been left on the portal."),
        (State.LOCKED, {"mode": "append", "copying": True, "copy_id": "abcd-1234"}, "A private working copy of it (abcd-1234) is on the portal."),
        (State.SENT, {"mode": "append", "pieces": 2, "rows_sent": 0, "rows_to_send": 3, "columns_added": 2}, "2 new columns were added to it."),
        (State.SENT, {"mode": "append", "pieces": 2, "rows_sent": 2, "rows_to_send": 3, "error": "dataset-missing"}, "2 of 3 rows had been stored when"),
        (State.NEEDS_A_PERSON, {"why": "6 rows were sent and 4 are there."}, "6 rows were sent and 4 are there."),
    ],
)  # fmt: skip
def test_it_says_what_is_true(state: State, facts: dict[str, Any], said: str) -> None:
    assert said in happened(state, facts)
