"""What a file is, told from its content. Its name is only asked where the content leaves it open."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from ctcompanion import reference
from ctcompanion.reading.refusals import refusal

START = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
GZIP = b"\x1f\x8b"
OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
"""A BIFF stream without its usual container: Excel 2 to 5."""
CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 0, 26, 27}


def recognise(data: bytes, file_name: str) -> str:
    """One of csv, xml-excel, html, ole, zip, gzip, dbf, old-excel; ReadingError for what is empty or no table at all."""
    refuse_lock_file(data[:START], file_name)
    start = data[:START]
    if not start.strip(b" \t\r\n\0\x1a\xef\xbb\xbf\xfe\xff"):
        raise refusal("empty", what="there is nothing in it" if not data else "there is nothing in it but blanks")
    for magic, kind in ((OLE, "ole"), (ZIP[0], "zip"), (ZIP[1], "zip"), (GZIP, "gzip")):
        if start.startswith(magic):
            return kind
    if start.startswith(OLD_EXCEL):
        return "old-excel"
    _refuse_known(start)
    if looks_like_dbf(data):
        return "dbf"
    return _text_kind(start)


def refuse_lock_file(start: bytes, file_name: str) -> None:
    """ReadingError for the owner file that Excel or LibreOffice leaves beside an open workbook."""
    name = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    if name.startswith(".~lock.") or (name.startswith("~$") and not start.startswith((OLE, *ZIP))):
        raise refusal("lock-file")


@cache
def signatures() -> list[dict[str, Any]]:
    """Known files that are no tables: first bytes (hex, at an offset), the refusal's code, and what they are called."""
    entries = tomllib.loads(reference.path("file_signatures.toml").read_text(encoding="utf-8"))["signature"]
    return [{**entry, "bytes": bytes.fromhex(entry["hex"])} for entry in entries]


def _refuse_known(start: bytes) -> None:
    binary = any(byte in CONTROL or byte == 0 for byte in start[:512])
    for entry in signatures():
        known = start.startswith(entry["bytes"], entry.get("offset", 0))
        if known and (binary or entry.get("text") or not entry["bytes"].isalnum()):
            raise refusal(entry["code"], what=entry["what"])


def looks_like_dbf(data: bytes) -> bool:
    """A dBASE table: its version, a real date, and lengths that agree with each other."""
    if len(data) < 65 or data[0] not in (0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x83, 0x8B, 0xF5):
        return False
    month, day = data[2], data[3]
    head, record = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    return 0 <= month <= 12 and 0 <= day <= 31 and 65 <= head <= len(data) and record > 0 and b"\x0d" in data[32 : head + 1]


def _text_kind(start: bytes) -> str:
    text = _as_text(start)
    lower = text.lstrip("\ufeff \t\r\n").lower()
    if lower.startswith("<"):
        return _markup_kind(lower)
    if lower.startswith(("{", "[")) and _is_json(lower):
        raise refusal("not-a-table", what="a JSON file")
    if lower.startswith("{\\rtf"):
        raise refusal("not-a-table", what="a rich text document (RTF)")
    return "csv"


def _as_text(start: bytes) -> str:
    """The first bytes as text; ReadingError when they are no text in any encoding."""
    from ctcompanion.reading.encoding import marked

    found = marked(start)
    if found:
        return start.decode(found.codec, errors="ignore")
    odd = sum(byte in CONTROL for byte in start)
    zeros = start.count(0)
    if odd > 0.02 * len(start) or zeros > max(16, 0.1 * len(start)):
        raise refusal("not-a-table", what="a file of a program's own kind (binary data)")
    return start.decode("utf-8", errors="replace")


def _markup_kind(lower: str) -> str:
    if "urn:schemas-microsoft-com:office:spreadsheet" in lower:
        return "xml-excel"
    if any(mark in lower for mark in ("<html", "<table", "<!doctype html", "<body", "<head", "<div", "<meta")):
        return "html"
    what = "a picture (SVG)" if "<svg" in lower else "an XML file"
    raise refusal("not-a-table", what=what)


def _is_json(lower: str) -> bool:
    opened = lower[1:].lstrip()
    return not opened or opened[0] in '"{}[]' or (lower[0] == "[" and (opened[0] in "-0123456789tfn") and "," in opened)
