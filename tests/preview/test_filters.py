import pandas as pd

from ctcompanion.model import CleanTable, Column, DataType, Provenance
from ctcompanion.preview import filters


def table(**values: list[object]) -> CleanTable:
    kinds = {"town": DataType.TEXT, "note": DataType.TEXT, "year": DataType.NUMBER, "permits": DataType.NUMBER, "day": DataType.DATE}
    columns = tuple(Column(name, kinds[name], name.capitalize(), grouping=name != "year") for name in values)
    rows = pd.DataFrame(values)
    if "day" in rows:
        rows["day"] = pd.to_datetime(rows["day"])
    return CleanTable(rows, columns, Provenance("a.csv", "0"))


def test_places_years_and_days_can_be_filtered_by():
    found = filters(table(town=["Avon", "Avon", "Bethel"], year=[1990, 1991, 1990], day=["2024-01-05", "2024-02-01", "2024-03-01"]))
    assert found == ("Town: 2 of them", "Year: 1990 to 1991", "Day: 2024-01-05 to 2024-03-01")


def test_figures_and_free_text_are_no_filters():
    assert filters(table(permits=[1, 2, 2], note=["a", "b", "c"])) == ()


def test_an_empty_table_has_none():
    assert filters(table(town=[], year=[])) == ()
