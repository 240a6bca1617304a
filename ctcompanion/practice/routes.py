"""The portal's calls, in one table: what each is named, its verb and path, and the function that answers it.

The names are what faults and the log of calls go by.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from ctcompanion.practice.call import Answer, Call
from ctcompanion.practice.catalogue import catalogue
from ctcompanion.practice.faults import control
from ctcompanion.practice.public import pages, trainer
from ctcompanion.practice.public.preview import preview_link
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.revisions import output, revision, source
from ctcompanion.practice.rows.export import export
from ctcompanion.practice.rows.read import delete_row, read_row, read_rows
from ctcompanion.practice.rows.read_v3 import query_v3
from ctcompanion.practice.rows.upsert import replace_rows, upsert
from ctcompanion.practice.views import attachments, blob, fields, metadata_v1, permission, publication, read, update
from ctcompanion.practice.views.create import create_view

Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """A call: its name, verb, path pattern (matched whole), function, and the `method` parameter that picks it, if any."""

    kind: str
    verb: str
    pattern: re.Pattern[str]
    handler: Handler
    method: str | None = None


def _route(kind: str, verb: str, path: str, handler: Handler, method: str | None = None) -> Route:
    """`{id}` stands for one part of the path; a `.json` after a views path says nothing and may be there or not."""
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+?)", path)
    return Route(kind, verb, re.compile(pattern + r"(?:\.json)?"), handler, method)


def _row_route(kind: str, verb: str, handler: Handler, path: str = r"/(?P<id>[^/.]+)(?:\.(?P<format>\w+))?") -> Route:
    return Route(kind, verb, re.compile(r"/(?:resource|id)" + path), handler)


_ROW = r"/(?P<id>[^/.]+)/(?P<row>[^/]+?)(?:\.json)?"
_VIEW = "/api/views/{id}"
_OUTPUT = "/source/{source}/schema/{input}/output/{output}"
_REVISION_ROUTES: tuple[tuple[str, str, str, Handler], ...] = (
    ("create revision", "POST", "/revision", revision.create_dataset),
    ("create revision", "POST", "/revision/{id}", revision.create_revision),
    ("list revisions", "GET", "/revision/{id}", revision.list_revisions),
    ("revision", "GET", "/revision/{id}/{seq}", revision.show_revision),
    ("update revision", "PUT", "/revision/{id}/{seq}", revision.update_revision),
    ("update revision", "PATCH", "/revision/{id}/{seq}", revision.update_revision),
    ("discard", "DELETE", "/revision/{id}/{seq}", revision.discard),
    ("plan", "GET", "/revision/{id}/{seq}/plan", revision.plan),
    ("apply", "PUT", "/revision/{id}/{seq}/apply", revision.apply),
    ("job", "GET", "/revision/{id}/{seq}/apply/{job}", revision.show_job),
    ("create source", "POST", "/revision/{id}/{seq}/source", source.create_source),
    ("list sources", "GET", "/revision/{id}/{seq}/source", source.list_sources),
    ("create source", "POST", "/source", source.create_source),
    ("source", "GET", "/source/{source}", source.show_source),
    ("upload", "POST", "/source/{source}", source.upload),
    ("attach source", "PATCH", "/source/{source}", source.attach_source),
    ("initiate", "POST", "/source/{source}/initiate", source.initiate),
    ("chunk", "POST", "/source/{source}/chunk/{seq}/{offset}", source.chunk),
    ("commit", "POST", "/source/{source}/chunk/{seq}/{offset}/commit", source.commit),
    ("parse options", "POST", "/source/{source}/options", source.change_options),
    ("input schema", "GET", "/source/{source}/schema/{input}", output.show_schema),
    ("transform", "POST", "/source/{source}/schema/{input}", output.transform_schema),
    ("output schema", "GET", _OUTPUT, output.show_output),
    ("schema rows", "GET", f"{_OUTPUT}/rows", output.output_rows),
    ("schema errors", "GET", f"{_OUTPUT}/errors", output.output_errors),
    ("validate row id", "GET", f"{_OUTPUT}/validate_row_id/{{transform}}", output.validate_row_id),
)


def _revision_route(kind: str, verb: str, path: str, handler: Handler) -> Route:
    return _route(kind, verb, f"/api/publishing/v1{path}", handler)


ROUTES: tuple[Route, ...] = (
    _route("metadata v1 list", "GET", "/api/views/metadata/v1", metadata_v1.read_all),
    _route("metadata v1", "GET", "/api/views/metadata/v1/{id}", metadata_v1.read_metadata),
    _route("update metadata v1", "PATCH", "/api/views/metadata/v1/{id}", metadata_v1.patch_metadata),
    _route("create", "POST", "/api/views", create_view),
    _route("views", "GET", "/api/views", read.list_views),
    _route("permission", "PUT", _VIEW, permission.set_permission, "setPermission"),
    _route("view", "GET", _VIEW, read.read_view),
    _route("update metadata", "PUT", _VIEW, update.update_view),
    _route("delete", "DELETE", _VIEW, update.delete_view),
    _route("columns", "POST", f"{_VIEW}/columns", fields.add_fields_to_view),
    _route("list columns", "GET", f"{_VIEW}/columns", fields.list_fields),
    _route("column", "GET", f"{_VIEW}/columns/{{field}}", fields.read_field),
    _route("update column", "PUT", f"{_VIEW}/columns/{{field}}", fields.update_field),
    _route("delete column", "DELETE", f"{_VIEW}/columns/{{field}}", fields.delete_field),
    _route("copy", "POST", f"{_VIEW}/publication", publication.copy, "copy"),
    _route("copy", "POST", f"{_VIEW}/publication", publication.copy, "copySchema"),
    _route("publish", "POST", f"{_VIEW}/publication", publication.publish),
    _route("permissions", "GET", f"{_VIEW}/permissions", permission.read_permissions),
    _route("permission", "PUT", f"{_VIEW}/permissions", permission.write_permissions),
    _route("approvals", "GET", f"{_VIEW}/approvals", permission.read_approvals),
    _route("approve", "POST", f"{_VIEW}/approvals", permission.write_approvals),
    _route("replication", "GET", f"{_VIEW}/replication", read.replication),
    _route("attach", "POST", f"{_VIEW}/files.txt", attachments.attach),
    _route("attachment", "GET", f"{_VIEW}/files/{{file}}", attachments.download),
    _route("blob attachment", "GET", "/api/assets/{file}", attachments.download_asset),
    Route("create file", "POST", re.compile(r"/api/imports2/?"), blob.create_file, "blob"),
    Route("replace file", "POST", re.compile(r"/api/views/(?P<id>[^/.]+)(?:\.txt)?"), blob.replace_file, "replaceBlob"),
    _route("who am i", "GET", "/api/users/current", read.current_user),
    _route("catalogue", "GET", "/api/catalog/v1", catalogue),
    *(
        _route("control", verb, f"/practice-control{path}", handler)
        for verb, path, handler in (
            ("GET", "", control.show),
            ("POST", "/faults", control.set_faults),
            ("POST", "/switches", control.set_switches),
            ("POST", "/reset", control.reset),
            ("POST", "/approve", control.approve),
            ("GET", "/calls", control.log_of_calls),
        )
    ),
    _route("preview link", "GET", "/practice-control/preview/{id}", preview_link),
    *(_revision_route(*entry) for entry in _REVISION_ROUTES),
    _route("page", "GET", "/", pages.home),
    _route("page", "GET", "/d/{id}", pages.dataset),
    _route("page", "GET", "/d/{id}/api", pages.api_page),
    _route("control", "GET", "/trainer", trainer.trainer),
    _route("control", "POST", "/trainer", trainer.press),
    _route("page", "GET", "/static/portal.css", pages.style),
    _route("page", "GET", "/static/icon.svg", pages.style),
    _route("export", "GET", f"{_VIEW}/rows.csv", export),
    Route("read v3", "POST", re.compile(r"/api/v3/views/(?P<id>[^/.]+)/query(?:\.(?P<format>\w+))?"), query_v3),
    Route("export v3", "POST", re.compile(r"/api/v3/views/(?P<id>[^/.]+)/export\.(?P<format>\w+)"), query_v3),
    _row_route("row", "GET", read_row, _ROW),
    _row_route("delete row", "DELETE", delete_row, _ROW),
    _row_route("read", "GET", read_rows),
    _row_route("upsert", "POST", upsert),
    _row_route("replace", "PUT", replace_rows),
)


def find_route(verb: str, path: str, method: str) -> tuple[Route, dict[str, str]]:
    """The call that a request is, and the parts of its path; Refusal 404 or 405."""
    wanted = "GET" if verb == "HEAD" else verb
    for route in ROUTES:
        if (found := route.pattern.fullmatch(path)) is None:
            continue
        if route.verb == wanted and route.method in (None, method):
            return route, {key: unquote(value) for key, value in found.groupdict().items() if value is not None}
    if verbs := allowed(path):
        raise Refusal(405, "method_not_allowed", f"{verb} is not allowed here", headers={"Allow": ", ".join(verbs)})
    raise Refusal(404, "not_found", "Not found", {"path": path[:200]})


def allowed(path: str) -> list[str]:
    """The verbs that a path knows; none where there is nothing."""
    verbs = {route.verb for route in ROUTES if route.pattern.fullmatch(path)}
    return sorted(verbs | {"OPTIONS", *(["HEAD"] if "GET" in verbs else [])}) if verbs else []


def options(path: str) -> Answer:
    """The answer to OPTIONS: the verbs of the path. Other sites may read with an app token; none may write, for a key is not let through."""
    verbs = allowed(path)
    if not verbs:
        raise Refusal(404, "not_found", "Not found", {"path": path[:200]})
    headers = {
        "Allow": ", ".join(verbs),
        "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
        "Access-Control-Allow-Headers": "Accept, Content-Type, X-App-Token, X-Socrata-RequestId",
    }
    return Answer(headers=headers)
