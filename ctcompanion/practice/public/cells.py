"""A stored cell as a person reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ctcompanion.practice.datatypes import fixed_text, number_text
from ctcompanion.practice.fields import Field


@dataclass(frozen=True)
class Cell:
    """What a cell shows, whether it stands right, and where it leads, if anywhere."""

    text: str
    right: bool = False
    link: str = ""


def cell(field: Field, value: Any) -> Cell:
    """One cell. Only web addresses become links."""
    kind = field.type.name
    if value is None:
        return Cell("", kind == "number")
    if kind == "number":
        return Cell(_number(field, value), True)
    if kind == "checkbox":
        return Cell("Yes" if value else "No")
    if kind == "calendar_date":
        return Cell(str(value)[:10] if str(value).endswith("T00:00:00.000") else str(value)[:19].replace("T", " "))
    if kind == "date":
        return Cell(fixed_text(value)[:19].replace("T", " ") + " UTC")
    if kind == "url":
        return _link(json.loads(value))
    if kind == "point":
        longitude, latitude = json.loads(value)["coordinates"]
        return Cell(f"{latitude}, {longitude}")
    return Cell(str(value))


def _number(field: Field, value: Any) -> str:
    plain = number_text(value)
    if (field.extras.get("format") or {}).get("noCommas") in (True, "true") or not plain.lstrip("-").replace(".", "", 1).isdigit():
        return plain
    whole, dot, rest = plain.partition(".")
    return f"{int(whole):,}{dot}{rest}" if len(whole) < 300 else plain


def _link(value: dict[str, str]) -> Cell:
    address = value.get("url", "")
    text = value.get("description") or address
    return Cell(text, link=address if address.lower().startswith(("https://", "http://")) else "")
