"""Is the connection to the portal as it should be? Reads only: each question is a check with a sentence, and none stops the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ctcompanion.model import Check
from ctcompanion.publishing import clock
from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import Found, Portal, User
from ctcompanion.publishing.refusals import PortalError
from ctcompanion.settings import PortalSettings

HASTY = Patience(attempts=2, first_wait=0.5)
SEEN_DATASETS = 5


def self_test(portal: Portal, settings: PortalSettings, patience: Patience = HASTY) -> tuple[Check, ...]:
    """Address, key, role, clock, custom fields, app token: in that order."""
    return tuple(_checks(portal, settings, patience))


def _checks(portal: Portal, settings: PortalSettings, patience: Patience) -> Iterator[Check]:
    error, found = _asked(lambda: patience.repeat(lambda: portal.search(limit=SEEN_DATASETS, only="dataset")))
    if error is not None and error.code not in {"key-refused", "not-allowed"}:
        yield _failed("address", error)
        return
    yield Check("address", True, f"{portal.domain} answers.")
    if not portal.has_key:
        yield Check("key", False, "There is no key: you can look and hand over packages, but not publish.")
    else:
        error, user = _asked(lambda: patience.repeat(portal.who))
        yield _failed("key", error) if error is not None else Check("key", True, f"The key belongs to {user.name}.")
        if user is not None:
            yield _role(user)
    yield _clock(portal)
    yield _custom_fields(portal, settings, patience, found or [])
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


def _custom_fields(portal: Portal, settings: PortalSettings, patience: Patience, found: list[Found]) -> Check:
    """Whether the fields that the settings name were seen on published datasets."""
    seen: set[str] = set()
    for result in found[:SEEN_DATASETS]:
        _, view = _asked(lambda id_=result.id: patience.repeat(lambda: portal.view(id_)))  # type: ignore[misc]
        sets: Mapping[str, Any] = ((view.body.get("metadata") or {}).get("custom_fields") or {}) if view is not None else {}
        seen |= {f"{group}/{name}" for group, fields in sets.items() if isinstance(fields, Mapping) for name in fields}
    if not seen:
        return Check("custom fields", True, "No dataset with custom fields was found to compare the settings with.")
    unknown = sorted(set(settings.custom_fields.values()) - seen)
    if not unknown:
        return Check("custom fields", True, "The custom fields of the settings are the portal's.")
    return Check("custom fields", False, f"Not seen on the portal: {', '.join(unknown)}. Seen: {', '.join(sorted(seen))}.")


def _token(portal: Portal, settings: PortalSettings) -> Check:
    has = settings.app_token is not None or portal.is_practice
    return Check(
        "app token",
        has,
        "Requests are counted for your agency alone." if has else "There is no app token: the portal may ask us to slow down.",
    )
