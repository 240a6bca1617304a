"""Frozen values of the model to JSON and back, checked on the way in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from ctcompanion.errors import StoreError

T = TypeVar("T")

_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)
"""Making one reads a whole type; there are fewer than twenty."""


def to_json(value: object, kind: Any = None) -> str:
    """The JSON of a dataclass, or of a generic such as `tuple[Column, ...]` when `kind` names it."""
    return _adapter(kind or type(value)).dump_json(value).decode()


def from_json(kind: type[T], text: str | bytes) -> T:
    """The value again; StoreError `kept-value-damaged` when the text is not one."""
    try:
        value: T = _adapter(kind).validate_json(text)
    except ValidationError:
        raise StoreError(
            "kept-value-damaged", "Something kept in the store cannot be read.", "Restore the last backup of the store."
        ) from None
    return value
