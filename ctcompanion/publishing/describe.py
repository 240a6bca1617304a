"""The dataset's description beside what stands on the portal; only what a person chose is changed, the rest is kept word for word."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ctcompanion.model import Check
from ctcompanion.publishing.portal import View
from ctcompanion.publishing.work import Work

FIELDS = ("name", "description", "category", "tags", "licenseId", "attribution", "attributionLink")
IN_METADATA = ("rowLabel",)
COLUMN = "column:"
NAMES = {"name": "title", "licenseId": "license", "attribution": "data provided by", "attributionLink": "source link", "metadata:rowLabel": "row label"}  # fmt: skip


@dataclass(frozen=True)
class FieldDifference:
    """One field of the description that stands otherwise on the portal. `key` names it: `category`, `custom:Agency/Agency`, `column:town`."""

    key: str
    there: Any
    here: Any


def differences(view: View, wanted: Mapping[str, Any]) -> tuple[FieldDifference, ...]:
    """Fields that `wanted` fills and the portal has otherwise. What `wanted` leaves empty is no difference: nothing is emptied."""
    return tuple(FieldDifference(key, there, here) for key, there, here in _pairs(view.body, wanted) if here and not _alike(there, here))


def update_description(work: Work, view: View) -> View:
    """Write the chosen fields, laid over what stands there now."""
    chosen = [found for found in chosen_of(work, view) if not found.key.startswith(COLUMN)]
    if not chosen:
        return view
    work.tell("Updating the description")
    body = merged(view.body, chosen)
    return work.patience.repeat(lambda: work.portal.update(view.id, body))


def described(left: Iterable[FieldDifference]) -> Check:
    """Whether the description reads back as it was sent. `left`: what still stands otherwise."""
    names = sorted({said_of(found.key) for found in left})
    if not names:
        return Check("description", True, "The description reads back as it was sent.")
    return Check(
        "description", False, f"The portal did not keep this as it was sent: {', '.join(names)}. Look at it on the dataset's page."
    )


def said_of(key: str) -> str:
    """A field of the description as people call it."""
    return f"the description of {key.removeprefix(COLUMN)}" if key.startswith(COLUMN) else NAMES.get(key) or key.rpartition("/")[2]


def chosen_of(work: Work, view: View) -> list[FieldDifference]:
    """What differs from the portal and was chosen to go there."""
    return [found for found in differences(view, work.publication.view) if found.key in work.publication.describe]


def merged(body: Mapping[str, Any], chosen: Iterable[FieldDifference]) -> dict[str, Any]:
    """The top-level fields to send. The portal replaces `metadata` whole, so it goes with everything that it held."""
    fields: dict[str, Any] = {}
    metadata = copy.deepcopy(dict(body.get("metadata") or {}))
    for difference in chosen:
        if difference.key.startswith("custom:"):
            group, _, name = difference.key.removeprefix("custom:").partition("/")
            metadata.setdefault("custom_fields", {}).setdefault(group, {})[name] = difference.here
            fields["metadata"] = metadata
        elif difference.key.startswith("metadata:"):
            metadata[difference.key.removeprefix("metadata:")] = difference.here
            fields["metadata"] = metadata
        else:
            fields[difference.key] = difference.here
    return fields


def _pairs(body: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    yield from ((key, body.get(key), wanted.get(key)) for key in FIELDS)
    there, here = body.get("metadata") or {}, wanted.get("metadata") or {}
    yield from ((f"metadata:{key}", there.get(key), here.get(key)) for key in IN_METADATA)
    live = {str(column.get("fieldName")): str(column.get("description") or "").strip() for column in body.get("columns") or ()}
    said = {str(column.get("fieldName")): str(column.get("description") or "").strip() for column in wanted.get("columns") or ()}
    yield from ((f"{COLUMN}{field}", live[field], said[field]) for field in said if field in live)
    known = there.get("custom_fields") or {}
    for group, fields in (here.get("custom_fields") or {}).items():
        yield from ((f"custom:{group}/{name}", (known.get(group) or {}).get(name), value) for name, value in fields.items())


def _alike(there: Any, here: Any) -> bool:
    """Tags compare as the portal keeps them: in lower case, in any order. Blanks at the edges of a text are none of its words."""
    if isinstance(here, list):
        return sorted(str(tag).lower() for tag in there or ()) == sorted(str(tag).lower() for tag in here)
    if isinstance(here, str):
        return str(there or "").strip() == here.strip()
    return bool((there or "") == here)
