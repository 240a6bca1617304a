"""POST /api/v3/views/{id}/query.json and export.csv: the newer way to read, a whole SoQL query and a page of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ctcompanion.practice.call import Answer, Call
from ctcompanion.practice.refusal import Refusal, not_signed_in
from ctcompanion.practice.rows.read import give_rows
from ctcompanion.practice.soql.parse import Query, parse

MOST_ROWS = 50_000
EVERYTHING = 1 << 53


def query_v3(call: Call) -> Answer:
    """One page of a query's rows, or all of them as export. Every request names an application or a user."""
    if not call.user.signed_in and not call.headers.get("x-app-token") and not call.param("$$app_token"):
        raise not_signed_in()
    sent = call.json_object()
    text = sent.get("query", "SELECT *")
    if not isinstance(text, str):
        raise Refusal(400, "query.compiler.malformed", "query must be SoQL text", {})
    query: Query = parse(text, "query")
    return give_rows(call, _whole_query(query) if call.kind == "export v3" else _page(query, sent.get("page") or {}))


def _whole_query(query: Query) -> Query:
    return query if query.limit is not None else replace(query, limit=EVERYTHING)


def _page(query: Query, page: Any) -> Query:
    number, size = _number(page, "pageNumber", 1), _number(page, "pageSize", 1000)
    skipped = (max(number, 1) - 1) * size
    left = size if query.limit is None else max(0, min(size, query.limit - skipped))
    return replace(query, limit=left, offset=query.offset + skipped)


def _number(page: Any, name: str, default: int) -> int:
    value = page.get(name, default) if isinstance(page, dict) else None
    if type(value) is not int or not 0 <= value <= MOST_ROWS:
        raise Refusal(400, "query.compiler.malformed", f"{name} must be a whole number up to {MOST_ROWS}", {})
    return value
