import pytest

from ctcompanion.model import DataType
from ctcompanion.preview import charts
from ctcompanion.recipe import DatasetMetadata

T, N, D = DataType.TEXT, DataType.NUMBER, DataType.DATE


def test_a_series_by_town_gets_a_line_and_bars_with_takeaways(permits):
    found = {chart.key: chart.title for chart in charts(permits, DatasetMetadata())}
    assert found["by-year"] == "Permits grew to 3.0 times as much from 1990 to 1992"
    assert found["by-place"] == "Avon has the highest permits in 1992"


def test_every_chart_has_a_text_and_the_table_behind_it(permits):
    for chart in charts(permits, DatasetMetadata()):
        assert chart.alternative
        assert len(chart.table) >= 2
        assert chart.table.shape[1] == 2
        assert chart.figure.to_dict()["data"]


def test_the_numbers_in_the_text_are_those_of_the_table(permits):
    line = next(chart for chart in charts(permits, DatasetMetadata()) if chart.key == "by-year")
    assert list(line.table["Permits"]) == [11, 22, 33]
    assert "11 in 1990, 33 in 1992" in line.alternative


def test_a_total_that_stands_in_the_rows_is_not_counted_twice(table_of):
    table = table_of({"Town": (T, ["Connecticut", "Avon", "Bethel", "Andover"]), "Homes": (N, [60, 10, 20, 30])})
    (chart,) = charts(table, DatasetMetadata())
    assert chart.title == "Andover has 50% of all homes"


def test_a_rate_is_averaged_and_says_so(table_of):
    table = table_of({"County": (T, ["A", "A", "B", "B"]), "Unemployment Rate": (N, [4, 6, 2, 2])})
    (chart,) = charts(table, DatasetMetadata())
    assert list(chart.table["Average of Unemployment Rate"]) == [5, 2]
    assert chart.title == "A has the highest average of unemployment rate"


def test_without_a_measure_rows_are_counted_by_what_they_are(table_of):
    table = table_of({"Kind": (T, ["x", "x", "x", "y", "z"])})
    (chart,) = charts(table, DatasetMetadata(row_label="License"))
    assert chart.title == "x has 60% of all rows (license)"


def test_codes_and_years_are_not_measured(table_of):
    table = table_of({"Kind": (T, ["x", "y", "x"]), "NAICS Code": (N, [11, 22, 33]), "Year": (N, [2019, 2019, 2019])})
    assert all("NAICS" not in chart.title for chart in charts(table, DatasetMetadata()))


def test_dates_make_a_line_by_year(table_of):
    table = table_of({"Issued": (D, ["2019-05-01", "2020-05-01", "2021-05-01"]), "Homes": (N, [100, 90, 50])})
    assert charts(table, DatasetMetadata())[0].title == "Homes fell by 50% from 2019 to 2021"


def test_counties_that_bear_towns_names_do_not_hide_the_towns(table_of):
    table = table_of(
        {"County": (T, ["Hartford", "Windham", "Hartford"]), "Town": (T, ["Avon", "Ashford", "Berlin"]), "Homes": (N, [1, 2, 3])}
    )
    assert next(chart for chart in charts(table, DatasetMetadata()) if chart.key == "by-place").title.startswith("Berlin")


@pytest.mark.parametrize("values", [[], [1.0], [None, None, None]])
def test_little_or_no_data_draws_nothing_and_does_not_fail(table_of, values):
    assert charts(table_of({"Homes": (N, values)}), DatasetMetadata()) == ()


def test_zero_and_negative_beginnings_claim_no_growth(table_of):
    table = table_of({"Year": (N, [2019, 2020, 2021]), "Balance": (N, [-5, 0, 5])})
    assert charts(table, DatasetMetadata())[0].title == "Balance by year, 2019 to 2021"
