import pytest

from ctcompanion import reference
from ctcompanion.model import DataType
from ctcompanion.preview import charts
from ctcompanion.preview.town_map import centre
from ctcompanion.recipe import DatasetMetadata

TOWNS = list(reference.towns())


def map_of(table_of, measure: str, towns: list[str], values: list[float], units=None):
    table = table_of({"Town": (DataType.TEXT, towns), measure: (DataType.NUMBER, values)}, units)
    return next((chart for chart in charts(table, DatasetMetadata()) if chart.key == "map"), None)


def test_amounts_are_circles_whose_area_is_the_number(table_of):
    chart = map_of(table_of, "Permits", TOWNS, [4.0] + [1.0] * 168)
    marks = next(trace for trace in chart.figure.data if trace.mode == "markers")
    assert marks.marker.size[0] == pytest.approx(2 * marks.marker.size[1])
    assert chart.title.startswith("Andover, ")


def test_rates_are_five_shades_with_their_numbers_beside_the_map(table_of):
    chart = map_of(table_of, "Unemployment Rate", TOWNS, [float(at) for at in range(169)])
    fills = {trace.fillcolor for trace in chart.figure.data if trace.fill == "toself"}
    assert len(fills) == 5
    assert len(chart.figure.layout.annotations) == 5


def test_towns_without_a_number_are_counted_in_the_text_and_hatched(table_of):
    chart = map_of(table_of, "Unemployment Rate", TOWNS[:160], [float(at) for at in range(160)])
    assert "9 towns have no number" in chart.alternative
    assert any(trace.fillpattern.shape == "/" for trace in chart.figure.data if trace.fill == "toself")


def test_the_table_holds_every_town_highest_first(table_of):
    chart = map_of(table_of, "Permits", TOWNS, [float(at) for at in range(169)])
    assert len(chart.table) == 169
    assert chart.table["Town"].iloc[0] == "Woodstock"


def test_town_names_in_capitals_are_recognised(table_of):
    assert map_of(table_of, "Permits", [town.upper() for town in TOWNS], [1.0] * 169) is not None


def test_a_few_towns_get_bars_and_no_map(table_of):
    assert map_of(table_of, "Permits", TOWNS[:10], [1.0] * 10) is None


def test_the_map_asks_for_nothing_from_elsewhere(table_of):
    drawn = map_of(table_of, "Permits", TOWNS, [1.0] * 169).figure
    assert "http" not in drawn.to_json()
    assert not any(trace.type in ("choropleth", "scattergeo", "choroplethmap", "scattermap") for trace in drawn.data)


def test_every_town_has_an_outline_that_closes_and_holds_its_own_centre():
    assert set(reference.town_shapes()) == set(TOWNS)
    for town in TOWNS:
        points = reference.town_shapes()[town]
        assert points[0] == points[-1]
        x, y = centre(town)
        assert min(p[0] for p in points) < x < max(p[0] for p in points)
        assert min(p[1] for p in points) < y < max(p[1] for p in points)


def test_places_lie_where_connecticut_has_them():
    assert centre("Greenwich")[0] < centre("Hartford")[0] < centre("Thompson")[0]
    assert centre("Greenwich")[1] < centre("Hartford")[1] < centre("Salisbury")[1]
