"""Datasets that are one file and have no rows: POST /api/imports2/?method=blob, and ?method=replaceBlob for another file."""

from __future__ import annotations

import sqlite3
import uuid
from email import policy
from email.parser import BytesHeaderParser

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.refusal import Refusal, invalid
from ctcompanion.practice.view import find_view, insert_view, now, save_document, view_json
from ctcompanion.practice.views.attachments import file_name
from ctcompanion.practice.views.describe import checked_document

KEYS = ("blobId", "blobFilename", "blobMimeType", "blobFileSize")
MOST_PARTS = 100
Sent = tuple[str, str, bytes]


def create_file(call: Call) -> Answer:
    """A new dataset named after the file, as the real portal makes it: published at once, private."""
    call.user.need("create_datasets")
    sent = _file(call)
    with call.seat.write() as connection:
        view_id = insert_view(connection, checked_document({}, {"name": sent[0]}))
        connection.execute("UPDATE view SET stage = 'published', published_at = ? WHERE id = ?", (now(), view_id))
        _keep(connection, call, view_id, sent)
        return said(view_json(connection, find_view(connection, view_id, call.user), call.user))


def replace_file(call: Call) -> Answer:
    """Another file in the place of the one that is the dataset; Refusal 400 for a dataset of rows."""
    sent = _file(call)
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "update_view")
        if "blobId" not in view.document:
            raise invalid("A dataset of rows cannot be replaced by a file", {"id": view.id})
        connection.execute("DELETE FROM attachment WHERE id = ?", (view.document["blobId"],))
        _keep(connection, call, view.id, sent)
        return said(view_json(connection, find_view(connection, view.id, call.user), call.user))


def _keep(connection: sqlite3.Connection, call: Call, view_id: str, sent: Sent) -> None:
    name, kind, content = sent
    file_id = str(uuid.uuid4())
    connection.execute("INSERT INTO attachment VALUES(?, ?, ?, ?, ?)", (file_id, view_id, name, kind, content))
    view = find_view(connection, view_id, call.user, "update_view")
    blob = dict(zip(KEYS, (file_id, name, kind, len(content)), strict=True))
    save_document(connection, view_id, {**view.document, **blob})


def _file(call: Call) -> Sent:
    """Name, type and bytes of the file in a multipart body, of one level as every client sends it; Refusal 400 or 415 when there is none."""
    kind = call.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise Refusal(415, "unsupported_media_type", "The file must be sent as multipart/form-data")
    boundary = BytesHeaderParser(policy=policy.HTTP).parsebytes(b"Content-Type: " + kind.encode("latin-1")).get_boundary()
    for part in call.body.split(b"--" + boundary.encode("latin-1", "replace"), MOST_PARTS)[1:] if boundary else ():
        head, _, content = part.partition(b"\r\n\r\n")
        told = BytesHeaderParser(policy=policy.HTTP).parsebytes(head.lstrip(b"\r\n"))
        name = file_name(told.get_filename() or "")
        content = content.removesuffix(b"\r\n")
        if name and content:
            return name, told.get_content_type(), content
    raise invalid("There is no file in the body")
