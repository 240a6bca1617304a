"""The portal's pages for residents: catalogue, a dataset's page, its API page. No script, nothing from elsewhere, every text escaped."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from ctcompanion.practice.call import Answer, Call
from ctcompanion.practice.catalogue import ordered, score
from ctcompanion.practice.ids import FOUR_BY_FOUR
from ctcompanion.practice.licenses import LICENSES
from ctcompanion.practice.public.cells import cell
from ctcompanion.practice.public.chart import chart_of
from ctcompanion.practice.public.paging import page_links, page_number
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.view import View, all_views, listed_files, load_view

TEMPLATES = Path(__file__).parent / "templates"
ROWS_PER_PAGE = 25
HITS_PER_PAGE = 20
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=select_autoescape(default=True), undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["day"] = day
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment


def day(milliseconds: int) -> str:
    """A date as people write it: July 4, 2026."""
    when = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return f"{when:%B} {when.day}, {when.year}"


def page(call: Call, template: str, status: int = 200, **values: Any) -> Answer:
    """A page of the portal."""
    text = _environment().get_template(template).render(base=call.base, url=call.url, seat=call.seat.name, **values)
    return Answer(text.encode("utf-8", "replace"), status, "text/html; charset=utf-8", HEADERS)


def not_here(base: str, seat: str, refusal: Refusal) -> Answer:
    """What a person sees whose address leads nowhere."""
    taken = refusal.code == "no_seat_left"
    title = "All practice seats are taken" if taken else "There is no such page"
    text = "Ask your trainer to remove one." if taken else "Check the address, or look in the catalogue."
    values = {"base": base, "url": base, "seat": seat, "title": title, "text": text}
    return Answer(_environment().get_template("message.html").render(values).encode(), refusal.status, "text/html; charset=utf-8", HEADERS)


def style(call: Call) -> Answer:
    """The one style sheet, and the icon."""
    name, kind = ("icon.svg", "image/svg+xml") if call.path.endswith(".svg") else ("portal.css", "text/css; charset=utf-8")
    headers = {"Cache-Control": "max-age=300", "X-Content-Type-Options": "nosniff"}
    return Answer((TEMPLATES / name).read_bytes(), 200, kind, headers)


def home(call: Call) -> Answer:
    """The catalogue of public datasets, with search in words and by category."""
    question, category = call.param("q")[:200], call.param("category")
    with call.seat.read() as connection:
        views = [view for view in all_views(connection) if view.public]
    categories = sorted({str(view.document["category"]) for view in views if view.document.get("category")})
    found = [view for view in views if (not question or score(view, question) > 0) and category in ("", view.document.get("category"))]
    found = ordered(found, "", question)
    number = page_number(call.param("page"), len(found), HITS_PER_PAGE)
    shown = found[(number - 1) * HITS_PER_PAGE : number * HITS_PER_PAGE]
    pages = page_links(call, len(found), HITS_PER_PAGE, number)
    return page(
        call,
        "home.html",
        views=shown,
        found=len(found),
        all=len(views),
        question=question,
        category=category,
        categories=categories,
        pages=pages,
    )


def dataset(call: Call) -> Answer:
    """A dataset's page. A private one tells its title alone, but for whoever holds the owner's preview link."""
    with call.seat.read() as connection:
        view = _found(connection, call)
        if view is None:
            return page(
                call, "message.html", 404, title="There is no such dataset", text="It may have been removed. Look in the catalogue."
            )
        if not _open_to(view, call):
            return page(call, "message.html", 403, title=view.name, text=_why_closed(view))
        call.seat.count_visit(view.id)
        return page(call, "dataset.html", **_dataset_values(connection, call, view))


def _found(connection: sqlite3.Connection, call: Call) -> View | None:
    view_id = call.parts["id"]
    return load_view(connection, view_id) if FOUR_BY_FOUR.fullmatch(view_id) else None


def _open_to(view: View, call: Call) -> bool:
    return view.public or call.user.may("read")


def _why_closed(view: View) -> str:
    if not view.published:
        return "This dataset is a draft. It is not published yet."
    return "This dataset is private. Only its owner, and those the owner shared it with, can see it."


def _dataset_values(connection: sqlite3.Connection, call: Call, view: View) -> dict[str, Any]:
    number = page_number(call.param("page"), view.row_count, ROWS_PER_PAGE)
    rows = _rows(connection, view, number)
    return {
        "view": view,
        "rows": [[cell(field, value) for field, value in zip(view.fields, row, strict=True)] for row in rows],
        "pages": page_links(call, view.row_count, ROWS_PER_PAGE, number),
        "chart": chart_of(call.seat, connection, view),
        "facts": facts(view),
        "custom": [
            (group, name, str(value))
            for group, fields in (view.metadata.get("custom_fields") or {}).items()
            for name, value in fields.items()
        ],
        "files": [
            (f"{call.base}/api/views/{view.id}/files/{file_id}{_key(call, '?')}", name) for file_id, name in listed_files(connection, view)
        ],
        "blob": _blob(call, view),
        "csv": f"{call.base}/api/views/{view.id}/rows.csv?accessType=DOWNLOAD{_key(call, '&')}",
        "json": f"{call.base}/resource/{view.id}.json{_key(call, '?')}",
        "api": f"{call.base}/d/{view.id}/api{_key(call, '?')}",
    }


def _blob(call: Call, view: View) -> str:
    """The address of the file that the dataset is; empty for a dataset of rows."""
    file_id = view.document.get("blobId")
    return f"{call.base}/api/views/{view.id}/files/{file_id}{_key(call, '?')}" if file_id else ""


def _key(call: Call, sign: str) -> str:
    """The preview token, handed on to the links of a page that was opened with one."""
    token = call.param("preview")
    return f"{sign}preview={quote(token)}" if token else ""


def _rows(connection: sqlite3.Connection, view: View, number: int) -> list[tuple[Any, ...]]:
    """One page of rows. SQLite walks to an offset: where no row was deleted the place is computed, else counted from the nearer end."""
    if not view.fields:
        return []
    names = ", ".join(field.sql for field in view.fields)
    start = (number - 1) * ROWS_PER_PAGE
    size = min(ROWS_PER_PAGE, view.row_count - start)
    first, last = connection.execute(f"SELECT (SELECT min(sid) FROM {view.table}), (SELECT max(sid) FROM {view.table})").fetchone()
    if first is not None and last - first + 1 == view.row_count:
        return connection.execute(f"SELECT {names} FROM {view.table} WHERE sid >= ? ORDER BY sid LIMIT ?", (first + start, size)).fetchall()
    if start <= view.row_count // 2:
        return connection.execute(f"SELECT {names} FROM {view.table} ORDER BY sid LIMIT ? OFFSET ?", (size, start)).fetchall()
    sql = f"SELECT {names} FROM {view.table} ORDER BY sid DESC LIMIT ? OFFSET ?"
    return connection.execute(sql, (size, view.row_count - start - size)).fetchall()[::-1]


def facts(view: View) -> list[tuple[str, str]]:
    """What a resident asks first: who provides it, how fresh it is, whether it may be used."""
    document = view.document
    license_ = LICENSES.get(str(document.get("licenseId")), {})
    kept = [
        ("Last updated", day(max(view.rows_at, view.metadata_at))),
        ("Data last updated", day(view.rows_at)),
        ("Created", day(view.created_at)),
        ("Data provided by", str(document.get("attribution") or "")),
        ("Category", str(document.get("category") or "")),
        ("License", str(license_.get("name", ""))),
        ("One row is", str(view.metadata.get("rowLabel") or document.get("rowClass") or "")),
        ("Tags", ", ".join(document.get("tags") or [])),
    ]
    return [(name, value) for name, value in kept if value]


def api_page(call: Call) -> Answer:
    """How to read a dataset from a program: its address, field names and ready questions."""
    with call.seat.read() as connection:
        view = _found(connection, call)
    if view is None or not _open_to(view, call):
        return dataset(call)
    return page(call, "api.html", view=view, endpoint=f"{call.url}/resource/{view.id}.json", examples=_examples(call, view))


def _examples(call: Call, view: View) -> list[tuple[str, str, str]]:
    first = next((field.field_name for field in view.fields), None)
    asked = [("The first five rows", {"$limit": "5"}), ("How many rows there are", {"$select": "count(*)"})]
    if first:
        asked.append(
            (f"How many rows for each value of {first}", {"$select": f"{first}, count(*)", "$group": first, "$order": "count(*) desc"})
        )
    token = {"preview": call.param("preview")} if call.param("preview") else {}
    return [
        (
            words,
            "&".join(f"{key}={value}" for key, value in query.items()),
            f"{call.base}/resource/{view.id}.json?{urlencode({**query, **token})}",
        )
        for words, query in asked
    ]
