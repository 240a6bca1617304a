"""Who is calling. Any key pair is welcome in practice; a few names of keys teach what a refusal looks like."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from ctcompanion.practice.refusal import Refusal, bad_credentials, not_permitted, not_signed_in

OWNER_RIGHTS = (
    "read", "write", "add", "delete", "grant", "add_column", "remove_column", "update_column", "update_view", "delete_view",
)  # fmt: skip
EDITOR_RIGHTS = ("read", "write", "add", "update_column", "update_view")


@dataclass(frozen=True)
class User:
    """A caller: role as on the portal, rights on the domain and on every dataset of the seat."""

    id: str
    name: str
    role: str
    domain_rights: tuple[str, ...]
    rights: tuple[str, ...]

    @property
    def signed_in(self) -> bool:
        return self.role != "anonymous"

    def may(self, right: str) -> bool:
        return right in self.rights or right in self.domain_rights

    def need(self, right: str) -> None:
        """Refusal 403, in the words for a visitor or for a user without the right."""
        if not self.may(right):
            raise not_permitted() if self.signed_in else not_signed_in()


ANONYMOUS = User("", "", "anonymous", (), ())
OWNER = User("prac-tice", "Practice publisher", "publisher", ("create_datasets", "view_domain"), OWNER_RIGHTS)
PRACTICE_KEYS: Mapping[str, User | None] = {
    "viewer": User("view-only", "Practice viewer", "viewer", ("view_domain",), ("read",)),
    "editor": User("edit-only", "Practice editor", "editor", ("view_domain",), EDITOR_RIGHTS),
    "administrator": User(
        "admi-nist", "Practice administrator", "administrator", ("create_datasets", "view_domain", "approve"), OWNER_RIGHTS
    ),
    "no-rights": User("none-none", "Practice guest", "", (), ()),
    "expired": None,
    "wrong": None,
}
"""Key names with a meaning; None is refused with 401. Every other name is the seat's owner."""


def who(authorization: str | None) -> User:
    """The caller behind an Authorization header; Refusal 401 when the header cannot be believed."""
    if not authorization:
        return ANONYMOUS
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "basic":
        name = _key_name(value.strip())
    elif scheme.lower() in {"oauth", "bearer"}:
        name = value.strip()
    else:
        raise bad_credentials()
    user = PRACTICE_KEYS.get(name.partition("@")[0], OWNER)
    if not name or user is None:
        raise bad_credentials()
    return user


def _key_name(encoded: str) -> str:
    try:
        name, colon, secret = base64.b64decode(encoded, validate=True).decode("utf-8", "replace").partition(":")
    except binascii.Error:
        raise bad_credentials() from None
    return name if colon and secret and secret not in {"expired", "wrong"} else ""


def need_sign_in(user: User) -> None:
    """Refusal 403 for visitors."""
    if not user.signed_in:
        raise Refusal(403, "authentication_required", "You must be logged in to access this resource")
