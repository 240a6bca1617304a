import io
import zipfile

import openpyxl
import pytest

from ctcompanion.errors import MetadataError
from ctcompanion.metadata.codebook import entries_of
from ctcompanion.metadata.codebook_file import rows_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_document(*tables: list[list[str]]) -> bytes:
    """A document with these tables; a cell that begins with `2|` is two columns wide."""
    document = f'<w:document xmlns:w="{W}"><w:body><w:p/>{"".join(map(_table, tables))}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def _table(rows: list[list[str]]) -> str:
    return "<w:tbl>" + "".join("<w:tr>" + "".join(map(_cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"


def _cell(text: str) -> str:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' if text.startswith("2|") else ""
    return f"<w:tc>{wide}<w:p><w:r><w:t>{text.removeprefix('2|')}</w:t></w:r></w:p></w:tc>"


def workbook(**sheets: list[list[str | None]]) -> bytes:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_csv_with_a_title_above_its_headings():
    rows = rows_of(b"Our codebook\n\nColumn,Description\nTown,Where it is\n", "codebook.csv")
    assert rows == ({"Column": "Town", "Description": "Where it is"},)


def test_semicolons_and_old_encodings():
    assert rows_of("Column;Description\nCafé;Place\n".encode("cp1252"), "c.csv") == ({"Column": "Café", "Description": "Place"},)


def test_a_workbook_is_read_where_its_headings_are():
    book = openpyxl.Workbook()
    book.active.append(["About"])
    sheet = book.create_sheet("Dictionary")
    sheet.append(["Variable Name", "Definition"])
    sheet.append(["town", "Where it is"])
    out = io.BytesIO()
    book.save(out)
    assert rows_of(out.getvalue(), "c.xlsx") == ({"Variable Name": "town", "Definition": "Where it is"},)


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_commas_within_descriptions_are_not_taken_for_the_delimiter(mark):
    data = f"Column{mark}Description\nTown{mark}The town, city, or borough, by name\n".encode()
    assert rows_of(data, "c.csv") == ({"Column": "Town", "Description": "The town, city, or borough, by name"},)


def test_a_change_log_that_is_longer_or_stands_first_is_not_the_codebook():
    log = [["Version", "Change description", "Author name"], *[[str(number), "Corrected", "Ann"] for number in range(9)]]
    columns = [["Column", "Description"], ["Town", "Where it is"]]
    for data, name in ((word_document(log, columns), "c.docx"), (workbook(Log=log, Columns=columns), "c.xlsx")):
        assert rows_of(data, name) == ({"Column": "Town", "Description": "Where it is"},)


def test_a_codebook_in_two_parts_is_read_whole():
    parts = ([["Column", "Description"], ["Town", "Where it is"]], [["Field", "Meaning"], ["Year", "When it was"]])
    for data, name in ((word_document(*parts), "c.docx"), (workbook(One=parts[0], Two=parts[1]), "c.xlsx")):
        rows = rows_of(data, name)
        assert rows == ({"Column": "Town", "Description": "Where it is"}, {"Field": "Year", "Meaning": "When it was"})
        assert [(entry.name, entry.description) for entry in entries_of(rows)] == [("Town", "Where it is"), ("Year", "When it was")]


def test_a_heading_merged_over_two_columns_stands_for_the_one_that_is_filled():
    document = word_document([["2|Column", "Description"], ["1", "Town", "Where it is"]])
    merged = workbook(Columns=[["Column", None, "Description"], [None, "Town", "Where it is"]])
    for data, name in ((document, "c.docx"), (merged, "c.xlsx")):
        assert [(entry.name, entry.description) for entry in entries_of(rows_of(data, name))] == [("Town", "Where it is")]


def test_the_table_of_a_word_document():
    assert rows_of(word_document([["Field", "Description"], ["town", "Where it is"]]), "c.docx") == (
        {"Field": "town", "Description": "Where it is"},
    )


def test_an_entity_bomb_is_refused():
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="{W}"><w:body>&b;</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    with pytest.raises(MetadataError, match="codebook-not-readable"):
        rows_of(out.getvalue(), "c.docx")


@pytest.mark.parametrize(("data", "name"), [(b"%PDF-1.7", "c.pdf"), (b"PK\x03\x04", "c.xlsx"), (b"\xd0\xcf\x11\xe0", "c.doc"), (b"", "c")])
def test_other_files_are_refused_with_what_to_do(data, name):
    with pytest.raises(MetadataError) as refused:
        rows_of(data, name)
    assert refused.value.hint


def test_a_file_without_a_table_of_columns_is_refused():
    with pytest.raises(MetadataError, match="codebook-without-table"):
        rows_of(b"hello\nworld\n", "c.csv")


def test_a_huge_file_is_refused():
    with pytest.raises(MetadataError, match="codebook-too-large"):
        rows_of(b"x" * (10 * 1024 * 1024 + 1), "c.csv")
