"""A column of percentages has one scale."""

from __future__ import annotations

import pytest

from ctcompanion.model import Styles
from tests.cleaning.drawing import cleaned, step, steps


def column(*values: str, form: dict[int, str] | None = None) -> list[float]:
    picture = "\n".join(["header | Town | Share", *(f"data | T{at} | {value}" for at, value in enumerate(values))])
    table = cleaned(picture, styles=Styles(formats={(row, 2): code for row, code in (form or {}).items()}))
    assert table.conservation.holds
    assert table.conservation.numbers_in == len(values) == table.conservation.numbers_out
    return table.rows["share"].tolist()


@pytest.mark.parametrize(
    ("values", "shares"),
    [
        (("12.5%", "0.125", "0.07"), [12.5, 12.5, 7]),
        (("12.5%", "12.5", "20%"), [12.5, 12.5, 20]),
        (("0.4%", "0.3", "0.2"), [0.4, 0.3, 0.2]),
        (("0.125", "0.25", "0.5"), [0.125, 0.25, 0.5]),
    ],
)
def test_fractions_beside_percent_signs_become_percent(values: tuple[str, ...], shares: list[float]) -> None:
    assert column(*values) == shares


def test_what_excel_shows_as_percent_is_percent() -> None:
    assert column("0.125", "1.25", "0.07", form={2: "0.0%", 3: "0.0%", 4: "0%"}) == [12.5, 125, 7]


def test_typed_text_beside_formatted_cells_keeps_its_scale() -> None:
    assert column("0.125", "12.5%", "0.25", form={2: "0%", 4: "0%"}) == [12.5, 12.5, 25]


def test_the_step_says_it_and_can_be_switched_off() -> None:
    picture = "header | Town | Share\ndata | Avon | 12.5%\ndata | Essex | 0.125"
    assert step("percent", steps(picture)).sentence == "*Share*: all values as percent (0.125 becomes 12.5)."
    assert step("percent", steps(picture)).evidence == "*Share* mixes 12.5% and 0.125"
    table = cleaned(picture, off=("percent",))
    assert table.rows["share"].tolist() == [12.5, 0.125]
    assert cleaned(picture).column("share").unit == "percent"


def test_a_quotient_keeps_all_its_digits() -> None:
    assert column("0.0459098497495826", "0.171979337281089", form={2: "0.00%", 3: "0.00%"}) == [4.59098497495826, 17.1979337281089]
