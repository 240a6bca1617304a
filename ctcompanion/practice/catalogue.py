"""GET /api/catalog/v1: which datasets there are. Public ones for everybody, private ones and drafts for those who may read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from ctcompanion.practice.call import ROWS_JSON, Answer, Call, said
from ctcompanion.practice.identity import OWNER
from ctcompanion.practice.view import View, all_views, load_all_approvals

DEFAULT_LIMIT = 100
MAX_LIMIT = 10_000
ORDERS: Mapping[str, Callable[[View], Any]] = {
    "name": lambda view: view.name.lower(),
    "dataset_id": lambda view: view.id,
    "createdat": lambda view: view.created_at,
    "updatedat": lambda view: max(view.rows_at, view.metadata_at),
    "page_views_total": lambda view: view.visits,
    "page_views_last_week": lambda view: view.visits,
    "page_views_last_month": lambda view: view.visits,
}
OWN_PARAMETERS = frozenset(
    [
        "domains",
        "search_context",
        "ids",
        "names",
        "q",
        "min_should_match",
        "categories",
        "tags",
        "only",
        "attribution",
        "license",
        "column_names",
        "parent_ids",
        "derived_from",
        "derived",
        "provenance",
        "for_user",
        "shared_to",
        "published",
        "public",
        "visibility",
        "audience",
        "approval_status",
        "explicitly_hidden",
        "order",
        "offset",
        "limit",
        "scroll_id",
        "ticket",
    ]
)


def catalogue(call: Call) -> Answer:
    """The catalogue's answer; `resultSetSize` counts all that match, whatever the limit. With `scroll_id` it goes on after that dataset,
    in the order of ids."""
    try:
        limit, offset = _whole(call, "limit", DEFAULT_LIMIT), _whole(call, "offset", 0)
    except ValueError:
        return _cannot("limit and offset must be whole numbers")
    if limit + offset > MAX_LIMIT:
        return _cannot(f"offset + limit must be at most {MAX_LIMIT}")
    order = call.param("order").partition(" ")[0].lower()
    if order not in {"", "relevance", *ORDERS}:
        return _cannot(f"'order' by '{order}' is not known")
    with call.seat.read() as connection:
        views = [view for view in all_views(connection) if _visible(view, call)]
        asks = load_all_approvals(connection)
    found = [view for view in views if matches(view, call, [ask["state"] for ask in asks.get(view.id, ())])]
    if "scroll_id" in dict(call.params):
        page = [view for view in ordered(found, "dataset_id", "") if view.id > call.param("scroll_id").partition(":")[0]][:limit]
    else:
        page = ordered(found, call.param("order"), call.param("q"))[offset : offset + limit]
    results = [_entry(view, call) for view in page]
    return said(
        {"results": results, "resultSetSize": len(found), "timings": {"serviceMillis": 1, "searchMillis": [1]}, "warnings": []},
        content_type=ROWS_JSON,
    )


def _cannot(why: str) -> Answer:
    """A refusal in the shape of this API, which differs from all others."""
    return said({"error": why}, 400, content_type=ROWS_JSON)


def _whole(call: Call, name: str, default: int) -> int:
    value = int(call.param(name) or default)
    if value < 0:
        raise ValueError
    return value


def _visible(view: View, call: Call) -> bool:
    return view.public or call.user.may("read")


def matches(view: View, call: Call, approvals: Iterable[str]) -> bool:
    """Whether a dataset passes every filter of the call; a repeated filter means any of its values."""
    checks: list[tuple[str, Callable[[str], bool]]] = [
        ("domains", lambda value: _is_own(value, call)),
        ("ids", lambda value: value in (view.id, f"{view.id}:0")),
        ("names", lambda value: value.strip().lower() == view.name.lower()),
        ("categories", lambda value: value.lower() == str(view.document.get("category") or "").lower()),
        ("tags", lambda value: value.lower() in (view.document.get("tags") or [])),
        ("only", lambda value: value.lower().removesuffix("s") == _kind(view)),
        ("attribution", lambda value: value.lower() == str(view.document.get("attribution") or "").lower()),
        ("license", lambda value: value in (view.document.get("licenseId"), _license_name(view))),
        ("column_names", lambda value: value.lower() in {name.lower() for field in view.fields for name in (field.name, field.field_name)}),
        ("provenance", lambda value: value == "official"),
        ("for_user", lambda value: value == view.owner),
        ("published", lambda value: (value.lower() == "true") == view.published),
        ("public", lambda value: (value.lower() == "true") == view.public),
        ("audience", lambda value: value == view.audience),
        ("visibility", lambda value: (value == "open") == view.public),
        ("approval_status", lambda value: value == next(iter(approvals), "not_ready")),
        ("explicitly_hidden", lambda value: value.lower() == "false"),
        ("parent_ids", lambda _: False),
        ("derived_from", lambda _: False),
    ]
    for name, passes in checks:
        values = call.all_params(name)
        if values and not any(passes(value) for value in values):
            return False
    custom = {entry["key"]: entry["value"] for entry in domain_metadata(view)}
    wanted = {key for key, _ in call.params if key not in OWN_PARAMETERS and "_" in key and not key.endswith("[]")}
    if any(custom.get(key) not in call.all_params(key) for key in wanted):
        return False
    return not call.param("q") or score(view, call.param("q")) > 0


def _is_own(domain: str, call: Call) -> bool:
    host = call.origin.partition("//")[2]
    return domain.partition("/")[0].lower() in {host.lower(), host.partition(":")[0].lower()}


def _kind(view: View) -> str:
    return "file" if "blobId" in view.document else "dataset"


def _license_name(view: View) -> str:
    from ctcompanion.practice.licenses import LICENSES

    return str(LICENSES.get(str(view.document.get("licenseId")), {}).get("name", ""))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def score(view: View, question: str) -> float:
    """How well a dataset answers a question in words: 0 when fewer than all of three words, or 60 % of more, are found."""
    wanted = list(dict.fromkeys(_words(question)))
    if not wanted:
        return 1.0
    title, text = set(_words(view.name)), _words_of(_text(view))
    found = [word for word in wanted if word in text or any(known.startswith(word) for known in text if len(word) > 3)]
    needed = len(wanted) if len(wanted) <= 3 else int(len(wanted) * 0.6)
    return 0.0 if len(found) < max(needed, 1) else len(found) + sum(2 for word in wanted if word in title)


def _text(view: View) -> str:
    said = [view.name, *(str(view.document.get(key) or "") for key in ("description", "category", "attribution"))]
    return " ".join([*said, *(view.document.get("tags") or []), *(f"{field.name} {field.description}" for field in view.fields)])


@lru_cache(maxsize=5000)
def _words_of(text: str) -> frozenset[str]:
    """The different words of a dataset's description: asked for at every search, and the same until somebody rewords it."""
    return frozenset(_words(text))


def ordered(views: list[View], order: str, question: str) -> list[View]:
    """By relevance where words were asked for, else the newest first; or as `order` says, such as `name DESC`."""
    key, _, direction = order.partition(" ")
    if key.lower() in ORDERS:
        downward = direction.strip().upper() == "DESC" or (not direction and key.lower() not in {"name", "dataset_id"})
        return sorted(views, key=ORDERS[key.lower()], reverse=downward)
    return sorted(views, key=lambda view: -score(view, question)) if question else views


def domain_metadata(view: View) -> list[dict[str, str]]:
    """Custom fields as the catalogue shows them: `Set-Name_Key-Name`."""
    sets = view.metadata.get("custom_fields") or {}
    return [
        {"key": f"{group.replace(' ', '-')}_{name.replace(' ', '-')}", "value": str(value)}
        for group, fields in sets.items()
        for name, value in fields.items()
        if value not in (None, "")
    ]


def iso(milliseconds: int) -> str:
    """An instant as the catalogue writes it: `...000Z`."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _entry(view: View, call: Call) -> dict[str, Any]:
    document = view.document
    person = {"id": OWNER.id, "user_type": "interactive", "display_name": OWNER.name}
    license_name = _license_name(view)
    return {
        "resource": _resource(view),
        "classification": {
            "categories": [],
            "tags": [],
            "domain_category": document.get("category") or "",
            "domain_tags": document.get("tags") or [],
            "domain_metadata": domain_metadata(view),
        },
        "metadata": {"domain": call.origin.partition("//")[2], **({"license": license_name} if license_name else {})},
        "permalink": f"{call.url}/d/{view.id}",
        "link": f"{call.url}/d/{view.id}",
        "owner": person,
        "creator": person,
    }


def _resource(view: View) -> dict[str, Any]:
    document = view.document
    resource: dict[str, Any] = {
        "name": view.name,
        "id": view.id if view.published else f"{view.id}:0",
        "resource_name": None,
        "parent_fxf": [],
        "description": document.get("description") or "",
        "attribution": document.get("attribution"),
        "attribution_link": document.get("attributionLink"),
        "contact_email": None,
        "type": _kind(view),
        "updatedAt": iso(max(view.rows_at, view.metadata_at)),
        "createdAt": iso(view.created_at),
        "metadata_updated_at": iso(view.metadata_at),
        "data_updated_at": iso(view.rows_at),
        "page_views": {"page_views_last_week": view.visits, "page_views_last_month": view.visits, "page_views_total": view.visits},
        "columns_name": [field.name for field in view.fields],
        "columns_field_name": [field.field_name for field in view.fields],
        "columns_datatype": [field.type.catalogue for field in view.fields],
        "columns_description": [field.description for field in view.fields],
        "columns_format": [field.extras.get("format") or {} for field in view.fields],
        "download_count": view.downloads,
        "provenance": "official",
        "lens_view_type": "blobby" if "blobId" in document else "tabular",
        "lens_display_type": "table",
        "locked": bool(document.get("locked", False)),
        "blob_mime_type": document.get("blobMimeType"),
        "hide_from_data_json": False,
    }
    return resource | ({"publication_date": iso(view.published_at)} if view.published_at else {})
