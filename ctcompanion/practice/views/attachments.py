"""Files beside a dataset: POST files.txt, GET files/{id}."""

from __future__ import annotations

import uuid
from urllib.parse import quote, unquote

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.refusal import Refusal, invalid
from ctcompanion.practice.view import find_view, save_document

MAX_NAME = 200


def file_name(sent: str) -> str:
    """The name of a file without any folder; empty where it cannot be one."""
    name = sent.replace("\\", "/").rpartition("/")[2].strip()
    return name if name.isprintable() and len(name) <= MAX_NAME and name.strip(".") else ""


def attach(call: Call) -> Answer:
    """Keeps the bytes sent under the name in X-File-Name (percent-encoded), and lists them in the dataset's metadata."""
    name = file_name(unquote(call.headers.get("x-file-name", "")))
    if not name:
        raise invalid("X-File-Name must name the file")
    if not call.body:
        raise invalid("The file is empty")
    kind = call.headers.get("content-type", "application/octet-stream")
    file_id = str(uuid.uuid4())
    with call.seat.write() as connection:
        view = find_view(connection, call.parts["id"], call.user, "update_view")
        connection.execute("INSERT INTO attachment VALUES(?, ?, ?, ?, ?)", (file_id, view.id, name, kind[:200], call.body))
        listed = [*(view.metadata.get("attachments") or []), {"filename": name, "assetId": file_id, "name": name}]
        save_document(connection, view.id, {**view.document, "metadata": {**view.metadata, "attachments": listed}})
    return said({"file": file_id, "nameForOutput": name})


def download(call: Call) -> Answer:
    """The file's bytes, always as a download: a browser never runs what somebody attached."""
    with call.seat.read() as connection:
        view = find_view(connection, call.parts["id"], call.user)
        row = connection.execute(
            "SELECT name, content FROM attachment WHERE id = ? AND view_id = ?", (call.parts["file"], view.id)
        ).fetchone()
    if row is None:
        raise Refusal(404, "not_found", "Not found", {"id": call.parts["file"]})
    return _file(row[0], row[1])


def download_asset(call: Call) -> Answer:
    """GET /api/assets/{id}: the same by the file's id alone."""
    with call.seat.read() as connection:
        row = connection.execute("SELECT name, content, view_id FROM attachment WHERE id = ?", (call.parts["file"],)).fetchone()
        if row is None:
            raise Refusal(404, "not_found", "Not found", {"id": call.parts["file"]})
        find_view(connection, row[2], call.user)
    return _file(row[0], row[1])


def _file(name: str, content: bytes) -> Answer:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "X-Content-Type-Options": "nosniff"}
    return Answer(content, 200, "application/octet-stream", headers)
