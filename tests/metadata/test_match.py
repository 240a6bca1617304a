from ctcompanion.metadata import by_name
from ctcompanion.metadata.match import pair_up
from ctcompanion.model import DataType
from ctcompanion.recipe import ColumnMetadata


def test_names_are_the_same_whatever_their_case_and_marks(table_of):
    table = table_of({"Town Name": (DataType.TEXT, ["Avon"]), "Permits": (DataType.NUMBER, [1])})
    assert pair_up({"TOWN_NAME": 0, "permits ": 1}, table) == {"town name": 0, "permits": 1}


def test_a_slip_of_the_pen_is_still_a_match_but_another_year_is_not(table_of):
    table = table_of({"Population 2018": (DataType.NUMBER, [1]), "Municipality": (DataType.TEXT, ["Avon"])})
    assert pair_up({"Population 2017": 0, "Municipalty": 1}, table) == {"municipality": 1}


def test_an_exact_name_is_never_taken_by_a_near_one(table_of):
    table = table_of({"Permit": (DataType.NUMBER, [1]), "Permits": (DataType.NUMBER, [1])})
    assert pair_up({"Permits": 0}, table) == {"permits": 0}


def test_descriptions_are_copied_from_another_dataset(permits):
    other = (ColumnMetadata(name="x", display="Town", description="Where it is."), ColumnMetadata(name="y", display="Rents"))
    assert by_name(other, permits) == (ColumnMetadata(name="town", display="Town", description="Where it is."),)
