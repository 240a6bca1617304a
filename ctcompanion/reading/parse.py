"""From bytes to sheets: told apart by content, each format to its reader. Runs in the child process."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from ctcompanion.reading.archive import Inside, opened, part, refuse_far_cells, told_apart
from ctcompanion.reading.content import recognise
from ctcompanion.reading.invisible import without_invisible
from ctcompanion.reading.parts import Bounds, Parts, Task
from ctcompanion.reading.refusals import refusal

if TYPE_CHECKING:  # excel.py loads calamine, which text files do not need
    from ctcompanion.reading.excel import Looks

MACROS = "This workbook has macros. They were not run and are not kept; only the data was read."
SHAPE = (
    "This is a shapefile. Its table is offered here; the shape itself belongs on Connecticut's geodata portal (geodata.ct.gov), "
    "so please publish it there and link the two."
)


def parse(data: bytes, task: Task) -> Parts:
    """The sheets of a file of any known format, without invisible marks; ReadingError for what cannot be read."""
    return without_invisible(_as_found(data, task))


def _as_found(data: bytes, task: Task) -> Parts:
    kind, bounds = recognise(data, task.file_name), task.bounds
    if kind == "csv":
        from ctcompanion.reading.delimited import read_delimited

        return read_delimited(data, bounds, task.progress)
    if kind in ("html", "xml-excel"):
        return _markup(data, kind, bounds)
    if kind == "dbf":
        from ctcompanion.reading.dbase import read_dbf

        return read_dbf(data, bounds)
    if kind == "gzip":
        return _unpacked(_gunzipped(data, bounds), task.file_name.removesuffix(".gz"), task)
    if kind == "zip":
        return _zip(data, task)
    return _old_excel(data, kind, task)


def _markup(data: bytes, kind: str, bounds: Bounds) -> Parts:
    if kind == "html":
        from ctcompanion.reading.webpage import read_html

        return read_html(data, bounds)
    from ctcompanion.reading.xml_excel import read_xml_excel

    return read_xml_excel(data, bounds)


def _zip(data: bytes, task: Task) -> Parts:
    with opened(data, task.bounds) as pack:
        inside = told_apart(pack)
        if inside.form == "xlsx":
            return _xlsx(data, pack, task)
        if inside.form in ("xlsb", "ods"):
            return _with_macros(_workbook(data, inside.form, {}, task), pack)
        if inside.form == "shapefile":
            return _shapefile(pack, inside, task.bounds)
        content = part(pack, inside.entry, task.bounds.unzipped)
    return _unpacked(content, inside.entry, task)


def _unpacked(content: bytes, name: str, task: Task) -> Parts:
    """The one table inside an archive; an archive in an archive is not opened."""
    if task.packed:
        raise refusal("unsupported-format", what="an archive inside an archive")
    if not content:
        raise refusal("damaged", what="the file inside the archive cannot be unpacked")
    parts = _as_found(content, replace(task, file_name=name, packed=True))
    return replace(parts, notices=("The table was taken out of an archive.", *parts.notices))


def _gunzipped(data: bytes, bounds: Bounds) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(data, bounds.unzipped)
    except zlib.error:
        raise refusal("damaged", what="it cannot be unpacked") from None
    if unpacker.unconsumed_tail:
        raise refusal("too-large", what="it unpacks to more than may be read")
    if not unpacker.eof:
        raise refusal("damaged", what="it ends too early")
    return content


def _xlsx(data: bytes, pack: zipfile.ZipFile, task: Task) -> Parts:
    from ctcompanion.reading.xlsx_looks import looks_of

    refuse_far_cells(pack, task.bounds)
    task.progress("Reading the looks of the cells")
    looks = looks_of(pack) if task.styles else {}
    return _with_macros(_workbook(data, "xlsx", looks, task), pack)


def _with_macros(parts: Parts, pack: zipfile.ZipFile) -> Parts:
    has = any(name.lower().endswith("vbaproject.bin") for name in pack.namelist())
    return replace(parts, notices=(*parts.notices, MACROS)) if has else parts


def _workbook(data: bytes, form: str, looks: Mapping[str, Looks], task: Task) -> Parts:
    from ctcompanion.reading.excel import read_workbook

    return read_workbook(data, form, looks, task.bounds, task.progress)


def _shapefile(pack: zipfile.ZipFile, inside: Inside, bounds: Bounds) -> Parts:
    from ctcompanion.reading.dbase import read_dbf

    page = part(pack, inside.entry[:-4] + ".cpg", 100).decode("ascii", errors="ignore")
    content = part(pack, inside.entry, bounds.unzipped)
    if len(content) < 65:
        raise refusal("damaged", what="the table inside the shapefile cannot be unpacked")
    parts = read_dbf(content, bounds, page)
    return replace(parts, format="shapefile", notices=(SHAPE, *parts.notices))


def _old_excel(data: bytes, kind: str, task: Task) -> Parts:
    from ctcompanion.reading.ole import check_ole
    from ctcompanion.reading.xls_looks import looks_of, read_with_xlrd

    if kind == "old-excel":
        return read_with_xlrd(data, task.bounds)
    has_macros = check_ole(io.BytesIO(data))
    parts = _workbook(data, "xls", looks_of(data) if task.styles else {}, task)
    if _has_nul(parts):  # calamine takes some files' two-byte texts for one-byte ones
        parts = read_with_xlrd(data, task.bounds)
    return replace(parts, notices=(*parts.notices, MACROS)) if has_macros else parts


def _has_nul(parts: Parts) -> bool:
    columns = (column for sheet in parts.sheets for column in sheet.cells.columns)
    return any(pc.any(pc.match_substring(column, "\0")).as_py() for column in columns)
