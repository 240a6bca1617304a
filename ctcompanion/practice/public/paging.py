"""Pages of a long list: which one is asked for, and links to the others."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from ctcompanion.practice.call import Call


def page_number(text: str, total: int, size: int) -> int:
    """The page asked for, or the nearest there is."""
    wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    return max(1, min(wanted, last_page(total, size)))


def last_page(total: int, size: int) -> int:
    return max(1, -(-total // size))


def page_links(call: Call, total: int, size: int, number: int) -> dict[str, Any]:
    """Links to the first, previous, next and last page, each with the other parameters kept."""
    last = last_page(total, size)

    def link(wanted: int) -> str:
        kept = [(key, value) for key, value in call.params if key != "page"]
        return "?" + urlencode([*kept, ("page", wanted)])

    back, forth = number > 1, number < last
    return {
        "number": number,
        "last": last,
        "first_row": (number - 1) * size + 1 if total else 0,
        "last_row": min(number * size, total),
        "total": total,
        "links": [
            ("First", link(1) if back else ""),
            ("Previous", link(number - 1) if back else ""),
            ("Next", link(number + 1) if forth else ""),
            ("Last", link(last) if forth else ""),
        ],
    }
