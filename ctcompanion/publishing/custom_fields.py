"""The custom fields that the portal has, read off datasets that are published: there is no list of them to ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ctcompanion.publishing.patience import Patience
from ctcompanion.publishing.portal import Found, Portal
from ctcompanion.publishing.refusals import PortalError

HASTY = Patience(attempts=2, first_wait=0.5)
LISTED, LOOKED_AT = 100, 5


def seen_custom_fields(portal: Portal, patience: Patience = HASTY) -> dict[str, dict[str, str]]:
    """Field set -> its fields, from the five best described of a hundred datasets. Empty where the portal shows none or does not answer."""
    sets: dict[str, dict[str, str]] = {}
    try:
        found = patience.repeat(lambda: portal.search(only="dataset", limit=LISTED))
        for one in sorted((each for each in found if each.published), key=_filled, reverse=True)[:LOOKED_AT]:
            view = patience.repeat(lambda id_=one.id: portal.view(id_))  # type: ignore[misc]
            for name, fields in _custom(view.body).items():
                sets.setdefault(str(name), {}).update({str(field): "" for field in fields} if isinstance(fields, Mapping) else {})
    except PortalError:
        return sets
    return sets


def _filled(found: Found) -> int:
    classification = found.body.get("classification")
    return len(classification.get("domain_metadata") or ()) if isinstance(classification, Mapping) else 0


def _custom(body: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = body.get("metadata")
    sets = inner.get("custom_fields") if isinstance(inner, Mapping) else None
    return sets if isinstance(sets, Mapping) else {}
