"""Is the connection to the portal as it should be? Reads only: each question is a check with a sentence, and none stops the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ctcompanion.model import Check
from ctcompanion.publishing import clock
from ctcompanion.publishing.canonical import TEXT_BYTES
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import Found, Portal, User, View
from ctcompanion.publishing.refusals import PortalError
from ctcompanion.publishing.serialise import CHUNK_BYTES, CHUNK_ROWS
from ctcompanion.settings import PortalSettings

HASTY = Patience(attempts=2, first_wait=0.5)
OF_THE_KEY = frozenset({"key-refused", "not-allowed"})
"""Said once, by the check of the key."""
SEEN_DATASETS = 5


def self_test(portal: Portal, settings: PortalSettings, patience: Patience = HASTY) -> tuple[Check, ...]:
    """Address, key, role, rights, clock, custom fields, limits, app token: in that order."""
    return tuple(_checks(portal, settings, patience))


def _checks(portal: Portal, settings: PortalSettings, patience: Patience) -> Iterator[Check]:
    error, found = _asked(lambda: patience.repeat(lambda: portal.search(limit=SEEN_DATASETS, only="dataset")))
    if error is not None and error.code not in OF_THE_KEY:
        yield _failed("address", error)
        return
    yield Check("address", True, f"{portal.domain} answers.")
    seen = _seen(portal, patience, found or [])
    if not portal.has_key:
        yield Check("key", False, "There is no key: you can look and hand over packages, but not publish.")
    else:
        error, user = _asked(lambda: patience.repeat(portal.who))
        yield _failed("key", error) if error is not None else Check("key", True, f"The key belongs to {user.name}.")
        if user is not None:
            yield _role(user)
            yield _rights(seen, user)
    yield _clock(portal)
    yield _custom_fields(settings, seen)
    yield _limits(portal)
    yield _token(portal, settings)


def _asked(call: Callable[[], Any]) -> tuple[PortalError | None, Any]:
    try:
        return None, call()
    except PortalError as error:
        return error, None


def _failed(name: str, error: PortalError) -> Check:
    number = f" (request {error.request_id})" if error.request_id else ""
    return Check(name, False, f"{error.message} {error.hint}{number}")


def _role(user: User) -> Check:
    may = "create_datasets" in user.rights
    role = user.role or "no role"
    return Check(
        "role",
        may,
        f"Your role is {role}: you may {'' if may else 'not '}make new datasets.{'' if may else ' Ask dapa@ct.gov for Publisher.'}",
    )


def _clock(portal: Portal) -> Check:
    right = clock.is_right(portal)
    return Check("clock", right, f"This computer's clock {clock.difference(portal)}{'' if right else ': set it right'}.")


def _seen(portal: Portal, patience: Patience, found: list[Found]) -> tuple[View, ...]:
    """Some datasets of the catalogue as this key sees them; those that cannot be read are left out."""
    asked = [_asked(lambda id_=result.id: patience.repeat(lambda: portal.view(id_))) for result in found[:SEEN_DATASETS]]  # type: ignore[misc]
    return tuple(view for _, view in asked if view is not None)


def _rights(seen: tuple[View, ...], user: User) -> Check:
    """What this key may do with datasets that are there. A publisher without any may still make new ones."""
    if not seen:
        return Check("rights", True, "No published dataset was found to compare your rights with.")
    rows, words = (sum(right in view.rights for view in seen) for right in ("add", "update_view"))
    sentence = f"Of {_datasets(len(seen))} looked at, you may add rows to {rows} and change the description of {words}."
    passed = bool(rows) or "create_datasets" in user.rights
    return Check("rights", passed, sentence + ("" if rows else " For others, ask the dataset's owner to share it with you."))


def _datasets(count: int) -> str:
    return "1 dataset" if count == 1 else f"{count} datasets"


def _limits(portal: Portal) -> Check:
    """What one request may hold is published nowhere: we say what we keep to, and whether the portal wants fewer requests just now."""
    error, _ = _asked(lambda: portal.search(limit=1, only="dataset"))
    if error is not None and error.code not in OF_THE_KEY:
        return _failed("limits", error)
    kept_to = f"{CHUNK_ROWS:,} rows or {CHUNK_BYTES // 1_000_000} MB at a time (all at once where rows have no identifier)"
    return Check(
        "limits", True, f"The portal takes our requests as fast as they come. We send {kept_to}; a text holds {TEXT_BYTES:,} bytes."
    )


def _custom_fields(settings: PortalSettings, views: tuple[View, ...]) -> Check:
    """Whether the fields that the settings name were seen on published datasets."""
    seen: set[str] = set()
    for view in views:
        sets: Mapping[str, Any] = (view.body.get("metadata") or {}).get("custom_fields") or {}
        seen |= {f"{group}/{name}" for group, fields in sets.items() if isinstance(fields, Mapping) for name in fields}
    if not seen:
        return Check("custom fields", True, "No dataset with custom fields was found to compare the settings with.")
    unknown = sorted(set(settings.custom_fields.values()) - seen)
    if not unknown:
        return Check("custom fields", True, "The custom fields of the settings are the portal's.")
    return Check("custom fields", False, f"Not seen on the portal: {', '.join(unknown)}. Seen: {', '.join(sorted(seen))}.")


def _token(portal: Portal, settings: PortalSettings) -> Check:
    has = settings.app_token is not None
    if portal.is_practice and not has:
        return Check("app token", True, "The practice portal needs no app token.")
    return Check(
        "app token",
        has,
        "Requests are counted for your agency alone." if has else "There is no app token: the portal may ask us to slow down.",
    )
