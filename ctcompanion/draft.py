"""The one value a session holds: where the file came from, every decision made so far, and what the stages made of them.

A table that changed cannot carry an old review: `with_table` drops what came after. That rule lives here, once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ctcompanion.model import CleanTable, PrivacyReport, Workbook
from ctcompanion.recipe import CleaningStep, ColumnMetadata, DatasetMetadata, Evaluation, PrivacyDecisions, Recipe, SourceShape, Target


@dataclass(frozen=True, eq=False)
class Draft:
    """`table` is the clean table, `safe` the same after the privacy remedies: what would be published. `report` speaks of `safe`."""

    id: str
    name: str = "Untitled draft"
    recipe: Recipe = Recipe()
    saved: str = ""
    """ISO time with offset of the last save; empty: not saved yet."""
    workbook: Workbook | None = None
    table: CleanTable | None = None
    safe: CleanTable | None = None
    report: PrivacyReport | None = None
    last_month: Recipe | None = None
    """When this is an update: the recipe that replays."""

    def with_workbook(self, workbook: Workbook, name: str) -> Draft:
        """Another file: all that was made from the old one goes; the answers about the dataset stay."""
        return replace(self, workbook=workbook, name=name, table=None, safe=None, report=None)

    def with_sheet(self, sheet: str | None, header: tuple[str, ...], steps: tuple[CleaningStep, ...]) -> Draft:
        """The sheet that was chosen and the cleanup that was proposed for it."""
        if self.workbook is None:
            raise ValueError("a sheet is chosen from a workbook")
        source = SourceShape(file_name=self.workbook.file_name, format=self.workbook.format, sheet=sheet, header=header)
        return replace(self, recipe=self.recipe.changed(source=source, cleaning=steps), table=None, safe=None, report=None)

    def with_steps(self, steps: tuple[CleaningStep, ...]) -> Draft:
        """Other cleanup decisions; the table they make comes with `with_table`."""
        return replace(self, recipe=self.recipe.changed(cleaning=steps))

    def with_table(self, table: CleanTable) -> Draft:
        """The clean table; a review of another table is dropped."""
        if self.table is not None and self.table.fingerprint == table.fingerprint:
            return replace(self, table=table)
        return replace(self, table=table, safe=None, report=None)

    def with_review(self, safe: CleanTable, report: PrivacyReport) -> Draft:
        """The table after its remedies, and the report on exactly that table."""
        if report.fingerprint != safe.fingerprint:
            raise ValueError("this report is about another table")
        return replace(self, safe=safe, report=report)

    def with_privacy(self, decisions: PrivacyDecisions) -> Draft:
        """Other privacy decisions; the review has to be made again."""
        return replace(self, recipe=self.recipe.changed(privacy=decisions), safe=None, report=None)

    def with_metadata(self, metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...]) -> Draft:
        """Another description; table and review stay."""
        return replace(self, recipe=self.recipe.changed(metadata=metadata, columns=columns))

    def with_evaluation(self, evaluation: Evaluation) -> Draft:
        """Other answers to Step 2."""
        return replace(self, recipe=self.recipe.changed(evaluation=evaluation))

    def with_target(self, target: Target) -> Draft:
        """Another place to publish to."""
        return replace(self, recipe=self.recipe.changed(target=target))

    def renamed(self, name: str) -> Draft:
        """The same draft under another name."""
        return replace(self, name=name)
