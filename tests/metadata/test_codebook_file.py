import io
import zipfile

import openpyxl
import pytest

from ctcompanion.errors import MetadataError
from ctcompanion.metadata.codebook_file import rows_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_document(rows: list[list[str]]) -> bytes:
    cells = "".join("<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) + "</w:tr>" for row in rows)
    document = f'<w:document xmlns:w="{W}"><w:body><w:p/><w:tbl>{cells}</w:tbl></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", document)
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


def test_the_largest_table_of_a_word_document():
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
