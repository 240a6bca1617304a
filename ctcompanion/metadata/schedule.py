"""When the next update is due, whether one is late, and an entry for the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from ctcompanion import reference
from ctcompanion.recipe import DatasetMetadata

GRACE = 0.25
"""A quarter of the period may pass before an update counts as late: figures are often a few weeks behind."""


def _entry(frequency: str) -> dict[str, Any]:
    entries = reference.document("update_frequencies.json")["values"]
    return next((entry for entry in entries if entry["value"] == frequency), {})


def _days(frequency: str) -> int | None:
    return _entry(frequency).get("days")


def next_due(frequency: str, last: date) -> date | None:
    """The day by which new rows are promised, months by the calendar; None where nothing is promised."""
    days = _days(frequency)
    if not days:
        return None
    found = re.fullmatch(r"R/P(\d+)([MY])", _entry(frequency).get("iso8601", ""))
    return _later(last, int(found[1]) * (12 if found[2] == "Y" else 1)) if found else last + timedelta(days=days)


def _later(last: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short."""
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))


def is_late(frequency: str, last: date, today: date) -> bool:
    """True when the promised day has passed by more than a quarter of the period."""
    days = _days(frequency)
    return bool(days) and today > last + timedelta(days=int((days or 0) * (1 + GRACE)) + 1)


def should_automate(frequency: str) -> bool:
    """True above quarterly: the handbook's line between by hand and by a scheduler."""
    return any(entry["automate"] for entry in reference.document("update_frequencies.json")["values"] if entry["value"] == frequency)


def calendar(metadata: DatasetMetadata, last: date, link: str = "") -> str:
    """An .ics file with the day of the next update and a reminder a week before; empty where nothing is promised."""
    due = next_due(metadata.update_frequency, last)
    if due is None:
        return ""
    title = _escaped(f"Update {metadata.title or 'the dataset'} on the open data portal")
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CT Companion//EN", "BEGIN:VEVENT", f"UID:{due:%Y%m%d}-{abs(hash_of(metadata.title))}@ctcompanion",
        f"DTSTAMP:{last:%Y%m%d}T000000Z", f"DTSTART;VALUE=DATE:{due:%Y%m%d}", f"SUMMARY:{title}", f"DESCRIPTION:{_escaped(link)}",
        "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{title}", "TRIGGER:-P7D", "END:VALARM", "END:VEVENT", "END:VCALENDAR",
    )  # fmt: skip
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def hash_of(text: str) -> int:
    """A small number that is the same on every machine."""
    import zlib

    return zlib.crc32(text.encode())


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n").replace("\r", "")


def _folded(line: str) -> list[str]:
    """Lines of the format are 75 bytes at most; what follows begins with a space."""
    parts, rest = [], line
    while len(rest.encode()) > 73:
        cut = 73
        while len(rest[:cut].encode()) > 73:
            cut -= 1
        parts.append(rest[:cut])
        rest = " " + rest[cut:]
    return [*parts, rest]
