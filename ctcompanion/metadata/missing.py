"""What must be filled before publishing, each with the key of its field so that a page can link there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctcompanion import reference
from ctcompanion.metadata.check import repeats_name
from ctcompanion.metadata.licence import licence_findings
from ctcompanion.metadata.schema import FIELDS, Field
from ctcompanion.model import CleanTable, Finding, Level
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata

EMAIL = re.compile(
    r"(?!mailto:)[^\s@<>,;.]{1,64}(?:\.[^\s@<>,;.]{1,64}){0,8}@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){1,8}", re.I
)
LINK = re.compile(r"https?://[^\W_][\w-]*(?:\.[^\W_][\w-]*)+(?::\d{1,5})?(?:[/?#][^\s<>\"]{0,2000})?", re.I)


def missing(metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable) -> tuple[Finding, ...]:
    """Required fields that are empty or hold what the portal would refuse, and columns without a description of their own (all STOP)."""
    return (*_fields(metadata), *_columns(columns, table))


def _fields(metadata: DatasetMetadata) -> Iterator[Finding]:
    for field in FIELDS:
        if field.kind == "auto" or not hasattr(metadata, field.key):
            continue
        value = getattr(metadata, field.key)
        if field.required and not (value.strip() if isinstance(value, str) else value):
            yield _stop("required", field, f"{field.label} is empty.", field.definition)
        elif value:
            yield from _form(field, value)
    if metadata.license in reference.licences() and metadata.license and not metadata.license_agreed.strip():
        yield from (finding for finding in licence_findings(metadata.license) if finding.level is Level.STOP)


def _form(field: Field, value: str | tuple[str, ...]) -> Iterator[Finding]:
    if field.choices and not field.open and value not in field.choices:
        yield _stop("not-in-list", field, f"{field.label} holds a value that the portal does not know.", "Choose one from the list.")
    if field.kind == "email" and not EMAIL.fullmatch(str(value).strip()):
        yield _stop("form", field, f"{field.label} is not an email address.", f"It looks like {field.example}.")
    if field.kind == "url" and not LINK.fullmatch(str(value).strip()):
        yield _stop("form", field, f"{field.label} is not a web address.", field.help)


def _stop(rule: str, field: Field, message: str, why: str) -> Finding:
    return Finding(rule, Level.STOP, message, None, why, field.key)


def _columns(columns: tuple[ColumnMetadata, ...], table: CleanTable) -> Iterator[Finding]:
    described = {column.name: column for column in columns}
    for column in table.columns:
        about = described.get(column.name)
        if about is None or not about.description.strip():
            message = f"Column {column.display or column.name} has no description."
            yield Finding("required", Level.STOP, message, column.name, "People cannot use a column they do not understand.", "description")
        else:
            yield from repeats_name(about)
