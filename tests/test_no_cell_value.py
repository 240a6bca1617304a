"""No cell value leaves the table: not into the recipe, whatever a person presses, and not into letters, receipts, the record or any file."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ctcompanion import replay
from ctcompanion.cleaning import OWN, placed
from ctcompanion.cleaning.remedy import remedied
from ctcompanion.draft import Draft
from ctcompanion.errors import CompanionError
from ctcompanion.metadata import suggest, suggest_columns
from ctcompanion.model import CleanTable, DataType, Finding, Remedy
from ctcompanion.privacy import exception_message, propose_remedies
from ctcompanion.privacy.exceptions import Question, asked
from ctcompanion.privacy.remedies.apply import OPERATIONS
from ctcompanion.privacy.remedies.choices import choices
from ctcompanion.recipe import PrivacyDecisions, Recipe, RemedyStep
from ctcompanion.settings import Limits
from ctcompanion.shape import shape_changes
from ctcompanion.ui.widgets.privacy_findings import KIND_OF_DECISION
from tests.cleaning.own_steps import own_steps
from tests.test_recipe import content

TOKEN = "qzx"
"""No word holds these letters; each text cell that is made here carries them."""
TOWNS = ("Avon", "Bethel", "Canton", "Darien", "Essex", "Fairfield", "Granby", "Hebron", "Killingly", "Lyme")
ZIPS = ("06001", "06002", "06010", "06013", "06016", "06018", "06019", "06020", "06021")
Sheet = list[list[object]]


def numbers(dice: random.Random) -> Iterator[int]:
    """Numbers that nothing else says: of six figures, each once, none of them round."""
    return iter(number for number in dice.sample(range(100_003, 998_999), 4_000) if number % 100)


def people(dice: random.Random, rows: int = 24) -> Sheet:
    """One row a person, with everything that names one, beside what describes them."""
    number = numbers(dice)
    heading = [
        "Client Name", "SSN", "Case Number", "Date of Birth", "Age", "Home Address", "ZIP", "Race", "Diagnosis", "Contractor", "Notes",
        "Annual Income", "Latitude", "Longitude", "Email",
    ]  # fmt: skip
    found: Sheet = [heading]
    for at in range(rows):
        mark = f"{TOKEN}{at}"
        found.append(
            [
                f"Ann {mark}", f"{dice.randint(100, 665)}-{dice.randint(10, 99)}-{dice.randint(1000, 9999)}", f"{mark}-{next(number)}",
                date(1950, 1, 1) + timedelta(days=dice.randint(0, 20_000)), dice.randint(1, 99), f"{at + 1} {mark} Street, {TOWNS[at % 10]}, CT",
                ZIPS[at % len(ZIPS)], f"{TOKEN}race{at % 7}", f"{TOKEN}illness{at % 9}", f"{mark} Builders LLC" if at % 4 else f"Bob {mark}",
                f"Call {mark} at 860-555-01{at:02}" if at % 5 else f"{mark} left", next(number), 41 + next(number) / 10**6, -72 - next(number) / 10**6,
                f"{mark}@example.org",
            ]
        )  # fmt: skip
    return found


def counts(dice: random.Random, people_counted: bool = True) -> Sheet:
    """Counts by town, program and year, small ones among them, with totals, marks and a note."""
    number = numbers(dice)
    what = "Clients" if people_counted else "Permits"
    found: Sheet = [[f"{what} by town"], [], ["Town", "Program", "Year", what, "Amount paid", f"Cumulative {what}", "Percent of clients"]]
    for year, program, town in itertools.product((2021, 2022), range(3), TOWNS[:6]):
        small = dice.random() < 0.3
        found.append(
            [town, f"{TOKEN}program{program}", year, dice.randint(1, 5) if small else next(number), next(number), next(number), next(number) / 10**4]
        )  # fmt: skip
    return found


def hidden(dice: random.Random) -> Sheet:
    """Counts of people of which the source hides some, under a total that only arithmetic can tell."""
    number = numbers(dice)
    shown = [next(number) for _ in range(8)]
    rows: Sheet = [["Place", "Clients"]]
    rows += [[f"{TOKEN}place{at}", "*" if at in {2, 5} else count] for at, count in enumerate(shown)]
    return [*rows, [f"{TOKEN}northend", sum(shown)]]


KINDS = {"people": people, "counts": counts, "hidden": hidden}


def begun(rows: Sheet, last: Recipe | None = None) -> Draft:
    draft = replay.updating(last, "d2") if last else Draft("d1")
    read = replay.opened(draft, content(rows), "services.xlsx", Limits())
    assert read.workbook
    return replay.reviewed(replay.chosen(read, replay.likely_sheet(read.workbook, read.recipe)))


def meaning(draft: Draft, row_meaning: str) -> Draft:
    return replay.reviewed(draft.with_privacy(draft.recipe.privacy.model_copy(update={"row_meaning": row_meaning})))


def offered(draft: Draft) -> Iterator[tuple[Finding | None, Remedy | RemedyStep]]:
    """Everything that the privacy page offers for this table."""
    table, report = draft.safe, draft.report
    assert table
    assert report
    for finding in report.findings:
        yield from ((finding, remedy) for remedy in finding.remedies if remedy.operation in OPERATIONS)
    yield from ((None, remedy) for remedy in propose_remedies(table, report))
    for column in table.columns:
        for choice in choices(table, column.name):
            yield None, choice.step(table, column.name, choice.asks.value if choice.asks else None)
    yield from ((None, step) for step in typed(table))


def typed(table: CleanTable) -> Iterable[RemedyStep]:
    """What the forms on the page make: counting rows together, dominance, new counts by period."""
    figures = [column.name for column in table.columns if column.type is DataType.NUMBER]
    keys = [column.name for column in table.columns if column.name not in figures][:2]
    if not figures or not keys:
        return ()
    by = {"by": keys, "sum": figures[:1], "all_combinations": False, "regions": []}
    shown = {"by": keys[:1], "contributor": keys[-1]}  # as the form: who contributes is no key
    period = [name for name in figures if "year" in name]
    running = [
        RemedyStep(operation="by-period", column=figures[-1], parameters={"by": [*keys, name], "period": name}, sentence="New counts")
        for name in period
    ]
    return (
        RemedyStep(operation="aggregate", parameters=by, sentence="Count the rows"),
        RemedyStep(operation="dominance", column=figures[-1], parameters=shown, sentence="Hide these sums"),
        *running,
    )


def pressed(decisions: PrivacyDecisions, finding: Finding | None, remedy: Remedy | RemedyStep) -> PrivacyDecisions:
    """As the page writes it down."""
    if isinstance(remedy, RemedyStep):
        step = remedy
    else:
        column = finding.column if finding else str(remedy.parameters.get("column") or "") or None
        step = RemedyStep(
            operation=remedy.operation, column=column, parameters=dict(remedy.parameters), sentence=f"{remedy.label}: {column}"
        )
    kept = decisions.decisions
    if finding is not None:
        kind = KIND_OF_DECISION.get(remedy.operation, "generalise")
        made = {"finding": finding.key, "decision": kind, "reason": step.sentence, "when": "2026-03-01"}
        kept = (*kept, *type(decisions).model_validate({"decisions": [made]}).decisions)
    return decisions.model_copy(update={"remedies": (*decisions.remedies, step), "decisions": kept})


def described(draft: Draft) -> Draft:
    assert draft.safe
    return draft.with_metadata(suggest(draft.safe, draft.recipe.metadata), suggest_columns(draft.safe, draft.recipe.columns))


def secrets_of(rows: Sheet) -> set[str]:
    """The numbers of the sheet that nothing else says."""
    told = [cell for row in rows for cell in row if isinstance(cell, int) and cell > 100_000]
    return {str(number) for number in told} | {f"{number:,}" for number in told}


def leaks(text: str, rows: Sheet) -> list[str]:
    found = [text[max(text.lower().find(TOKEN) - 80, 0) : text.lower().find(TOKEN) + 40]] if TOKEN in text.lower() else []
    return found + sorted(number for number in secrets_of(rows) if number in text)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10_000), st.sampled_from(["person", "people-count", "money", "event"]))
def test_no_remedy_brings_a_cell_value_into_the_recipe(kind: str, seed: int, rows_are: str) -> None:
    rows = KINDS[kind](random.Random(seed))
    draft = meaning(begun(rows), rows_are)
    tried = set()
    for finding, remedy in offered(draft):
        after = draft.with_privacy(pressed(draft.recipe.privacy, finding, remedy))
        said = ""
        try:
            after = described(replay.reviewed(after))
        except CompanionError as error:
            said = f"{error.message} {error.hint} {error.place}"
        assert leaks(after.recipe.to_json() + said, rows) == []
        tried.add(remedy.operation)
    assert tried


def test_between_them_these_tables_are_offered_every_remedy() -> None:
    """The property would be empty for a remedy that nobody is offered."""
    found = set()
    for kind, rows_are in (
        ("people", "person"),
        ("people", "money"),
        ("counts", "people-count"),
        ("counts", "money"),
        ("hidden", "people-count"),
    ):
        found |= {remedy.operation for _, remedy in offered(meaning(begun(KINDS[kind](random.Random(1))), rows_are))}
    assert set(OPERATIONS) - found == set()


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10_000))
def test_asking_for_an_exception_tells_no_cell_value(kind: str, seed: int) -> None:
    rows = KINDS[kind](random.Random(seed))
    draft = meaning(begun(rows), "person" if kind == "people" else "people-count")
    assert draft.report
    stops = draft.report.findings
    question = Question("It serves the public.", "§ 1-210", "Pat", standing=True)
    privacy = asked(stops, question, draft.report, draft.recipe.privacy)
    letter = exception_message(stops, privacy.decisions[0], "Services", draft.safe) if stops else ""
    assert leaks(described(replay.reviewed(draft.with_privacy(privacy))).recipe.to_json() + letter, rows) == []


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10_000))
def test_no_remedy_of_the_clean_page_brings_a_cell_value_into_the_recipe(kind: str, seed: int) -> None:
    rows = KINDS[kind](random.Random(seed))
    draft = begun(rows)
    assert draft.table
    for finding in draft.table.findings:
        for remedy in finding.remedies:
            steps = remedied(draft.recipe.cleaning, remedy)
            if steps is not None:
                assert leaks(replay.cleaned(draft, steps).recipe.to_json(), rows) == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(KINDS)), st.integers(0, 10_000), st.integers(0, 3))
def test_next_months_file_tells_no_cell_value_however_it_is_changed(kind: str, seed: int, change: int) -> None:
    """Its column names are gone, its first column, its last rows, or it is of another kind: what is said names columns and no cell."""
    recipe = described(begun(KINDS[kind](random.Random(seed)))).recipe
    dice = random.Random(seed + 1)
    rows = KINDS[kind if change else "people" if kind != "people" else "hidden"](dice)
    top = next(at for at, row in enumerate(rows) if len(row) > 1)
    now = [rows, rows[top + 1 :], [row[1:] for row in rows], [*rows[: top + 1], *rows[top + 20 :]]][change]
    try:
        draft = begun(now, recipe)
        said = described(draft).recipe.to_json() + " ".join(draft.drift) + " ".join(change.sentence for change in shape_changes(draft))
    except CompanionError as error:
        said = f"{error.message} {error.hint} {error.place}"
    assert leaks(said, rows) == []


@pytest.mark.parametrize("operation", sorted(OWN))
def test_a_step_of_ones_own_holds_what_was_typed_and_nothing_of_the_column(operation: str) -> None:
    rows = counts(random.Random(3))
    draft = begun(rows)
    steps = own_steps()[operation]
    done = draft
    for step in steps:
        done = replay.cleaned(done, placed(done.recipe.cleaning, step))
    assert leaks(described(replay.reviewed(done)).recipe.to_json(), rows) == []
