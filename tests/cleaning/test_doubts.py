"""What nobody can be sure of is said with its place."""

from __future__ import annotations

import pytest

from ctcompanion.model import Finding
from tests.cleaning.drawing import cleaned


def found(heading: str, *values: str) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.place) for finding in _findings(heading, *values)]


def _findings(heading: str, *values: str) -> tuple[Finding, ...]:
    return cleaned("\n".join([f"header | Town | {heading}", *(f"data | T{at} | {value}" for at, value in enumerate(values))])).findings


DAYS = tuple(f"{month}/13/2020" for month in range(1, 9))


def test_a_few_cells_that_are_no_dates_are_named() -> None:
    finding = _findings("Filed", *DAYS, "pending review")[0]
    assert finding.message == "Filed stays text, because 1 cell is no date: B10."
    assert (finding.rule, finding.place) == ("not-all-dates", "B10")
    assert "pending" not in finding.message


def test_a_few_cells_that_are_no_numbers_are_named() -> None:
    numbers = [str(number) for number in range(20)]
    assert (
        _findings("Units", *numbers, "12 or so", "a b", "c d", "e f")[0].message
        == "Units stays text, because 4 cells are no number: B22, B23, B24 and 1 more."
    )


def test_half_a_column_of_words_is_no_slip() -> None:
    assert not found("Units", "1", "2", "3", "one more", "two more", "three more")


def test_codes_with_letters_are_no_slips() -> None:
    assert not found("Permit number", "1", "2", "3", "4", "5", "6", "7", "8", "12A")


def test_dates_with_the_day_first_beside_dates_with_the_month_first_stay_text() -> None:
    assert found("Filed", "13/1/2020", "1/13/2020", "2/3/2020", "4/5/2020", "6/7/2020") == [("mixed-dates", None)]


def test_real_dates_beside_texts_with_the_day_first_may_be_swapped() -> None:
    assert found("Filed", "25/12/2020", "2020-03-04", "2020-05-06") == [("swapped-dates", None)]


def test_real_dates_do_not_prove_how_the_texts_are_meant() -> None:
    assert found("Filed", "1/2/2020", "3/4/2020", "5/6/2020", "7/8/2020", "2020-05-26") == [("ambiguous-dates", None)]


@pytest.mark.parametrize("year", ["55", "60"])
def test_two_digit_years_in_the_far_future_are_questioned(year: str) -> None:
    assert found("Born", f"1/13/{year}", "2/14/99") == [("short-years", None)]
