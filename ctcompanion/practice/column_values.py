"""Whole columns of sent values as they are stored: what is of one kind is taken as it is, else each distinct value is looked at once."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from ctcompanion.practice.datatypes import TEXT_BYTES, DataType, Maltyped


def accept_all(datatype: DataType, values: list[Any]) -> list[Any]:
    """A column's values as they are stored. Maltyped carries the first value refused.

    Whole columns of one kind are taken as they are; else distinct values are looked at once.
    """
    kinds = set(map(type, values)) - {type(None)}
    if datatype.name == "text" and kinds == {str} and max(map(len, filter(None, values)), default=0) * 4 <= TEXT_BYTES:
        return values
    if datatype.name == "number" and kinds <= {int, float} and _all_fit(values):
        return values
    if kinds <= {str, bool} and len(kinds) == 1:
        known = {value: None if value is None else _checked(datatype.accept, value) for value in dict.fromkeys(values)}
        return [known[value] for value in values]
    return [None if value is None else _checked(datatype.accept, value) for value in values]


def _all_fit(values: list[Any]) -> bool:
    """Whether numbers can be stored as they are: finite, whole ones of 64 bits."""
    numbers = [value for value in values if value is not None]
    return not numbers or (min(numbers) >= -(1 << 63) and max(numbers) < 1 << 63 and math.isfinite(sum(map(float, numbers))))


def _checked(accept: Callable[[Any], Any], value: Any) -> Any:
    try:
        return accept(value)
    except Maltyped:
        raise Maltyped(value) from None


def accept_csv(datatype: DataType, text: str) -> Any:
    """A CSV field as it is stored; empty is null. Maltyped as for JSON."""
    if not text:
        return None
    if datatype.name == "checkbox":
        text = text.lower()
    if datatype.name == "url":
        return json.dumps({"url": text}, ensure_ascii=False)
    return _checked(datatype.accept, text)


def accept_csv_column(datatype: DataType, values: tuple[str, ...]) -> list[Any]:
    """A column of CSV fields as they are stored. Maltyped carries the value refused."""
    if datatype.name == "text" and max(map(len, values), default=0) * 4 <= TEXT_BYTES:
        return [value or None for value in values]
    known = {value: accept_csv(datatype, value) for value in set(values)}
    return [known[value] for value in values]
