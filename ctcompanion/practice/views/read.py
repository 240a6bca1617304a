"""GET /api/views/{id}: the view object."""

from __future__ import annotations

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.identity import need_sign_in
from ctcompanion.practice.view import all_views, find_view, view_json


def read_view(call: Call) -> Answer:
    """One dataset as the caller may see it."""
    with call.seat.read() as connection:
        view = find_view(connection, call.parts["id"], call.user)
        return said(view_json(connection, view, call.user))


def list_views(call: Call) -> Answer:
    """Every dataset the caller may read."""
    with call.seat.read() as connection:
        return said([view_json(connection, view, call.user) for view in all_views(connection) if view.readable_by(call.user)])


def current_user(call: Call) -> Answer:
    """GET /api/users/current: who the key belongs to and what it may do on the domain."""
    need_sign_in(call.user)
    user = call.user
    rights = sorted({*user.domain_rights, *user.rights})
    return said({"id": user.id, "displayName": user.name, "screenName": user.name, "roleName": user.role, "rights": rights})


def replication(call: Call) -> Answer:
    """GET /api/views/{id}/replication.json: whether reads have caught up with writes."""
    with call.seat.read() as connection:
        view = find_view(connection, call.parts["id"], call.user)
    behind = call.seat.is_behind(view.id)
    version = view.data_version - 1 if behind else view.data_version
    return said(
        {
            "truth_data_version": view.data_version,
            "read_replication_up_to_date": not behind,
            "secondary_versions": [{"name": "practice", "version": version}],
        }
    )
