"""Write docs/duties.md from docs/duties.csv: each duty of the guidelines, how it is carried, where, and the test that shows it.

python -m tools.make_duties
"""

from __future__ import annotations

import ast
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE, TARGET = "docs/duties.csv", "docs/duties.md"
DUTIES = tuple(f"S{number}" for number in range(1, 103))
CARRIED = {
    "automatic": "the program does it, or refuses",
    "assisted": "the program prepares it, a person decides",
    "attested": "a person says so, and it is recorded",
    "linked": "the way to it is shown",
}
TESTED = {"automatic", "assisted"}


@dataclass(frozen=True)
class Duty:
    """One row. `tests`: ids as pytest names them; `page`: the name of a file in pages/."""

    id: str
    section: str
    duty: str
    how: str
    carried: str
    page: str
    tests: tuple[str, ...]


def duties(root: Path = ROOT) -> tuple[Duty, ...]:
    """The rows of the table, in its order."""
    with (root / TABLE).open(encoding="utf-8", newline="") as file:
        return tuple(
            Duty(row["id"], row["section"], row["duty"], row["how"], row["carried"], row["page"], tuple(row["tests"].split()))
            for row in csv.DictReader(file)
        )


def problems(rows: tuple[Duty, ...], root: Path = ROOT) -> list[str]:
    """What is wrong with the table, a sentence each."""
    return [*_rows_that_are_not_there(rows), *(said for row in rows for said in _wrong(row, root))]


def _rows_that_are_not_there(rows: tuple[Duty, ...]) -> Iterator[str]:
    counted = Counter(row.id for row in rows)
    yield from (f"{id_} has no row" for id_ in DUTIES if not counted[id_])
    yield from (f"{id_} has {count} rows" for id_, count in counted.items() if count > 1)
    yield from (f"{id_} is no duty" for id_ in counted if id_ not in DUTIES)


def _wrong(row: Duty, root: Path) -> Iterator[str]:
    if row.carried not in CARRIED:
        yield f"{row.id} is carried in a way that is not known: {row.carried}"
    if not row.duty.strip() or not row.how.strip():
        yield f"{row.id} does not say what it is or how it is carried"
    if not (root / "pages" / f"{row.page}.py").is_file():
        yield f"{row.id} names a page that is not there: {row.page}"
    if row.carried in TESTED and not row.tests:
        yield f"{row.id} names no test"
    for test in row.tests:
        file, _, name = test.partition("::")
        if name not in collected(root / file):
            yield f"{row.id} names a test that is not there: {test}"


@cache
def collected(file: Path) -> frozenset[str]:
    """The tests that pytest collects from a file: its functions called test_..., none of them skipped."""
    if not file.is_file() or not file.name.startswith("test_"):
        return frozenset()
    found = [node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
    return frozenset(
        node.name
        for node in found
        if node.name.startswith("test_") and not any("skip" in ast.unparse(each) for each in node.decorator_list)
    )


def written(rows: tuple[Duty, ...]) -> str:
    """The page."""
    counted = Counter(row.carried for row in rows)
    lines = [
        "# The duties of the guidelines, and how each is carried",
        "",
        "Made by `python -m tools.make_duties` from `duties.csv`; change that, not this. S1 to S86 are duties of the Open Data Publication",
        "Guidelines, S87 to S102 of the State's handbook and its guidelines for charts.",
        "",
        *(f"- **{way}** ({counted[way]}): {meaning}" for way, meaning in CARRIED.items()),
        "",
        "`tests/test_duties.py` fails where a duty has no row, or names a page or a test that is not there.",
        "`python -m benchmarks.duty_mutations` removes the behavior of 20 of them, one after the other: each time the named test must fail.",
        "",
        "| | Duty | How it is carried | Way | Page | Shown by |",
        "|---|---|---|---|---|---|",
        *(_line(row) for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _line(row: Duty) -> str:
    shown = "<br>".join(f"`{test}`" for test in row.tests)
    return f"| {row.id} | **{row.section}.** {row.duty} | {row.how} | {row.carried} | {row.page} | {shown} |"


if __name__ == "__main__":
    rows = duties()
    (ROOT / TARGET).write_text(written(rows), encoding="utf-8")
    print(f"{TARGET}: {len(rows)} duties, {len(problems(rows))} problems")
    for said in problems(rows):
        print(" ", said)
