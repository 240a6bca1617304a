import pytest

from ctcompanion.metadata.accept import accept, replaced, with_section
from ctcompanion.model import Remedy
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata


@pytest.mark.parametrize(
    ("text", "found", "to", "at", "after"),
    [
        ("It is utilized here.", "utilized", "used", 6, "It is used here."),
        ("Use or use", "use", "try", 7, "Use or try"),
        ("Please note that rows vary.", "Please note that", "", 0, "Rows vary."),
        ("Gone already", "utilized", "used", 3, "Gone already"),
        ("It moved: utilized", "utilized", "used", 0, "It moved: used"),
    ],
)
def test_words_are_replaced_where_they_stand_now(text, found, to, at, after):
    assert replaced(text, found, to, at) == after


def test_a_columns_text_is_changed_in_that_column_alone():
    columns = (ColumnMetadata(name="a", description="via mail"), ColumnMetadata(name="b", description="via mail"))
    remedy = Remedy("replace", "", "", {"field": "description", "column": "b", "from": "via", "to": "by", "at": 0})
    _, after = accept(remedy, DatasetMetadata(), columns)
    assert [column.description for column in after] == ["via mail", "by mail"]


def test_a_section_is_added_once():
    once = with_section("What it is.", "limits")
    assert once.endswith("\n\nHow to use it, and its limits\n")
    assert with_section(once, "limits") == once
