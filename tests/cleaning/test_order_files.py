"""Files in the order in which their rows should stand."""

from __future__ import annotations

import pytest

from ctcompanion.cleaning.order_files import in_order


@pytest.mark.parametrize(
    "names",
    [
        ("permits_Jan2024.csv", "permits_Feb2024.csv", "permits_Apr2024.csv"),
        ("permits_jan.csv", "permits_feb.csv", "permits_dec.csv"),
        ("part 2.csv", "part 10.csv", "part 11.csv"),
        ("pop2019.xls", "pop2020.xlsx", "fees.csv"),
    ],
)
def test_by_the_period_of_the_name_then_by_number(names: tuple[str, ...]) -> None:
    files = [(name, b"") for name in reversed(names)]
    assert [name for name, _ in in_order(files)] == list(names)
