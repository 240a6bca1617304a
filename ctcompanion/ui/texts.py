"""Words for people: the pages' texts from one file, and text from elsewhere made safe to show."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

SHORTCODE = re.compile(r":(?=[\w+/-]+:)")


@cache
def texts() -> dict[str, Any]:
    """The texts of all pages (texts.toml)."""
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))


def escape(text: str) -> str:
    """Text from a file or a person for use inside Markdown: shown as it is, never interpreted."""
    # Icons and emojis (:material/home:, :smile:) are drawn after Markdown has dropped its backslashes: a word joiner parts them.
    text = SHORTCODE.sub(":\u2060", text)
    for sign in "\\`*_{}[]()<>#+-!|~$:&":
        text = text.replace(sign, f"\\{sign}")
    return text


def sentence(text: str) -> str:
    """A sentence of ours that may stress a name with asterisks; all else in it is shown as it is."""
    parts = text.split("*")
    if len(parts) % 2 == 0:
        return escape(text)
    return "".join(f"*{escape(part)}*" if place % 2 and part.strip() == part and part else escape(part) for place, part in enumerate(parts))


def clock(moment: datetime) -> str:
    """The reader's time of day: `10:42 am`."""
    here = moment.astimezone()
    return f"{here.hour % 12 or 12}:{here.minute:02} {'am' if here.hour < 12 else 'pm'}"


def day(moment: datetime) -> str:
    """A date as people write it: `March 3, 2026`."""
    here = moment.astimezone()
    return f"{here:%B} {here.day}, {here.year}"
