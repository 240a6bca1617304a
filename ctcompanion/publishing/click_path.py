"""How to publish the package by hand on the portal, click by click, for whoever has no app but the right to publish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ctcompanion.model import CleanTable, DataType
from ctcompanion.recipe import Target

TYPES = {
    DataType.TEXT: "Text",
    DataType.NUMBER: "Number",
    DataType.CHECKBOX: "Checkbox",
    DataType.DATE: "Date & Time (floating)",
    DataType.POINT: "Point",
    DataType.URL: "URL",
}


def click_path(table: CleanTable, view: Mapping[str, Any], target: Target, portal: str) -> str:
    """Plain text, numbered, with the very values to enter."""
    steps = [*_to_data(view, target, portal), *_columns(table, view), *_description(view), *_last(target)]
    numbered = [f"{number:>2}. {step}" for number, step in enumerate(steps, start=1)]
    head = f"Publishing by hand: {view.get('name') or target.title_there}\n{len(table.rows):,} rows, {len(table.columns)} columns\n"
    return "\n".join([head, *numbered, "", "Questions: dapa@ct.gov", ""])


def _to_data(view: Mapping[str, Any], target: Target, portal: str) -> list[str]:
    if target.dataset_id:
        return [
            f"Open https://{portal}/d/{target.dataset_id} and sign in.",
            "Press Edit, then Update data, then Append. Never choose Replace: it empties the dataset.",
            "Upload data.csv. The first line holds the column names.",
        ]
    return [
        f"Open https://{portal} and sign in with an account that may publish.",
        "Press Create (top right), then Dataset.",
        f'Enter the title "{view.get("name", "")}" and press Create draft.',
        "Press Add data, then Upload a data file, and choose data.csv. The first line holds the column names.",
    ]


def _columns(table: CleanTable, view: Mapping[str, Any]) -> list[str]:
    fields = {str(column.get("name")): column for column in view.get("columns") or ()}
    steps = ["Press Review & configure data. Check each column's type and name:"]
    for column in table.columns:
        said = fields.get(column.display or column.name, {})
        description = str(said.get("description") or column.description)
        field = str(said.get("fieldName") or column.name)
        steps[-1] += f'\n      {column.display or column.name}: type {TYPES[column.type]}, API field name {field}. "{description}"'
    steps.append("If the portal counts rows with errors, stop and write to dapa@ct.gov: those rows would be left out.")
    return steps


def _description(view: Mapping[str, Any]) -> list[str]:
    said = [(label, view.get(key)) for key, label in _LABELS.items()]
    inside = view.get("metadata") or {}
    said += [(name, value) for fields in (inside.get("custom_fields") or {}).values() for name, value in fields.items()]
    said.append(("Row Label", inside.get("rowLabel")))
    lines = [f"\n      {label}: {', '.join(value) if isinstance(value, list) else value}" for label, value in said if value]
    return ["Press Edit metadata and enter:" + "".join(lines), "Press Save."] if lines else []


def _last(target: Target) -> list[str]:
    steps = [] if target.dataset_id else ["Under Audience leave Private."]
    steps += [
        "Press Publish (or Update) and wait until the portal says that it is done.",
        "Compare the number of rows with the one on top of this page.",
    ]
    if not target.dataset_id:
        steps.append("Let the reviewers look. Then open the dataset, press Edit audience, and choose Public.")
    return steps


_LABELS = {
    "description": "Brief Description",
    "category": "Category",
    "tags": "Tags / Keywords",
    "licenseId": "License",
    "attribution": "Data Provided By",
    "attributionLink": "Source Link",
}
