"""What each column type accepts, how it is stored, and how it is given back: strict, as the real portal is.

Stored: text as text; number as integer or float (as text where a float would lose digits); checkbox as 0 or 1;
calendar_date as `2026-07-01T00:00:00.000`; date as milliseconds since 1970 UTC; the others as JSON text.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

TEXT_BYTES = 4096
"""The real portal's cell limit."""
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
CALENDAR_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)?")
FIXED_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})")
WKT = re.compile(r"POINT ?\( ?(-?[0-9.]+) +(-?[0-9.]+) ?\)", re.IGNORECASE)
SHAPES = {
    "line": "LineString",
    "multiline": "MultiLineString",
    "multipoint": "MultiPoint",
    "polygon": "Polygon",
    "multipolygon": "MultiPolygon",
}


class Maltyped(ValueError):  # noqa: N818 (the portal's own word)
    """A value that its column's type does not take."""


@dataclass(frozen=True)
class DataType:
    """A column type: its name in views, its name in SoQL, what it takes and gives. `accept` and `write` never see None."""

    name: str
    soql: str
    accept: Callable[[Any], Any]
    write: Callable[[Any], Any]
    csv: Callable[[Any], str]
    catalogue: str


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Maltyped
    text = value if isinstance(value, str) else number_text(_number(value))
    if len(text) * 4 > TEXT_BYTES and len(text.encode()) > TEXT_BYTES:
        raise Maltyped
    return text


def _number(value: Any) -> int | float | str:
    if isinstance(value, str):
        return _number_in_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Maltyped
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Maltyped
        return value
    return value if -(1 << 63) <= value < 1 << 63 else str(value)


def _number_in_text(value: str) -> int | float | str:
    if not NUMBER.fullmatch(value) or len(value) > 400:
        raise Maltyped
    if value.lstrip("+-").isdigit() and len(value) < 19:
        return int(value)
    number = float(value)
    if len(value) < 15 and "e" not in value and "E" not in value:
        return number
    exact = Decimal(value)
    return number if Decimal(repr(number)) == exact else format(exact, "f" if abs(exact.adjusted()) <= 20 else "E")


def number_text(number: Any) -> str:
    """A number as the portal writes it: plain digits, no exponent unless it is very long."""
    text = number if isinstance(number, str) else repr(number or 0)  # a decimal zero has no sign
    if "e" in text or "E" in text:
        exact = Decimal(text)
        return format(exact, "f") if abs(exact.adjusted()) <= 20 else str(exact)
    return text[:-2] if text.endswith(".0") else text


def _checkbox(value: Any) -> int:
    if value is True or value == "true":
        return 1
    if value is False or value == "false":
        return 0
    raise Maltyped


def _calendar_date(value: Any) -> str:
    if not isinstance(value, str) or not CALENDAR_DATE.fullmatch(value):
        raise Maltyped
    try:
        return datetime.fromisoformat(value).isoformat(timespec="milliseconds")
    except ValueError:
        raise Maltyped from None


def _fixed_date(value: Any) -> int:
    if not isinstance(value, str) or not FIXED_DATE.fullmatch(value):
        raise Maltyped
    try:
        milliseconds = round(datetime.fromisoformat(value).timestamp() * 1000)
        fixed_text(milliseconds)  # an instant of the year 0 or 10000 in UTC could be kept, but never given back
    except (ValueError, OverflowError):
        raise Maltyped from None
    return milliseconds


def fixed_text(milliseconds: Any) -> str:
    """Milliseconds since 1970 as the portal writes an instant: UTC with Z."""
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(milliseconds))
    return when.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _point(value: Any) -> str:
    if isinstance(value, str) and (found := WKT.fullmatch(value.strip())):
        coordinates: Any = [_number_in_text(part) for part in found.groups()]
    elif isinstance(value, Mapping) and value.get("type") == "Point":
        coordinates = value.get("coordinates")
    else:
        raise Maltyped
    if not isinstance(coordinates, list) or len(coordinates) != 2:
        raise Maltyped
    longitude, latitude = (_coordinate(part) for part in coordinates)
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise Maltyped
    return json.dumps({"type": "Point", "coordinates": [longitude, latitude]})


def _coordinate(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e9:
        raise Maltyped
    return float(value)


def _shape(kind: str) -> Callable[[Any], str]:
    def accept(value: Any) -> str:
        if not isinstance(value, Mapping) or value.get("type") != kind or not isinstance(value.get("coordinates"), list):
            raise Maltyped
        return json.dumps({"type": kind, "coordinates": _floats(value["coordinates"])})

    return accept


def _floats(value: Any) -> Any:
    return [_floats(part) for part in value] if isinstance(value, list) else _coordinate(value)


def _url(value: Any) -> str | None:
    if isinstance(value, str):
        return None  # the real portal forgets a bare string without a word
    if not isinstance(value, Mapping) or not set(value) <= {"url", "description"}:
        raise Maltyped
    kept = {key: str(part) for key, part in value.items() if part is not None}
    return json.dumps(kept, ensure_ascii=False) if kept else None


def _location(value: Any) -> str | None:
    if not isinstance(value, Mapping):
        return None
    return json.dumps({key: str(part) for key, part in value.items() if key in {"latitude", "longitude", "human_address"}})


def _wkt(stored: str) -> str:
    longitude, latitude = json.loads(stored)["coordinates"]
    return f"POINT ({number_text(longitude)} {number_text(latitude)})"


def _checkbox_text(stored: Any) -> str:
    return "true" if stored else "false"


def _url_text(stored: str) -> str:
    return str(json.loads(stored).get("url", ""))


_TYPES = (
    DataType("text", "text", _text, str, str, "Text"),
    DataType("number", "number", _number, number_text, number_text, "Number"),
    DataType("checkbox", "checkbox", _checkbox, bool, _checkbox_text, "Checkbox"),
    DataType("calendar_date", "floating_timestamp", _calendar_date, str, str, "Calendar date"),
    DataType("date", "fixed_timestamp", _fixed_date, fixed_text, fixed_text, "Date"),
    DataType("point", "point", _point, json.loads, _wkt, "Point"),
    DataType("url", "url", _url, json.loads, _url_text, "URL"),
    DataType("location", "location", _location, json.loads, str, "Location"),
    *(DataType(name, name, _shape(kind), json.loads, str, kind) for name, kind in SHAPES.items()),
)
BY_NAME: Mapping[str, DataType] = {each.name: each for each in _TYPES} | {each.soql: each for each in _TYPES}
"""Both names of a type lead to it."""
