"""Zip containers: looked over before anything in them is unpacked, then told apart by their entries."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple

from ctcompanion.reading.parts import MIB, Bounds
from ctcompanion.reading.refusals import refusal

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".dbf")
NUMBERS_HINT = "Open it in Numbers, choose File > Export To > Excel, and upload the .xlsx file."
WEIGHTY = 32 * MIB
"""A ratio says nothing about small parts."""
FAR_CELLS_WITHIN = 16 * MIB
"""Sheets up to this size are searched for the farthest filled cell; larger ones hold real rows."""
CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*[^/]>')
CELL_BYTES = 32
"""What the parser keeps for each cell between the first and the farthest one, filled or not."""


class Inside(NamedTuple):
    """What a zip is: a format's name, and the entry that holds the table where it is a plain archive."""

    form: str
    entry: str = ""


def opened(data: bytes, bounds: Bounds) -> zipfile.ZipFile:
    """The archive, after its entries, unpacked size and ratio were found harmless."""
    try:
        pack = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        raise refusal("damaged", what="it ends too early or its list of contents is broken") from None
    entries = pack.infolist()
    if len(entries) > bounds.entries:
        raise refusal("too-large", what=f"it is made of {len(entries):,} parts")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > bounds.unzipped:
        raise refusal("too-large", what=f"it unpacks to {unpacked / MIB:,.0f} MB (the limit is {bounds.unzipped / MIB:,.0f} MB)")
    for entry in entries:
        if entry.file_size > WEIGHTY and entry.file_size > bounds.ratio * max(1, entry.compress_size):
            raise refusal(
                "too-large", what=f"one of its parts unpacks to {entry.file_size // max(1, entry.compress_size):,} times its size"
            )
    return pack


def told_apart(pack: zipfile.ZipFile) -> Inside:
    """Which format the archive is; ReadingError for documents, protected files and archives without a table."""
    names = {entry.filename.replace("\\", "/").lower(): entry for entry in pack.infolist() if not entry.is_dir()}
    if not names:
        raise refusal("empty", what="it is an archive without any files")
    office = _office(names) or _open_document(pack, names)
    if office:
        return Inside(office)
    if any(entry.flag_bits & 1 for entry in names.values()):
        raise refusal("password-protected", hint="Unpack it on your computer with the password, and upload the file that was in it.")
    return _table_inside(names)


def _office(names: dict[str, zipfile.ZipInfo]) -> str | None:
    folders = {name.split("/")[0] for name in names if "/" in name}
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "[content_types].xml" in names and ("xl" in folders or any(name.endswith("workbook.xml") for name in names)):
        return "xlsx"
    if "word" in folders and "[content_types].xml" in names:
        raise refusal("not-a-table", what="a Word document")
    if "ppt" in folders and "[content_types].xml" in names:
        raise refusal("not-a-table", what="a PowerPoint presentation")
    if any(name.endswith(".iwa") for name in names) or "index.zip" in names:
        raise refusal("unsupported-format", what="an Apple Numbers, Pages or Keynote document", hint=NUMBERS_HINT)
    if "[content_types].xml" in names:
        raise refusal("not-a-table", what="an Office document that is no workbook")
    return None


def _open_document(pack: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo]) -> str | None:
    if "mimetype" not in names and not {"content.xml", "meta-inf/manifest.xml"} <= set(names):
        return None
    kind = part(pack, "mimetype", 200)
    if b"spreadsheet" in kind or not kind:
        if b"encryption-data" in part(pack, "META-INF/manifest.xml", MIB):
            raise refusal("password-protected")
        return "ods"
    if b"opendocument" in kind:
        raise refusal("not-a-table", what="an OpenDocument text, drawing or presentation")
    raise refusal("not-a-table", what="an electronic book or another packed document")


def _table_inside(names: dict[str, zipfile.ZipInfo]) -> Inside:
    shown = {name: entry for name, entry in names.items() if not _hidden(name)}
    shapes = [name for name in shown if name.endswith(".shp")]
    found = [entry.filename for name, entry in shown.items() if name.endswith(TABLES)]
    if shapes:
        found = [name for name in found if name.lower().endswith(".dbf")]
    if len(found) == 1:
        return Inside("shapefile" if shapes else "archive", found[0])
    if len(found) > 1:
        raise refusal("several-tables", what=f"{len(found):,} " + ("shapefile tables" if shapes else "files with tables"))
    raise refusal("no-table-inside", what="shapefile (its .dbf part is missing)" if shapes else "zip file")


def _hidden(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return name.startswith("__macosx/") or last.startswith((".", "~$")) or last in ("readme.txt", "license.txt", "licence.txt")


def part(pack: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """Up to `limit` bytes of one entry; nothing when it is missing or cannot be unpacked."""
    try:
        with pack.open(name) as file:
            return file.read(limit)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, ValueError):
        return b""


def refuse_far_cells(pack: zipfile.ZipFile, bounds: Bounds) -> None:
    """ReadingError when a small sheet has cells so far apart that the parser would need more memory than it may have."""
    for entry in pack.infolist():
        name = entry.filename.lower()
        if "worksheets/" not in name or not name.endswith(".xml") or entry.file_size > FAR_CELLS_WITHIN:
            continue
        letters, rows = b"A", 1
        for column, row in CELL.findall(part(pack, entry.filename, FAR_CELLS_WITHIN)):
            letters = max(letters, column, key=lambda one: (len(one), one))
            rows = max(rows, int(row))
        width = _column_number(letters)
        bounds.check(rows, width, place=f"{letters.decode()}{rows}")
        if rows * width * CELL_BYTES > bounds.memory // 2:
            what = f"its cells reach as far as {letters.decode()}{rows}, which makes {rows * width:,} cells, nearly all of them empty"
            raise refusal("too-many-cells", what=what, place=f"{letters.decode()}{rows}")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
