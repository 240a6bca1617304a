"""From a draft to what may be published, and what is filed once it stands on the portal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from ctcompanion.draft import Draft
from ctcompanion.errors import PublishingError
from ctcompanion.metadata import Question, field, held_back, missing, next_due, places, to_view, unsettled
from ctcompanion.metadata.text import plain
from ctcompanion.model import CleanTable, Column, ExceptionOnFile, Finding, Level, Receipt
from ctcompanion.privacy import may_be_public, to_decide
from ctcompanion.privacy.exceptions import answered, asked_together, on_file, waiting
from ctcompanion.publishing import Identifier, Portal, Publication, View, choose_identifier, seen_custom_fields
from ctcompanion.publishing.describe import COLUMN, FieldDifference, differences
from ctcompanion.publishing.plan_append import LISTING_STATUS
from ctcompanion.publishing.update_stamp import is_update_stamp
from ctcompanion.recipe import ColumnMetadata, FindingDecision, Recipe, Target, from_json
from ctcompanion.reference import licences
from ctcompanion.settings import PortalSettings
from ctcompanion.store import Store

NO_IDENTIFIER = "no row identifier"
"""Filed in Target.decisions under this name when a person wants none."""
CORRECTIONS, GONE = "corrections", "gone"
"""Decisions of one update: what to do with changed rows, and with rows gone from the file. Asked anew with the next file."""
OF_ONE_UPDATE = frozenset({CORRECTIONS, GONE})
MARK = "mark"


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
        private_only=not may_be_public(draft.report, recipe.privacy),
        exceptions=on_file(draft.report, recipe.privacy),
        missing=missing(recipe.metadata, columns, table),
        corrections=target.decisions.get(CORRECTIONS, ""),
        describe=moving(live, body, settings, whole=_is_read_back(draft)) if live else (),
        agency=recipe.metadata.agency,
        mark_gone=LISTING_STATUS if live and live.row_identifier and target.decisions.get(GONE) == MARK else "",
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
    if found.key.startswith(COLUMN):  # units and codes that we would add by ourselves
        return bool(found.there) and str(found.here).removeprefix(str(found.there)).startswith((" Unit: ", " Codes: "))
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
    return tuple(finding for finding in to_decide(draft.report, draft.recipe.privacy) if finding.level is Level.STOP)


def identifier_of(table: CleanTable, target: Target) -> Identifier | None:
    """The row identifier as decided, or as we propose it."""
    if NO_IDENTIFIER in target.decisions:
        return None
    here = set(table.rows.columns)
    chosen = may_tell_apart(table, target.record_id_from)
    if chosen and here.issuperset(target.record_id_from):
        return Identifier(chosen, True, "")
    if len(target.row_identifier) == 1 and here.issuperset(target.row_identifier):
        return Identifier(target.row_identifier, False, "")
    return choose_identifier(table)


def may_tell_apart(table: CleanTable, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the columns that may be a part of the row identifier: not the one that says when the data was updated."""
    here = {column.name: column for column in table.columns}
    return tuple(name for name in names if name in here and not is_update_stamp(here[name]))


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
            "decisions": {key: value for key, value in recipe.target.decisions.items() if key not in OF_ONE_UPDATE},
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


def filing(store: Store) -> Callable[[Publication, Receipt], None]:
    """What a run does at its end, also when another session resumes it: the recipe that went along is filed with the dataset."""

    def file(publication: Publication, receipt: Receipt) -> None:
        if publication.recipe:
            filed(from_json(publication.recipe), publication, receipt, store)

    return file


def private_only(recipe: Recipe | None, receipts: Iterable[Receipt] = ()) -> tuple[FindingDecision, ...]:
    """The exceptions of a published dataset that OPM has not granted, or not any more: while there is one it stays private.

    `receipts`: everything published to it; rows that were sent under an open question stay there, whatever was decided for later ones.
    """
    decisions = recipe.privacy.decisions if recipe is not None else ()
    known = {_asked(decision): decision for decision in decisions}
    oldest_first = [one for receipt in reversed(tuple(receipts)) for one in map(_as_decision, receipt.exceptions)]
    sent = [known.get(_asked(one), one) for one in oldest_first]
    never = [decision for decision in sent if decision.answer != "granted"]
    ended = waiting([decision for decision in (*sent, *decisions) if decision.answer == "granted"])
    return tuple({_asked(decision): decision for decision in (*never, *ended, *waiting(decisions))}.values())


def _asked(decision: FindingDecision) -> tuple[str, str, str]:
    return decision.finding, decision.by, decision.when


def _as_decision(one: ExceptionOnFile) -> FindingDecision:
    return FindingDecision.model_validate(
        {
            "finding": one.finding,
            "decision": "exception",
            "by": one.asked_by,
            "when": one.asked_on,
            "answer": one.answer,
            "answered_by": one.answered_by,
            "answer_reference": one.reference,
            "valid_until": one.valid_until,
            "standing": one.standing,
        }
    )


def file_answer(store: Store, receipt: Receipt, recipe: Recipe, to: FindingDecision, told: Mapping[str, str], owner: str) -> None:  # noqa: PLR0913, PLR0917
    """Record OPM's answer to one message for a published dataset: in its recipe, on its receipts and in the audit."""
    about = {to.finding, *(decision.finding for decision in asked_together(to, recipe.privacy.decisions))}
    due = next_due(recipe.metadata.update_frequency, date.today())
    changed_recipe, agency = with_answer(recipe, to, told).to_json(), receipt.agency or recipe.metadata.agency
    store.recipes.save(receipt.domain, receipt.dataset_id, changed_recipe, owner=owner, title=receipt.title, next_due=due, agency=agency)
    for one in store.receipts.of_dataset(receipt.domain, receipt.dataset_id):
        if (changed := receipt_with_answer(one, to, told, about)) != one:
            store.receipts.keep(changed, owner)
    record = {"dataset": receipt.dataset_id, "findings": sorted(about), "asked_by": to.by, "asked_on": to.when, **told}
    store.audit.append(owner, "recorded OPM's answer", record)


def not_settled(recipe: Recipe | None) -> tuple[Question, ...]:
    """The questions of Step 2 that keep a published dataset private until they are answered with yes."""
    return unsettled(recipe.evaluation) if recipe is not None else ()


def with_settled(recipe: Recipe, question: str, answer: Literal["yes", "no"], note: str) -> Recipe:
    """The recipe with one question of Step 2 answered, and who settled it."""
    known = recipe.evaluation
    evaluation = known.model_copy(update={"answers": {**known.answers, question: answer}, "notes": {**known.notes, question: note}})
    return recipe.changed(evaluation=evaluation)


def with_answer(recipe: Recipe, to: FindingDecision, told: Mapping[str, str]) -> Recipe:
    """The recipe with OPM's answer recorded for everything that was asked in the same message."""
    decisions = answered(recipe.privacy.decisions, to, told)
    return recipe.changed(privacy=recipe.privacy.model_copy(update={"decisions": decisions}))


def receipt_with_answer(receipt: Receipt, to: FindingDecision, told: Mapping[str, str], about: Collection[str]) -> Receipt:
    """The same for the exceptions that a receipt rests on. `about`: the findings of that message."""
    changed = tuple(
        replace(
            one,
            answer=told["answer"],
            answered_by=told["answered_by"],
            reference=told["answer_reference"],
            valid_until=told["valid_until"],
        )
        if one.finding in about and (one.asked_by, one.asked_on) == (to.by, to.when)
        else one
        for one in receipt.exceptions
    )
    return replace(receipt, exceptions=changed)
