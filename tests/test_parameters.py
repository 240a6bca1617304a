"""The check of a step's parameters: which names are missing, unknown, or hold something else."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import StrictInt

from ctcompanion.parameters import Text, Texts, check_of, not_held

ASKED = {"column": Text, "rows": list[StrictInt], "names?": Texts}


@pytest.mark.parametrize(
    ("parameters", "slips"),
    [
        ({"column": "Town", "rows": [1]}, ()),
        ({"column": "Town", "rows": [1], "names": ["A"]}, ()),
        ({"column": 5, "rows": [1]}, ("column",)),
        ({"column": "Town"}, ("rows",)),
        ({"column": "Town", "rows": ["1", "2"]}, ("rows",)),
        ({"column": "Town", "rows": [1], "names": None}, ("names",)),
        ({"column": "Town", "rows": [1], "colour": "red"}, ("colour",)),
    ],
)
def test_every_slip_is_named_once(parameters: dict[str, Any], slips: tuple[str, ...]) -> None:
    assert not_held(check_of("example", ASKED, no_others=True), parameters) == slips


def test_where_others_are_welcome_they_are_passed_over() -> None:
    assert not_held(check_of("example", ASKED, no_others=False), {"column": "Town", "rows": [], "colour": "red"}) == ()
