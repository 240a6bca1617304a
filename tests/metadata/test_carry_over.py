import pytest

from ctcompanion.metadata import carry_over, forward
from ctcompanion.metadata.carry_over import joined
from ctcompanion.model import DataType
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata


@pytest.mark.parametrize(
    ("before", "newest", "after"),
    [
        ("1990 to 2017", "2018", "1990 to 2018"),
        ("1990 to 2017", "2016 to 2019", "1990 to 2019"),
        ("2018", "2018", "2018"),
        ("2007-2008 to 2015-2016", "2016-2017", "2007-2008 to 2016-2017"),
        ("2020-01-01 to 2020-12-31", "2021-01-31", "2020-01-01 to 2021-01-31"),
        ("1990 to present", "2018", "1990 to present"),
        ("SFY 2004-2005", "2018", "SFY 2004-2005"),
        ("", "2018", "2018"),
        ("1990 to 2017", "", "1990 to 2017"),
    ],
)
def test_coverage_moves_forward_by_itself(before, newest, after):
    assert joined(before, newest) == after


def test_the_description_moves_with_it():
    live = DatasetMetadata(temporal_coverage="1990 to 2017", description="The period is 1990 to 2017.")
    assert forward(live, "2018").description == "The period is 1990 to 2018."


def test_an_update_keeps_what_the_portal_says_and_asks_only_what_is_new_or_empty(table_of, described):
    live, columns = described
    live = live.model_copy(update={"contact_email": "", "proposed": ()})
    columns = tuple(column.model_copy(update={"proposed": ()}) for column in columns)
    newer = table_of(
        {
            "Town": (DataType.TEXT, ["Avon", "Bethel"]),
            "Year": (DataType.NUMBER, [1993, 1993]),
            "Permits": (DataType.NUMBER, [1, 2]),
            "Demolitions": (DataType.NUMBER, [0, 1]),
        }
    )
    found = carry_over(live, columns, newer)
    assert found.metadata.temporal_coverage == "1990 to 1993"
    assert found.columns[2].description == columns[2].description
    assert found.columns[3].proposed
    assert found.ask == (("contact_email", None),)
    assert found.changed[-1] == ("Temporal Coverage", "1990 to 1992", "1990 to 1993")


def test_columns_are_recognised_by_their_portal_names(permits):
    live = (ColumnMetadata(name="town_name", display="Town", field_name="town_name", description="Where the permit was issued."),)
    found = carry_over(DatasetMetadata(), live, permits)
    assert found.columns[0].description == "Where the permit was issued."
    assert found.columns[0].field_name == "town_name"
