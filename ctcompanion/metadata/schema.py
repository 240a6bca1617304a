"""The fields of the form: Connecticut's metadata standards as data, with the permitted values of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ctcompanion import reference
from ctcompanion.model import DataType

CHOICES: Mapping[str, Callable[[], tuple[str, ...]]] = {
    "categories": reference.categories,
    "agencies": reference.agencies,
    "geographic_units": reference.geographic_units,
    "update_frequencies": reference.update_frequencies,
    "licences": lambda: tuple(reference.licences()),
    "data_types": lambda: tuple(kind.value for kind in DataType),
}


@dataclass(frozen=True)
class Field:
    """One field of the form. `kind`: text, long text, choice, list, email, url, files or auto (the portal fills it).

    `definition` says what it is, `help` how to fill it. `open`: other values than `choices` may be typed. `private`: not shown to
    the public. `socrata_path`: its place in the portal's view, empty where the portal has none.
    """

    key: str
    label: str
    kind: str
    group: str
    definition: str
    help: str
    example: str
    required: bool
    private: bool = False
    open: bool = False
    choices: tuple[str, ...] = ()
    at_least: int = 0
    socrata_path: str = ""


def _field(entry: dict[str, Any]) -> Field:
    known = {name: entry[name] for name in Field.__dataclass_fields__ if name in entry and name != "choices"}
    choices = CHOICES[str(entry["choices"])]() if "choices" in entry else ()
    return Field(**{"group": "Columns", "choices": choices, **known})


_SCHEMA = reference.document("metadata_schema.json")
FIELDS: tuple[Field, ...] = tuple(_field(entry) for entry in _SCHEMA["fields"])
COLUMN_FIELDS: tuple[Field, ...] = tuple(_field(entry) for entry in _SCHEMA["column_fields"])
GROUPS: tuple[str, ...] = tuple(dict.fromkeys(field.group for field in FIELDS))
REQUIRED: tuple[str, ...] = tuple(field.key for field in FIELDS if field.required)
_BY_KEY = {field.key: field for field in FIELDS} | {f"column.{field.key}": field for field in COLUMN_FIELDS}


def field(key: str) -> Field:
    """The field of that key; `column.description` and the like for a column's. KeyError when there is none."""
    return _BY_KEY[key]


def frequency_said(value: str) -> str:
    """An update frequency within a sentence: `Annually` -> `every year`; empty where there is none."""
    return next((str(entry["said"]) for entry in reference.document("update_frequencies.json")["values"] if entry["value"] == value), "")


def frequency_explained(value: str) -> str:
    """What an update frequency means, above all the ambiguous ones; empty for an unknown value."""
    for entry in reference.document("update_frequencies.json")["values"]:
        if entry["value"] == value:
            return str(entry["explained"])
    return ""
