"""Codes and their meanings as a person types them: one a line, `1 = Yes`."""

from __future__ import annotations

import re
from collections.abc import Mapping

CODE = re.compile(r"^\s*([^=:–—]{1,40}?)\s*(?:=|:|–|—| - )\s*(.{1,300})$", re.DOTALL)


def parts_of(text: str) -> list[str]:
    """One entry a line, or with `;` or `|` between them, or with commas where each has a `=`."""
    parts = re.split(r"[;\n|]", text)
    return parts[0].split(",") if len(parts) == 1 and parts[0].count("=") > 1 else parts


def read_codes(text: str) -> tuple[tuple[str, str], ...]:
    """(code, meaning) of every entry that has both."""
    return tuple((match.group(1).strip(), match.group(2).strip()) for part in parts_of(text) if (match := CODE.match(part)))


def not_read(text: str) -> tuple[str, ...]:
    """The entries without a meaning, to be told rather than lost in silence."""
    return tuple(part.strip() for part in parts_of(text) if part.strip() and not CODE.match(part))


def written(codes: Mapping[str, str]) -> str:
    """The codes as they are typed."""
    return "\n".join(f"{code} = {meaning}" for code, meaning in codes.items())
