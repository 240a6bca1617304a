"""Links by which an owner shows a private dataset: signed by the seat, good for one dataset and some weeks."""

from __future__ import annotations

from itsdangerous import BadSignature, URLSafeTimedSerializer

from ctcompanion.practice.call import Answer, Call, said
from ctcompanion.practice.identity import User
from ctcompanion.practice.seats import Seat
from ctcompanion.practice.view import find_view

SECONDS = 60 * 24 * 3600
GUEST = User("", "Guest of the owner", "anonymous", (), ("read",))
"""May read the dataset of the link, and is not signed in."""


def token_for(seat: Seat, view_id: str) -> str:
    """What a preview link carries."""
    return URLSafeTimedSerializer(seat.secret(), salt="preview").dumps(view_id)


def is_token_for(seat: Seat, view_id: str, token: str) -> bool:
    """Whether a link's token was signed by this seat for this dataset, not too long ago."""
    try:
        signed: object = URLSafeTimedSerializer(seat.secret(), salt="preview").loads(token, max_age=SECONDS)
    except BadSignature:
        return False
    return signed == view_id


def preview_link(call: Call) -> Answer:
    """GET /practice-control/preview/{id}: the whole link, for whoever may change the dataset."""
    with call.seat.read() as connection:
        view = find_view(connection, call.parts["id"], call.user, "grant")
    return said({"link": f"{call.url}/d/{view.id}?preview={token_for(call.seat, view.id)}"})
