"""SoQL: what it answers, how it refuses, and that no text reaches rows of another dataset or breaks the portal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctcompanion.practice.datatypes import BY_NAME
from ctcompanion.practice.fields import Field
from ctcompanion.practice.refusal import Refusal
from ctcompanion.practice.rows.read import ask
from ctcompanion.practice.soql.parse import Query, parse
from ctcompanion.practice.view import View

SECRET = "another dataset's row"
NAMES = (("town", "text"), ("permits", "number"), ("day", "calendar_date"), ("final", "checkbox"), ("place", "point"))
FIELDS = tuple(Field(number, "aaaa-aaaa", number, name, name, BY_NAME[kind], number, {}) for number, (name, kind) in enumerate(NAMES, 1))
VIEW = View(
    "aaaa-aaaa", 1, 1, None, "published", "public", "me", {"name": "A"}, None, 3, 1, 0, 0, 0, None, 0, 0, FIELDS
)  # fmt: skip
ROWS = [
    ("Avon", 3, "2026-01-01T00:00:00.000", 1, None),
    ("Bethel", 4.5, "2026-02-01T00:00:00.000", 0, None),
    ("O'Brien_50%", None, None, None, '{"type":"Point","coordinates":[-72.5,41.5]}'),
]


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    from ctcompanion.practice.database import SCHEMA, add_functions

    made = sqlite3.connect(":memory:")
    made.executescript(SCHEMA)
    add_functions(made)
    for number in (1, 2):
        columns = ", ".join(f'"c{field.table_column}"' for field in FIELDS)
        made.execute(
            f'CREATE TABLE "rows_{number}"(sid INTEGER PRIMARY KEY, created_at INTEGER, updated_at INTEGER, version INTEGER, {columns})'
        )
    made.executemany('INSERT INTO "rows_1" VALUES(NULL, 1000, 2000, 1, ?, ?, ?, ?, ?)', ROWS)
    made.execute('INSERT INTO "rows_2" VALUES(NULL, 0, 0, 1, ?, 1, ?, 1, NULL)', (SECRET, SECRET))
    made.execute("INSERT INTO setting VALUES('secret', ?)", (SECRET,))
    yield made
    made.close()


def run(connection: sqlite3.Connection, text: str) -> list[tuple[Any, ...]]:
    chunks, _ = ask(connection, VIEW, parse(text, "query"))
    return [row for chunk in chunks for row in chunk]


def refusal_of(connection: sqlite3.Connection, read: Callable[..., Any], *parts: str) -> Refusal | None:
    try:
        chunks, _ = ask(connection, VIEW, read(*parts))
        list(chunks)
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("select town where town = 'O''Brien_50%'", [("O'Brien_50%",)]),
        ("select count(*)", [(3,)]),
        ("select count(permits), sum(permits) as all_, avg(permits), min(day), max(town)", [(2, 7.5, 3.75, ROWS[0][2], "O'Brien_50%")]),
        ("select town where permits >= 3 and not (permits > 4)", [("Avon",)]),
        ("select town where permits in (4.5, 7) or town in ('Avon')", [("Avon",), ("Bethel",)]),
        ("select town where permits not in (3)", [("Bethel",)]),
        ("select town where town like '%Brien\\_50%'", []),
        ("select town where town like 'O_Brien%'", [("O'Brien_50%",)]),
        ("select town where town not like 'A%' order by town desc", [("O'Brien_50%",), ("Bethel",)]),
        ("select town where starts_with(town, 'Be')", [("Bethel",)]),
        ("select upper(town) where upper(town) = 'AVON'", [("AVON",)]),
        ("select town where permits is null", [("O'Brien_50%",)]),
        ("select town where day between '2026-01-15' and '2026-12-31'", [("Bethel",)]),
        ("select town where final = true", [("Avon",)]),
        ("select town where final = 'true'", [("Avon",)]),
        ("select town where :id = 'row-2222_2222-2222'", []),
        ("select date_extract_y(day) as year, count(*) where day is not null group by date_extract_y(day)", [(2026, 2)]),
        ("select town, permits * 2 + 1 as x where permits is not null order by x desc limit 1", [("Bethel", 10.0)]),
        ("select final, count(*) as n group by final having n = 1 order by final limit 1 offset 1", [(1, 1)]),
        ("select town search 'avon'", [("Avon",)]),
        ("select `town` WHERE `permits`<4", [("Avon",)]),
        ("select town order by permits desc nulls last limit 1", [("Bethel",)]),
        ("select case(permits > 4, 'many', true, 'few') as size where permits is not null", [("few",), ("many",)]),
        ("select count(distinct final)", [(2,)]),
        ("select date_extract_y(day) as year, count(*) where day is not null group by year order by year", [(2026, 2)]),
        ("select town, permits * 2 as twice where twice > 8", [("Bethel", 9.0)]),
        ("select final, count(*) where final is not null group by final having count < 5 order by count desc, final", [(0, 1), (1, 1)]),
        ("select upper(town) as town where town = 'Avon' order by town", [("AVON",)]),
    ],
)
def test_questions_are_answered(connection: sqlite3.Connection, text: str, rows: list[tuple[Any, ...]]) -> None:
    assert run(connection, text) == rows


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("select", "query.compiler.malformed"),
        ("select town where", "query.compiler.malformed"),
        ("select town; drop table view", "query.compiler.malformed"),
        ("select town -- where", "query.soql.no-such-column"),
        ("select nothing", "query.soql.no-such-column"),
        ("select sid", "query.soql.no-such-column"),
        ("select c1", "query.soql.no-such-column"),
        ('select "c1"', "query.compiler.malformed"),
        ("select load_extension('x')", "query.soql.no-such-function"),
        ("select soql_upper(town)", "query.soql.no-such-function"),
        ("select town where permits = 'many'", "query.soql.type-mismatch"),
        ("select town where town > 4", "query.soql.type-mismatch"),
        ("select sum(town)", "query.soql.type-mismatch"),
        ("select town where place = place", "query.soql.type-mismatch"),
        ("select town where town", "query.soql.type-mismatch"),
        ("select town, count(*)", "query.soql.column-not-in-group-bys"),
        ("select * group by town", "query.soql.column-not-in-group-bys"),
        ("select final, count(*) group by final order by permits", "query.soql.column-not-in-group-bys"),
        ("select final, count(*) group by final having permits > 1", "query.soql.column-not-in-group-bys"),
        ("select nothing as nothing order by nothing", "query.soql.no-such-column"),
        ("select town where ‘Avon’ = town", "query.compiler.malformed"),
        ("select town where town = 'a'\u0000", "query.compiler.malformed"),
        ("select town /* all */ where town = 'a'", "query.compiler.malformed"),
        ("select town where town = '" + "a" * 1_000_000 + "'", "query.compiler.malformed"),
        ("select town, town", "query.soql.duplicate-alias"),
        ("select town where count(*) > 1", "query.compiler.malformed"),
        ("select town limit 99999999999999999999", "query.compiler.malformed"),
        ("select " + "(" * 500 + "town" + ")" * 500, "query.compiler.malformed"),
        ("select town where " + "not " * 3000 + "true", "query.compiler.malformed"),
        ("select permits" + " + permits" * 1500, "query.compiler.malformed"),
        ("select sum(permits * 9223372036854775807 * 9223372036854775807 * permits) where permits = 1e308", None),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_code(connection: sqlite3.Connection, text: str, code: str | None) -> None:
    refusal = refusal_of(connection, parse, text, "query")
    assert (refusal and (refusal.status, refusal.code)) == (code and (400, code))


WORDS = st.sampled_from(
    [
        "select",
        "where",
        "group",
        "by",
        "having",
        "order",
        "limit",
        "offset",
        "as",
        "and",
        "or",
        "not",
        "in",
        "like",
        "between",
        "is",
        "null",
        "true",
        "false",
        "distinct",
        "desc",
        "asc",
        "nulls",
        "first",
        "search",
        "town",
        "permits",
        "day",
        "final",
        "place",
        ":id",
        ":updated_at",
        ":*",
        "*",
        "*",
        "count(*)",
        "sum(",
        "max(",
        "upper(",
        "starts_with(",
        "case(",
        "coalesce(",
        "date_trunc_y(",
        ")",
        ")",
        "(",
        ",",
        ",",
        "=",
        "!=",
        "<=",
        ">",
        "+",
        "-",
        "/",
        "%",
        "||",
        "'Avon'",
        "'O''B'",
        "'2026-01-01'",
        "3",
        "4.5",
        "1e9",
        "0",
        "rows_2",
        '"rows_2"',
        "`rows_2`",
        "c1",
        "sid",
        "union",
        "sqlite_master",
        "setting",
        "value",
        ";",
        "--",
        "/*",
        "*/",
        "'",
        '"',
        "`",
        "\\",
        "x'00'",
        "?1",
        ":a",
        "@b",
        "$c",
        "[town]",
        "pragma",
        "attach",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=60), st.lists(WORDS, max_size=8).map("".join))


def query_of(text: str, start: str) -> Query:
    part = {"selection": "select", "expression": "where", "groups": "group", "orders": "order"}
    parsed = parse(text, start)
    return parsed if start == "query" else Query(**{part[start]: tuple(parsed) if isinstance(parsed, tuple | list) else parsed})


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.sampled_from(["query", "selection", "expression", "groups", "orders"]), text=TEXTS)
def test_no_text_reaches_another_dataset_or_breaks_the_portal(connection: sqlite3.Connection, start: str, text: str) -> None:
    refusal = refusal_of(connection, query_of, text, start)
    if refusal is not None:
        assert refusal.status == 400
        return
    chunks, compiled = ask(connection, VIEW, query_of(text, start))
    rows = [row for chunk in chunks for row in chunk]
    assert all(SECRET not in str(value) for row in rows for value in row)
    assert "rows_2" not in compiled.text
    assert "'" not in compiled.text.replace("'-01-01T00:00:00.000'", "").replace("'-01T00:00:00.000'", "").replace("'T00:00:00.000'", "")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_literal_finds_exactly_its_own_text(connection: sqlite3.Connection, value: str) -> None:
    quoted = value.replace("'", "''")
    connection.execute('INSERT INTO "rows_1" VALUES(99, 0, 0, 1, ?, NULL, NULL, NULL, NULL)', (value,))
    try:
        assert run(connection, f"select count(*) where town = '{quoted}' and :id is not null") == [(1,)]
    finally:
        connection.execute('DELETE FROM "rows_1" WHERE sid = 99')
