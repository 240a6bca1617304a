"""SoQL text -> a tree of plain values, by a grammar; nothing of the text goes further than into these values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError, UnexpectedInput

from ctcompanion.practice.refusal import Refusal

MAX_LENGTH = 20_000
MAX_DEPTH = 60
"""SQLite stops at a depth of 1,000; a person's question has five."""


@dataclass(frozen=True)
class Literal:
    """A value in the text: kind is text, number, checkbox or null."""

    kind: str
    value: Any


@dataclass(frozen=True)
class Name:
    """A column, a system column (with its colon) or an alias."""

    name: str


@dataclass(frozen=True)
class Function:
    """A function, or an operator under its sign. `count(*)` has no arguments and `star`."""

    name: str
    arguments: tuple[Node, ...]
    star: bool = False
    distinct: bool = False


Node = Literal | Name | Function


@dataclass(frozen=True)
class Selected:
    """One entry of a select list; `star` is "*" or ":*" where there is no node."""

    node: Node | None
    alias: str | None = None
    star: str = ""


@dataclass(frozen=True)
class Ordering:
    """One entry of an order list; `nulls` first, last or neither."""

    node: Node
    descending: bool = False
    nulls: str = ""


@dataclass(frozen=True)
class Query:
    """A question. Empty parts were not asked for."""

    select: tuple[Selected, ...] = ()
    where: Node | None = None
    group: tuple[Node, ...] = ()
    having: Node | None = None
    order: tuple[Ordering, ...] = ()
    search: str = ""
    limit: int | None = None
    offset: int = 0


class _Build(Transformer[Token, Any]):
    """From the grammar's tree to ours."""

    def text(self, found: list[Token]) -> Literal:
        return Literal("text", str(found[0])[1:-1].replace("''", "'"))

    def number(self, found: list[Token]) -> Literal:
        return Literal("number", str(found[0]))

    def true(self, _: list[Token]) -> Literal:
        return Literal("checkbox", True)

    def false(self, _: list[Token]) -> Literal:
        return Literal("checkbox", False)

    def null(self, _: list[Token]) -> Literal:
        return Literal("null", None)

    def name(self, found: list[Token]) -> str:
        return str(found[0]).strip("`").lower()

    def column(self, found: list[str]) -> Name:
        return Name(found[0])

    def counted(self, found: list[Token]) -> Function:
        return Function(str(found[0]).lower(), (), star=True)

    def called(self, found: list[Any]) -> Function:
        return Function(str(found[0]).lower(), tuple(found[1]) if len(found) > 1 else ())

    def called_distinct(self, found: list[Any]) -> Function:
        return Function(str(found[0]).lower(), (found[2],), distinct=True)

    def arguments(self, found: list[Node]) -> list[Node]:
        return found

    def any_of(self, found: list[Any]) -> Node:
        nodes = _nodes(found)
        return Function("or", nodes) if len(nodes) > 1 else nodes[0]

    def all_of(self, found: list[Any]) -> Node:
        nodes = _nodes(found)
        return Function("and", nodes) if len(nodes) > 1 else nodes[0]

    def negated(self, found: list[Any]) -> Function:
        return Function("not", (found[1],))

    def compared(self, found: list[Any]) -> Function:
        return Function({"==": "=", "<>": "!="}.get(str(found[1]), str(found[1])), (found[0], found[2]))

    def is_null(self, found: list[Any]) -> Function:
        return Function("is null", (found[0],))

    def is_not_null(self, found: list[Any]) -> Function:
        return Function("is not null", (found[0],))

    def between(self, found: list[Any]) -> Function:
        return Function("between", _nodes(found))

    def not_between(self, found: list[Any]) -> Function:
        return Function("not", (Function("between", _nodes(found)),))

    def is_in(self, found: list[Any]) -> Function:
        return Function("in", (found[0], *found[-1]))

    def not_in(self, found: list[Any]) -> Function:
        return Function("not", (Function("in", (found[0], *found[-1])),))

    def like(self, found: list[Any]) -> Function:
        return Function("like", _nodes(found))

    def not_like(self, found: list[Any]) -> Function:
        return Function("not", (Function("like", _nodes(found)),))

    def arithmetic(self, found: list[Any]) -> Function:
        return Function(str(found[1]), (found[0], found[2]))

    def multiplied(self, found: list[Any]) -> Function:
        return Function("*", _nodes(found))

    def negative(self, found: list[Any]) -> Function:
        return Function("-", (Literal("number", "0"), found[0]))

    def all_columns(self, _: list[Any]) -> Selected:
        return Selected(None, star="*")

    def system_columns(self, _: list[Any]) -> Selected:
        return Selected(None, star=":*")

    def aliased(self, found: list[Any]) -> Selected:
        return Selected(found[0], found[2] if len(found) > 2 and found[1] is not None else None)

    def selection(self, found: list[Selected]) -> tuple[Selected, ...]:
        return tuple(found)

    def groups(self, found: list[Node]) -> tuple[Node, ...]:
        return tuple(found)

    def ordering(self, found: list[Any]) -> Ordering:
        words = [str(token).lower() for token in found[1:] if isinstance(token, Token)]
        return Ordering(found[0], "desc" in words, words[-1] if "nulls" in words else "")

    def orders(self, found: list[Ordering]) -> tuple[Ordering, ...]:
        return tuple(found)

    def select_part(self, found: list[Any]) -> tuple[str, Any]:
        return "select", found[1]

    def where_part(self, found: list[Any]) -> tuple[str, Any]:
        return "where", found[1]

    def group_part(self, found: list[Any]) -> tuple[str, Any]:
        return "group", found[2]

    def having_part(self, found: list[Any]) -> tuple[str, Any]:
        return "having", found[1]

    def order_part(self, found: list[Any]) -> tuple[str, Any]:
        return "order", found[2]

    def search_part(self, found: list[Any]) -> tuple[str, Any]:
        return "search", str(found[1])[1:-1].replace("''", "'")

    def limit_part(self, found: list[Any]) -> tuple[str, Any]:
        return "limit", whole_number(str(found[1]))

    def offset_part(self, found: list[Any]) -> tuple[str, Any]:
        return "offset", whole_number(str(found[1]))

    def query(self, found: list[tuple[str, Any]]) -> Query:
        return Query(**dict(found))


def _nodes(found: Sequence[Any]) -> tuple[Node, ...]:
    return tuple(node for node in found if not isinstance(node, Token))


@cache
def _parser() -> Lark:
    grammar = resources.files("ctcompanion.practice").joinpath("soql", "grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", start=["query", "selection", "expression", "groups", "orders"], maybe_placeholders=False)


def parse(text: str, start: str) -> Any:
    """The tree of a whole query or of a part; Refusal 400 where it cannot be read."""
    if len(text) > MAX_LENGTH or _depth(text) > MAX_DEPTH:
        raise malformed(text[:200], "it is too long or too deep")
    try:
        return _Build().transform(_parser().parse(text, start=start))
    except UnexpectedInput as error:
        raise malformed(
            text, f"stopped at character {error.pos_in_stream}" if error.pos_in_stream is not None else "it ends too early"
        ) from None
    except (LarkError, RecursionError):
        raise malformed(text, "it is too deep") from None


def _depth(text: str) -> int:
    deepest = depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


def malformed(text: str, why: str) -> Refusal:
    """400 as the real portal words it."""
    message = f'Could not parse SoQL query "{text[:500]}": {why}'
    return Refusal(400, "query.compiler.malformed", message, {"query": text[:500]})


def whole_number(text: str) -> int:
    """A limit or offset; Refusal 400 when it is none."""
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise Refusal(400, "query.compiler.malformed", "A limit or offset must be a whole number", {"query": text[:100]})
    return int(text)
