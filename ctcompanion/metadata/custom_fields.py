"""Which of the portal's custom fields takes which field of ours: as its published datasets show it, else as the map says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ctcompanion import reference


def custom_field_map(custom_fields: Mapping[str, Any]) -> dict[str, str]:
    """Field key -> "field set/field" for those that `custom_fields` (set -> fields) hold under a name we know, whatever the set."""
    seen = {_plain(name): f"{field_set}/{name}" for field_set, fields in _sets(custom_fields).items() for name in reversed(list(fields))}
    found: dict[str, str] = {}
    for entry in reference.document("custom_fields.json")["fields"]:
        place = next((seen[_plain(name)] for name in entry["names"] if _plain(name) in seen), "")
        if place:
            found[entry["key"]] = place
    return found


def places(custom_fields: Mapping[str, Any], settings: Mapping[str, str]) -> dict[str, str]:
    """Field key -> "field set/field" to write to. `custom_fields`: what published datasets hold, empty where none was seen.

    A dataset shows only what is filled, so a field that was not seen keeps the place of the settings, unless its whole set is unknown:
    then it has no place, and `to_view` names it.
    """
    seen = custom_field_map(custom_fields)
    sets = _sets(custom_fields)
    kept = {key: place for key, place in settings.items() if not sets or place.partition("/")[0] in sets}
    exact = {key: place for key, place in kept.items() if place.partition("/")[2] in sets.get(place.partition("/")[0], {})}
    return {**kept, **seen, **exact}


def _sets(custom_fields: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {str(name): fields for name, fields in custom_fields.items() if isinstance(fields, Mapping)}


def _plain(name: object) -> str:
    return " ".join(str(name).replace("-", " ").replace("_", " ").casefold().split())
