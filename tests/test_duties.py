"""Each duty of the guidelines has its row, a page that is there, and a test that is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.duty_mutations import mutations, stands_once
from tools.make_duties import ROOT, TARGET, collected, duties, problems, written


def test_every_duty_has_its_row_with_a_page_and_a_test_that_are_there() -> None:
    assert problems(duties()) == []


def test_the_page_of_duties_is_what_the_table_says() -> None:
    assert (ROOT / TARGET).read_text(encoding="utf-8") == written(duties())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "S103"}, "S1 has no row"),
        ({"id": "S2"}, "S2 has 2 rows"),
        ({"page": "nowhere"}, "S1 names a page that is not there: nowhere"),
        ({"tests": ()}, "S1 names no test"),
        ({"tests": ("tests/test_duties.py::test_that_nobody_wrote",)}, "S1 names a test that is not there"),
        ({"tests": ("tests/nobody.py::test_x",)}, "S1 names a test that is not there"),
        ({"carried": "somehow"}, "S1 is carried in a way that is not known"),
        ({"how": " "}, "S1 does not say"),
    ],
)
def test_a_planted_fault_is_found(change: dict[str, object], said: str) -> None:
    first, *others = duties()
    assert any(problem.startswith(said) for problem in problems((replace(first, **change), *others)))


def test_this_very_test_is_among_those_that_are_collected() -> None:
    assert "test_this_very_test_is_among_those_that_are_collected" in collected(ROOT / "tests" / "test_duties.py")


def test_each_mutation_has_its_place_and_the_test_of_its_duty() -> None:
    named = {row.id: row.tests for row in duties()}
    assert [each.duty for each in mutations() if not stands_once(each) or each.test not in named[each.duty]] == []
    assert len({each.duty for each in mutations()}) >= 20
