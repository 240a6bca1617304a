"""The five properties of open data (C.G.S. 4-67o), answered from what is known when a dataset is ready to publish."""

from __future__ import annotations

from ctcompanion.metadata.evaluation import questions
from ctcompanion.metadata.licence import licence_findings
from ctcompanion.metadata.missing import missing
from ctcompanion.model import Check, CleanTable
from ctcompanion.recipe import ColumnMetadata, DatasetMetadata, Evaluation


def open_data_checks(
    metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...], table: CleanTable, evaluation: Evaluation
) -> tuple[Check, ...]:
    """One line per property, in the law's order: available, machine-readable, unrestricted, detailed, described."""
    texts = {question.id: question.text for question in questions("open_data")}
    free = evaluation.answers.get("E2") == "yes"
    licence = not licence_findings(metadata.license)
    unlimited = evaluation.answers.get("E3") == "yes" and licence
    stops = [finding for finding in missing(metadata, columns, table) if finding.rule != "licence"]  # that one is O3's
    rows = len(table.rows)
    return (
        Check(
            "O1",
            free,
            f"{texts['O1']}: free of charge, as csv and through the API." if free else f"{texts['O1']}: the question about fees is open.",
        ),
        Check("O2", rows > 0, f"{texts['O2']}: {rows:,} rows, {len(table.columns)} columns with a type each."),
        Check("O3", unlimited, f"{texts['O3']}." if unlimited else f"{texts['O3']}: license or restrictions are not settled."),
        Check(
            "O4",
            True,
            f"{texts['O4']}: one row is {metadata.row_label.lower() or 'not said yet'}. Could finer data be safe? Then prefer it.",
        ),
        Check("O5", not stops, f"{texts['O5']}." if not stops else f"{texts['O5']}: {len(stops)} things are missing."),
    )
