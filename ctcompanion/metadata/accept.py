"""Taking a proposal with one press: the remedies of `check` applied to the metadata, as new values."""

from __future__ import annotations

import re
from typing import Any

from ctcompanion import reference
from ctcompanion.model import Remedy
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

Described = tuple[DatasetMetadata, tuple[ColumnMetadata, ...]]


def accept(remedy: Remedy, metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...]) -> Described:
    """Metadata and columns with the remedy applied; unchanged when its words are no longer there."""
    given = remedy.parameters
    if "field" not in given:  # the values are the cleanup's
        return metadata, columns
    if given.get("column"):
        changed = tuple(_one(remedy, column) if column.name == given["column"] else column for column in columns)
        return metadata, changed
    return _one(remedy, metadata), columns


def _one(remedy: Remedy, value: Any) -> Any:
    """A copy of the metadata or column with the field changed; a field that a person touched is no proposal any more."""
    key = remedy.parameters["field"]
    before = getattr(value, key)
    after = changes(remedy, before)
    if after == before:
        return value
    return value.model_copy(update={key: after, "proposed": tuple(name for name in value.proposed if name != key)})


def replaced(text: str, found: str, to: str, at: int | None = None) -> str:
    """The text with `found` (at `at`, or where it stands first) replaced; spaces closed and a sentence's capital kept."""
    if at is None or text[at : at + len(found)] != found:
        at = text.find(found)
    if at < 0 or not found:
        return text
    before, after = text[:at], text[at + len(found) :]
    if to:
        return before + to + after
    after = after.lstrip(" ,")
    starts = not before.strip() or before.rstrip()[-1] in ".!?\n"
    return before + (after[:1].upper() + after[1:] if starts and found[:1].isupper() else after)


def with_section(description: str, key: str) -> str:
    """The description with an empty section of the template, its question standing there to be answered."""
    for section in reference.document("description_template.json")["sections"]:
        if section["key"] == key and not re.search(rf"^{re.escape(section['head'])}$", description, re.MULTILINE):
            return f"{description.rstrip()}\n\n{section['head']}\n".lstrip()
    return description


def changes(remedy: Remedy, text: Any) -> Any:
    """A field's value after the remedy: text, or a list of texts."""
    given = remedy.parameters
    if remedy.operation == "add-section":
        return with_section(text, given["section"])
    if remedy.operation == "explain":
        return f"{text.rstrip()} {given['said']}".strip()
    if isinstance(text, tuple):
        return tuple(replaced(part, given["from"], given["to"], given.get("at")) if given["from"] in part else part for part in text)
    return replaced(text, given["from"], given["to"], given.get("at"))
