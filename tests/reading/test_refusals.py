"""What cannot be read is refused with a code, words and a way out; nothing of the file's content is ever in them."""

from __future__ import annotations

import io
import logging
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctcompanion.errors import ReadingError
from ctcompanion.reading import read
from ctcompanion.reading.refusals import refusal, texts
from ctcompanion.settings import Limits
from tests.reading.reading_files import csv_bytes, open_here, packed, saved, workbook

MARK = "ZQXJMARKER"


def code_of(data: bytes, name: str = "file.xlsx") -> str:
    with pytest.raises(ReadingError) as caught:
        open_here(data, name)
    assert caught.value.hint
    assert len(caught.value.message) > 20
    return caught.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\r\n ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b",,,\r\n,,,\r\n", "empty"),
        (b"%PDF-1.7\n%abc", "not-a-table"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not-a-table"),
        (b'{"a": [1, 2]}', "not-a-table"),
        (b'[{"a": 1}]', "not-a-table"),
        (b"<?xml version='1.0'?><root/>", "not-a-table"),
        (b"<html><body><p>Hello</p></body></html>", "not-a-table"),
        (b"{\\rtf1 hello}", "not-a-table"),
        (bytes(range(256)) * 20, "not-a-table"),
        (b"ID;PWXL;N;E\r\n", "unsupported-format"),
        (b"PAR1\x15\x04\x15", "unsupported-format"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\x1f\x8b broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "damaged"),
    ],
)
def test_each_kind_of_unfit_file_has_its_code(data: bytes, code: str) -> None:
    assert code_of(data) == code


@pytest.mark.parametrize("header", ["BMI,Year", "ID3,Year", "RIFF,Year", "GIF8,Year", "PAR1,Year", "BZh,Year"])
def test_a_table_whose_first_letters_are_some_programs_mark_is_still_a_table(header: str) -> None:
    assert open_here(f"{header}\n1,2\n".encode()).sheets[0].width == 2


@pytest.mark.parametrize("name", ["~$budget.xlsx", "folder\\~$budget.xlsx", ".~lock.budget.ods#"])
def test_a_lock_file_is_named_kindly(name: str) -> None:
    assert code_of(b"\x05Maria" + b" " * 159, name) == "lock-file"


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"word_in_document__xml": b"<w/>", "[Content_Types]__xml": b"<t/>"}, "not-a-table"),
        ({"ppt_in_presentation__xml": b"<w/>", "[Content_Types]__xml": b"<t/>"}, "not-a-table"),
        ({"Index_in_Document__iwa": b"x"}, "unsupported-format"),
        ({"roads__shp": b"x", "roads__shx": b"x"}, "no-table-inside"),
        ({"photo__jpg": b"x"}, "no-table-inside"),
        ({"a__csv": b"x,y\n1,2\n", "b__csv": b"x,y\n1,2\n"}, "several-tables"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "not-a-table"),
        ({"a__csv": b""}, "damaged"),
    ],
)
def test_each_kind_of_unfit_archive_has_its_code(entries: dict[str, bytes], code: str) -> None:
    assert code_of(packed(**entries)) == code


def test_an_archive_that_unpacks_to_far_more_is_not_unpacked() -> None:
    assert code_of(packed(a__csv=b"1,2\n" * 12_000_000)) == "too-large"


def test_protected_files_are_named_as_such() -> None:
    container = packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", **{"META-INF_in_manifest__xml": b"<encryption-data/>"})
    assert code_of(container) == "password-protected"


def test_a_file_over_the_limit_is_refused_from_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(2 * 2**30)
    with pytest.raises(ReadingError) as caught:
        read(path, path.name, Limits())
    assert caught.value.code == "too-large"


def test_every_refusal_has_a_message_and_a_way_out() -> None:
    assert len(texts()) <= 16
    for code in texts():
        error = refusal(code, what="this", where="row 1")
        assert error.message.endswith(".")
        assert error.hint.endswith(".")
        assert "{" not in error.message + error.hint


def spoiled(data: bytes, at: int, junk: bytes) -> bytes:
    at %= len(data)
    return data[:at] + junk + data[at + len(junk) :]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["csv", "quote", "wide", "xlsx", "zip", "html", "dbf", "utf-16", "xml"]),
    at=st.integers(0, 10_000),
    junk=st.binary(max_size=30),
    cut=st.booleans(),
)
def test_no_error_ever_shows_a_cells_text(caplog: pytest.LogCaptureFixture, kind: str, at: int, junk: bytes, cut: bool) -> None:
    data = spoiled(marked_file(kind), at, junk)
    data = data[: at % len(data)] if cut else data
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        error = refused(data, f"{kind}.xlsx")
    if error is not None:
        assert MARK not in f"{error} {error.message} {error.hint} {error.place}"
        assert error.__cause__ is None
    assert MARK not in caplog.text


def refused(data: bytes, name: str) -> ReadingError | None:
    try:
        open_here(data, name)
    except ReadingError as error:
        return error
    return None


def marked_file(kind: str) -> bytes:
    rows = [["Name", "Town", MARK], [MARK, "Avon", "12"], ["x", MARK, "13"]]
    table = csv_bytes(rows)
    if kind == "quote":
        return table + f'"{MARK},1\n'.encode()
    if kind == "wide":
        return table + f"{MARK},".encode() * 20_000
    if kind == "xlsx":
        return saved(workbook(Sheet1=rows))
    if kind == "zip":
        return packed(a__csv=table)
    if kind == "html":
        return f"<table><tr><td colspan=999999>{MARK}</td></tr>".encode() + b"<tr>" * 50
    if kind == "dbf":
        return struct.pack("<BBBBIHH20x", 3, 124, 1, 31, 9**9, 65, 20) + b"NAME".ljust(11, b"\0") + b"C" + MARK.encode() * 9
    if kind == "utf-16":
        return table.decode().encode("utf-16")
    if kind == "xml":
        space = "urn:schemas-microsoft-com:office:spreadsheet"
        return f'<?xml version="1.0"?><Workbook xmlns="{space}"><Worksheet><Table><Row><Cell><Data>{MARK}</Data></Cell></Row>'.encode()
    return table


def test_a_declared_entity_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&a;</Workbook>'
    assert code_of(bomb) == "damaged"


def test_an_archive_inside_an_archive_is_not_opened() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as pack:
        pack.writestr("b.csv", "x,y\n1,2\n")
    assert code_of(packed(a__csv=inner.getvalue())) == "unsupported-format"
