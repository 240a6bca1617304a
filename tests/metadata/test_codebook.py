from hypothesis import given
from hypothesis import strategies as st

from ctcompanion.metadata import codebook, suggest_columns
from ctcompanion.metadata.codebook import entries_of
from ctcompanion.model import DataType
from ctcompanion.recipe import ColumnMetadata


def test_descriptions_units_and_codes_arrive_at_their_columns(permits):
    rows = [
        {"Variable Name": "TOWN", "Definition": "Town that issued the permit", "Units": "", "Values": "1 = Andover; 2 = Ansonia"},
        {"Variable Name": "permits", "Definition": "Homes approved", "Units": "homes", "Values": ""},
        {"Variable Name": "Inspector", "Definition": "Not published", "Units": "", "Values": ""},
    ]
    found = codebook.read(rows, permits, suggest_columns(permits))
    town, _, number = found.columns
    assert (town.description, town.codes) == ("Town that issued the permit", {"1": "Andover", "2": "Ansonia"})
    assert (number.description, number.unit) == ("Homes approved", "homes")
    assert (found.unmatched, found.without) == (("Inspector",), ("year",))


def test_what_a_person_wrote_stays(permits):
    mine = (ColumnMetadata(name="town", description="My words."),)
    found = codebook.read([{"Column": "Town", "Description": "Theirs."}], permits, mine)
    assert found.columns[0].description == "My words."


def test_imported_words_are_no_proposals_any_more(permits):
    found = codebook.read([{"Column": "Town", "Description": "Where it is."}], permits, suggest_columns(permits))
    assert "description" not in found.columns[0].proposed


def test_codes_on_lines_of_their_own_belong_to_the_column_above():
    rows = [
        {"Field": "Sex", "Description": "Sex of the person", "Code": "", "Code meaning": ""},
        {"Field": "", "Description": "", "Code": "F", "Code meaning": "Female"},
        {"Field": "", "Description": "", "Code": "M", "Code meaning": "Male"},
    ]
    (entry,) = entries_of(rows)
    assert entry.codes == (("F", "Female"), ("M", "Male"))


def test_unknown_headings_are_taken_as_name_and_description():
    (entry,) = entries_of([{"Spalte": "town", "Was": "Where it is"}])
    assert (entry.name, entry.description) == ("town", "Where it is")


def test_pasted_markup_becomes_text(table_of):
    table = table_of({"Town": (DataType.TEXT, ["Avon"])})
    found = codebook.read([{"Column": "Town", "Description": "<b>Where</b> it&nbsp;is"}], table, suggest_columns(table))
    assert found.columns[0].description == "Where it is"


@given(st.lists(st.dictionaries(st.sampled_from(["Column", "Description", "Values", "x"]), st.text(max_size=30)), max_size=6))
def test_no_rows_break_it(rows):
    entries_of(rows)
