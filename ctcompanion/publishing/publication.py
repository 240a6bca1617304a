"""What may be published: a table, the review of exactly that table, its description, and where it goes. It cannot be built otherwise."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ctcompanion.errors import PublishingError
from ctcompanion.model import CleanTable, ExceptionOnFile, Finding, PrivacyReport
from ctcompanion.publishing.identifier import Identifier
from ctcompanion.recipe import Target
from ctcompanion.recipe_digest import KEY as DIGEST

SEND, LEAVE = "send", "leave"


@dataclass(frozen=True, eq=False)
class Publication:
    """Built only when it may be published; PublishingError says what is missing.

    `view`: the description as the portal's JSON (with `columns` or without). `fields`: table column -> field name, where they differ.
    `open_stops`: STOP findings that nobody has decided; `missing`: required fields that are empty. Both must be empty.
    `corrections`: what to do with rows that stand on the portal with other values: "send", "leave", or "" for not decided.
    `seen`: the portal's time of the newest row when that was decided; what somebody changes there later was not seen.
    `describe`: on an append, which differences of the description go to the portal too (keys of `describe.differences`).
    `agency`: whose dataset it is; by it the roles of people are looked up.
    `private_only`: an exception is not granted (yet): no rows go to a dataset that others can see. `exceptions`: what OPM was asked.
    `mark_gone`: the text field in which live rows that the file lacks are marked as no longer listed; empty: they stay as they are.
    """

    table: CleanTable
    report: PrivacyReport
    view: Mapping[str, Any]
    target: Target
    owner: str = ""
    identifier: Identifier | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    open_stops: tuple[Finding, ...] = ()
    missing: tuple[Finding, ...] = ()
    corrections: str = ""
    seen: str = ""
    describe: tuple[str, ...] = ()
    mark_gone: str = ""
    agency: str = ""
    recipe: str = ""
    private_only: bool = False
    exceptions: tuple[ExceptionOnFile, ...] = ()

    def __post_init__(self) -> None:
        _check_review(self)
        _check_findings(self)
        _check_content(self)

    @property
    def is_new(self) -> bool:
        return not self.target.dataset_id

    @property
    def title(self) -> str:
        return str(self.view.get("name") or self.target.title_there)

    @cached_property
    def id(self) -> str:
        """The same rows, description, target and decisions always give the same id: a second press finds the first."""
        return self._hash(json.dumps(self.view, sort_keys=True) if self.is_new or self.describe else "")[:32]

    @cached_property
    def approval_hash(self) -> str:
        """What a second person's approval is bound to: rows, columns, the whole description, every decision, target and agency.

        Any edit gives another; a word that people write to each other beside it is none.
        """
        columns = [(column.name, column.type.value, column.display, column.description) for column in self.table.columns]
        return self._hash([json.dumps(self.view, sort_keys=True), columns, self.agency, _decisions(self.recipe)])

    def _hash(self, description: object) -> str:
        parts = (
            self.table.fingerprint,
            self.target.domain,
            self.target.dataset_id or "new",
            description,
            [*self.identifier.columns, self.identifier.computed] if self.identifier is not None else None,
            sorted(self.target.decisions.items()),
            sorted(self.fields.items()),
            self.corrections,
            self.describe,
            self.mark_gone,
        )
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    @property
    def lock(self) -> str:
        """What is locked while this is published: the dataset, or this new one alone."""
        return f"{self.target.domain}/{self.target.dataset_id or self.id}"


def _decisions(recipe: str) -> str:
    """The recipe without the thread of author and reviewers, and the digest, which is over the thread too."""
    said = json.loads(recipe) if recipe else {}
    return json.dumps({name: value for name, value in said.items() if name not in {"thread", DIGEST}}, sort_keys=True)


def _check_review(publication: Publication) -> None:
    if publication.report.fingerprint != publication.table.fingerprint:
        raise _refused(
            "review-of-another-table",
            "The table was changed after its privacy review, so the review does not count for it.",
            "Open the privacy page once more; what you decided there is kept.",
        )


def _check_findings(publication: Publication) -> None:
    if publication.open_stops:
        first = publication.open_stops[0]
        raise _refused(
            "stop-undecided",
            f"{len(publication.open_stops)} privacy finding{'s wait' if len(publication.open_stops) > 1 else ' waits'} for your decision.",
            "Decide on the privacy page: remove the column, aggregate, or ask for an exception.",
            first.place or (f"column {first.column}" if first.column else None),
        )
    if publication.missing:
        names = ", ".join(finding.column or finding.rule for finding in publication.missing[:5])
        raise _refused(
            "field-missing",
            f"{len(publication.missing)} required field{'s are' if len(publication.missing) > 1 else ' is'} empty.",
            f"Fill on the metadata page: {names}.",
        )


def _check_content(publication: Publication) -> None:
    if not len(publication.table.rows):
        raise _refused("no-rows", "The table has no rows.", "Go back to the clean step and look at what was taken off.")
    if not publication.title.strip():
        raise _refused("field-missing", "The dataset has no title.", "Fill it on the metadata page.")
    if list(publication.table.rows.columns) != [column.name for column in publication.table.columns]:
        raise _refused(
            "table-damaged", "The table does not fit its own list of columns.", "Go back to the clean step and let it run again."
        )
    try:
        json.dumps(publication.view, allow_nan=False)
    except (TypeError, ValueError):
        raise _refused(
            "description-damaged", "The description holds something that is not text.", "Look at the metadata page once more."
        ) from None


def _refused(code: str, message: str, hint: str, place: str | None = None) -> PublishingError:
    return PublishingError(code, message, hint, place).about(happened="Nothing was published.")
