"""Everything that the portal's catalogue lists, page by page."""

from __future__ import annotations

from ctcompanion.publishing.patience import PATIENT, Patience
from ctcompanion.publishing.portal import Found, Portal

PAGE = 500
MOST = 10_000
"""As far as the catalogue lets anybody walk: offset and limit together."""


def listed(portal: Portal, patience: Patience = PATIENT, *, size: int = PAGE) -> tuple[Found, ...]:
    """All datasets that are published and public. PublishingError when the portal does not answer."""
    found: dict[str, Found] = {}
    for offset in range(0, MOST, size):
        part = patience.repeat(lambda offset=offset: portal.search(only="dataset", public="true", limit=size, offset=offset))  # type: ignore[misc]
        found |= {each.id: each for each in part if each.published}
        if len(part) < size:
            break
    return tuple(found.values())
