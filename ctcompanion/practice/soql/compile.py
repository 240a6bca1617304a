"""A SoQL tree -> SQL with parameters. Column names in SQL are numbers of ours; every value is a parameter; only one table is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ctcompanion.practice.datatypes import BY_NAME, Maltyped
from ctcompanion.practice.ids import row_number
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.soql.functions import ANY, COMPARABLE, KNOWN
from ctcompanion.practice.soql.groups import aggregates, default_name, outside, replace_names
from ctcompanion.practice.soql.parse import Function, Literal, Name, Node, Ordering, Query, Selected
from ctcompanion.practice.view import View

SYSTEM: Mapping[str, tuple[str, str]] = {
    ":id": ("sid", "row_id"),
    ":created_at": ("created_at", "date"),
    ":updated_at": ("updated_at", "date"),
    ":version": ("version", "version"),
}
COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
MAX_SELECTED = 400


@dataclass(frozen=True)
class Sql:
    """A piece of SQL with its parameters in order, and the type of what it gives."""

    text: str
    values: tuple[Any, ...] = ()
    type: str = "null"


@dataclass(frozen=True)
class Compiled:
    """A whole statement; `columns` are the names and types of what comes out."""

    text: str
    values: tuple[Any, ...]
    columns: tuple[tuple[str, str], ...]


class Compiler:
    """Compiles for one dataset; aliases of the select list may be used everywhere else in the query."""

    def __init__(self, view: View) -> None:
        self.view = view

    def query(self, asked: Query, default_limit: int) -> Compiled:
        """The statement for a query."""
        selected = self._selected(asked)
        pieces = [(name, self.node(node)) for name, node in selected]
        query = self._without_aliases(asked, {name: node for name, node in selected if node != Name(name)})
        self._check_groups(query, [node for _, node in selected])
        parts = [Sql(f"SELECT {', '.join(sql.text for _, sql in pieces)} FROM {self.view.table}", _values([sql for _, sql in pieces]))]
        conditions = [self._condition(query.where)] if query.where is not None else []
        conditions += [self._search(word) for word in query.search.split()[:20]]
        if conditions:
            parts.append(_join(" WHERE ", " AND ", conditions))
        if query.group:
            parts.append(_join(" GROUP BY ", ", ", [self.node(node) for node in query.group]))
        if query.having is not None:
            parts.append(_join(" HAVING ", "", [self._condition(query.having)]))
        if query.order:
            parts.append(_join(" ORDER BY ", ", ", [self._ordered(ordering) for ordering in query.order]))
        parts.append(Sql(" LIMIT ? OFFSET ?", (default_limit if query.limit is None else query.limit, query.offset)))
        columns = tuple((name, sql.type) for name, sql in pieces)
        return Compiled("".join(part.text for part in parts), _values(parts), columns)

    def _selected(self, query: Query) -> list[tuple[str, Node]]:
        found: list[tuple[str, Node]] = []
        for entry in query.select or (Selected(None, star="*"),):
            if entry.star == "*":
                found += [(field.field_name, Name(field.field_name)) for field in self.view.fields]
            elif entry.star == ":*":
                found += [(name, Name(name)) for name in SYSTEM]
            elif entry.node is not None:
                found.append((entry.alias or default_name(entry.node), entry.node))
        if not found or len(found) > MAX_SELECTED:
            raise Refusal(400, "query.compiler.malformed", "The select list is empty or too long", {})
        names = [name for name, _ in found]
        if len(set(names)) != len(names):
            double = next(name for name in names if names.count(name) > 1)
            raise Refusal(400, "query.soql.duplicate-alias", f"There is already a column named '{double}' selected", {"name": double})
        return found

    def _without_aliases(self, query: Query, known: Mapping[str, Node]) -> Query:
        """The query with what each name of the select list stands for in its place, wherever one is used. A column goes before an alias,
        but in an order list, which is about what was selected."""
        not_columns = {name: node for name, node in known.items() if self.view.field(name) is None}

        def ordered(ordering: Ordering) -> Ordering:
            own = known.get(ordering.node.name) if isinstance(ordering.node, Name) else None
            return replace(ordering, node=own or replace_names(ordering.node, not_columns))

        return replace(
            query,
            where=query.where and replace_names(query.where, not_columns),
            group=tuple(replace_names(node, not_columns) for node in query.group),
            having=query.having and replace_names(query.having, not_columns),
            order=tuple(map(ordered, query.order)),
        )

    def _check_groups(self, query: Query, selected: Sequence[Node]) -> None:
        if not query.group and not any(aggregates(node) for node in selected):
            return
        having = [query.having] if query.having is not None else []
        for node in [*selected, *having, *(ordering.node for ordering in query.order)]:
            loose = outside(node, query.group)
            if loose is not None:
                message = f"Column '{loose}' is neither grouped by nor aggregated"
                raise Refusal(400, "query.soql.column-not-in-group-bys", message, {"column": loose})

    def _ordered(self, ordering: Ordering) -> Sql:
        sql = _by_size(self.node(ordering.node))
        nulls = ordering.nulls or ("first" if ordering.descending else "last")
        return Sql(f"{sql.text} {'DESC' if ordering.descending else 'ASC'} NULLS {nulls.upper()}", sql.values)

    def _condition(self, node: Node) -> Sql:
        sql = self.node(node)
        if sql.type not in {"checkbox", "null"}:
            raise mismatch("a condition", "checkbox", sql.type)
        return sql

    def _search(self, word: str) -> Sql:
        texts = [field.sql for field in self.view.fields if field.type.name == "text"]
        if not texts:
            return Sql("0", (), "checkbox")
        return Sql("(" + " OR ".join(f"instr(soql_lower({name}), ?) > 0" for name in texts) + ")", (word.lower(),) * len(texts), "checkbox")

    def node(self, node: Node) -> Sql:
        """The SQL of any node."""
        if isinstance(node, Literal):
            return _literal(node)
        if isinstance(node, Name):
            return self._name(node.name)
        if node.name in COMPARISONS:
            left, right = self._pair(node.arguments) if node.name in {"=", "!="} else map(_by_size, self._pair(node.arguments))
            return Sql(f"({left.text} {node.name} {right.text})", left.values + right.values, "checkbox")
        special = getattr(self, _SPECIAL.get(node.name, "_called"))
        result: Sql = special(node)
        return result

    def _name(self, name: str) -> Sql:
        if name in SYSTEM:
            text, kind = SYSTEM[name]
            return Sql(text, (), kind)
        field = self.view.field(name)
        if field is None:
            raise Refusal(400, "query.soql.no-such-column", f"No such column: {name}", {"column": name, "dataset": self.view.id})
        return Sql(field.sql, (), field.type.name)

    def _pair(self, nodes: Sequence[Node]) -> list[Sql]:
        """Operands of one type: a literal takes the type of what it is compared with."""
        known = next((sql for sql in (self.node(node) for node in nodes if not isinstance(node, Literal)) if sql.type != "null"), None)
        made = [_fitted(node, known.type) if known and isinstance(node, Literal) else self.node(node) for node in nodes]
        types = {sql.type for sql in made} - {"null"}
        if len(types) > 1 or not types <= COMPARABLE | {"version"}:
            raise mismatch("a comparison", sorted(types)[0], sorted(types)[-1])
        return made

    def _logical(self, node: Function) -> Sql:
        joined = _join("(", f" {node.name.upper()} ", [self._condition(argument) for argument in node.arguments])
        return Sql(f"{joined.text})", joined.values, "checkbox")

    def _not(self, node: Function) -> Sql:
        inner = self._condition(node.arguments[0])
        return Sql(f"(NOT {inner.text})", inner.values, "checkbox")

    def _null_test(self, node: Function) -> Sql:
        inner = self.node(node.arguments[0])
        return Sql(f"({inner.text} {node.name.upper()})", inner.values, "checkbox")

    def _between(self, node: Function) -> Sql:
        made = [_by_size(sql) for sql in self._pair(node.arguments)]
        return Sql(f"({made[0].text} BETWEEN {made[1].text} AND {made[2].text})", _values(made), "checkbox")

    def _in(self, node: Function) -> Sql:
        made = self._pair(node.arguments)
        return Sql(f"({made[0].text} IN ({', '.join(sql.text for sql in made[1:])}))", _values(made), "checkbox")

    def _like(self, node: Function) -> Sql:
        left, pattern = self.node(node.arguments[0]), node.arguments[1]
        if left.type != "text" or not isinstance(pattern, Literal) or pattern.kind != "text":
            raise mismatch("like", "text", left.type)
        glob = "".join({"%": "*", "_": "?", "*": "[*]", "?": "[?]", "[": "[[]"}.get(sign, sign) for sign in pattern.value)
        return Sql(f"({left.text} GLOB ?)", (*left.values, glob), "checkbox")

    def _count(self, node: Function) -> Sql:
        if node.star:
            return Sql("count(*)", (), "number")
        if node.distinct and len(node.arguments) == 1:
            inner = self.node(node.arguments[0])
            return Sql(f"count(DISTINCT {inner.text})", inner.values, "number")
        return self._called(node)

    def _case(self, node: Function) -> Sql:
        if len(node.arguments) < 2 or len(node.arguments) % 2:
            raise Refusal(400, "query.soql.no-such-function", "case needs pairs of a condition and a value", {"function": "case"})
        conditions = [self._condition(argument) for argument in node.arguments[::2]]
        values = [self.node(argument) for argument in node.arguments[1::2]]
        text = " ".join(f"WHEN {condition.text} THEN {value.text}" for condition, value in zip(conditions, values, strict=True))
        everything = _values([sql for pair in zip(conditions, values, strict=True) for sql in pair])
        return Sql(f"(CASE {text} END)", everything, _one_type(values))

    def _coalesce(self, node: Function) -> Sql:
        made = [self.node(argument) for argument in node.arguments]
        if len(made) < 2:
            raise Refusal(400, "query.soql.no-such-function", "coalesce needs two values or more", {"function": "coalesce"})
        return Sql(f"coalesce({', '.join(sql.text for sql in made)})", _values(made), _one_type(made))

    def _called(self, node: Function) -> Sql:
        known = KNOWN.get(node.name)
        if known is None or len(known.takes) != len(node.arguments) or node.star or (node.distinct and not known.aggregate):
            raise Refusal(400, "query.soql.no-such-function", f"No such function: {node.name}", {"function": node.name})
        made = [self.node(argument) for argument in node.arguments]
        made = [_by_size(sql) for sql in made] if node.name in {"min", "max"} else made
        for sql, takes in zip(made, known.takes, strict=True):
            if sql.type not in takes | {"null"} and not (takes == ANY and sql.type == "version"):
                raise mismatch(node.name, "/".join(sorted(takes)), sql.type)
        uses = [place for place in _places(known.sql) for _ in (0,)]
        text = known.sql.format(*(sql.text for sql in made))
        return Sql(text, tuple(value for place in uses for value in made[place].values), known.gives or made[0].type)


_SPECIAL = {
    "and": "_logical",
    "or": "_logical",
    "not": "_not",
    "is null": "_null_test",
    "is not null": "_null_test",
    "between": "_between",
    "in": "_in",
    "like": "_like",
    "count": "_count",
    "case": "_case",
    "coalesce": "_coalesce",
}


def _places(template: str) -> list[int]:
    """Which argument stands at each place of a template: a parameter is given once for each."""
    return [int(template[at + 1]) for at, sign in enumerate(template) if sign == "{"]


def _by_size(sql: Sql) -> Sql:
    """A number as one that can be put in order: those of more digits than SQLite's own numbers have are kept as text."""
    return Sql(f"CAST({sql.text} AS NUMERIC)", sql.values, sql.type) if sql.type == "number" else sql


def _join(before: str, between: str, pieces: Sequence[Sql]) -> Sql:
    return Sql(before + between.join(piece.text for piece in pieces), _values(pieces))


def _values(pieces: Sequence[Sql]) -> tuple[Any, ...]:
    return tuple(value for piece in pieces for value in piece.values)


def _one_type(pieces: Sequence[Sql]) -> str:
    types = {sql.type for sql in pieces} - {"null"}
    if len(types) > 1:
        raise mismatch("the values", sorted(types)[0], sorted(types)[-1])
    return types.pop() if types else "null"


def _literal(node: Literal) -> Sql:
    if node.kind == "number":
        return Sql("?", (BY_NAME["number"].accept(node.value),), "number")
    return Sql("?", (int(node.value) if node.kind == "checkbox" else node.value,), node.kind)


def _fitted(node: Literal, kind: str) -> Sql:
    """A literal as a value of a column's type, as the real portal reads '2026-01-01' beside a date."""
    if node.kind != "text" or kind == "text":
        return _literal(node)
    if kind == "row_id":
        return Sql("?", (row_number(node.value) or -1,), kind)
    try:
        return Sql("?", (BY_NAME[kind].accept(node.value),), kind)
    except (Maltyped, KeyError):
        raise mismatch("a comparison", kind, "text") from None


def mismatch(place: str, wanted: str, got: str) -> Refusal:
    """400: a value of the wrong type."""
    return Refusal(
        400, "query.soql.type-mismatch", f"Type mismatch for {place}, is {got}, expected {wanted}", {"expected": wanted, "got": got}
    )
