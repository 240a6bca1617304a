"""From bytes to sheets: told apart by content, each format to its reader. Runs in the child process."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace

from ctcompanion.reading.archive import Inside, opened, part, refuse_far_cells, told_apart
from ctcompanion.reading.content import recognise
from ctcompanion.reading.parts import Bounds, Parts, Progress
from ctcompanion.reading.refusals import refusal

MACROS = "This workbook has macros. They were not run and are not kept; only the data was read."
SHAPE = (
    "This is a shapefile. Its table is offered here; the shape itself belongs on Connecticut's geodata portal (geodata.ct.gov), "
    "so please publish it there and link the two."
)


def parse(data: bytes, file_name: str, bounds: Bounds, progress: Progress, *, styles: bool = True, depth: int = 0) -> Parts:
    """The sheets of a file of any known format; ReadingError for what cannot be read. `depth` 1 is inside an archive."""
    kind = recognise(data, file_name)
    if kind == "csv":
        from ctcompanion.reading.delimited import read_delimited

        return read_delimited(data, bounds, progress)
    if kind in ("html", "xml-excel"):
        return _markup(data, kind, bounds)
    if kind == "dbf":
        from ctcompanion.reading.dbase import read_dbf

        return read_dbf(data, bounds)
    if kind == "gzip":
        return _unpacked(_gunzipped(data, bounds), file_name.removesuffix(".gz"), bounds, progress, depth)
    if kind == "zip":
        return _zip(data, file_name, bounds, progress, styles, depth)
    return _old_excel(data, kind, bounds, progress, styles)


def _markup(data: bytes, kind: str, bounds: Bounds) -> Parts:
    if kind == "html":
        from ctcompanion.reading.webpage import read_html

        return read_html(data, bounds)
    from ctcompanion.reading.xml_excel import read_xml_excel

    return read_xml_excel(data, bounds)


def _zip(data: bytes, file_name: str, bounds: Bounds, progress: Progress, styles: bool, depth: int) -> Parts:
    with opened(data, bounds) as pack:
        inside = told_apart(pack)
        if inside.form == "xlsx":
            return _xlsx(data, pack, bounds, progress, styles)
        if inside.form in ("xlsb", "ods"):
            return _with_macros(_workbook(data, inside.form, {}, bounds, progress), pack)
        if inside.form == "shapefile":
            return _shapefile(pack, inside, bounds)
        content = part(pack, inside.entry, bounds.unzipped)
    return _unpacked(content, inside.entry, bounds, progress, depth)


def _unpacked(content: bytes, name: str, bounds: Bounds, progress: Progress, depth: int) -> Parts:
    """The one table inside an archive; an archive in an archive is not opened."""
    if depth:
        raise refusal("unsupported-format", what="an archive inside an archive")
    if not content:
        raise refusal("damaged", what="the file inside the archive cannot be unpacked")
    parts = parse(content, name, bounds, progress, depth=1)
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


def _xlsx(data: bytes, pack: zipfile.ZipFile, bounds: Bounds, progress: Progress, styles: bool) -> Parts:
    from ctcompanion.reading.xlsx_looks import looks_of

    refuse_far_cells(pack, bounds)
    progress("Reading the looks of the cells")
    looks = looks_of(pack) if styles else {}
    return _with_macros(_workbook(data, "xlsx", looks, bounds, progress), pack)


def _with_macros(parts: Parts, pack: zipfile.ZipFile) -> Parts:
    has = any(name.lower().endswith("vbaproject.bin") for name in pack.namelist())
    return replace(parts, notices=(*parts.notices, MACROS)) if has else parts


def _workbook(data: bytes, form: str, looks: dict, bounds: Bounds, progress: Progress) -> Parts:  # type: ignore[type-arg]
    from ctcompanion.reading.excel import read_workbook

    return read_workbook(data, form, looks, bounds, progress)


def _shapefile(pack: zipfile.ZipFile, inside: Inside, bounds: Bounds) -> Parts:
    from ctcompanion.reading.dbase import read_dbf

    page = part(pack, inside.entry[:-4] + ".cpg", 100).decode("ascii", errors="ignore")
    content = part(pack, inside.entry, bounds.unzipped)
    if len(content) < 65:
        raise refusal("damaged", what="the table inside the shapefile cannot be unpacked")
    parts = read_dbf(content, bounds, page)
    return replace(parts, format="shapefile", notices=(SHAPE, *parts.notices))


def _old_excel(data: bytes, kind: str, bounds: Bounds, progress: Progress, styles: bool) -> Parts:
    from ctcompanion.reading.ole import check_ole
    from ctcompanion.reading.xls_looks import looks_of, read_with_xlrd

    if kind == "old-excel":
        return read_with_xlrd(data, bounds)
    has_macros = check_ole(io.BytesIO(data))
    parts = _workbook(data, "xls", looks_of(data) if styles else {}, bounds, progress)
    return replace(parts, notices=(*parts.notices, MACROS)) if has_macros else parts
