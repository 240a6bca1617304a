"""The parameters of a read as one query: $select, $where ..., $query, $q, and field=value."""

from __future__ import annotations

from ctcompanion.practice.call import Call
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.soql.parse import Function, Literal, Name, Node, Query, Selected, parse, whole_number

KNOWN = frozenset({"$select", "$where", "$order", "$group", "$having", "$limit", "$offset", "$q", "$query"})
NOT_FIELDS = frozenset({"ticket", "preview"})


def question(call: Call) -> Query:
    """The query that a read asks; Refusal 400 on an unknown $parameter or on text that is no SoQL."""
    unknown = next((key for key, _ in call.params if key.startswith("$") and not key.startswith("$$") and key not in KNOWN), None)
    if unknown is not None:
        raise Refusal(400, "query.compiler.malformed", f"Unrecognized parameter {unknown}", {"query": unknown})
    if call.param("$query"):
        whole: Query = parse(call.param("$query"), "query")
        return whole
    return Query(
        select=_select(call),
        where=_where(call),
        group=tuple(parse(call.param("$group"), "groups")) if call.param("$group") else (),
        having=parse(call.param("$having"), "expression") if call.param("$having") else None,
        order=parse(call.param("$order"), "orders") if call.param("$order") else (),
        search=call.param("$q"),
        limit=whole_number(call.param("$limit")) if call.param("$limit") else None,
        offset=whole_number(call.param("$offset")) if call.param("$offset") else 0,
    )


def _select(call: Call) -> tuple[Selected, ...]:
    chosen: tuple[Selected, ...] = parse(call.param("$select"), "selection") if call.param("$select") else ()
    if call.param("$$exclude_system_fields").lower() == "false" and not chosen:
        return (Selected(None, star=":*"), Selected(None, star="*"))
    return chosen


def _where(call: Call) -> Node | None:
    conditions: list[Node] = [parse(call.param("$where"), "expression")] if call.param("$where") else []
    for key, value in call.params:
        if not key.startswith("$") and key not in NOT_FIELDS:
            conditions.append(Function("=", (Name(key.lower()), Literal("text", value))))
    if len(conditions) > 1:
        return Function("and", tuple(conditions))
    return conditions[0] if conditions else None
