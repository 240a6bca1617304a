"""Sources: a file on its way into a dataset. Created, uploaded whole or in chunks, parsed, shown, and given output schemas."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.refusal import Refusal, invalid
from ctcompanion.practice.revisions.keep import Document, fetch, fetch_all, instant, keep, new_number
from ctcompanion.practice.revisions.links import answer, envelope, source_links
from ctcompanion.practice.revisions.parsing import UnreadableError, checked_options
from ctcompanion.practice.revisions.revision import find_revision
from ctcompanion.practice.revisions.schema import (
    input_schema,
    parse_source,
)
from ctcompanion.practice.view import find_view, load_view

CHUNK_BYTES = 1024 * 1024
PARALLEL = 4
MAX_SOURCE = 500 * 1024 * 1024


def create_source(call: Call) -> Answer:
    """POST .../source: a source of a revision, or of none yet."""
    call.user.need("update_view")
    sent = call.json_object()
    kind = sent.get("source_type")
    if not isinstance(kind, Mapping) or kind.get("type") not in ("upload", "view"):
        raise invalid("The practice portal takes sources of type upload or view")
    options = checked_options(sent.get("parse_options"))
    with call.seat.write() as connection:
        revision = find_revision(connection, call) if "seq" in call.parts else None
        source = _new_source(connection, dict(kind), options, revision)
        if kind["type"] == "view":
            fourfour = kind.get("fourfour") or (revision["fourfour"] if revision else None)
            source["source_type"] |= {"fourfour": find_view(connection, str(fourfour), call.user).id, "loaded": False}
            _parse(connection, source)
        keep(connection, "source", source)
    return answer(source, source_links(source), 201)


def _new_source(connection: sqlite3.Connection, kind: Document, options: Document, revision: Mapping[str, Any] | None) -> Document:
    return {
        "id": new_number(connection),
        "source_type": kind,
        "parse_options": options,
        "schemas": [],
        "content_type": None,
        "created_at": instant(),
        "finished_at": None,
        "failed_at": None,
        "failure_details": None,
        "filesize": None,
        "revision": None if revision is None else revision["id"],
    }


def list_sources(call: Call) -> Answer:
    """GET .../source of a revision, the newest first."""
    call.user.need("update_view")
    with call.seat.read() as connection:
        revision = find_revision(connection, call)
        found = [source for source in fetch_all(connection, "source") if source["revision"] == revision["id"]]
    return said([envelope(source, source_links(source)) for source in found])


def show_source(call: Call) -> Answer:
    """GET /source/{id}."""
    call.user.need("update_view")
    with call.seat.read() as connection:
        source = fetch(connection, "source", call.parts["source"])
    return answer(source, source_links(source))


def upload(call: Call) -> Answer:
    """POST /source/{id}: the whole file in one request."""
    call.user.need("update_view")
    with call.seat.write() as connection:
        source = _waiting_source(connection, call)
        connection.execute("DELETE FROM chunk WHERE source = ?", (source["id"],))
        connection.execute("INSERT INTO chunk VALUES(?, 0, ?)", (source["id"], call.body))
        source |= {"content_type": call.headers.get("content-type", "text/csv"), "filesize": len(call.body)}
        _parse(connection, source)
    return answer(source, source_links(source), 201)


def initiate(call: Call) -> Answer:
    """POST .../initiate: how large chunks may be, and how many may come at once."""
    call.user.need("update_view")
    kind = call.json_object().get("content_type")
    if not isinstance(kind, str):
        raise invalid("content_type must be named")
    with call.seat.write() as connection:
        source = _waiting_source(connection, call)
        connection.execute("DELETE FROM chunk WHERE source = ?", (source["id"],))
        keep(connection, "source", source | {"content_type": kind})
    return said({"preferred_chunk_size": CHUNK_BYTES, "preferred_upload_parallelism": PARALLEL})


def chunk(call: Call) -> Answer:
    """POST .../chunk/{seq_num}/{byte_offset}: a piece; in any order, and twice does no harm."""
    call.user.need("update_view")
    if len(call.body) > CHUNK_BYTES:
        raise Refusal(413, "req.body.too-large", f"A chunk may hold at most {CHUNK_BYTES} bytes", {"limit": CHUNK_BYTES})
    place = _offset(call)
    with call.seat.write() as connection:
        source = _waiting_source(connection, call)
        connection.execute("INSERT OR REPLACE INTO chunk VALUES(?, ?, ?)", (source["id"], place, call.body))
    return said({"seq_num": call.parts["seq"], "byte_offset": place})


def _offset(call: Call) -> int:
    text = call.parts["offset"]
    if not text.isascii() or not text.isdigit() or len(text) > 15 or int(text) > MAX_SOURCE:
        raise invalid("A byte offset must be a whole number below the limit", {"limit": MAX_SOURCE})
    return int(text)


def commit(call: Call) -> Answer:
    """POST .../chunk/{last}/{total}/commit: all chunks must be there, end to end; then the file is parsed."""
    call.user.need("update_view")
    total = _offset(call)
    with call.seat.write() as connection:
        source = _waiting_source(connection, call)
        pieces = connection.execute("SELECT place, length(content) FROM chunk WHERE source = ? ORDER BY place", (source["id"],))
        end = 0
        for place, length in pieces:
            end = end + length if place == end else -1
        if end != total:
            raise invalid(f"The chunks do not make up {total} bytes", {"total": total})
        source["filesize"] = total
        _parse(connection, source)
    return answer(source, source_links(source), 201)


def _waiting_source(connection: sqlite3.Connection, call: Call) -> Document:
    source = fetch(connection, "source", call.parts["source"])
    if source["finished_at"] or source["failed_at"]:
        raise invalid("This source has its file already")
    return source


def _parse(connection: sqlite3.Connection, source: Document) -> None:
    try:
        parsed = parse_source(connection, source)
    except UnreadableError as error:
        source |= {"failed_at": instant(), "failure_details": {"message": str(error)}}
    else:
        revision = fetch(connection, "revision", source["revision"]) if source["revision"] else None
        view = load_view(connection, revision["fourfour"]) if revision else None
        source["schemas"].append(input_schema(connection, parsed, view))
        source["finished_at"] = instant()
        set_on_revision(connection, source, source["schemas"][-1]["output_schemas"][-1])
    keep(connection, "source", source)


def set_on_revision(connection: sqlite3.Connection, source: Mapping[str, Any], output: Mapping[str, Any]) -> None:
    """Makes an output schema the one that the source's revision applies."""
    if source["revision"]:
        keep(connection, "revision", fetch(connection, "revision", source["revision"]) | {"output_schema_id": output["id"]})


def change_options(call: Call) -> Answer:
    """POST .../options: the same bytes parsed anew, as a new source."""
    call.user.need("update_view")
    with call.seat.write() as connection:
        old = fetch(connection, "source", call.parts["source"])
        options = checked_options(call.json_object().get("parse_options"), old["parse_options"])
        source = old | {"id": new_number(connection), "parse_options": options, "schemas": [], "finished_at": None, "failed_at": None}
        connection.execute("INSERT INTO chunk SELECT ?, place, content FROM chunk WHERE source = ?", (source["id"], old["id"]))
        if old["finished_at"] or old["failed_at"]:
            _parse(connection, source)
        keep(connection, "source", source)
    return answer(source, source_links(source), 201)


def attach_source(call: Call) -> Answer:
    """PATCH /source/{id}: puts a source into a revision."""
    call.user.need("update_view")
    wanted = call.json_object().get("revision")
    if not isinstance(wanted, Mapping):
        raise invalid("revision must name a fourfour and a revision_seq")
    with call.seat.write() as connection:
        source = fetch(connection, "source", call.parts["source"])
        revision = next(
            (
                each
                for each in fetch_all(connection, "revision")
                if each["fourfour"] == wanted.get("fourfour") and each["revision_seq"] == wanted.get("revision_seq")
            ),
            None,
        )
        if revision is None:
            raise Refusal(404, "not_found", "There is no such revision")
        source["revision"] = revision["id"]
        keep(connection, "source", source)
        if source["schemas"]:
            set_on_revision(connection, source, source["schemas"][-1]["output_schemas"][-1])
    return answer(source, source_links(source), 202)
