"""A publication cannot be built while anything is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ctcompanion.errors import PublishingError
from ctcompanion.model import Finding, Level
from ctcompanion.publishing import Identifier, Publication, choose_identifier
from ctcompanion.recipe import Target
from tests.publishing.desk import permits, reviewed

TABLE = permits(range(2018, 2020))
WHOLE = Publication(TABLE, reviewed(TABLE), {"name": "Permits"}, Target(domain="data.ct.gov"))
STOP = Finding("names", Level.STOP, "Names of people.", "client")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"report": reviewed(permits(range(2018, 2021)))}, "review-of-another-table"),
        ({"open_stops": (STOP,)}, "stop-undecided"),
        ({"missing": (Finding("category", Level.STOP, "No category."),)}, "field-missing"),
        ({"view": {"name": " "}}, "field-missing"),
        ({"view": {"name": "Permits", "x": float("nan")}}, "description-damaged"),
        ({"view": {"name": "Permits", "x": object()}}, "description-damaged"),
    ],
)
def test_it_is_refused_with_a_reason(change: dict[str, object], code: str) -> None:
    with pytest.raises(PublishingError) as caught:
        replace(WHOLE, **change)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.happened) == (code, "Nothing was published.")


def test_a_table_without_rows_is_refused() -> None:
    empty = permits(range(0))
    with pytest.raises(PublishingError) as caught:
        Publication(empty, reviewed(empty), {"name": "Permits"}, Target())
    assert caught.value.code == "no-rows"


def test_a_changed_cell_voids_the_review() -> None:
    with pytest.raises(PublishingError):
        replace(WHOLE, table=permits(range(2018, 2020), offset=1))


def test_the_same_publication_has_the_same_id() -> None:
    again = permits(range(2018, 2020))
    assert Publication(again, reviewed(again), {"name": "Permits"}, Target(domain="data.ct.gov")).id == WHOLE.id


@pytest.mark.parametrize(
    "change",
    [
        {"view": {"name": "Other"}},
        {"target": Target(domain="data.ct.gov", dataset_id="abcd-1234")},
        {"target": Target(domain="practice/default")},
        {"identifier": Identifier(("town",), False, "")},
        {"fields": {"town": "town_name"}},
        {"corrections": "send"},
    ],
)
def test_another_decision_is_another_publication(change: dict[str, object]) -> None:
    assert replace(WHOLE, **change).id != WHOLE.id  # type: ignore[arg-type]


def test_the_proposed_identifier_is_the_smallest_unique_combination() -> None:
    assert choose_identifier(TABLE).columns == ("town", "year")
    assert choose_identifier(TABLE).computed
