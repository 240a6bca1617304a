"""The one value a session holds: where the file came from, every decision made so far, and what the stages made of them.

A table that changed cannot carry an old review: `with_table` drops what came after. That rule lives here, once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from ctcompanion.model import CleanTable, Layout, PrivacyReport, Workbook
from ctcompanion.recipe import (
    CleaningStep,
    ColumnMetadata,
    Comment,
    DatasetMetadata,
    Evaluation,
    PrivacyDecisions,
    Recipe,
    SourceShape,
    Target,
    blank_key,
    from_json,
)

WORDS = ("there", "begun", "own")


@dataclass(frozen=True)
class ReadBack:
    """The description of a dataset as it was read from the portal, what became of it here, and our own words before that."""

    dataset_id: str
    there: DatasetMetadata
    begun: DatasetMetadata
    own: DatasetMetadata


@dataclass(frozen=True, eq=False)
class Draft:
    """`table` is the clean table, `safe` the same after the privacy remedies: what would be published. `report` speaks of `safe`."""

    id: str
    name: str = "Untitled draft"
    recipe: Recipe = Recipe()
    saved: str = ""
    """ISO time with offset of the last save; empty: not saved yet."""
    workbook: Workbook | None = None
    layout: Layout | None = None
    drift: tuple[str, ...] = ()
    """For an update: what changed in the file's shape since last time, in sentences."""
    table: CleanTable | None = None
    safe: CleanTable | None = None
    report: PrivacyReport | None = None
    saves: int = 0
    """How often it was saved, as the store counts: another tab that saved since is noticed."""
    last_month: Recipe | None = None
    """When this is an update: the recipe that replays."""
    handed_over: bool = False
    """It came as a package: the table is there, its sheet is not."""
    reviewing: bool = False
    """It came from a colleague who asks for a review: words are the reviewer's, and it can be sent back."""
    sender: str = ""
    """Who handed it over, in their own word."""
    origin: str = ""
    """The author's draft that a package was made from."""
    applied: int = 0
    """How many of the recipe's privacy remedies the table carries already."""
    publication: str = ""
    """The publication that was started from this draft and not looked at since it ended."""
    read_back: ReadBack | None = None
    """Where rows are added: the description that the dataset had when this began."""
    confirmed: frozenset[str] = frozenset()
    """Pages that the person has finished with their own word."""

    def with_workbook(self, workbook: Workbook, name: str) -> Draft:
        """Another file: all that was made from the old one goes; the answers about the dataset stay."""
        return replace(
            self,
            workbook=workbook,
            name=name,
            layout=None,
            drift=(),
            table=None,
            safe=None,
            report=None,
            confirmed=self.confirmed & {"start"},
            handed_over=False,
            reviewing=False,
            # A package's table carries its remedies; a file does not: they have to be applied to it again.
            applied=0,
        )

    def with_sheet(self, sheet: str | None, layout: Layout, steps: tuple[CleaningStep, ...], drift: tuple[str, ...] = ()) -> Draft:
        """The sheet that was chosen, what was found on it, and the cleanup to apply."""
        if self.workbook is None:
            raise ValueError("a sheet is chosen from a workbook")
        book = self.workbook
        others = tuple(str(one.label) for one in book.sheets if one.role == "data" and one.label != sheet)
        source = SourceShape(
            file_name=book.file_name, format=book.format, sheet=sheet, header=layout.names, files=book.files, others=others
        )
        recipe = self.recipe.changed(source=source, cleaning=steps)
        return replace(self, recipe=recipe, layout=layout, drift=drift, table=None, safe=None, report=None)

    def with_sheets(self, names: tuple[str, ...]) -> Draft:
        """These sheets are put under each other, on the person's word; none: the chosen one alone."""
        source = self.recipe.source.model_copy(update={"sheets": names})
        return replace(self, recipe=self.recipe.changed(source=source), table=None, safe=None, report=None)

    def with_steps(self, steps: tuple[CleaningStep, ...]) -> Draft:
        """Other cleanup decisions; the table they make comes with `with_table`."""
        return replace(self, recipe=self.recipe.changed(cleaning=steps))

    def with_table(self, table: CleanTable) -> Draft:
        """The clean table; a review of another table is dropped."""
        from ctcompanion.cleaning.sizes import sizes

        columns = {column.name: column.type for column in table.columns}
        blank = {blank_key(column.name) for column in table.columns if table.rows[column.name].isna().any()}
        found = tuple(sorted({finding.key for finding in table.findings} | blank))
        source = self.recipe.source.model_copy(update={"columns": columns, "sizes": sizes(table), "findings": found})
        recipe = self.recipe.changed(source=source)
        if self.table is not None and self.table.fingerprint == table.fingerprint:
            return replace(self, recipe=recipe, table=table)
        return replace(self, recipe=recipe, table=table, safe=None, report=None, confirmed=self.confirmed - {"privacy"})

    def with_review(self, safe: CleanTable, report: PrivacyReport) -> Draft:
        """The table after its remedies, and the report on exactly that table."""
        if report.fingerprint != safe.fingerprint:
            raise ValueError("this report is about another table")
        return replace(self, safe=safe, report=report)

    def with_privacy(self, decisions: PrivacyDecisions) -> Draft:
        """Other privacy decisions; the review has to be made again."""
        return replace(self, recipe=self.recipe.changed(privacy=decisions), safe=None, report=None)

    def with_weighed(self, decisions: PrivacyDecisions) -> Draft:
        """An answer that is only recorded: table, review and report stay."""
        return replace(self, recipe=self.recipe.changed(privacy=decisions))

    def with_metadata(self, metadata: DatasetMetadata, columns: tuple[ColumnMetadata, ...]) -> Draft:
        """Another description; table and review stay."""
        return replace(self, recipe=self.recipe.changed(metadata=metadata, columns=columns))

    def with_thread(self, thread: tuple[Comment, ...]) -> Draft:
        """Another state of what author and reviewers write to each other; everything else stays."""
        return replace(self, recipe=self.recipe.changed(thread=thread))

    def with_confirmed(self, page: str) -> Draft:
        """The person has finished this page."""
        return replace(self, confirmed=self.confirmed | {page})

    def with_evaluation(self, evaluation: Evaluation) -> Draft:
        """Other answers to Step 2."""
        return replace(self, recipe=self.recipe.changed(evaluation=evaluation))

    def with_publication(self, publication_id: str) -> Draft:
        """A publication was started (or, empty, its end was seen)."""
        return replace(self, publication=publication_id)

    def with_target(self, target: Target) -> Draft:
        """Another place to publish to. What was taken from the description of another dataset goes; what a person typed since stays."""
        moved = replace(self, recipe=self.recipe.changed(target=target))
        if self.read_back is None or self.read_back.dataset_id == target.dataset_id:
            return moved
        begun, own = self.read_back.begun, self.read_back.own
        back = {key: getattr(own, key) for key, value in self.recipe.metadata if value == getattr(begun, key)}
        return replace(moved, read_back=None).with_metadata(self.recipe.metadata.model_copy(update=back), self.recipe.columns)

    def with_read_back(self, read_back: ReadBack, columns: tuple[ColumnMetadata, ...]) -> Draft:
        """The description begins from the portal's."""
        return replace(self, read_back=read_back).with_metadata(read_back.begun, columns)

    def renamed(self, name: str) -> Draft:
        """The same draft under another name."""
        return replace(self, name=name)

    def to_payload(self) -> str:
        """What is kept of a draft beside its file: decisions only, as JSON."""
        last = self.last_month.model_dump(mode="json") if self.last_month else None
        return json.dumps(
            {
                "recipe": self.recipe.model_dump(mode="json"),
                "last_month": last,
                "confirmed": sorted(self.confirmed),
                "publication": self.publication,
                "handed_over": self.handed_over,
                "reviewing": self.reviewing,
                "sender": self.sender,
                "origin": self.origin,
                "read_back": _kept(self.read_back),
                "applied": self.applied,
            }
        )


def from_payload(draft_id: str, name: str, payload: str, *, saved: str = "", saves: int = 0) -> Draft:
    """A draft as it was kept; its stage results are made again from its file. RecipeError when it is damaged."""
    kept = json.loads(payload)
    last = from_json(json.dumps(kept["last_month"])) if kept.get("last_month") else None
    recipe = from_json(json.dumps(kept["recipe"]))
    begun, confirmed = str(kept.get("publication", "")), frozenset(kept.get("confirmed", ()))
    back = Draft(draft_id, name, recipe, saved, saves=saves, last_month=last, publication=begun, confirmed=confirmed)
    read = kept.get("read_back")
    known = ReadBack(read["dataset_id"], *(DatasetMetadata.model_validate(read[part]) for part in WORDS)) if read else None
    return replace(
        back,
        handed_over=bool(kept.get("handed_over")),
        reviewing=bool(kept.get("reviewing")),
        sender=str(kept.get("sender", "")),
        origin=str(kept.get("origin", "")),
        applied=int(kept.get("applied", 0)),
        read_back=known,
    )


def is_published(payload: str) -> bool:
    """Whether the draft that was kept like this has come to its end: what is in it is on the portal."""
    return "publish" in json.loads(payload).get("confirmed", ())


def _kept(read_back: ReadBack | None) -> dict[str, object] | None:
    if read_back is None:
        return None
    return {"dataset_id": read_back.dataset_id, **{part: getattr(read_back, part).model_dump(mode="json") for part in WORDS}}
