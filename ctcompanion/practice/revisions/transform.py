"""Transforms of the revision API: a column of text -> stored values and error cells. Those the practice portal needs, no others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ctcompanion.practice.column_values import accept_csv
from ctcompanion.practice.datatypes import BY_NAME, CALENDAR_DATE, NUMBER, DataType, Maltyped
from ctcompanion.practice.refusal import invalid

CALLED = re.compile(r"\s*([a-z_]+)\s*\(\s*`?([a-z_][a-z0-9_]*)`?\s*(?:,\s*'([^']{1,60})'\s*)?\)\s*")
BARE = re.compile(r"\s*`?([a-z_][a-z0-9_]*)`?\s*")
FUNCTIONS: Mapping[str, str] = {
    "to_text": "text",
    "to_number": "number",
    "to_boolean": "checkbox",
    "to_checkbox": "checkbox",
    "to_floating_timestamp": "calendar_date",
    "to_fixed_timestamp": "date",
    "to_point": "point",
    "to_url": "url",
}
"""Function -> the type it gives."""
FUNCTION_FOR: Mapping[str, str] = {kind: function for function, kind in reversed(list(FUNCTIONS.items()))}


@dataclass(frozen=True)
class Transform:
    """One output column's rule: which input column, which type, and a date format where one was given."""

    input: str
    type: DataType
    date_format: str = ""


@dataclass(frozen=True)
class Failed:
    """A cell that could not be transformed, in words."""

    message: str
    value: str


def read_transform(expression: Any, inputs: Sequence[str], types: Sequence[str] = ()) -> Transform:
    """The rule behind an expression; Refusal 400 where the practice portal does not know it.

    `types`: of the inputs, where they are a dataset's own columns: those are taken as they are.
    """
    text = expression if isinstance(expression, str) else ""
    called = CALLED.fullmatch(text)
    if called is not None and called[1] in FUNCTIONS and (called[3] is None or called[1] == "to_floating_timestamp"):
        found = Transform(called[2], BY_NAME[FUNCTIONS[called[1]]], called[3] or "")
    elif (bare := BARE.fullmatch(text)) is not None:
        found = Transform(bare[1], BY_NAME["text"])
    else:
        known = ", ".join(FUNCTIONS)
        raise invalid(
            f"The practice portal knows no such transform: {text[:200]}. It knows a column alone and {known}",
            {"transform_expr": text[:200]},
        )
    if found.input not in inputs:
        raise invalid(f"No such column: {found.input}", {"column": found.input})
    if not types:
        return found
    own = BY_NAME[types[list(inputs).index(found.input)]]
    if called is not None and own != found.type:
        raise invalid("The practice portal leaves the columns of a dataset as they are", {"column": found.input})
    return Transform(found.input, own)


def apply_transform(transform: Transform, values: Sequence[str]) -> list[Any]:
    """A column's stored values, with a `Failed` in place of each that could not be."""
    convert = _with_format(transform.date_format) if transform.date_format else _plain(transform.type)
    known = {value: _tried(convert, transform.type, value) for value in set(values)}
    return [known[value] for value in values]


def _plain(datatype: DataType) -> Callable[[str], Any]:
    return lambda value: accept_csv(datatype, value)


def _with_format(date_format: str) -> Callable[[str], Any]:
    def convert(value: str) -> str | None:
        return datetime.strptime(value, date_format).replace(tzinfo=None).isoformat(timespec="milliseconds") if value else None

    return convert


def _tried(convert: Callable[[str], Any], datatype: DataType, value: str) -> Any:
    try:
        return convert(value)
    except (Maltyped, ValueError):
        return Failed(f'Unable to convert "{value[:100]}" from text to {datatype.soql}', value)


def guess(values: Sequence[str]) -> str:
    """The type that all values fit, as the real portal guesses one: number, calendar_date or text."""
    filled = {value for value in values if value}
    if filled and all(NUMBER.fullmatch(value) for value in filled):
        return "number"
    if filled and all(CALENDAR_DATE.fullmatch(value) for value in filled):
        return "calendar_date"
    return "text"
