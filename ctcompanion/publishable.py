"""From a draft to what may be published, and what is filed once it stands on the portal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from ctcompanion.draft import Draft
from ctcompanion.errors import PublishingError
from ctcompanion.metadata import Question, field, held_back, missing, next_due, places, to_view, unsettled
from ctcompanion.metadata.text import plain
from ctcompanion.model import CleanTable, Column, Finding, Receipt
from ctcompanion.privacy import open_stops
from ctcompanion.privacy.stops import decision_on, is_expired
from ctcompanion.publishing import Identifier, Portal, Publication, View, choose_identifier, seen_custom_fields
from ctcompanion.publishing.describe import FieldDifference, differences
from ctcompanion.recipe import ColumnMetadata, FindingDecision, Recipe, Target
from ctcompanion.reference import licences
from ctcompanion.settings import PortalSettings
from ctcompanion.store import Store

NO_IDENTIFIER = "no row identifier"
"""Filed in Target.decisions under this name when a person wants none."""


def publication_of(draft: Draft, settings: PortalSettings, owner: str, *, domain: str, live: View | None = None) -> Publication:
    """What would be published now. PublishingError names the first thing that is missing. `live`: the dataset as it stands, for an append."""
    if draft.safe is None or draft.report is None:
        raise PublishingError("no-table", "There is no reviewed table yet.", "Finish the clean and privacy pages first.").about(
            happened="Nothing was published."
        )
    if failed := held_back(draft.recipe.evaluation, is_new=False):
        raise PublishingError("may-not-be-published", failed[0], "Change your answer on the start page once this is settled.").about(
            happened="Nothing was published."
        )
    recipe, table = draft.recipe, as_described(draft.safe, draft.recipe.columns)
    columns = tuple(column for column in recipe.columns if column.name in set(table.rows.columns))
    body, _ = to_view(recipe.metadata, columns, settings.custom_fields, view=live.body if live else None)
    target = recipe.target.model_copy(update={"domain": domain})
    return Publication(
        table=table,
        report=draft.report,
        view=body,
        target=target,
        owner=owner,
        identifier=None if target.dataset_id else identifier_of(table, target),
        fields={column.name: column.field_name for column in columns if column.field_name},
        open_stops=undecided_stops(draft),
        missing=missing(recipe.metadata, columns, table),
        corrections=target.decisions.get("corrections", ""),
        describe=moving(live, body, settings, whole=_is_read_back(draft)) if live else (),
        agency=recipe.metadata.agency,
        recipe=recipe.to_json(),
    )


def moving(live: View, wanted: Mapping[str, Any], settings: PortalSettings, *, whole: bool = False) -> tuple[str, ...]:
    """What an update changes in the description: the period covered and the text that names it; the rest stays as it is on the portal.

    `whole`: the description began from the portal's, so that everything that differs now is meant.
    """
    moves = {"description", f"custom:{settings.custom_fields.get('temporal_coverage', '')}"}
    found = [one for one in differences(live, wanted) if (whole or one.key in moves) and not _as_it_was(one)]
    return tuple(one.key for one in found)


def _as_it_was(found: FieldDifference) -> bool:
    """The portal's markup, or a license that we do not know, is no reason to write over what stands there."""
    if found.key == "description":
        return plain(str(found.there or "")) == str(found.here)
    return found.key == "licenseId" and bool(found.there) and str(found.there) not in licences()


def _is_read_back(draft: Draft) -> bool:
    return draft.read_back is not None and draft.read_back.dataset_id == draft.recipe.target.dataset_id


def fitted(settings: PortalSettings, portal: Portal) -> PortalSettings:
    """The settings with each custom field where the portal's published datasets have it."""
    return settings.model_copy(update={"custom_fields": places(seen_custom_fields(portal), settings.custom_fields)})


def unplaced(draft: Draft, settings: PortalSettings) -> tuple[str, ...]:
    """Labels of filled fields that have no place on the portal: they stay in the agency's records."""
    _, homeless = to_view(draft.recipe.metadata, (), settings.custom_fields)
    return tuple(field(key).label for key in homeless)


def undecided_stops(draft: Draft) -> tuple[Finding, ...]:
    """STOPs that nobody has decided on. One with an exception that was asked for may be published privately meanwhile."""
    if draft.report is None:
        return ()
    decisions = draft.recipe.privacy
    return tuple(finding for finding in open_stops(draft.report, decisions) if decision_on(finding, decisions) is None)


def identifier_of(table: CleanTable, target: Target) -> Identifier | None:
    """The row identifier as decided, or as we propose it."""
    if NO_IDENTIFIER in target.decisions:
        return None
    here = set(table.rows.columns)
    if target.record_id_from and here.issuperset(target.record_id_from):
        return Identifier(target.record_id_from, True, "")
    if len(target.row_identifier) == 1 and here.issuperset(target.row_identifier):
        return Identifier(target.row_identifier, False, "")
    return choose_identifier(table)


def as_described(table: CleanTable, columns: tuple[ColumnMetadata, ...]) -> CleanTable:
    """The same table with its columns named and described as the metadata page says; rows and fingerprint stay."""
    said = {column.name: column for column in columns}
    return replace(table, columns=tuple(_described(column, said.get(column.name)) for column in table.columns))


def _described(column: Column, said: ColumnMetadata | None) -> Column:
    if said is None:
        return column
    return replace(column, display=said.display or column.display, description=said.description, unit=said.unit)


def filed(recipe: Recipe, publication: Publication, receipt: Receipt, store: Store) -> Recipe:
    """The recipe with its target filled in, kept as the dataset's newest version with the date of its next update."""
    known = publication.identifier
    target = recipe.target.model_copy(
        update={
            "domain": receipt.domain,
            "dataset_id": receipt.dataset_id,
            "title_there": receipt.title,
            "row_identifier": known.columns if known and not known.computed else recipe.target.row_identifier,
            "record_id_from": known.columns if known and known.computed else recipe.target.record_id_from,
            "decisions": {key: value for key, value in recipe.target.decisions.items() if key != "corrections"},
        }
    )
    done = recipe.changed(name=receipt.title, target=target)
    due = next_due(recipe.metadata.update_frequency, date.today())
    store.recipes.save(
        receipt.domain,
        receipt.dataset_id,
        done.to_json(),
        owner=publication.owner,
        title=receipt.title,
        next_due=due,
        agency=publication.agency,
    )
    return done


def private_only(recipe: Recipe | None) -> tuple[FindingDecision, ...]:
    """The exceptions of a published dataset that OPM has not granted, or not any more: while there is one it stays private."""
    asked = recipe.privacy.decisions if recipe is not None else ()
    return tuple(d for d in asked if d.decision == "exception" and (d.answer != "granted" or is_expired(d)))


def not_settled(recipe: Recipe | None) -> tuple[Question, ...]:
    """The questions of Step 2 that keep a published dataset private until they are answered with yes."""
    return unsettled(recipe.evaluation) if recipe is not None else ()


def with_settled(recipe: Recipe, question: str, answer: Literal["yes", "no"], note: str) -> Recipe:
    """The recipe with one question of Step 2 answered, and who settled it."""
    known = recipe.evaluation
    evaluation = known.model_copy(update={"answers": {**known.answers, question: answer}, "notes": {**known.notes, question: note}})
    return recipe.changed(evaluation=evaluation)


def with_answer(recipe: Recipe, answered: FindingDecision) -> Recipe:
    """The recipe with OPM's answer to one exception recorded."""
    decisions = tuple(answered if d.finding == answered.finding else d for d in recipe.privacy.decisions)
    return recipe.changed(privacy=recipe.privacy.model_copy(update={"decisions": decisions}))
