"""The functions of SoQL that the portal knows: what they take, what they give, and their SQL. `{0}` stands for an argument's SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COMPARABLE = frozenset({"text", "number", "checkbox", "calendar_date", "date", "row_id"})
ANY = COMPARABLE | {"point", "url", "location", "line", "multiline", "multipoint", "polygon", "multipolygon"}
TEXT = frozenset({"text"})
NUMBER = frozenset({"number"})
CALENDAR = frozenset({"calendar_date"})


@dataclass(frozen=True)
class Known:
    """A function: the types each argument may have, the type it gives ("" = that of its first argument), its SQL."""

    takes: tuple[frozenset[str], ...]
    gives: str
    sql: str
    aggregate: bool = False


KNOWN: Mapping[str, Known] = {
    "count": Known((ANY,), "number", "count({0})", aggregate=True),
    "min": Known((COMPARABLE,), "", "min({0})", aggregate=True),
    "max": Known((COMPARABLE,), "", "max({0})", aggregate=True),
    "sum": Known((NUMBER,), "number", "soql_exact(sum({0}))", aggregate=True),
    "avg": Known((NUMBER,), "number", "soql_exact(avg({0}))", aggregate=True),
    "upper": Known((TEXT,), "text", "soql_upper({0})"),
    "lower": Known((TEXT,), "text", "soql_lower({0})"),
    "trim": Known((TEXT,), "text", "trim({0})"),
    "length": Known((TEXT,), "number", "length({0})"),
    "starts_with": Known((TEXT, TEXT), "checkbox", "(substr({0}, 1, length({1})) = {1})"),
    "contains": Known((TEXT, TEXT), "checkbox", "(instr({0}, {1}) > 0)"),
    "abs": Known((NUMBER,), "number", "abs({0})"),
    "round": Known((NUMBER, NUMBER), "number", "round({0}, {1})"),
    "date_trunc_y": Known((CALENDAR,), "calendar_date", "(substr({0}, 1, 4) || '-01-01T00:00:00.000')"),
    "date_trunc_ym": Known((CALENDAR,), "calendar_date", "(substr({0}, 1, 7) || '-01T00:00:00.000')"),
    "date_trunc_ymd": Known((CALENDAR,), "calendar_date", "(substr({0}, 1, 10) || 'T00:00:00.000')"),
    "date_extract_y": Known((CALENDAR,), "number", "CAST(substr({0}, 1, 4) AS INTEGER)"),
    "date_extract_m": Known((CALENDAR,), "number", "CAST(substr({0}, 6, 2) AS INTEGER)"),
    "date_extract_d": Known((CALENDAR,), "number", "CAST(substr({0}, 9, 2) AS INTEGER)"),
    "+": Known((NUMBER, NUMBER), "number", "soql_exact({0} + {1})"),
    "-": Known((NUMBER, NUMBER), "number", "soql_exact({0} - {1})"),
    "*": Known((NUMBER, NUMBER), "number", "soql_exact({0} * {1})"),
    "/": Known((NUMBER, NUMBER), "number", "soql_exact(CAST({0} AS REAL) / {1})"),
    "%": Known((NUMBER, NUMBER), "number", "({0} % {1})"),
    "||": Known((TEXT, TEXT), "text", "({0} || {1})"),
}
"""Functions of a fixed number of arguments. Operators stand here under their signs."""
