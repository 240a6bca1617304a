import csv
import io

from ctcompanion.metadata import dictionary_csv, dictionary_html
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata


def test_every_column_has_a_line_in_the_tables_order(permits, described):
    rows = list(csv.DictReader(io.StringIO(dictionary_csv(*described, permits))))
    assert [row["Column"] for row in rows] == ["Town", "Year", "Permits"]
    assert rows[2]["Description"].startswith("Number of permits")
    assert rows[2]["Type"] == "Number"


def test_codes_and_undescribed_columns_are_shown(permits):
    columns = (ColumnMetadata(name="town", display="Town", codes={"1": "Andover", "2": "Ansonia"}),)
    rows = list(csv.DictReader(io.StringIO(dictionary_csv(DatasetMetadata(), columns, permits))))
    assert rows[0]["Codes"] == "1 = Andover; 2 = Ansonia"
    assert [row["Description"] for row in rows] == ["", "", ""]


def test_the_page_is_whole_and_shows_markup_as_text(permits, described):
    metadata, columns = described
    html = dictionary_html(metadata.model_copy(update={"title": "<script>alert(1)</script>"}), columns, permits)
    assert "<script>" not in html
    assert '<html lang="en">' in html
    assert html.count("<h1>") == 1
    assert 'scope="col"' in html
