"""Why a file cannot be read, as errors with the texts of reference/refusals.toml."""

from __future__ import annotations

import tomllib
from functools import cache

from ctcompanion import reference
from ctcompanion.errors import ReadingError


@cache
def texts() -> dict[str, dict[str, str]]:
    """Every refusal: code -> message and hint, with {what} and {where} to be filled in."""
    return tomllib.loads(reference.path("refusals.toml").read_text(encoding="utf-8"))


def refusal(code: str, *, place: str | None = None, hint: str | None = None, **words: str) -> ReadingError:
    """The error for a code. `words` must be the program's own, never taken from a cell."""
    text = texts()[code]
    return ReadingError(code, text["message"].format(**words), hint or text["hint"], place)
