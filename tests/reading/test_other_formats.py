"""dBASE and shapefiles, web pages and XML spreadsheets, old and open workbooks."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from ctcompanion.errors import ReadingError
from ctcompanion.model import Range
from ctcompanion.reading.dbase import read_dbf
from tests.reading.reading_files import BOUNDS, dbf, first, grid, open_here, packed, saved, workbook

FIELDS = [("TOWN", "C", 12), ("COUNT", "N", 6), ("DAY", "D", 8), ("OPEN", "L", 1)]
RECORDS = [["Avon", "12", "20230603", "T"], ["*Gone", "1", "", ""], ["Bethel", "", "", "?"]]


def test_a_dbase_table_is_read_with_its_field_names_on_top() -> None:
    book = open_here(dbf(FIELDS, RECORDS))
    assert grid(book.sheets[0]) == [
        ["TOWN", "COUNT", "DAY", "OPEN"],
        ["Avon", "12", "2023-06-03", "TRUE"],
        ["Bethel", None, None, None],
    ]
    assert "1 records that are marked as deleted" in book.notices[0]


def test_a_dbase_table_that_was_cut_off_is_said() -> None:
    parts = read_dbf(dbf(FIELDS, RECORDS)[:-40], BOUNDS)
    assert "cut off" in " ".join(parts.notices)


def test_letters_of_an_older_code_page_are_read() -> None:
    assert first(dbf([("NAME", "C", 10), ("X", "C", 2)], [["José", "a"], ["Zoë", "b"]], "cp1252"))[1:] == [["José", "a"], ["Zoë", "b"]]


def test_a_zipped_shapefile_offers_its_table_and_says_where_the_shape_belongs() -> None:
    book = open_here(packed(towns__shp=b"\0\0\x27\x0a", towns__shx=b"x", towns__dbf=dbf(FIELDS, RECORDS), towns__cpg=b"UTF-8"))
    assert book.format == "shapefile"
    assert book.sheets[0].height == 3
    assert "geodata" in book.notices[0]


def test_a_web_page_saved_as_a_workbook_is_read() -> None:
    page = b"""<html><body><table><tr><th rowspan=2>Town</th><th colspan=2>Permits</th></tr><tr><td>2022</td><td>2023</td></tr>
    <tr><td>Avon<br>East</td><td>1&nbsp;200</td><td>&lt;5</td></tr></table></body></html>"""
    assert first(page, "x.xls") == [["Town", "Permits", None], [None, "2022", "2023"], ["Avon\nEast", "1 200", "<5"]]


def test_an_xml_spreadsheet_is_read() -> None:
    text = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
      xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>
      <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Title</Data></Cell></Row>
      <Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">1990.0</Data></Cell>
      <Cell><Data ss:Type="DateTime">2023-06-03T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"""
    book = open_here(text.encode(), "x.xml")
    assert grid(book.sheets[0]) == [["Title", None, None], [None, None, None], [None, "1990", "2023-06-03"]]
    assert book.sheets[0].styles.merged == (Range(1, 1, 1, 2),)


def test_a_workbook_in_an_archive_is_read() -> None:
    book = open_here(packed(data_in_a__xlsx=saved(workbook(S=[["a", "b"], [1, 2]]))))
    assert grid(book.sheets[0]) == [["a", "b"], ["1", "2"]]


def test_macros_are_ignored_and_said() -> None:
    target = io.BytesIO(saved(workbook(S=[["a", "b"], [1, 2]])))
    with zipfile.ZipFile(target, "a") as pack:
        pack.writestr("xl/vbaProject.bin", b"macro")
    assert "macros" in open_here(target.getvalue()).notices[0]


def test_an_open_document_is_read() -> None:
    content = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
      xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
      <office:body><office:spreadsheet><table:table table:name="A"><table:table-row>
      <table:table-cell office:value-type="string"><text:p>Town</text:p></table:table-cell>
      <table:table-cell office:value-type="float" office:value="12"><text:p>12</text:p></table:table-cell>
      </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr("content.xml", re.sub(r">\s+<", "><", content))
        pack.writestr("META-INF/manifest.xml", manifest)
    assert first(target.getvalue()) == [["Town", "12"]]


def test_a_nested_span_cannot_blow_up_a_web_page() -> None:
    rows = b"<tr>" + b"<td colspan=1000 rowspan=1000>x</td>" * 1000 + b"</tr>"
    with pytest.raises(ReadingError) as caught:
        open_here(b"<table>" + rows * 5 + b"</table>")
    assert caught.value.code == "too-many-cells"
