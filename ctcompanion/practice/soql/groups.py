"""What a select list's entries are called without an alias, and whether each is grouped by or aggregated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ctcompanion.practice.soql.functions import KNOWN
from ctcompanion.practice.soql.parse import Function, Literal, Name, Node


def default_name(node: Node) -> str:
    """What a column without alias is called: count, count_id, sum_permits."""
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Literal):
        return "literal"
    words = [part for part in (node.name, *(default_name(argument) for argument in node.arguments)) if part]
    name = "_".join(word.strip(":") for word in words)
    return "".join(sign if sign.isalnum() or sign == "_" else "_" for sign in name).strip("_")[:60] or "expression"


def aggregates(node: Node) -> bool:
    """Whether a node holds an aggregate function."""
    if not isinstance(node, Function):
        return False
    known = KNOWN.get(node.name)
    return bool(known and known.aggregate) or any(aggregates(argument) for argument in node.arguments)


def outside(node: Node, groups: Sequence[Node]) -> str | None:
    """The first column that is neither grouped by nor inside an aggregate."""
    if node in groups or isinstance(node, Literal):
        return None
    if isinstance(node, Name):
        return node.name
    known = KNOWN.get(node.name)
    if known and known.aggregate:
        return None
    return next((loose for argument in node.arguments if (loose := outside(argument, groups))), None)


def replace_names(node: Node, known: Mapping[str, Node]) -> Node:
    """A node with what a name stands for in the place of the name."""
    if isinstance(node, Name):
        return known.get(node.name, node)
    if isinstance(node, Function):
        return replace(node, arguments=tuple(replace_names(argument, known) for argument in node.arguments))
    return node
