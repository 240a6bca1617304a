"""A new dataset as it will be: the body that creates it, its rows, and what tells them apart."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ctcompanion.model import Column, DataType
from ctcompanion.publishing.identifier import check_key, check_sources, description_of, free_name, record_ids
from ctcompanion.publishing.publication import Publication
from ctcompanion.publishing.rows import Columns
from ctcompanion.publishing.rows_of import rows_of
from ctcompanion.publishing.update_stamp import stamps_of


@dataclass(frozen=True, eq=False)
class NewPlan:
    """`body`: what creates the dataset; `rows`: all of them; `kinds`: type by field; `key`: the row identifier's field, or empty."""

    body: Mapping[str, Any]
    rows: Columns
    kinds: Mapping[str, str]
    key: str
    stamps: frozenset[str]
    """Fields that say when the data was refreshed: sent, never compared."""
    fields: Mapping[str, tuple[str, str]]
    """Table column -> (field name, type)."""

    @property
    def count(self) -> int:
        return len(next(iter(self.rows.values()), []))


def plan_new(publication: Publication) -> NewPlan:
    """PublishingError where a cell does not fit its type or the row identifier does not tell all rows apart."""
    table, said = publication.table, _said_columns(publication)
    fields = {name: (str(column["fieldName"]), str(column["dataTypeName"])) for name, column in said.items()}
    rows = rows_of(table, fields)
    kinds = dict(fields.values())
    body = {key: copy.deepcopy(value) for key, value in publication.view.items() if key != "columns"}
    columns = [dict(column, position=place) for place, column in enumerate(said.values(), start=1)]
    key = ""
    if publication.identifier is not None:
        parts = [fields[name] for name in publication.identifier.columns]
        if publication.identifier.computed:
            check_sources(table, publication.identifier.columns)
            key = free_name(rows)
            rows[key] = [*record_ids([rows[name] for name, _ in parts])]
            kinds[key] = DataType.TEXT.value
            shown = [str(said[name]["name"]) for name in publication.identifier.columns]
            columns.append(_record_id_column(key, shown, len(columns) + 1))
        else:
            key = parts[0][0]
            check_key(rows[key], key)
        body["metadata"] = {**(body.get("metadata") or {}), "rowIdentifier": key}
    return NewPlan({**body, "name": publication.title, "columns": columns}, rows, kinds, key, stamps_of(table, fields), fields)


def _said_columns(publication: Publication) -> dict[str, dict[str, Any]]:
    """The portal's column object for each column of the table, from the description where it has one."""
    described = {str(column.get("fieldName", "")): dict(column) for column in publication.view.get("columns") or ()}
    found = {}
    for column in publication.table.columns:
        field = publication.fields.get(column.name, column.name)
        base = {"name": column.display or column.name, "description": column.description, "format": format_of(column)}
        found[column.name] = {**base, **described.get(field, {}), "fieldName": field, "dataTypeName": column.type.value}
    return found


def format_of(column: Column) -> dict[str, Any]:
    """How the portal shows the values of a column (contract 4)."""
    if column.type is DataType.NUMBER:
        places = {} if column.places is None else {"precision": min(column.places, 10)}
        return {"precisionStyle": "standard", "noCommas": not column.grouping, **places}
    return {"view": "date_ymd"} if column.type is DataType.DATE else {}


def _record_id_column(field: str, displays: list[str], position: int) -> dict[str, Any]:
    text = {"name": "Record ID", "fieldName": field, "dataTypeName": DataType.TEXT.value, "description": description_of(displays)}
    return {**text, "position": position, "format": {}}
