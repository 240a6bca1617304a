"""Dots that lead the eye are no part of a name."""

from __future__ import annotations

from tests.cleaning.drawing import cleaned

PICTURE = "header | Kind | Units\ndata | Autism ........ | 4\ndata | Deafness . . . . . | 5\ndata | Others, etc. | 6"


def test_rows_of_dots_behind_names_go() -> None:
    assert cleaned(PICTURE).rows["kind"].tolist() == ["Autism", "Deafness", "Others, etc."]


def test_switched_off_they_stay() -> None:
    assert cleaned(PICTURE, off=("dot-leaders",)).rows["kind"].tolist()[0] == "Autism ........"


def test_somebody_who_trails_off_is_left_alone() -> None:
    remarks = [f"data | closed {number} | 1" for number in range(9)]
    assert cleaned("\n".join(["header | Remark | Units", *remarks, "data | maybe .... | 1"])).rows["remark"].tolist()[-1] == "maybe ...."
