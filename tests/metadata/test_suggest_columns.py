import pytest

from ctcompanion.metadata import suggest_columns
from ctcompanion.metadata.suggest_columns import field_name
from ctcompanion.model import DataType

T, N = DataType.TEXT, DataType.NUMBER


@pytest.mark.parametrize(
    ("header", "kind", "values", "description"),
    [
        ("Town", T, ["Avon", "Bethel", "Andover"], "Name of the Connecticut town or city that the row is about."),
        ("County", T, ["Hartford", "Windham"], "County, or planning region from 2022 on, that the row is about."),
        ("School Year", T, ["2007-2008", "2008-2009"], "School year that the numbers are for."),
        ("Fiscal Year", N, [2019, 2020], "State fiscal year (July 1 to June 30) that the numbers are for."),
        ("Active", T, ["Y", "N"], "Active: yes or no."),
        ("Permits note", T, ["hidden", None], "Permits note: says why a number is missing or what to know about it."),
        ("Percent Change", N, [0.1, 0.5], "Percent Change, as a share: 0.45 means 45 percent."),
        ("Percent Change", N, [10.0, 50.0], "Percent Change, in percent: 45 means 45 of 100."),
    ],
)
def test_the_role_of_a_column_makes_its_description(table_of, header, kind, values, description):
    (column,) = suggest_columns(table_of({header: (kind, values)}))
    assert column.description == description


def test_a_code_says_what_it_stands_for(table_of):
    table = table_of({"Town": (T, ["Avon", "Bethel", "Andover"]), "FIPS": (T, ["0901", "0902", "0903"])})
    assert suggest_columns(table)[1].description == "FIPS, as text so that leading zeros stay. It stands for the town."


def test_no_cell_value_gets_into_a_description(table_of):
    table = table_of({"Name": (T, ["Zaphod", "Trillian"]), "Paid": (N, [4711.5, 4712.5])})
    said = " ".join(column.description for column in suggest_columns(table))
    assert not any(value in said for value in ("Zaphod", "Trillian", "4711"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Town Name", "town_name"), ("2010 Census", "_2010_census"), ("% Change", "change"), ("***", "column"), ("Job #", "job")],
)
def test_field_names_as_the_portal_derives_them(name, expected):
    assert field_name(name) == expected


def test_a_taken_field_name_gets_a_number():
    assert field_name("Town", {"town", "town_1"}) == "town_2"
