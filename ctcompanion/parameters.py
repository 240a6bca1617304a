"""What the parameters of a recipe's step have to hold, asked before anything is done; each stage says it for its own operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel, ConfigDict, StrictStr, ValidationError, create_model

Text: TypeAlias = StrictStr
Texts: TypeAlias = list[StrictStr]


def check_of(operation: str, asked: Mapping[str, Any], *, no_others: bool) -> type[BaseModel]:
    """The check of one operation's parameters, from name to type; a sign of interrogation stands behind a name that may be missing.

    `no_others`: a parameter that nobody asked for is a slip.
    """
    fields: dict[str, Any] = {name.removesuffix("?"): (kind, None if name.endswith("?") else ...) for name, kind in asked.items()}
    return create_model(f"Parameters of {operation}", __config__=ConfigDict(extra="forbid" if no_others else "ignore"), **fields)


def not_held(check: type[BaseModel], parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the parameters that are missing, unknown, or not what they have to be; empty where all is well."""
    try:
        check.model_validate(parameters)
    except ValidationError as error:
        return tuple(dict.fromkeys(str(problem["loc"][0]) for problem in error.errors()))
    return ()
