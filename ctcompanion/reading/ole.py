"""OLE containers: the old Office formats, and the wrapper of password-protected new ones."""

from __future__ import annotations

from typing import BinaryIO

import olefile

from ctcompanion.reading.refusals import refusal

DOCUMENTS = {
    "worddocument": "a Word document",
    "powerpoint document": "a PowerPoint presentation",
    "visiodocument": "a Visio drawing",
    "__properties_version1.0": "an Outlook message",
    "quill": "a Publisher document",
}
ENCRYPTED = ("encryptedpackage", "encryptioninfo")
WORKBOOK = ("workbook", "book")
FILE_PASS = 0x2F


def check_ole(file: BinaryIO) -> bool:
    """True when the workbook has macros; ReadingError when the container holds no workbook or an encrypted one."""
    try:
        with olefile.OleFileIO(file) as container:
            streams = {"/".join(path).lower(): "/".join(path) for path in container.listdir()}
            workbook = next((streams[name] for name in WORKBOOK if name in streams), None)
            start = container.openstream(workbook).read(4096) if workbook else b""
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, EOFError):
        raise refusal("damaged", what="its list of contents is broken") from None
    tops = {name.split("/")[0] for name in streams}
    if any(name in tops for name in ENCRYPTED) or (start and _has_password(start)):
        raise refusal("password-protected")
    if not workbook:
        what = next((words for name, words in DOCUMENTS.items() if name in tops), "an older Office file without a workbook")
        raise refusal("not-a-table" if what in DOCUMENTS.values() else "unsupported-format", what=what)
    return "_vba_project_cur" in tops


def _has_password(start: bytes) -> bool:
    """A FilePass record right after the stream's first record or two."""
    at = 0
    for _ in range(6):
        kind, length = int.from_bytes(start[at : at + 2], "little"), int.from_bytes(start[at + 2 : at + 4], "little")
        if kind == FILE_PASS:
            return True
        at += 4 + length
        if at + 4 > len(start):
            return False
    return False
