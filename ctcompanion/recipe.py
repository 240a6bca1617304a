"""The recorded decisions of a publisher: versioned, readable JSON, no cell values.

A recipe is made by the pages or the command line, saved with the receipt, and replays next month on the new file.
Values only: applying them is the stages' work.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ctcompanion.errors import RecipeError
from ctcompanion.model import ColumnClass, DataType
from ctcompanion.recipe_digest import KEY, with_digest

SCHEMA_VERSION = 3


class Value(BaseModel):
    """Frozen, and strict about names: a typo in a hand-edited recipe is told, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evaluation(Value):
    """Answers to Step 2 of the guidelines, by question id: yes, no, not sure. A missing id was not answered."""

    answers: dict[str, Literal["yes", "no", "not sure"]] = Field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    notes: dict[str, str] = Field(default_factory=dict)


def blank_key(column: str) -> str:
    """What stands in `SourceShape.findings` for a column that was blank in some rows."""
    return f"blank-key:{column}"


class SourceShape(Value):
    """What the file looked like when the decisions were made: enough to recognise its successor."""

    file_name: str = ""
    format: str = ""
    sheet: str | None = None
    header: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    """The sheets that were put under each other, on a person's word; empty: `sheet` alone."""
    files: tuple[str, ...] = ()
    """The files that were brought together, in order; `sheet` and `sheets` speak of them as Excel does ([a.xlsx]Jan). Empty: `file_name` alone."""
    others: tuple[str, ...] | None = None
    """The file's other sheets with data: one that is not among them is new next time. None (a recipe before version 3): not known."""
    columns: dict[str, DataType] = Field(default_factory=dict)
    """The clean table's columns, in order, each with its type: the next file has to give the same. Empty (a recipe of version 1): not compared."""
    findings: tuple[str, ...] | None = None
    """Keys of what the cleanup found to look at, and of the columns with blanks (`blank_key`): what is not among them is new next time.
    None (a recipe before version 3): not known."""
    sizes: dict[str, int] = Field(default_factory=dict)
    """How large the figures of a column are, in quarters of a power of ten; a column that is not here is not compared."""


class CleaningStep(Value):
    """One cleanup decision. `id` says what it is about (stable from file to file), `operation` how it is done.

    `parameters` speak of names, words and kinds; row and column numbers there only say where it was seen this time.
    """

    id: str
    operation: str
    sentence: str
    parameters: dict[str, Any] = Field(default_factory=dict)
    on: bool = True
    by: Literal["companion", "person"] = "companion"
    evidence: str = ""
    confidence: float = 1.0


class FindingDecision(Value):
    """What a person decided about one privacy finding (`finding` is `Finding.key`)."""

    finding: str
    decision: Literal["remove", "aggregate", "generalise", "suppress", "exception", "accept", "statute"]
    reason: str = ""
    legal_basis: str = ""
    by: str = ""
    when: str = ""
    answered_by: str = ""
    answer: Literal["", "granted", "refused"] = ""
    answer_reference: str = ""
    valid_until: str = ""
    columns: tuple[str, ...] = ()
    """The table's columns when an exception was asked for: it is asked for again when they changed. Empty: not compared."""
    grain: tuple[str, ...] = ()
    """What a row was and which remedies had been taken when it was asked for; compared as `columns` are."""
    standing: bool = False
    """An exception for every update of the dataset: next month's file is not asked about again."""
    message: str = ""
    """Which message to OPM it stood in, with the others of the same one: an answer is for all of a message and for no other."""


class RemedyStep(Value):
    """One privacy remedy to apply to the table, in order."""

    operation: str
    column: str | None = None
    parameters: dict[str, Any] = Field(default_factory=dict)
    sentence: str = ""


class PrivacyDecisions(Value):
    """Everything decided on the privacy page. `classes`: confirmed class per column name."""

    row_meaning: str | None = None
    classes: dict[str, ColumnClass] = Field(default_factory=dict)
    decisions: tuple[FindingDecision, ...] = ()
    remedies: tuple[RemedyStep, ...] = ()
    sampled: dict[str, Literal["firms", "people"]] = Field(default_factory=dict)
    """Per column of organizations, what a person saw in a sample of the values that look like names of people."""
    profile: str = ""
    """Which rule for small counts a person chose, where the administrator's table gives none."""
    weighed: Literal["", "needed", "coarser", "finer", "not sure"] = ""
    """Whether the public needs this much detail: the answer at the last turn. `weighed_reason` says why."""
    weighed_reason: str = ""
    by: str = ""
    """Who answers on the privacy page this time."""


class DatasetMetadata(Value):
    """The dataset's description: the fields of the portal and of Connecticut's metadata guidelines. Empty = not filled."""

    title: str = ""
    description: str = ""
    category: str = ""
    agency: str = ""
    row_label: str = ""
    tags: tuple[str, ...] = ()
    source_link: str = ""
    geographic_unit: str = ""
    temporal_coverage: str = ""
    attachments: tuple[str, ...] = ()
    attribution: str = ""
    contact_email: str = ""
    update_frequency: str = ""
    license: str = "PUBLIC_DOMAIN"
    license_agreed: str = ""
    """A license with conditions needs the Chief Data Officer's word first: what they said, and when."""
    steward: str = ""
    steward_backup: str = ""
    proposed: tuple[str, ...] = ()
    """Keys of the fields that the companion filled and nobody has confirmed or changed yet, sorted."""


class ColumnMetadata(Value):
    """One column's description. `name` is the clean table's column, `display` and `field_name` are the portal's."""

    name: str
    display: str = ""
    description: str = ""
    field_name: str = ""
    type: DataType = DataType.TEXT
    unit: str = ""
    codes: dict[str, str] = Field(default_factory=dict)
    """Code -> meaning, from a codebook or typed by a person; never read off the rows."""
    proposed: tuple[str, ...] = ()
    """As in DatasetMetadata: what the companion proposed here."""


class Target(Value):
    """Where the dataset goes. `dataset_id` empty: a new one. `row_identifier`: published column names, empty for none."""

    domain: str = ""
    dataset_id: str = ""
    row_identifier: tuple[str, ...] = ()
    record_id_from: tuple[str, ...] = ()
    """Where the row identifier is computed: the table's columns that it is computed from, in order."""
    title_there: str = ""
    decisions: dict[str, str] = Field(default_factory=dict)
    """Per column name, what to do about a difference from the live columns: "same", "rename:<field>", "leave out", "add", "convert".

    A live column that the table lacks is filed under "portal:<field>": "leave blank"."""


class Comment(Value):
    """A word between the author of a dataset and its reviewers.

    `about`: a field of the description, `column:<name>`, a finding's key, or empty for the whole. `by` and `when` are empty until it is sent.
    """

    about: str = ""
    text: str
    by: str = ""
    when: str = ""
    side: Literal["author", "reviewer"] = "author"
    settled: bool = False
    """The author has seen to it."""


class Recipe(Value):
    """A publisher's decisions, whole."""

    schema_version: int = SCHEMA_VERSION
    name: str = ""
    evaluation: Evaluation = Evaluation()
    source: SourceShape = SourceShape()
    cleaning: tuple[CleaningStep, ...] = ()
    privacy: PrivacyDecisions = PrivacyDecisions()
    metadata: DatasetMetadata = DatasetMetadata()
    columns: tuple[ColumnMetadata, ...] = ()
    target: Target = Target()
    thread: tuple[Comment, ...] = ()
    """What author and reviewers wrote to each other, the oldest first."""

    def changed(self, **parts: Any) -> Recipe:
        """A copy with some parts replaced."""
        return self.model_copy(update=parts)

    def to_json(self) -> str:
        """The file a person downloads: indented, keys in the model's order, and the digest of it all."""
        return with_digest(self.model_dump_json(indent=2))


def _to_2(found: dict[str, Any]) -> dict[str, Any]:
    """Version 1 did not write down the clean table's columns: they are not compared until the recipe is saved again."""
    source = found.get("source")
    return {**found, "source": {**source, "columns": {}}} if isinstance(source, dict) else found


def _to_3(found: dict[str, Any]) -> dict[str, Any]:
    """Version 2 had no digest, and did not write down the sheets beside the one that was used: both stay unknown."""
    return found


MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _to_2, 2: _to_3}
"""From each older version to the next; never changed once released."""


def migrated(found: dict[str, Any]) -> dict[str, Any]:
    """A recipe of any older version as this version writes it, one step after the other."""
    for version in range(found["schema_version"], SCHEMA_VERSION):
        found = {**MIGRATIONS[version](found), "schema_version": version + 1}
    return found


def from_json(text: str | bytes) -> Recipe:
    """Read a recipe of any version up to this one; RecipeError (damaged-recipe, recipe-too-new) says what to do."""
    try:
        found = json.loads(text, parse_constant=_no_number, parse_float=_finite)
        json.dumps(found, ensure_ascii=False).encode()  # half of a character cannot be written again
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or "schema_version" not in found:
        raise RecipeError(
            "damaged-recipe", "This file is not a recipe of CT Companion.", "Choose the .json file that was downloaded from a receipt."
        )
    version = found["schema_version"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _not_as_expected("schema_version")
    if version > SCHEMA_VERSION:
        raise RecipeError(
            "recipe-too-new",
            "This recipe was made by a newer version of CT Companion.",
            "Update CT Companion, or ask the person who made the recipe for the hand-over package instead.",
        )
    found.pop(KEY, None)
    try:
        return Recipe.model_validate(migrated(found))
    except ValidationError as error:
        fields = ", ".join(sorted({".".join(map(str, problem["loc"])) for problem in error.errors()})[:5])
        raise _not_as_expected(fields) from None


def _no_number(word: str) -> float:
    """NaN and Infinity are no JSON, and could not be written again."""
    raise ValueError(word)


def _finite(word: str) -> float:
    """1e999 would be read as infinity."""
    return float(word) if math.isfinite(float(word)) else _no_number(word)


def _not_as_expected(fields: str) -> RecipeError:
    return RecipeError(
        "damaged-recipe",
        f"This recipe cannot be read: {fields} is not as expected.",
        "Undo the last change made by hand, or download the recipe again from its receipt.",
    )
