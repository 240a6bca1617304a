from ctcompanion.metadata import accept, check, value_words
from ctcompanion.model import DataType
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata


def statuses(table_of):
    return table_of({"Group": (DataType.TEXT, ["Inmates", "Inmates, former", "Visitors", "Inmates"])})


def test_each_value_with_the_word_is_written_anew(table_of):
    assert value_words(statuses(table_of), "group", "inmates") == {
        "Inmates": "People who are incarcerated",
        "Inmates, former": "People who are incarcerated, former",
    }


def test_free_text_and_columns_that_are_gone_are_left_alone(table_of):
    table = table_of({"Note": (DataType.TEXT, [f"inmates {number}" for number in range(80)])})
    assert value_words(table, "note", "inmates") == {}
    assert value_words(table, "gone", "inmates") == {}


def test_a_word_in_values_is_rewritten_or_explained_with_one_press(table_of):
    column = ColumnMetadata(name="group", display="Group", description="Which group is counted.")
    (finding,) = check(DatasetMetadata(), (column,), statuses(table_of))
    rewrite, explain = finding.remedies
    assert (rewrite.operation, rewrite.parameters) == ("rewrite-values", {"column": "group", "word": "inmates"})
    _, (after,) = accept(explain, DatasetMetadata(), (column,))
    assert after.description == "Which group is counted. Where a value says “inmates”, read: people who are incarcerated."
    assert check(DatasetMetadata(), (after,), statuses(table_of)) == ()
