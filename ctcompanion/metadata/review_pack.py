"""The review pack: one accessible page with everything a colleague or the open data coordinator needs to say yes or no. No row of the data."""

from __future__ import annotations

from collections.abc import Iterator

from ctcompanion.metadata import page
from ctcompanion.metadata.check import check
from ctcompanion.metadata.dictionary import HEAD, dictionary_rows
from ctcompanion.metadata.evaluation import HIGH_VALUE, QUESTIONS, decide
from ctcompanion.metadata.licence import licence_findings, name
from ctcompanion.metadata.missing import missing
from ctcompanion.metadata.schema import FIELDS
from ctcompanion.metadata.score import score
from ctcompanion.model import CleanTable, Finding, PrivacyRecord
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata, Recipe

ASKED = (
    "Is the title clear to somebody who does not know the program?",
    "Does the description say what the data is, where it comes from, its limits and its updates?",
    "Is every column explained, with its unit and codes?",
    "Could anybody be recognized in it, alone or together with other data?",
    "May it be published under the license it names?",
)
OTHER_NOTES = {"inventory": "Item of the high-value data inventory", "groups": "Groups that it may affect"}


def review_pack_html(
    metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable, privacy: PrivacyRecord | None, recipe: Recipe
) -> str:
    """The page. `table` is the table as it would be published, `privacy` the privacy step's record (None: not done yet)."""
    body = page.table("Columns", HEAD, dictionary_rows(columns, table))
    return page.page(
        f"For review: {metadata.title or 'untitled dataset'}",
        page.section("What you are asked", page.items(ASKED)),
        page.section("The dataset", page.definitions(_facts(metadata, columns, table))),
        page.section("Its columns", body),
        page.section("May it be published?", _evaluation(recipe)),
        page.section("Privacy", _privacy(privacy, table)),
        page.section("How the file was prepared", _cleaning(recipe, table)),
        page.section("Still open", _open(metadata, columns, table)),
    )


def _facts(metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable) -> Iterator[tuple[str, object]]:
    yield "Metadata score", score(metadata, columns, table).sentence()
    for field in FIELDS:
        value = getattr(metadata, field.key, "")
        if field.kind == "auto":
            continue
        said = name(str(value)) if field.key == "license" else ", ".join(value) if isinstance(value, tuple) else value
        yield field.label + (" (not public)" if field.private else ""), said
    yield "Rows and columns", f"{len(table.rows):,} rows, {len(table.columns)} columns"
    yield "From the file", table.provenance.file_name


def _evaluation(recipe: Recipe) -> str:
    decision = decide(recipe.evaluation)
    answers = recipe.evaluation.answers
    notes = recipe.evaluation.notes
    rows = [
        (q.text, answers.get(q.id, "" if q.id in notes else "not answered"), notes.get(q.id, ""))
        for q in QUESTIONS
        if q.group != "open_data"
    ]
    said = [(f"{OTHER_NOTES[key]}: {notes[key]}") for key in OTHER_NOTES if key in notes]
    reasons = page.items([*(reason for key, reason in HIGH_VALUE if key in recipe.evaluation.reasons), *said])
    table = page.table("Answers", ("Question", "Answer", "In the publisher's words"), rows)
    return f"<p>{page.text(decision.sentence)} {page.text(decision.next_step)}</p>{table}{reasons}"


def _privacy(record: PrivacyRecord | None, table: CleanTable) -> str:
    """The privacy record, with the question of whether it is about this very table."""
    if record is None:
        return "<p>The privacy step has not been done yet.</p>"
    changed = "<p><strong>The data changed after this review: it has to be done again.</strong></p>"
    public = "May be public: no stop is open." if record.public else "May not be public yet."
    by = f" Answered by {page.text(record.by)}." if record.by else ""
    said = f"<p>One row is: {page.text(record.meaning)}{by} {page.text(record.checks)} <strong>{public}</strong></p>"
    return "".join(
        (
            "" if record.fingerprint == table.fingerprint else changed,
            said,
            page.table("Every column's class", ("Column", "Class", "Who says so", "What was found", "What was decided"), record.columns),
            page.sub("How easily a row can be singled out", page.items(record.risk)),
            page.sub("Risk and benefit", f"<p>{page.text(record.weighed)}</p>" if record.weighed else ""),
            page.table("Decisions", ("About", "Decision", "Why, and on which law", "By, when", "Answer of OPM"), record.decided)
            if record.decided
            else "",
            page.sub("What was changed", page.items(record.remedies) + (f"<p>{page.text(record.again)}</p>" if record.again else "")),
            page.sub("What remains", page.items(words for words, _ in record.remains) or "<p>Nothing remains to be decided.</p>"),
        )
    )


def _cleaning(recipe: Recipe, table: CleanTable) -> str:
    steps = page.items(step.sentence for step in recipe.cleaning if step.on)
    off = [step.sentence for step in recipe.cleaning if not step.on]
    switched = f"<p>Proposed, but switched off by a person:</p>{page.items(off)}" if off else ""
    return f"<p>{page.text(table.conservation.sentence())}</p>{steps}{switched}"


def _open(metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable) -> str:
    found = (*missing(metadata, columns, table), *licence_findings(metadata.license), *check(metadata, columns, table))
    return page.items(_said(finding) for finding in found) or "<p>Nothing.</p>"


def _said(finding: Finding) -> str:
    return f"{finding.column}: {finding.message}" if finding.column else finding.message
