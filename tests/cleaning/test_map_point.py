"""Where a row lies on the map becomes one column."""

from __future__ import annotations

import pytest

from ctcompanion.model import DataType
from ctcompanion.publishing.points import point_of
from tests.cleaning.drawing import cleaned, shown, step, steps

PAIR = "header | Site | Latitude | Longitude\ndata | A | 41.76 | -72.67\ndata | B | 41.5 | -72.9\ndata | C | 41.25 | -73.1"


def test_latitude_and_longitude_give_a_point() -> None:
    table = cleaned(PAIR)
    assert table.column("location").type is DataType.POINT
    assert table.rows["location"].tolist() == ["POINT (-72.67 41.76)", "POINT (-72.9 41.5)", "POINT (-73.1 41.25)"]
    assert {"latitude", "longitude"} <= set(table.rows.columns)
    assert step("map-point", steps(PAIR)).sentence == "*Latitude* and *Longitude* give one point on the map: added as *Location*."


def test_the_points_are_what_the_portal_takes() -> None:
    assert [point_of(text) for text in cleaned(PAIR).rows["location"]] == [(-72.67, 41.76), (-72.9, 41.5), (-73.1, 41.25)]


def test_switched_off_there_is_no_point() -> None:
    assert "location" not in cleaned(PAIR, off=("map-point",)).rows.columns


def test_values_that_lie_in_connecticut_need_no_heading() -> None:
    table = cleaned("header | Site | North | East\ndata | A | 41.7612 | -72.6734\ndata | B | 41.5001 | -72.9001")
    assert table.rows["location"].tolist()[0] == "POINT (-72.6734 41.7612)"


def test_other_numbers_are_no_places() -> None:
    table = cleaned("header | Site | Plate | Change\ndata | A | 41.7 | -2.6\ndata | B | 41.5 | -72.9")
    assert DataType.POINT not in {column.type for column in table.columns}


def test_a_town_with_its_coordinates_becomes_two_columns() -> None:
    table = cleaned("header | Location | Units\ndata | Hartford (41.76, -72.67) | 4\ndata | Avon (41.8, -72.8) | 5")
    assert shown(table) == [["location", "map_point", "units"], ["Hartford", "POINT (-72.67 41.76)", 4], ["Avon", "POINT (-72.8 41.8)", 5]]


def test_coordinates_alone_and_points_in_the_portal_s_form_become_points_in_place() -> None:
    assert shown(cleaned("header | Place | Units\ndata | (41.76, -72.67) | 4\ndata | (41.8, -72.8) | 5"))[1] == ["POINT (-72.67 41.76)", 4]
    written = cleaned("header | Place | Units\ndata | POINT (-72.67 41.76) | 4\ndata | POINT (-72.8 41.8) | 5")
    assert written.column("place").type is DataType.POINT


@pytest.mark.parametrize(
    ("latitude", "longitude", "said", "point"),
    [
        ("0", "0", "Zero coordinates in B5", False),
        ("-72.67", "41.76", "each other's place in B5", False),
        ("41.76", "72.67", "lacks its minus sign in B5", False),
        ("141.76", "-272.67", "no place on earth", False),
        ("40.71", "-74.0", "in B5 lie outside Connecticut", True),
    ],
)
def test_slips_are_named_by_place(latitude: str, longitude: str, said: str, point: bool) -> None:
    table = cleaned(f"{PAIR}\ndata | D | {latitude} | {longitude}")
    assert [finding.rule for finding in table.findings] == ["coordinates"]
    assert said in table.findings[0].message
    assert table.rows["location"].notna().tolist() == [True, True, True, point]
